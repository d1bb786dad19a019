frappe.query_reports["Suggestion Register"] = {
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
			fieldname: "meeting",
			label: __("Meeting"),
			fieldtype: "Link",
			options: "Congress Meeting",
			get_query: () => deputy_affairs.within_term(),
		},
		{
			fieldname: "occasion",
			label: __("Raised"),
			fieldtype: "Select",
			options: [
				{ value: "", label: "" },
				{ value: "Meeting", label: __("Meeting", null, "Deputy Suggestion") },
				{ value: "Recess", label: __("Recess", null, "Deputy Suggestion") },
			],
		},
		{
			fieldname: "category",
			label: __("Category"),
			fieldtype: "Link",
			options: "Suggestion Category",
		},
		{
			fieldname: "unit",
			label: __("Unit"),
			fieldtype: "Link",
			options: "Handling Unit",
			get_query: () => deputy_affairs.within_congress(),
		},
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
		{ fieldname: "from_date", label: __("Registered from"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Registered to"), fieldtype: "Date" },
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
		{ fieldname: "key_only", label: __("Only Key Suggestions"), fieldtype: "Check" },
		{
			fieldname: "include_lower",
			label: __("With Lower Congresses"),
			fieldtype: "Check",
			default: 1,
		},
	],
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
