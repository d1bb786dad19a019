frappe.ui.form.on("Supervision Notice", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { is_active: 1 } }));
		frm.set_query("assignment", "items", () => ({
			filters: { unit: frm.doc.unit, status: ["in", ["Awaiting Receipt", "Handling", "Return Requested"]] },
		}));
	},

	refresh(frm) {
		if (frm.is_new()) {
			deputy_affairs.headline(frm, [__("Choose the unit and its overdue assignments, then save.")], "blue");
			return;
		}
		show_step(frm);
		if (frm.doc.workflow_state !== "Draft Dropped") {
			deputy_affairs.add_paper_buttons(frm, [
				frm.doc.kind === "Reminder Notice" ? "urge_notice" : "supervision_notice",
			]);
		}
	},
});

function show_step(frm) {
	const { workflow_state, kind, answer_by, drafted_because, decision, asked_again } = frm.doc;
	const unit = frappe.model.can_create("Supervision Notice") === false;
	const steps = {
		"Notice Drafted":
			kind === "Reminder Notice"
				? __("Look at the draft, complete it and issue it: it gets its number and the unit is told")
				: __("The chair looks at the draft, completes it and issues it"),
		"Notice Issued": unit
			? __("Write the reasons, the measures and the day by which it will be finished, then answer")
			: __("The unit answers with reasons and measures"),
		"Notice Answered": __("Accept the answer, or ask again with what it lacks"),
		"Answer Accepted": __("Finished"),
		"Draft Dropped": __("The draft was dropped; nothing was sent"),
	};
	const open = workflow_state === "Notice Issued";
	const colour = { overdue: "red", urgent: "orange", soon: "yellow" }[open ? deputy_affairs.light(answer_by) : ""];
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(workflow_state)}</b>　${deputy_affairs.escape(steps[workflow_state])}`,
			open && answer_by ? `${__("Answer by", null, "Supervision Notice")} ${deputy_affairs.due_html(answer_by)}` : "",
			open && asked_again ? `${__("Asked again")}: ${deputy_affairs.escape(decision)}` : "",
			workflow_state === "Notice Drafted" && drafted_because
				? deputy_affairs.escape(drafted_because).replaceAll("\n", "<br>")
				: "",
		],
		colour || (workflow_state === "Answer Accepted" ? "green" : "blue")
	);
}
