const HINT_STATES = ["Draft", "Returned for Rewriting"];

frappe.ui.form.on("Deputy Suggestion", {
	setup(frm) {
		// Each is made elsewhere: assignments in the dialog, replies and extensions by the unit, promises by a reply.
		frm.can_make_methods = Object.fromEntries(
			["Suggestion Assignment", "Deadline Extension", "Suggestion Reply", "Reply Commitment", "Suggestion Rating"].map(
				(doctype) => [doctype, () => false]
			)
		);
		frm.set_query("lead_deputy", () => in_office(frm));
		frm.set_query("deputy", "cosigners", () => in_office(frm));
		frm.set_query("category", () => ({ filters: { is_active: 1 } }));
		frm.set_query("proposed_unit", () => ({ filters: { congress: frm.doc.congress, is_active: 1 } }));
		frm.set_query("term", () => ({ filters: { congress: frm.doc.congress } }));
		frm.set_query("meeting", () => ({
			filters: frm.doc.term ? { term: frm.doc.term } : { congress: frm.doc.congress },
		}));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.congress) frm.set_value("congress", deputy_affairs.own_congress());
		frm.show_hints = frappe.utils.debounce(() => show_hints(frm), 800);
		frm.hints_dismissed = false;
	},

	async refresh(frm) {
		if (!HINT_STATES.includes(frm.doc.workflow_state || "Draft")) remove_hints(frm);
		frm.show_hints?.();
		deputy_affairs.show_similar(frm);
		name_text_fields(frm);
		listen_to_signers(frm);
		add_signer_buttons(frm);
		// Nothing can hang on it before it is registered: whoever writes or reviews sees the text at once.
		frm.dashboard.links_area.wrapper.toggleClass("d-none", !frm.doc.registration_number);
		if (frm.is_new()) return;

		const name = frm.docname;
		const [next, progress, together] = await Promise.all([
			deputy_affairs.call(frm, "get_next_step"),
			deputy_affairs.load_progress(frm.doc.merged_into || name),
			deputy_affairs.together_lines(frm),
		]);
		if (frm.docname !== name) return;
		show_next_step(frm, next, progress, together);
		deputy_affairs.add_paper_buttons(frm, papers_for(frm));
		show_progress(frm, progress);
		deputy_affairs.show_promises(frm);
		add_buttons(frm, progress);
	},

	async congress(frm) {
		if (frm.doc.meeting) frm.set_value("meeting", null);
		const term = frm.doc.congress ? await deputy_affairs.current_term(frm.doc.congress) : null;
		frm.set_value("term", term);
	},

	occasion(frm) {
		if (frm.doc.occasion !== "Meeting") frm.set_value("meeting", null);
	},

	kind(frm) {
		name_text_fields(frm);
		frm.show_hints?.();
	},

	author_kind(frm) {
		if (frm.doc.author_kind === "Delegation") frm.set_value("occasion", "Meeting");
		name_text_fields(frm);
	},

	title: (frm) => frm.show_hints?.(),
	situation: (frm) => frm.show_hints?.(),
	cause: (frm) => frm.show_hints?.(),
	lead_deputy: (frm) => frm.show_hints?.(),
});

frappe.ui.form.on("Suggestion Demand", {
	demand: (frm) => frm.show_hints?.(),
	demands_add: (frm) => frm.show_hints?.(),
	demands_remove: (frm) => frm.show_hints?.(),
});

function in_office(frm) {
	const filters = { status: "In Office" };
	if (frm.doc.congress) filters.congress = frm.doc.congress;
	return { filters };
}

function papers_for(frm) {
	if (frm.doc.stage === "Refused") return ["suggestion_form", "refusal_notice"];
	if (frm.doc.merged_into || frm.merged_names?.length) return ["suggestion_form", "receipt_notice", "merge_notice"];
	return frm.doc.registration_number ? ["suggestion_form", "receipt_notice"] : ["suggestion_form"];
}

