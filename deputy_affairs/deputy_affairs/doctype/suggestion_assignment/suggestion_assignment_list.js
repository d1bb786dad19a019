frappe.listview_settings["Suggestion Assignment"] = {
	hide_name_column: true,
	add_fields: ["status", "due_date", "handling_role", "workflow_state"],
	filters: [["status", "not in", ["Replied", "Opinion Given", "Returned", "Ended"]]],

	get_indicator: (doc) => [
		__(doc.status, null, "Suggestion Assignment"),
		deputy_affairs.assignment_colour(doc.status),
		`status,=,${doc.status}`,
	],

	formatters: {
		due_date: (value, df, doc) =>
			deputy_affairs.due_cell(
				value,
				["Awaiting Receipt", "Handling", "Return Requested"].includes(doc.status)
			),
	},

	onload(listview) {
		deputy_affairs.add_paper_actions(listview);
		deputy_affairs.add_supervision_actions(listview);
	},
};
