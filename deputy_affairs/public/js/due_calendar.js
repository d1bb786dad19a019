// What falls due on the calendar of a list; each entry opens the record it is about.
frappe.provide("deputy_affairs");

deputy_affairs.due_calendar = () => ({
	field_map: { id: "name", start: "start", end: "start", title: "title", allDay: "all_day", status: "status" },
	get_events_method: "deputy_affairs.supervision.due_calendar.get_events",
	options: {
		// The library has its Chinese under another name than the desk.
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
		// due dates follow from the rules: they are looked at, not dragged
		editable: false,
		eventStartEditable: false,
		eventDurationEditable: false,
	},
	get_css_class(data) {
		const light = deputy_affairs.light(data.start);
		return { overdue: "danger", urgent: "warning", soon: "warning" }[light] || "default";
	},
});
