/** The papers that carry a number, as choices. */
function numbered_papers() {
	const papers = Object.assign(
		{},
		...["Suggestion Reply", "Suggestion Assignment", "Deputy Suggestion"].map(deputy_affairs.papers)
	);
	const without = ["suggestion_form", "assignment_list"];
	return Object.entries(papers)
		.filter(([value]) => !without.includes(value))
		.map(([value, label]) => ({ value, label }));
}

frappe.query_reports["Document Register"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		{
			fieldname: "year",
			label: __("Year", null, "Issued Document"),
			fieldtype: "Int",
			default: Number(frappe.datetime.get_today().slice(0, 4)),
			reqd: 1,
		},
		{ fieldname: "organ_code", label: __("Organ Code", null, "Issued Document"), fieldtype: "Data" },
		{
			fieldname: "kind",
			label: __("Paper", null, "Issued Document"),
			fieldtype: "Select",
			options: [{ value: "", label: "" }, ...numbered_papers()],
		}
	),
	formatter(value, row, column, data, default_formatter) {
		const html = default_formatter(value, row, column, data);
		if (!data || !value) return html;
		const text = frappe.utils.escape_html(value);
		if (column.fieldname === "number" && data.name) {
			return `<a href="${frappe.utils.get_form_link("Issued Document", data.name)}">${text}</a>`;
		}
		if (column.fieldname === "status_shown") {
			const colours = { Genuine: "green", Void: "red", Reserved: "orange" };
			return `<span class="indicator-pill ${colours[data.status] || "gray"}">${text}</span>`;
		}
		return html;
	},
};
