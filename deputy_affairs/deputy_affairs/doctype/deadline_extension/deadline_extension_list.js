frappe.listview_settings["Deadline Extension"] = {
	hide_name_column: true,
	add_fields: ["workflow_state", "deputy_notified_on"],

	get_indicator(doc) {
		const colour = {
			Draft: "gray",
			"Extension Requested": "orange",
			"Extension Approved": "green",
			"Extension Refused": "red",
		}[doc.workflow_state];
		return [__(doc.workflow_state), colour || "darkgrey", `workflow_state,=,${doc.workflow_state}`];
	},

	onload: (listview) => deputy_affairs.add_paper_actions(listview),
};
