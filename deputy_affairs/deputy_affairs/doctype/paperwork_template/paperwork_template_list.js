frappe.listview_settings["Paperwork Template"] = { hide_name_column: true };
