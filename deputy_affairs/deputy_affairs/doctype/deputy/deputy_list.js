frappe.listview_settings["Deputy"] = {
	hide_name_column: true,
	add_fields: ["status"],
	filters: [["status", "in", ["In Office", "Suspended"]]],

	onload(listview) {
		deputy_affairs.add_paper_actions(listview);
		deputy_affairs.add_roster_upload(listview, "Deputy");
	},

	get_indicator(doc) {
		const status = doc.status;
		if (!status) return [__("No Mandate"), "gray", "status,is,not set"];
		const colour = { "In Office": "green", Suspended: "orange" }[status] || "darkgrey";
		return [__(status, null, "Deputy"), colour, `status,=,${status}`];
	},
};
