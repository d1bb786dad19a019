frappe.views.calendar["Reply Commitment"] = {
	field_map: {
		id: "name",
		start: "start",
		end: "start",
		title: "title",
		allDay: "all_day",
		status: "status",
	},
	get_events_method: "deputy_affairs.deputy_affairs.doctype.reply_commitment.calendar.get_events",
	options: {
		// The library has its Chinese under another name than the desk.
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
		// a date that was promised to a deputy is looked at, not dragged
		editable: false,
		eventStartEditable: false,
		eventDurationEditable: false,
		selectable: false,
	},
	// The colours of the list; what is due within days stands out from what has time.
	get_css_class(data) {
		const colours = { Kept: "success", Explained: "gray", Overdue: "danger" };
		if (colours[data.status]) return colours[data.status];
		return ["urgent", "soon"].includes(deputy_affairs.light(data.start)) ? "warning" : "default";
	},
};
