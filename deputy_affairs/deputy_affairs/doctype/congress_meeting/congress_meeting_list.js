frappe.listview_settings["Congress Meeting"] = { hide_name_column: true };
