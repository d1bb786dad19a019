frappe.listview_settings["Escalation"] = {
	hide_name_column: true,
	add_fields: ["level"],
	get_indicator: (doc) => [
		__(doc.level, null, "Escalation"),
		doc.level === "Chair" ? "red" : "orange",
		`level,=,${doc.level}`,
	],
};
