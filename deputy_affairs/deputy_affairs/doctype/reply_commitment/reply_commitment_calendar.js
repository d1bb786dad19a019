frappe.views.calendar["Reply Commitment"] = {
	field_map: {
		id: "name",
		start: "promised_date",
		end: "promised_date",
		title: "suggestion_title",
		allDay: "all_day",
		status: "state",
	},
	fields: ["name", "promised_date", "suggestion_title", "state"],
	// The library has its Chinese under another name than the desk.
	options: { locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang },
	get_css_class(data) {
		if (["Kept", "Explained"].includes(data.status)) return "success";
		const light = deputy_affairs.light(data.promised_date);
		return { overdue: "danger", urgent: "warning", soon: "warning" }[light] || "default";
	},
};
