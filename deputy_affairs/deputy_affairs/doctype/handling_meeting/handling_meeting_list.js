frappe.listview_settings["Handling Meeting"] = {
	hide_name_column: true,
	add_fields: ["status", "outcome"],

	get_indicator(doc) {
		const colours = { Called: "orange", Held: "green", Cancelled: "darkgrey" };
		return [
			__(doc.status, null, "Handling Meeting"),
			colours[doc.status] || "gray",
			`status,=,${doc.status}`,
		];
	},

	onload: (listview) => deputy_affairs.add_paper_actions(listview),
};
