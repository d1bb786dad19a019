frappe.listview_settings["Congress Term"] = {
	hide_name_column: true,
	add_fields: ["is_current"],
	onload(listview) {
		if (deputy_affairs.is_staff()) deputy_affairs.add_paper_actions(listview);
	},
	get_indicator: (doc) =>
		doc.is_current
			? [__("Current", null, "Congress Term"), "green", "is_current,=,1"]
			: [__("Not Current"), "gray", "is_current,=,0"],
};
