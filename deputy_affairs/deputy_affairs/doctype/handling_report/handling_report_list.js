frappe.listview_settings["Handling Report"] = {
	get_indicator: (doc) => [
		__(doc.status, null, "Handling Report"),
		doc.status === "Issued" ? "green" : "orange",
		`status,=,${doc.status}`,
	],
};