/** A motion has its case, grounds and plan; the fields are the same (Deputies Law, art. 15). */
function name_text_fields(frm) {
	const motion = frm.doc.kind === "Motion";
	const label = (fieldname, words) =>
		frm.set_df_property(
			fieldname,
			"label",
			motion ? words : __(frappe.meta.get_docfield(frm.doctype, fieldname).label, null, frm.doctype)
		);
	label("title", __("Title (Case of the Motion)"));
	label("situation", __("Facts behind the Motion"));
	label("cause", __("Grounds of the Motion (Reasons and Legal Basis)"));
	label("demands", __("Plan of the Motion"));
	frm.set_df_property("title", "description", motion ? "关于……的议案" : "关于……的建议");
	const delegation = frm.doc.author_kind === "Delegation";
	frm.set_df_property(
		"lead_deputy",
		"label",
		delegation ? __("Head of the Delegation") : __("Lead Deputy", null, frm.doctype)
	);
	// The head signs alone; who was entered before must be seen to be taken out.
	frm.toggle_display("cosigners", !delegation || frm.doc.cosigners?.length > 0);
	// The link above shows the name already.
	frm.toggle_display("lead_deputy_name", false);
}

const WRITING = ["Draft", "Returned for Rewriting"];

/** Answers that come in by link while the form is open appear without touching what is being typed. */
function listen_to_signers(frm) {
	frappe.realtime.off("suggestion_signed");
	if (frm.is_new() || !WRITING.includes(frm.doc.workflow_state)) return;
	frappe.realtime.on("suggestion_signed", async () => {
		if (frm.is_dirty()) {
			frappe.show_alert({ message: __("A deputy has answered; the answer is kept when you save."), indicator: "blue" });
		} else {
			frm.reload_doc();
		}
	});
}

function add_signer_buttons(frm) {
	if (frm.is_new() || !WRITING.includes(frm.doc.workflow_state) || !frm.perm[0]?.write) return;
	const waiting = (frm.doc.cosigners || []).some((row) => row.state === "Invited");
	const open = (frm.doc.cosigners || []).some((row) => ["Invited", "Lapsed"].includes(row.state));
	const lead = frm.doc.entry_mode === "From Paper" && !frm.doc.original && !frm.doc.lead_confirmed_on;
	const saved_first = (dialog) => async () => {
		if (frm.is_dirty()) await frm.save();
		dialog(frm);
	};
	const group = __("Signatures");
	if (waiting || lead) {
		frm.add_custom_button(__("Send Links to Co-signers"), saved_first(deputy_affairs.cosigning_links_dialog), group);
	}
	if (open) {
		frm.add_custom_button(__("Enter from the Signed Paper"), saved_first(deputy_affairs.signed_paper_dialog), group);
	}
}

function add_review_buttons(frm) {
	const group = __("Review", null, "Deputy Suggestion");
	const { doc } = frm;
	if (doc.submissions?.length > 1 || (doc.submissions?.length && doc.workflow_state === "Returned for Rewriting")) {
		frm.add_custom_button(__("Compare Versions"), () => deputy_affairs.versions_dialog(frm), group);
	}
	if (!deputy_affairs.is_staff()) return;
	const unassigned = ["Under Review", "Second Review"].includes(doc.workflow_state) || doc.stage === "Registered";
	if (unassigned && !doc.merged_into && !frm.merged_names?.length && doc.kind !== "Motion") {
		frm.add_custom_button(__("Merge into Another Suggestion"), () => deputy_affairs.merge_dialog(frm), group);
	}
	if (doc.merged_into && !doc.replied_on) {
		frm.add_custom_button(__("Undo Merging"), () => deputy_affairs.undo_merge_dialog(frm), group);
	}
	if (!deputy_affairs.has_role("Congress Chair")) return;
	if (doc.is_key) {
		frm.add_custom_button(__("No Longer a Key Suggestion"), () => deputy_affairs.unmark_key_dialog(frm), group);
	} else if (doc.workflow_state === "Registered" && doc.stage !== "Closed") {
		frm.add_custom_button(__("Make It a Key Suggestion"), () => deputy_affairs.mark_key_dialog(frm), group);
	}
	if (doc.stage === "Closed") {
		const excellent = doc.is_excellent ? 0 : 1;
		frm.add_custom_button(
			excellent ? __("Mark as Excellent") : __("No Longer Excellent"),
			async () => {
				await deputy_affairs.call(frm, "mark_excellent", { excellent });
				frm.reload_doc();
			},
			group
		);
	}
}

deputy_affairs.action_dialogs["Deputy Suggestion"] = {
	Withdraw: deputy_affairs.withdraw_dialog,
	Split(frm) {
		// The server makes the parts and closes this one in one step; there is nothing left to apply.
		deputy_affairs.split_dialog(frm);
		return Promise.reject(new Error("cancelled"));
	},
};

