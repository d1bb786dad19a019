frappe.listview_settings["Handling Bulletin"] = {
	get_indicator: (doc) => [
		__(doc.status, null, "Handling Bulletin"),
		doc.status === "Issued" ? "green" : "orange",
		`status,=,${doc.status}`,
	],
};
