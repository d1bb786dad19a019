frappe.listview_settings["Workday Exception"] = { hide_name_column: true };
