frappe.listview_settings["Suggestion Rating"] = {
	hide_name_column: true,
	add_fields: ["status", "attitude", "result", "due_date"],

	get_indicator(doc) {
		const dissatisfied = [doc.attitude, doc.result].includes("Dissatisfied");
		const colours = {
			Awaited: deputy_affairs.light(doc.due_date) === "overdue" ? "red" : "orange",
			Returned: dissatisfied ? "red" : "green",
			"Not Returned": "darkgrey",
		};
		return [
			__(doc.status, null, "Suggestion Rating"),
			colours[doc.status] || "gray",
			`status,=,${doc.status}`,
		];
	},

	formatters: {
		due_date: (value, df, doc) => deputy_affairs.due_cell(value, doc.status === "Awaited"),
	},

	onload(listview) {
		if (!deputy_affairs.is_staff()) return;
		deputy_affairs.add_paper_actions(listview);
		listview.page.add_inner_button(__("Enter Slips"), () =>
			deputy_affairs.enter_slips(() => listview.refresh())
		);
		listview.page.add_actions_menu_item(__("Send Rating Links"), () =>
			deputy_affairs.send_rating_links({ ratings: listview.get_checked_items(true) }, () =>
				listview.refresh()
			)
		);
	},
};
