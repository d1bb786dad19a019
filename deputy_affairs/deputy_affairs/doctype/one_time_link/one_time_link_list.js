frappe.listview_settings["One Time Link"] = {
	hide_name_column: true,
	add_fields: ["status", "expires_on"],

	get_indicator(doc) {
		const colours = { Open: "blue", Used: "green", Expired: "orange", Revoked: "darkgrey" };
		return [
			__(doc.status, null, "One Time Link"),
			colours[doc.status] || "gray",
			`status,=,${doc.status}`,
		];
	},
};
