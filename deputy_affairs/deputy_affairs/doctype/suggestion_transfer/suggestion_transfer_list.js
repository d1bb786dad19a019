frappe.listview_settings["Suggestion Transfer"] = {
	hide_name_column: true,
	add_fields: ["status"],

	get_indicator(doc) {
		const colours = {
			Draft: "gray",
			Proposed: "orange",
			"Under Way": "blue",
			Concluded: "orange",
			"Deputy Told": "green",
			Refused: "red",
			"Taken Back": "darkgrey",
		};
		return [__(doc.status, null, "Suggestion Transfer"), colours[doc.status], `status,=,${doc.status}`];
	},
};
