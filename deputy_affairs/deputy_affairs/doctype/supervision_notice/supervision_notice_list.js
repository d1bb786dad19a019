const NOTICE_COLOURS = {
	"Notice Drafted": "orange",
	"Notice Issued": "blue",
	"Notice Answered": "purple",
	"Answer Accepted": "green",
	"Draft Dropped": "darkgrey",
};

frappe.listview_settings["Supervision Notice"] = {
	hide_name_column: true,
	add_fields: ["workflow_state", "kind", "answer_by"],

	get_indicator(doc) {
		const late =
			doc.workflow_state === "Notice Issued" && deputy_affairs.light(doc.answer_by) === "overdue";
		return [
			late ? __("Answer Overdue") : __(doc.workflow_state),
			late ? "red" : NOTICE_COLOURS[doc.workflow_state] || "gray",
			`workflow_state,=,${doc.workflow_state}`,
		];
	},

	formatters: {
		answer_by: (value, df, doc) => deputy_affairs.due_cell(value, doc.workflow_state === "Notice Issued"),
	},

	onload: (listview) => deputy_affairs.add_paper_actions(listview),
};
