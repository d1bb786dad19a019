frappe.query_reports["Rating Analysis"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		{
			fieldname: "group_by",
			label: __("Lines by"),
			fieldtype: "Select",
			options: [
				{ value: "unit", label: __("Handling Unit") },
				{ value: "category", label: __("Category", null, "Deputy Suggestion") },
				{ value: "contact_mode", label: __("Way of Contact") },
				{ value: "reply_class", label: __("Class", null, "Deputy Suggestion") },
				{ value: "round", label: __("First and Further Rounds") },
				{ value: "attitude", label: __("Attitude × Result") },
			],
			default: "unit",
		},
		"term",
		"category",
		"unit",
		{
			fieldname: "round",
			label: __("Round", null, "Suggestion Rating"),
			fieldtype: "Select",
			options: [
				{ value: "", label: "" },
				{ value: "First", label: __("First Time") },
				{ value: "Re-handling", label: __("After Re-handling") },
			],
		},
		{ fieldname: "from_date", label: __("Replies from"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Replies until"), fieldtype: "Date" },
		"as_of",
		"include_lower"
	),
	formatter(value, row, column, data, default_formatter) {
		const html = deputy_affairs.report_cell(value, row, column, data, default_formatter);
		if (/_dissatisfied$/.test(column.fieldname) && value) return `<span class="text-danger">${html}</span>`;
		return html;
	},
};
