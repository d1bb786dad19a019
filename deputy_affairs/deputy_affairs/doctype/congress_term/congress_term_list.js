frappe.listview_settings["Congress Term"] = {
	hide_name_column: true,
	add_fields: ["is_current"],
	get_indicator: (doc) =>
		doc.is_current
			? [__("Current", null, "Congress Term"), "green", "is_current,=,1"]
			: [__("Not Current"), "gray", "is_current,=,0"],
};
