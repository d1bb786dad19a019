frappe.query_reports["Suggestion Register"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		"term",
		"meeting",
		"occasion",
		"category",
		"unit",
		"group",
		{
			fieldname: "stage",
			label: __("Stage"),
			fieldtype: "MultiSelectList",
			get_data: (text) =>
				deputy_affairs.STAGES.map((stage) => ({
					value: stage,
					description: __(stage, null, "Deputy Suggestion"),
				})).filter((row) => !text || row.description.includes(text)),
		},
		"period_by",
		"from_date",
		"to_date",
		{
			fieldname: "chart_by",
			label: __("Chart"),
			fieldtype: "Select",
			options: [
				{ value: "stage", label: __("By Stage") },
				{ value: "category", label: __("By Category") },
				{ value: "class", label: __("By Class of Reply") },
			],
			default: "stage",
		},
		{ fieldname: "overdue_only", label: __("Only Overdue"), fieldtype: "Check" },
		"key_only",
		"include_lower"
	),
	formatter(value, row, column, data, default_formatter) {
		const html = default_formatter(value, row, column, data);
		if (!data) return html;
		if (["due_date", "days_left"].includes(column.fieldname)) {
			return deputy_affairs.coloured(html, data.light);
		}
		if (!value) return html;

		const text = frappe.utils.escape_html(value);
		switch (column.fieldname) {
			case "title": {
				const star = data.is_key ? `<span title="${__("Key Suggestion")}">★</span> ` : "";
				return `${star}<a href="${frappe.utils.get_form_link("Deputy Suggestion", data.name)}">${text}</a>`;
			}
			case "stage_shown":
				return `<span class="indicator-pill ${deputy_affairs.stage_colour(data.stage)}">${text}</span>`;
			case "attitude":
			case "result":
				return data.worst === "Dissatisfied" ? `<span class="text-danger">${text}</span>` : text;
		}
		return html;
	},
};
