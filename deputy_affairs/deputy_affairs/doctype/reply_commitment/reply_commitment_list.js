frappe.listview_settings["Reply Commitment"] = {
	hide_name_column: true,
	add_fields: ["state", "due_date", "workflow_state"],
	filters: [["state", "in", ["Open", "Overdue"]]],

	get_indicator(doc) {
		const colours = { Open: "blue", Overdue: "red", Kept: "green", Explained: "darkgrey" };
		return [__(doc.state, null, "Reply Commitment"), colours[doc.state], `state,=,${doc.state}`];
	},

	formatters: {
		promised_date: (value, df, doc) =>
			deputy_affairs.due_cell(value, ["Open", "Overdue"].includes(doc.state)),
	},

	onload: (listview) => deputy_affairs.add_paper_actions(listview),
};
