frappe.listview_settings["Due Reminder"] = {
	hide_name_column: true,
	add_fields: ["sent_at", "channels"],
	get_indicator: (doc) =>
		doc.sent_at
			? [__("Sent Out"), "green", "sent_at,is,set"]
			: [__("To be sent"), "orange", "sent_at,is,not set"],
	formatters: {
		channels: (value) =>
			(value || "")
				.split(", ")
				.filter(Boolean)
				.map((channel) => __(channel))
				.join("、"),
	},
};
