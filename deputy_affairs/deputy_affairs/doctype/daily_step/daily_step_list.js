frappe.listview_settings["Daily Step"] = {
	hide_name_column: true,
	add_fields: ["state"],
	get_indicator: (doc) => [
		__(doc.state, null, "Daily Step"),
		{ Done: "green", Failed: "red" }[doc.state] || "gray",
		`state,=,${doc.state}`,
	],
	// The names of the steps are ours; the record keeps the English.
	formatters: { title: (value) => __(value) },
};
