frappe.query_reports["Deputy Composition"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		"term",
		"group",
		{
			fieldname: "dimension",
			label: __("Chart"),
			fieldtype: "Select",
			options: [
				{ value: "age", label: __("Age") },
				{ value: "gender", label: __("Gender", null, "Deputy") },
				{ value: "ethnicity", label: __("Ethnicity", null, "Deputy") },
				{ value: "political_party", label: __("Political Party", null, "Deputy") },
				{ value: "education", label: __("Education", null, "Deputy") },
				{ value: "occupation", label: __("Occupation", null, "Deputy") },
				{ value: "deputy_group", label: __("Group", null, "Deputy") },
			],
			default: "age",
		},
		{ fieldname: "only_in_office", label: __("Only in Office"), fieldtype: "Check" },
		"include_lower"
	),
	formatter(value, row, column, data, default_formatter) {
		const html = default_formatter(value, row, column, data);
		if (!data || !["number", "mean_age", "high_school"].includes(data.key)) return html;
		return `<b>${html}</b>`;
	},
};
