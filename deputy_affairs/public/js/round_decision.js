// After a dissatisfied rating: the opinions side by side, and the ways that are open.
frappe.provide("deputy_affairs");

const DECISION = "deputy_affairs.deputy_affairs.doctype.suggestion_rating.decision.opinions";

deputy_affairs.decide_round = async function (frm, live) {
	const facts = await frappe.xcall(DECISION, { suggestion: frm.docname });
	const dialog = new frappe.ui.Dialog({
		title: __("Decide on the Dissatisfied Rating"),
		size: "extra-large",
		fields: [
			{ fieldname: "opinions", fieldtype: "HTML" },
			{
				fieldname: "closing_reason",
				fieldtype: "Small Text",
				label: __("Explanation to the Deputies, when It Is Closed"),
				description: __("Why it is not handled again although a deputy is dissatisfied"),
			},
		],
		primary_action_label: __("Handle Again"),
		primary_action() {
			if (facts.blocked) {
				frappe.msgprint({ title: __("A Meeting Comes First"), message: facts.blocked, indicator: "orange" });
				return;
			}
			dialog.hide();
			deputy_affairs.rehandle_dialog(frm, live);
		},
		secondary_action_label: __("Close with Explanation", null, "Handling Meeting"),
		secondary_action: () => close(frm, dialog),
	});
	dialog.fields_dict.opinions.$wrapper.html(table(facts));
	dialog.add_custom_action(
		facts.meeting ? __("Open the Meeting") : __("Call a Meeting"),
		() => {
			dialog.hide();
			if (facts.meeting) frappe.set_route("Form", "Handling Meeting", facts.meeting.name);
			else frappe.new_doc("Handling Meeting", { suggestion: frm.docname });
		},
		facts.blocked ? "btn-warning" : ""
	);
	dialog.show();
};

async function close(frm, dialog) {
	const reason = (dialog.get_value("closing_reason") || "").trim();
	if (!reason) {
		frappe.show_alert({ message: __("Please write the explanation first."), indicator: "orange" });
		dialog.get_field("closing_reason").$input.focus();
		return;
	}
	await frappe.xcall("frappe.model.workflow.apply_workflow", {
		doc: { doctype: frm.doctype, name: frm.docname, closing_reason: reason },
		action: "Close Suggestion",
	});
	dialog.hide();
	frm.reload_doc();
}

function table({ rows, round, max_rounds, blocked, meeting }) {
	const escape = deputy_affairs.escape;
	const word = (value) => __(value, null, "Suggestion Rating");
	const colour = { Satisfied: "green", "Basically Satisfied": "blue", Dissatisfied: "red" };
	const pill = (value) => (value ? deputy_affairs.pill(word(value), colour[value] || "gray") : "");
	const heads = [
		__("Round", null, "Suggestion Rating"),
		__("Unit", null, "Suggestion Rating"),
		__("Deputy", null, "Suggestion Rating"),
		__("Attitude"),
		__("Result"),
		__("Concrete Opinion", null, "Suggestion Rating"),
		__("Wishes Re-handling", null, "Suggestion Rating"),
	];
	// on a phone each opinion is a card, and the heads stand beside the values
	const line = (row) => {
		const values = [
			row.round,
			escape(row.unit_name),
			escape(row.deputy_name),
			row.status === "Returned" ? pill(row.attitude) : pill(row.status),
			pill(row.result),
			escape(row.reasons),
			row.wants_rehandling ? __("Yes") : "",
		];
		const cells = values.map(
			(value, n) =>
				`<td data-label="${heads[n]}" class="${n === 5 ? "decision-words" : ""} ${value ? "" : "empty"}">${value}</td>`
		);
		return `<tr class="${row.round === round ? "" : "text-muted"}">${cells.join("")}</tr>`;
	};
	const limit = blocked
		? `<div class="alert alert-warning">${escape(blocked)}</div>`
		: `<p class="text-muted">${__("Round {0}; handled again at most {1} times without a meeting.", [
				round,
				max_rounds,
		  ])}</p>`;
	const called = meeting
		? `<p>${__("Meeting")}: ${__(meeting.status, null, "Handling Meeting")} ${frappe.datetime.str_to_user(
				meeting.meets_at
		  )} ${meeting.outcome ? __(meeting.outcome, null, "Handling Meeting") : ""}</p>`
		: "";
	return `${limit}${called}<div class="table-responsive"><table class="table table-bordered decision-table da-cards">
		<thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
		<tbody>${rows.map(line).join("")}</tbody></table></div>`;
}
