frappe.listview_settings["Constituency"] = {
	hide_name_column: true,
	onload: (listview) => deputy_affairs.add_roster_upload(listview, "Constituency"),
};
