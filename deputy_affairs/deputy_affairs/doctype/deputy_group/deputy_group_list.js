frappe.listview_settings["Deputy Group"] = { hide_name_column: true };
