frappe.query_reports["Deputy Composition"] = {
	filters: [
		{
			fieldname: "congress",
			label: __("Congress"),
			fieldtype: "Link",
			options: "Congress",
			default: deputy_affairs.own_congress(),
			on_change: () => deputy_affairs.change_congress(),
		},
		{
			fieldname: "term",
			label: __("Term"),
			fieldtype: "Link",
			options: "Congress Term",
			get_query: () => deputy_affairs.within_congress(),
		},
		{
			fieldname: "group",
			label: __("Deputy Group"),
			fieldtype: "Link",
			options: "Deputy Group",
			get_query: () => deputy_affairs.within_term(),
		},
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
		{
			fieldname: "include_lower",
			label: __("With Lower Congresses"),
			fieldtype: "Check",
			default: 1,
		},
	],
	formatter(value, row, column, data, default_formatter) {
		const html = default_formatter(value, row, column, data);
		if (!data || !["number", "mean_age", "high_school"].includes(data.key)) return html;
		return `<b>${html}</b>`;
	},
};
