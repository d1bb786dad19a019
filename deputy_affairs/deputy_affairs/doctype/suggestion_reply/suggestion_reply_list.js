const REPLY_COLOURS = {
	Draft: "gray",
	"Under Check": "orange",
	"Awaiting Sign-off": "orange",
	"Signed Off": "blue",
	Issued: "green",
};

frappe.listview_settings["Suggestion Reply"] = {
	hide_name_column: true,
	add_fields: ["workflow_state", "document_number"],

	get_indicator: (doc) => [
		__(doc.workflow_state),
		REPLY_COLOURS[doc.workflow_state] || "gray",
		`workflow_state,=,${doc.workflow_state}`,
	],

	onload(listview) {
		deputy_affairs.add_paper_actions(listview);
		if (!deputy_affairs.is_staff()) return;
		listview.page.add_actions_menu_item(__("Send Rating Links"), () =>
			deputy_affairs.send_rating_links({ replies: listview.get_checked_items(true) })
		);
	},
};
