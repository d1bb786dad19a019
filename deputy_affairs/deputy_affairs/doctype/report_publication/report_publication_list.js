frappe.listview_settings["Report Publication"] = {
	hide_name_column: true,
	get_indicator: (doc) => [
		__(doc.status, null, "Report Publication"),
		{ Draft: "gray", Published: "green", Withdrawn: "red" }[doc.status],
		`status,=,${doc.status}`,
	],
};
