frappe.listview_settings["Assignment Meeting"] = {
	hide_name_column: true,
	add_fields: ["progress"],

	get_indicator: (doc) => [
		__(doc.progress, null, "Assignment Meeting"),
		{ "Handed Out": "green", "Partly Handed Out": "orange" }[doc.progress] || "blue",
		`progress,=,${doc.progress}`,
	],
};
