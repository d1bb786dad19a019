frappe.ui.form.on("Handling Bulletin", {
	setup: (frm) => deputy_affairs.frozen_report.setup(frm),

	refresh(frm) {
		if (frm.is_new()) return;
		deputy_affairs.frozen_report.refresh(
			frm,
			__("Write shortcomings and requirements, look at the figures, print a draft; Issue freezes the figures and gives the number."),
			() => issue(frm)
		);
		show_figures(frm);
	},
});

async function issue(frm) {
	if (frm.is_dirty()) await frm.save();
	frappe.confirm(
		__("Freeze the figures as of {0} and give the bulletin its number? It cannot be changed afterwards.", [
			frappe.datetime.str_to_user(frm.doc.as_of),
		]),
		async () => {
			await deputy_affairs.call(frm, "issue");
			frm.reload_doc();
		}
	);
}

async function show_figures(frm) {
	const { figures, units, overdue } = await deputy_affairs.call(frm, "get_figures");
	const cards = deputy_affairs.frozen_report.cards([
		[__("Registered", null, "Progress"), figures.registered],
		[__("Replied", null, "Progress"), `${figures.replied} (${figures.reply_rate})`],
		[__("Replied in Time"), `${figures.in_time} (${figures.in_time_rate})`],
		[__("Overdue", null, "Progress"), figures.overdue],
		[__("Closed", null, "Progress"), `${figures.closed} (${figures.closed_rate})`],
		[__("Contact Rate"), figures.contact_rate],
	]);
	const columns = [
		["name", __("Unit")],
		["works", __("Assignments", null, "Unit Grading")],
		["replied", __("Replied", null, "Progress")],
		["reply_rate", __("Reply Rate")],
		["in_time", __("Replied in Time")],
		["overdue", __("Overdue", null, "Progress")],
		["contacted", __("First Contact in Time")],
		["satisfied", __("Satisfied", null, "Progress")],
		["kept", __("Promises Kept")],
	];
	const escape = deputy_affairs.escape;
	const head = columns.map(([, label]) => `<th>${escape(label)}</th>`).join("");
	const rows = units
		.map((row) => `<tr>${columns.map(([name]) => `<td>${escape(row[name])}</td>`).join("")}</tr>`)
		.join("");
	const late = overdue
		.map((row) => `<li>${escape(row.title)}（${escape(row.number)}，${escape(row.units)}，${escape(row.due_date)}）</li>`)
		.join("");
	frm.get_field("figures_shown").$wrapper.html(`${cards}
		<div class="table-responsive"><table class="table table-bordered table-sm">
			<thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>
		${late ? `<b>${__("Overdue Suggestions")}</b><ol class="pl-4">${late}</ol>` : ""}
		<p class="text-muted small">${__("Opinions of deputies count once their round is closed and they were not anonymous.")}</p>`);
}
