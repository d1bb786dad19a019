frappe.listview_settings["Handling Unit"] = {
	onload: (listview) => deputy_affairs.add_roster_upload(listview, "Handling Unit"),
	hide_name_column: true,
	add_fields: ["is_active"],
	get_indicator: (doc) =>
		doc.is_active
			? [__("Active", null, "Handling Unit"), "green", "is_active,=,1"]
			: [__("No Longer Active"), "gray", "is_active,=,0"],
};
