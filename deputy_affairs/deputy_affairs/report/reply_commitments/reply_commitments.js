frappe.query_reports["Reply Commitments"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		"unit",
		{
			fieldname: "state",
			label: __("Current State", null, "Reply Commitment"),
			fieldtype: "MultiSelectList",
			get_data: (text) =>
				["Open", "Overdue", "Kept", "Explained"]
					.map((value) => ({ value, description: __(value, null, "Reply Commitment") }))
					.filter((row) => !text || row.description.includes(text)),
		},
		{
			fieldname: "window",
			label: __("Due Window"),
			fieldtype: "Select",
			options: [
				{ value: "", label: "" },
				{ value: "Overdue", label: __("Overdue", null, "Reply Commitment") },
				{ value: "7 Days", label: __("Within 7 Days") },
				{ value: "30 Days", label: __("Within 30 Days") },
				{ value: "This Year", label: __("This Year") },
				{ value: "Later", label: __("Later Years") },
			],
		},
		{ fieldname: "year", label: __("Promised in the Year"), fieldtype: "Int" },
		"term",
		{ fieldname: "from_date", label: __("Promised for, from"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("Promised for, to"), fieldtype: "Date" },
		"as_of",
		{ fieldname: "carried_only", label: __("Only Carried over"), fieldtype: "Check" },
		{ fieldname: "term_open_only", label: __("Change of Term Not Explained"), fieldtype: "Check" },
		"include_lower"
	),
	formatter(value, row, column, data, default_formatter) {
		const html = deputy_affairs.report_cell(value, row, column, data, default_formatter);
		if (!data || !value) return html;
		const text = frappe.utils.escape_html(value);
		switch (column.fieldname) {
			case "promised_date":
				return deputy_affairs.coloured(html, data.light);
			case "suggestion_title":
				return `<a href="${frappe.utils.get_form_link("Reply Commitment", data.name)}">${text}</a>`;
			case "state_shown": {
				const colour = { Open: "blue", Overdue: "red", Kept: "green", Explained: "gray" }[data.state];
				return `<span class="indicator-pill ${colour}">${text}</span>`;
			}
		}
		if (column.fieldname === "days_left") return deputy_affairs.coloured(html, data.light);
		return html;
	},
};
