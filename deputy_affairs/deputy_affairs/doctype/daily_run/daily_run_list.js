frappe.listview_settings["Daily Run"] = {
	hide_name_column: true,
	add_fields: ["state"],
	get_indicator: (doc) => [
		__(doc.state, null, "Daily Run"),
		{ Done: "green", Failed: "red" }[doc.state] || "gray",
		`state,=,${doc.state}`,
	],
};
