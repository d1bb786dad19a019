frappe.listview_settings["Deputy Suggestion"] = {
	hide_name_column: true,
	add_fields: ["stage", "due_date", "replied_on", "is_key", "workflow_state", "congress", "meeting"],
	filters: [["stage", "not in", ["Closed", "Withdrawn", "Refused"]]],

	get_indicator: (doc) => [
		__(doc.stage, null, "Deputy Suggestion"),
		deputy_affairs.stage_colour(doc.stage),
		`stage,=,${doc.stage}`,
	],

	formatters: {
		due_date: (value, df, doc) =>
			deputy_affairs.due_cell(
				value,
				!doc.replied_on && ["Assigned", "Reassignment", "Handling"].includes(doc.stage)
			),
	},

	onload(listview) {
		deputy_affairs.add_paper_actions(listview);
		deputy_affairs.add_meeting_action(listview);
	},
};
