const GRADE_COLOURS = { Good: "green", Pass: "blue", Fail: "red" };

frappe.query_reports["Handling Unit Rating"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		"as_of",
		"term",
		"meeting",
		"category",
		"unit",
		"period_by",
		"from_date",
		"to_date",
		"include_lower"
	),
	onload(report) {
		if (frappe.model.can_create("Handling Bulletin")) {
			report.page.add_inner_button(__("Bulletin on Handling"), () => new_bulletin(report));
		}
		if (deputy_affairs.has_role("Congress Clerk", "System Manager")) {
			report.page.add_inner_button(__("Grading Rule"), () =>
				frappe.set_route("List", "Unit Grading Rule")
			);
		}
	},
	formatter(value, row, column, data, default_formatter) {
		const html = deputy_affairs.report_cell(value, row, column, data, default_formatter);
		if (!data) return html;
		if (column.fieldname === "grade_shown" && data.grade) {
			return deputy_affairs.pill(value, GRADE_COLOURS[data.grade]);
		}
		if (column.fieldname === "reason") {
			const text = frappe.utils.escape_html(value);
			return `<span title="${text}">${text}</span>`;
		}
		return data.grades?.[column.fieldname] === "Fail" || (column.fieldtype === "Int" && value && ["breaches", "dissatisfied"].includes(column.fieldname))
			? deputy_affairs.coloured(html, "overdue")
			: html;
	},
};

/** A bulletin of what the report shows; the filters that a bulletin does not know stay behind. */
function new_bulletin(report) {
	const filters = report.get_values();
	const known = ["congress", "include_lower", "term", "meeting", "from_date", "to_date", "as_of"];
	const values = Object.fromEntries(known.filter((name) => filters[name]).map((name) => [name, filters[name]]));
	frappe.new_doc("Handling Bulletin", { congress: deputy_affairs.own_congress(), ...values });
}