function add_buttons(frm, progress) {
	add_review_buttons(frm);
	if (frm.doc.merged_into) return;
	deputy_affairs.add_transfer_button(frm);
	const live = deputy_affairs.live_assignments(progress, frm.doc.current_round);
	if (deputy_affairs.can_assign(frm)) {
		const first = ["Registered", "Reassignment"].includes(frm.doc.stage);
		const button = frm.add_custom_button(first ? __("Assign to Units") : __("Assign to Further Units"), () =>
			deputy_affairs.assign_dialog(frm, live)
		);
		if (first) button.removeClass("btn-default").addClass("btn-primary");
	}
	if (frm.doc.stage === "Awaiting Decision" && deputy_affairs.is_staff()) {
		frm.add_custom_button(__("Decide"), () => deputy_affairs.decide_round(frm, live))
			.removeClass("btn-default")
			.addClass("btn-primary");
	}
}

function show_next_step(frm, next, progress, together) {
	const stage = frm.doc.stage;
	const names = deputy_affairs.waiting_for(progress, frm.doc.current_round, stage);
	const due =
		deputy_affairs.stage_is("unanswered", stage) && frm.doc.due_date
			? `${__("Due", null, "Deputy Suggestion")} ${deputy_affairs.due_html(frm.doc.due_date)}`
			: "";
	const overdue = due && deputy_affairs.light(frm.doc.due_date) === "overdue";
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(stage, null, "Deputy Suggestion")}</b>　${deputy_affairs.escape(next)}`,
			names.length ? waiting_words(stage, names.map(deputy_affairs.escape).join("、")) : "",
			due,
			...review_words(frm.doc),
			...together,
		],
		overdue ? "red" : message_colour(stage)
	);
}

/** What the reviewer before has said, to whoever goes on with it. */
function review_words(doc) {
	if (doc.workflow_state === "Returned for Rewriting" && doc.review_opinion) {
		return [__("To be changed: {0}", [deputy_affairs.escape(doc.review_opinion)])];
	}
	if (doc.workflow_state === "Second Review" && doc.first_review_opinion) {
		return [__("First review: {0}", [deputy_affairs.escape(doc.first_review_opinion)])];
	}
	if (doc.workflow_state === "Under Review" && doc.kind === "Motion Turned Suggestion") {
		return [__("Presidium: {0}", [deputy_affairs.escape(doc.presidium_decision || "")])];
	}
	return [];
}

/** A unit that wants to return it waits itself: for the office. */
const waiting_words = (stage, names) =>
	stage === "Reassignment" ? __("Return asked for by: {0}", [names]) : __("Waiting for: {0}", [names]);

/** Messages of a form know fewer colours than pills do. */
function message_colour(stage) {
	const colour = deputy_affairs.stage_colour(stage);
	return { gray: "blue", darkgrey: "yellow", "light-blue": "blue" }[colour] || colour;
}

function show_progress(frm, progress) {
	if (!progress.assignments.length) return;
	const body = frm.dashboard.add_section(deputy_affairs.progress_html(progress), __("Progress of Handling"));
	body.closest(".form-dashboard-section").prependTo(frm.dashboard.parent);
	frm.dashboard.show();
}

async function show_hints(frm) {
	const state = frm.doc.workflow_state || "Draft";
	const begun = frm.doc.title || frm.doc.situation || frm.doc.lead_deputy;
	if (!begun || frm.hints_dismissed || !HINT_STATES.includes(state) || !frm.perm[0]?.write) return remove_hints(frm);

	const hints = await frappe.xcall("deputy_affairs.desk.suggestion_hints", {
		values: {
			title: frm.doc.title,
			situation: frm.doc.situation,
			cause: frm.doc.cause,
			lead_deputy: frm.doc.lead_deputy,
			kind: frm.doc.kind,
			demands: (frm.doc.demands || []).map((row) => row.demand || ""),
		},
	});
	remove_hints(frm);
	if (!hints.length) return;
	const items = hints
		.map(
			(hint) => `<li>${deputy_affairs.escape(hint.text)}
				<span class="text-muted small">${deputy_affairs.escape(hint.reason)}</span></li>`
		)
		.join("");
	const box = $(`<div class="form-message yellow suggestion-hints">
		<button type="button" class="close" aria-label="${__("Close")}">&times;</button>
		<b>${__("Hints (they do not block)")}</b><ul class="mb-0 pl-4">${items}</ul></div>`);
	box.find(".close").on("click", () => {
		frm.hints_dismissed = true;
		remove_hints(frm);
	});
	$(frm.layout.wrapper).find(".form-message-container").first().after(box);
}

function remove_hints(frm) {
	$(frm.layout.wrapper).find(".suggestion-hints").remove();
}
