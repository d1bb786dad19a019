// The check before issue, shown beside the reply while it is written: what blocks, what has to be justified, hints.
// The server checks the same again at each step.
frappe.provide("deputy_affairs");

const GRADES = {
	Blocks: { colour: "red", label: () => __("To be remedied") },
	"To Be Justified": { colour: "orange", label: () => __("To be improved or justified") },
	Hint: { colour: "blue", label: () => __("Hints") },
};
const CHECKERS = ["Congress Clerk", "Congress Chair", "Government Office"];
const OPEN_STATES = ["Under Check", "Awaiting Sign-off", "Signed Off"];

deputy_affairs.check_reply = async function (frm) {
	const panel = frm.get_field("check_panel");
	if (!panel || frm.doc.workflow_state === "Issued" || !frm.doc.assignment) return panel?.html("");

	const asked = (frm.reply_check_asked = (frm.reply_check_asked || 0) + 1);
	const rows = await frappe.xcall(
		"deputy_affairs.deputy_affairs.doctype.suggestion_reply.reply_checks.check_draft",
		{ values: on_screen(frm) }
	);
	if (asked !== frm.reply_check_asked) return; // a later one is on its way
	frm.reply_findings = rows;
	show(frm, panel, rows);
};

function on_screen(frm) {
	const doc = frm.doc;
	const values = { name: frm.is_new() ? null : doc.name, assignment: doc.assignment };
	for (const fieldname of [
		...["reply_class", "opening", "body", "contact_person", "contact_phone"],
		...["no_contact_reason", "is_public"],
	]) {
		values[fieldname] = doc[fieldname] || "";
	}
	values.answers = (doc.answers || []).map(({ outcome, answer, promised_date, responsible }) => ({
		...{ outcome, answer, promised_date, responsible },
	}));
	return values;
}

function show(frm, panel, rows) {
	const open = rows.filter((row) => !row.reason);
	const of_grade = (grade) => open.filter((row) => row.severity === grade);
	const counts = Object.entries(GRADES)
		.map(([grade, { colour, label }]) => [of_grade(grade).length, colour, label()])
		.filter(([count]) => count)
		.map(([count, colour, label]) => deputy_affairs.pill(`${label} ${count}`, colour));
	const head = counts.length
		? counts.join(" ")
		: deputy_affairs.pill(__("Nothing found; the reply can go on"), "green");
	const items = rows.map((row, at) => item(frm, row, at)).join("");
	panel.html(`<div class="reply-check" role="status">${head}<ul class="list-unstyled mt-3 mb-0">${items}</ul></div>`);
	panel.$wrapper.find("[data-jump]").on("click", (event) => jump(frm, rows[event.currentTarget.dataset.jump]));
	panel.$wrapper.find("[data-justify]").on("click", (event) => justify(frm, rows[event.currentTarget.dataset.justify]));
	panel.$wrapper.find("[data-contact]").on("click", () =>
		frappe.new_doc("Handling Contact", { assignment: frm.doc.assignment })
	);
}

function item(frm, row, at) {
	const escape = deputy_affairs.escape;
	const { colour } = GRADES[row.severity];
	const buttons = [
		`<button type="button" class="btn btn-xs btn-default" data-jump="${at}">${__("Show the Place")}</button>`,
		row.code === "contact_not_logged" && frm.doc.workflow_state === "Draft" && !frm.is_new()
			? `<button type="button" class="btn btn-xs btn-default" data-contact="1">${__("Log a Contact")}</button>`
			: "",
		may_justify(frm, row)
			? `<button type="button" class="btn btn-xs btn-default" data-justify="${at}">${__("Justify")}</button>`
			: "",
	].join(" ");
	return `<li class="reply-check-item ${row.reason ? "text-muted" : ""}">
		<span class="indicator ${row.reason ? "gray" : colour}"></span>
		<div class="reply-check-words"><b>${escape(row.text)}</b>
			<div>${escape(row.advice)} <span class="text-muted small">${escape(row.source)}</span></div>
			${row.reason ? `<div>${__("Justified: {0}", [escape(row.reason)])}</div>` : ""}
		</div><div class="reply-check-buttons">${buttons}</div></li>`;
}

const may_justify = (frm, row) =>
	row.severity === "To Be Justified" &&
	OPEN_STATES.includes(frm.doc.workflow_state) &&
	deputy_affairs.has_role(...CHECKERS) &&
	!(frm.doc.steps || []).some(
		(step) => ["Drafted", "Edited"].includes(step.step) && step.done_by === frappe.session.user
	);

/** Bring the place into sight: the field, or the demand's row with the words selected. */
function jump(frm, row) {
	if (row.fieldname !== "answers" || !row.demand) return frm.scroll_to_field(row.fieldname);
	const grid_row = frm.get_field("answers").grid.grid_rows[row.demand - 1];
	if (!grid_row) return frm.scroll_to_field("answers");
	grid_row.toggle_view(true);
	frappe.utils.scroll_to(grid_row.wrapper, true, 80);
	setTimeout(() => {
		const input = grid_row.grid_form?.fields_dict.answer?.$input?.get(0);
		if (!input) return;
		input.focus();
		const start = row.excerpt ? input.value.indexOf(row.excerpt) : -1;
		if (start >= 0) input.setSelectionRange(start, start + row.excerpt.length);
	}, 400);
}

function justify(frm, row) {
	const dialog = new frappe.ui.Dialog({
		title: __("Justify"),
		fields: [
			{ fieldtype: "HTML", options: `<p>${deputy_affairs.escape(row.text)}</p>` },
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Why it can stay as it is"),
				reqd: 1,
				default: row.reason,
			},
		],
		primary_action_label: __("Keep with the Reply"),
		async primary_action({ reason }) {
			await deputy_affairs.call(frm, "justify", { key: row.key, reason });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}
