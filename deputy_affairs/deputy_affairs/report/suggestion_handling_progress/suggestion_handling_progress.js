const STAFF = deputy_affairs.has_role(
	"Congress Clerk",
	"Congress Chair",
	"Congress Observer",
	"System Manager"
);

/** Who proposed what is not for the handling side, and it has no register of suggestions. */
const FOR_ALL = ["unit", "category", "congress", "meeting"];
const FOR_STAFF = ["unit", "category", "group", "constituency", "congress", "meeting"];

function dimensions() {
	const labels = {
		unit: __("By Unit"),
		category: __("By Category"),
		group: __("By Deputy Group"),
		constituency: __("By Constituency"),
		congress: __("By Congress"),
		meeting: __("By Meeting"),
	};
	return (STAFF ? FOR_STAFF : FOR_ALL).map((value) => ({ value, label: labels[value] }));
}

/** The register behind a figure: the same filters, the row, the figure. */
function behind(column, data) {
	const filters = { ...frappe.query_report.get_filter_values(), figure: column.fieldname };
	const { by } = filters;
	delete filters.by;
	// All assignments of several units are more than the suggestions behind them: no link would be right.
	if (data.is_total) return by === "unit" && !filters.unit ? null : filters;
	return data.key ? { ...filters, [by]: data.key } : null;
}

frappe.query_reports["Suggestion Handling Progress"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		{
			fieldname: "by",
			label: __("Table"),
			fieldtype: "Select",
			options: dimensions(),
			default: "unit",
		},
		"as_of",
		"term",
		"meeting",
		"occasion",
		"category",
		"unit",
		...(STAFF ? ["group", "constituency"] : []),
		"period_by",
		"from_date",
		"to_date",
		"key_only",
		"include_lower"
	),
	formatter(value, row, column, data, default_formatter) {
		let html = deputy_affairs.report_cell(value, row, column, data, default_formatter);
		if (!data) return html;
		if (column.is_figure) {
			if (!value) return '<div class="text-muted" style="text-align:right">0</div>';
			if (column.fieldname === "overdue") html = deputy_affairs.coloured(html, "overdue");
			const filters = STAFF && behind(column, data);
			if (filters) html = deputy_affairs.figure_link(html, "Suggestion Register", filters);
		}
		return data.is_total ? `<b>${html}</b>` : html;
	},
};
