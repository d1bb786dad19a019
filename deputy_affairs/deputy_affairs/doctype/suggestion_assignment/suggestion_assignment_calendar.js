frappe.views.calendar["Suggestion Assignment"] = {
	field_map: {
		id: "name",
		start: "due_date",
		end: "due_date",
		title: "suggestion_title",
		allDay: "all_day",
		status: "status",
	},
	fields: ["name", "due_date", "suggestion_title", "status"],
	// The library has its Chinese under another name than the desk.
	options: { locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang },
	get_css_class(data) {
		if (["Replied", "Opinion Given", "Returned", "Ended"].includes(data.status)) return "success";
		const light = deputy_affairs.light(data.due_date);
		return { overdue: "danger", urgent: "warning", soon: "warning" }[light] || "default";
	},
};
