frappe.ui.form.on("Suggestion Reply", {
	setup(frm) {
		frm.set_query("assignment", () => ({
			filters: { status: "Handling", handling_role: ["in", ["Lead", "Separate"]] },
		}));
		frm.set_query("reply_class", () =>
			frm.doc.__onload?.three_classes ? { filters: { stands_for: ["!=", "For Reference"] } } : {}
		);
	},

	onload(frm) {
		frm.check_reply = frappe.utils.debounce(() => deputy_affairs.check_reply(frm), 600);
		if (frm.is_new() && frm.doc.assignment) take_demands(frm);
	},

	refresh(frm) {
		lock_answers(frm);
		frm.check_reply?.();
		if (frm.is_new()) {
			deputy_affairs.headline(
				frm,
				[__("Answer demand by demand, choose the class, save, then submit for check.")],
				"blue"
			);
			return;
		}
		show_next_step(frm);
		show_countersigning(frm);
		deputy_affairs.add_paper_buttons(frm);
		deputy_affairs.show_ratings(frm);
		if (frm.doc.__onload?.forms_awaited && deputy_affairs.is_staff()) {
			frm.add_custom_button(__("Send Rating Links"), () =>
				deputy_affairs.send_rating_links({ replies: [frm.docname] })
			);
		}
		if (frm.doc.__onload?.number_is_void) offer_new_number(frm);
	},

	assignment(frm) {
		if (frm.is_new()) take_demands(frm);
	},

	reply_class: (frm) => frm.check_reply?.(),
	opening: (frm) => frm.check_reply?.(),
	body: (frm) => frm.check_reply?.(),
	contact_person: (frm) => frm.check_reply?.(),
	contact_phone: (frm) => frm.check_reply?.(),
	no_contact_reason: (frm) => frm.check_reply?.(),
	is_public: (frm) => frm.check_reply?.(),
});

frappe.ui.form.on("Suggestion Reply Answer", {
	outcome: (frm) => frm.check_reply?.(),
	answer: (frm) => frm.check_reply?.(),
	promised_date: (frm) => frm.check_reply?.(),
	responsible: (frm) => frm.check_reply?.(),
});

/** The demands stand as the deputy wrote them. */
function lock_answers(frm) {
	frm.set_df_property("answers", "cannot_add_rows", 1);
	frm.set_df_property("answers", "cannot_delete_rows", 1);
	// The grid shows its buttons again after every refresh, whatever the two properties say.
	const { wrapper } = frm.get_field("answers").grid;
	wrapper.find(".grid-add-row, .grid-add-multiple-rows, .grid-upload, .grid-download").hide();
}

/** Show the demands before the first save; the server lays the rows itself. */
async function take_demands(frm) {
	if (!frm.doc.assignment) return;
	const assignment = await frappe.db.get_value("Suggestion Assignment", frm.doc.assignment, [
		"suggestion_title",
		"registration_number",
		"congress",
		"unit",
		"round",
		"demands_text",
	]);
	const { demands_text, ...values } = assignment.message || {};
	if (values.unit) await frappe.utils.fetch_link_title("Handling Unit", values.unit);
	Object.assign(frm.doc, values);
	frm.clear_table("answers");
	for (const line of (demands_text || "").split("\n").filter(Boolean)) {
		frm.add_child("answers", { demand: line.replace(/^\d+\. /, "") });
	}
	frm.refresh_fields();
	frm.check_reply?.();
}

function show_next_step(frm) {
	const state = frm.doc.workflow_state;
	const steps = {
		Draft: __("Answer every demand, choose the class and submit it for check"),
		"Under Check": __("The government office or the congress office checks it"),
		"Awaiting Sign-off": __("The unit's chief signs it off"),
		"Signed Off": __("Issue it: it gets its number and date, and the opinion forms are laid"),
		Issued: issued_words(frm),
	};
	const colours = { Draft: "blue", "Under Check": "orange", Issued: "green" };
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(state)}</b>　${deputy_affairs.escape(steps[state])}`,
			state === "Draft" && frm.doc.check_opinion
				? __("Sent back: {0}", [deputy_affairs.escape(frm.doc.check_opinion)])
				: "",
			state === "Issued" ? "" : __("Until it is issued the letter is a preview without number."),
		],
		colours[state] || "blue"
	);
}

/** The opinion forms never pass through the unit's hands: it hands over the letter only. */
function issued_words(frm) {
	if (!deputy_affairs.is_staff()) return __("Hand the letter to each signer; the congress office collects the opinions");
	return frm.doc.__onload?.forms_awaited
		? __("Hand the letter and the opinion form to each signer")
		: __("All opinion forms are in, or no longer awaited");
}

/** Who was asked to countersign, and what was said. */
async function show_countersigning(frm) {
	if (["Draft", "Under Check"].includes(frm.doc.workflow_state)) return;
	const name = frm.docname;
	const rows = await frappe.xcall(
		"deputy_affairs.deputy_affairs.doctype.suggestion_reply.countersigning.get_state",
		{ reply: name }
	);
	if (!rows.length || frm.docname !== name) return;
	const colours = { Awaited: "orange", Confirmed: "green", Objected: "red", Overruled: "blue" };
	const lines = rows.map((row) => {
		const pill = deputy_affairs.pill(__(row.status, null, "Reply Countersignature"), colours[row.status]);
		const due = row.status === "Awaited" ? ` ${deputy_affairs.due_html(row.due_on)}` : "";
		const said = row.opinion ? `　${deputy_affairs.escape(row.opinion)}` : "";
		return `<div><a href="/app/reply-countersignature/${encodeURIComponent(row.name)}">${deputy_affairs.escape(
			row.unit_name
		)}</a> ${pill}${due}${said}</div>`;
	});
	const body = frm.dashboard.add_section(lines.join(""), __("Countersigning"));
	body.closest(".form-dashboard-section").prependTo(frm.dashboard.parent);
	frm.dashboard.show();
}

/** The chair has voided the number: the letter goes out again under a new one. */
function offer_new_number(frm) {
	if (!deputy_affairs.has_role("Congress Clerk", "Handling Unit User")) return;
	frm.add_custom_button(__("Issue Again"), () => {
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			async ({ reason }) => {
				const number = await deputy_affairs.call(frm, "issue_again", { reason });
				frappe.show_alert({ message: __("Issued again as {0}", [number]), indicator: "green" });
				frm.reload_doc();
			},
			__("{0} was voided. Issue the letter again under a new number", [frm.doc.document_number])
		);
	}).addClass("btn-primary");
}
