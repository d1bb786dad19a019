// What the reports share on the desk: their filters, cells of rates, figures that open the register.
frappe.provide("deputy_affairs");

/** Another congress: terms, meetings, groups, constituencies and units of the old one no longer fit. */
const BELOW_CONGRESS = ["term", "meeting", "group", "constituency", "unit"];

const FILTERS = {
	congress: () => ({
		label: __("Congress"),
		fieldtype: "Link",
		options: "Congress",
		default: deputy_affairs.own_congress(),
		on_change: () => deputy_affairs.change_congress(),
	}),
	term: () => ({
		label: __("Term"),
		fieldtype: "Link",
		options: "Congress Term",
		get_query: () => deputy_affairs.within_congress(),
	}),
	meeting: () => ({
		label: __("Meeting"),
		fieldtype: "Link",
		options: "Congress Meeting",
		get_query: () => deputy_affairs.within_term(),
	}),
	occasion: () => ({
		label: __("Raised"),
		fieldtype: "Select",
		options: [
			{ value: "", label: "" },
			{ value: "Meeting", label: __("Meeting", null, "Deputy Suggestion") },
			{ value: "Recess", label: __("Recess", null, "Deputy Suggestion") },
		],
	}),
	category: () => ({ label: __("Category"), fieldtype: "Link", options: "Suggestion Category" }),
	unit: () => ({
		label: __("Unit"),
		fieldtype: "Link",
		options: "Handling Unit",
		get_query: () => deputy_affairs.within_congress(),
	}),
	group: () => ({
		label: __("Deputy Group"),
		fieldtype: "Link",
		options: "Deputy Group",
		get_query: () => deputy_affairs.within_term(),
	}),
	constituency: () => ({
		label: __("Constituency"),
		fieldtype: "Link",
		options: "Constituency",
		get_query: () => deputy_affairs.within_term(),
	}),
	period_by: () => ({
		label: __("Period by"),
		fieldtype: "Select",
		options: [
			{ value: "Registration", label: __("Day of Registration") },
			{ value: "Assignment", label: __("Day of Assignment") },
		],
		default: "Registration",
	}),
	from_date: () => ({ label: __("Period from"), fieldtype: "Date" }),
	to_date: () => ({ label: __("Period to"), fieldtype: "Date" }),
	as_of: () => ({
		label: __("As of"),
		fieldtype: "Date",
		max_date: frappe.datetime.now_date(true),
	}),
	key_only: () => ({ label: __("Only Key Suggestions"), fieldtype: "Check" }),
	include_lower: () => ({
		label: __("With Lower Congresses"),
		fieldtype: "Check",
		default: 1,
	}),
};

Object.assign(deputy_affairs, {
	/**
	 * Filters of a report in their order: names of the common ones, or definitions of its own.
	 * `deputy_affairs.report_filters("congress", "term", { fieldname: "chart_by", … })`
	 */
	report_filters: (...wanted) =>
		wanted.map((one) =>
			typeof one === "string" ? { fieldname: one, ...FILTERS[one]() } : one
		),

	change_congress() {
		for (const fieldname of BELOW_CONGRESS) {
			const filter = frappe.query_report.get_filter(fieldname, false);
			if (filter?.get_value()) filter.set_input("");
		}
		frappe.query_report.refresh();
	},

	/** A cell of a report: rates of nothing are a dash, not 0%. */
	report_cell(value, row, column, data, default_formatter) {
		if (column.is_rate && (value === null || value === undefined || value === "")) {
			return '<div style="text-align:right">—</div>';
		}
		return default_formatter(value, row, column, data);
	},

	/** HTML of a figure that opens another report with filters; `filters` are plain values. */
	figure_link(html, report, filters) {
		const query = new URLSearchParams();
		for (const [key, value] of Object.entries(filters)) {
			if (value !== null && value !== undefined && value !== "") {
				query.set(key, Array.isArray(value) ? JSON.stringify(value) : value);
			}
		}
		const href = `/app/query-report/${encodeURIComponent(report)}?${query}`;
		return `<a href="${frappe.utils.escape_html(href)}">${html}</a>`;
	},
});
