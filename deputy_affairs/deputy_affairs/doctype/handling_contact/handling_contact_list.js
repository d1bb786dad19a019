frappe.listview_settings["Handling Contact"] = { hide_name_column: true };
