const LIGHT_PILLS = { overdue: "red", urgent: "orange", soon: "yellow", normal: "green" };

/** Kinds in the words of the server; the values are those of supervision/due_things.py. */
const due_kinds = () => [
	{ value: "reply", description: __("Reply to the Deputy") },
	{ value: "assist", description: __("Assist Opinion") },
	{ value: "receipt", description: __("Signing for") },
	{ value: "contact", description: __("First Contact") },
	{ value: "acknowledge", description: __("Acknowledgement") },
	{ value: "assign", description: __("Handing out") },
	{ value: "reassign", description: __("Decision on a Return") },
	{ value: "extension", description: __("Decision on an Extension") },
	{ value: "telling", description: __("Telling of an Extension") },
	{ value: "notice", description: __("Answer to a Notice") },
	{ value: "rating", description: __("Opinion Form") },
	{ value: "promise", description: __("Promise") },
];

frappe.query_reports["Overdue and Due Soon"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		"unit",
		{
			fieldname: "kind",
			label: __("What Is Due"),
			fieldtype: "MultiSelectList",
			get_data: (text) => due_kinds().filter((row) => !text || row.description.includes(text)),
		},
		{
			fieldname: "light",
			label: __("Show"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("Overdue and due soon") },
				{ value: "overdue", label: __("Only overdue") },
				{ value: "ahead", label: __("Only what is still in time") },
			],
		},
		{ fieldname: "days", label: __("Days Ahead"), fieldtype: "Int", default: 15 },
		"key_only",
		"as_of",
		{
			fieldname: "led_by_me",
			label: __("Key suggestions in my charge"),
			fieldtype: "Check",
			hidden: !deputy_affairs.may_supervise(),
		},
		"include_lower"
	),

	get_datatable_options(options) {
		return deputy_affairs.may_supervise() ? { ...options, checkboxColumn: true } : options;
	},

	onload(report) {
		if (!deputy_affairs.may_supervise()) return;
		for (const [label, kind] of [
			[__("Draft Reminder Notices"), "Reminder Notice"],
			[__("Draft Supervision Letters"), "Supervision Letter"],
		]) {
			report.page.add_inner_button(label, () => draft_for_ticked(report, kind), __("Supervise"));
		}
	},

	formatter(value, row, column, data, default_formatter) {
		const html = default_formatter(value, row, column, data);
		if (!data) return html;
		switch (column.fieldname) {
			case "light_shown":
				return `<span class="indicator-pill ${LIGHT_PILLS[data.light]}">${deputy_affairs.escape(value)}</span>`;
			case "title": {
				const star = data.is_key ? `<span title="${__("Key Suggestion")}">★</span> ` : "";
				const link = frappe.utils.get_form_link(data.record_type, data.record);
				return `${star}<a href="${link}">${deputy_affairs.escape(value)}</a>`;
			}
			case "due_date":
			case "days_left":
				return deputy_affairs.coloured(html, data.light);
		}
		return html;
	},
};

function draft_for_ticked(report, kind) {
	const ticked = (report.datatable?.rowmanager.getCheckedRows() || []).map((at) => report.data[at]);
	const assignments = [
		...new Set(
			ticked.filter((row) => row?.record_type === "Suggestion Assignment").map((row) => row.record)
		),
	];
	if (!assignments.length) {
		frappe.msgprint(__("Please tick rows of assignments first: replies, opinions or contacts that are due."));
		return;
	}
	// One draft opens in front; the report is drawn anew only where it stays.
	deputy_affairs.draft_notices(kind, assignments).then((made) => made.length > 1 && report.refresh());
}
