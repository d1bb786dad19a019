frappe.listview_settings["Handling Contact"] = {
	hide_name_column: true,
	onload: (listview) => deputy_affairs.add_paper_actions(listview),
};
