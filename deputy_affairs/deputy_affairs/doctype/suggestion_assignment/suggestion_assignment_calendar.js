const OVER = ["Replied", "Opinion Given", "Returned", "Ended"];

frappe.views.calendar["Suggestion Assignment"] = {
	field_map: {
		id: "name",
		start: "start",
		end: "start",
		title: "title",
		allDay: "all_day",
		status: "status",
	},
	get_events_method: "deputy_affairs.deputy_affairs.doctype.suggestion_assignment.calendar.get_events",
	// The library has its Chinese under another name than the desk.
	options: {
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
		// due dates follow from the rules: they are looked at, not dragged
		editable: false,
		selectable: false,
		// all weeks, also on a phone
		contentHeight: "auto",
		eventStartEditable: false,
		eventDurationEditable: false,
	},
	get_css_class(data) {
		if (OVER.includes(data.status) || data.done) return "success";
		const light = deputy_affairs.light(data.start);
		return { overdue: "danger", urgent: "warning", soon: "warning" }[light] || "default";
	},
};
