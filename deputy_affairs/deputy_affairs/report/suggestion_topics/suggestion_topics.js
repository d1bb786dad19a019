frappe.query_reports["Suggestion Topics"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		"term",
		{
			fieldname: "count_by",
			label: __("Count by"),
			fieldtype: "Select",
			options: [
				{ value: "category", label: __("Category") },
				{ value: "constituency", label: __("Constituency") },
				{ value: "group", label: __("Deputy Group") },
				{ value: "year", label: __("Year") },
			],
			default: "category",
		},
		"occasion",
		"category",
		"from_date",
		"to_date",
		"period_by",
		"as_of",
		{ fieldname: "silent_only", label: __("Only without Suggestions"), fieldtype: "Check" },
		"include_lower"
	),
	formatter(value, row, column, data, default_formatter) {
		const html = deputy_affairs.report_cell(value, row, column, data, default_formatter);
		if (!data) return html;
		if (data.is_silent && ["topic", "number"].includes(column.fieldname)) {
			return `<span class="text-danger">${html}</span>`;
		}
		if (column.fieldname === "number" && value && data.filters) {
			return deputy_affairs.figure_link(html, "Suggestion Register", {
				...data.filters,
				as_of: frappe.query_report.get_filter_value("as_of"),
			});
		}
		return html;
	},
};
