frappe.listview_settings["Issued Document"] = {
	has_indicator_for_cancelled: 1,
	get_indicator: (doc) => [
		__(doc.status, null, "Issued Document"),
		doc.status === "Void" ? "red" : "green",
		`status,=,${doc.status}`,
	],
	add_fields: ["status"],
};
