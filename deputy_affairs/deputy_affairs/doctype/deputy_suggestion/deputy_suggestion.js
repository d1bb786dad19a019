const HINT_STATES = ["Draft", "Returned for Rewriting"];

frappe.ui.form.on("Deputy Suggestion", {
	setup(frm) {
		// Units are chosen in the dialog, and the unit writes the reply from its assignment.
		frm.can_make_methods = { "Suggestion Assignment": () => false, "Suggestion Reply": () => false };
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
		frm.show_hints?.();
		deputy_affairs.show_similar(frm);
		if (frm.is_new()) return;

		deputy_affairs.add_paper_buttons(frm, papers_for(frm));
		const name = frm.docname;
		const [next, progress] = await Promise.all([
			deputy_affairs.call(frm, "get_next_step"),
			deputy_affairs.load_progress(name),
		]);
		if (frm.docname !== name) return;
		show_next_step(frm, next, progress);
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
	return frm.doc.registration_number ? ["suggestion_form", "receipt_notice"] : ["suggestion_form"];
}

function add_buttons(frm, progress) {
	const live = deputy_affairs.live_assignments(progress, frm.doc.current_round);
	if (deputy_affairs.can_assign(frm)) {
		const first = ["Registered", "Reassignment"].includes(frm.doc.stage);
		const button = frm.add_custom_button(first ? __("Assign to Units") : __("Assign to Further Units"), () =>
			deputy_affairs.assign_dialog(frm, live)
		);
		if (first) button.removeClass("btn-default").addClass("btn-primary");
	}
	if (frm.doc.stage === "Awaiting Decision" && deputy_affairs.is_staff()) {
		frm.add_custom_button(__("Handle Again"), () => deputy_affairs.rehandle_dialog(frm, live))
			.removeClass("btn-default")
			.addClass("btn-primary");
	}
}

function show_next_step(frm, next, progress) {
	const stage = frm.doc.stage;
	const names = deputy_affairs.waiting_for(progress, frm.doc.current_round, stage);
	const due =
		["Assigned", "Reassignment", "Handling"].includes(stage) && frm.doc.due_date
			? `${__("Due", null, "Deputy Suggestion")} ${deputy_affairs.due_html(frm.doc.due_date)}`
			: "";
	const overdue = due && deputy_affairs.light(frm.doc.due_date) === "overdue";
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(stage, null, "Deputy Suggestion")}</b>　${deputy_affairs.escape(next)}`,
			names.length ? __("Waiting for: {0}", [names.map(deputy_affairs.escape).join("、")]) : "",
			due,
		],
		overdue ? "red" : message_colour(stage)
	);
}

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
	if (frm.hints_dismissed || !HINT_STATES.includes(state) || !frm.perm[0]?.write) return remove_hints(frm);

	const hints = await frappe.xcall("deputy_affairs.desk.suggestion_hints", {
		values: {
			title: frm.doc.title,
			situation: frm.doc.situation,
			cause: frm.doc.cause,
			lead_deputy: frm.doc.lead_deputy,
			demands: (frm.doc.demands || []).map((row) => row.demand || ""),
		},
	});
	remove_hints(frm);
	if (!hints.length) return;
	const items = hints.map((hint) => `<li>${deputy_affairs.escape(hint)}</li>`).join("");
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
