frappe.listview_settings["Suggestion Publication"] = {
	hide_name_column: true,
	get_indicator: (doc) => [
		__(doc.status, null, "Suggestion Publication"),
		{ Draft: "gray", Published: "green", Withdrawn: "red" }[doc.status],
		`status,=,${doc.status}`,
	],
};
