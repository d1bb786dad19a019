frappe.ui.form.on("Suggestion Assignment", {
	setup(frm) {
		frm.can_make_methods = {
			"Handling Contact": () => may_contact(frm),
			"Suggestion Reply": () => may_reply(frm),
			"Deadline Extension": () => may_extend(frm),
		};
		frm.set_query("suggestion", () => ({ filters: { workflow_state: "Registered" } }));
		frm.set_query("unit", () => ({ filters: { congress: frm.doc.congress, is_active: 1 } }));
	},

	async refresh(frm) {
		if (frm.is_new()) return;

		show_next_step(frm);
		add_buttons(frm);
		const name = frm.docname;
		const words = await deputy_affairs.call(frm, "get_deadline_words");
		if (frm.docname !== name) return;
		frm.get_field("deadline_words").$wrapper.html(arithmetic_html(words));
		if ((frm.doc.returns || []).length) await show_returns(frm, name);
		if (may_contact(frm)) offer_office_contact(frm, name);
		if (frm.doc.handling_role !== "Lead") return;
		const opinions = await deputy_affairs.call(frm, "get_assist_opinions");
		if (frm.docname !== name || !opinions.length) return;
		const body = frm.dashboard.add_section(opinions_html(frm, opinions), __("Assist Opinions"));
		body.on("click", "[data-redo]", async (event) => {
			await redo_opinion(event.currentTarget.dataset.redo);
			frm.reload_doc();
		});
		frm.dashboard.show();
	},
});

function add_buttons(frm) {
	deputy_affairs.add_paper_buttons(frm, papers_for(frm));
	deputy_affairs.add_supervision_buttons(frm);
	if (may_contact(frm)) {
		frm.add_custom_button(__("Record a Contact"), () =>
			frappe.new_doc("Handling Contact", { assignment: frm.docname })
		);
	}
	if (may_extend(frm)) {
		frm.add_custom_button(__("Ask for Extension"), () =>
			frappe.new_doc("Deadline Extension", { assignment: frm.docname })
		);
	}
	if (may_reply(frm)) add_reply_button(frm);
}

/** Until the day on which it is due; afterwards it is too late to ask. */
function may_extend(frm) {
	const in_time = frm.doc.due_date >= frappe.datetime.get_today();
	const replying = frm.doc.handling_role !== "Assist" && frm.doc.status === "Handling";
	return replying && in_time && frappe.model.can_create("Deadline Extension");
}

/** What the server will make of this assignment: notices for the office, the unit's own letters. */
function papers_for(frm) {
	const kinds = ["assignment_list"];
	const live = frm.doc.status !== "Returned" && frm.doc.status !== "Ended";
	if (live && frappe.model.can_create("Suggestion Assignment")) {
		kinds.unshift(frm.doc.round > 1 ? "rehandling_notice" : "assignment_notice");
	}
	if (frm.doc.returned_on && frm.doc.return_reason) kinds.push("return_request");
	if (frm.doc.status === "Opinion Given") kinds.push("assist_opinion");
	return kinds;
}

function may_contact(frm) {
	const in_hand = ["Handling", "Opinion Given"].includes(frm.doc.status);
	return in_hand && frappe.model.can_create("Handling Contact");
}

function may_reply(frm) {
	if (frm.doc.handling_role === "Assist" || frm.doc.status !== "Handling") return false;
	return frappe.model.can_create("Suggestion Reply");
}

async function add_reply_button(frm) {
	const name = frm.docname;
	const replies = await frappe.db.get_list("Suggestion Reply", {
		filters: { assignment: name },
		limit: 1,
	});
	if (frm.docname !== name) return;
	const open = () =>
		replies.length
			? frappe.set_route("Form", "Suggestion Reply", replies[0].name)
			: frappe.new_doc("Suggestion Reply", { assignment: name });
	frm.add_custom_button(replies.length ? __("Open Reply") : __("Write Reply"), open)
		.removeClass("btn-default")
		.addClass("btn-primary");
}

function show_next_step(frm) {
	const { status, handling_role, due_date } = frm.doc;
	const assist = handling_role === "Assist";
	const steps = {
		"Awaiting Receipt": __("Sign for it, or ask to return it with a reason until {0}", [
			frappe.datetime.str_to_user(frm.doc.return_by),
		]),
		Handling: assist ? assist_words(frm) : handling_words(frm),
		"Return Requested": frm.doc.for_chair
			? __("A second return in this round: the chair decides on it")
			: __("The congress office decides on the return"),
		Returned: __("Returned; nothing more to do for this unit"),
		"Opinion Given": frm.doc.opinion_is_empty
			? __("The opinion is with the lead unit, but says little; it can be asked for again")
			: __("The opinion is with the lead unit"),
		Replied: __("Answered; the signers rate the reply"),
		Ended: __("The suggestion was closed or withdrawn, or a new round has begun"),
	};
	const open = ["Awaiting Receipt", "Handling", "Return Requested"].includes(status);
	const { sign_by } = frm.doc.__onload || {};
	const unsigned = status === "Awaiting Receipt" && sign_by;
	const lights = open ? [due_date, unsigned ? sign_by : null].map(deputy_affairs.light) : [];
	const light = ["overdue", "urgent", "soon"].find((one) => lights.includes(one));
	const colour = { overdue: "red", urgent: "orange", soon: "orange" }[light];
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(status, null, "Suggestion Assignment")}</b>　${deputy_affairs.escape(steps[status])}`,
			status === "Return Requested" ? deputy_affairs.escape(frm.doc.return_reason) : "",
			unsigned ? `${__("Sign for it by")} ${deputy_affairs.due_html(sign_by)}` : "",
			open && due_date ? `${__("Due", null, "Suggestion Assignment")} ${deputy_affairs.due_html(due_date)}` : "",
		],
		colour || (status === "Return Requested" ? "red" : open ? "blue" : "green")
	);
}

function assist_words(frm) {
	if (!frm.doc.redo_asked_on) return __("Give the lead unit a written opinion");
	return __("Give the opinion again, asked for on {0}: {1}", [
		frappe.datetime.str_to_user(frm.doc.redo_asked_on),
		frm.doc.redo_reason || frm.doc.return_decision || "",
	]);
}

const UNIT_ONLY = () =>
	deputy_affairs.has_role("Handling Unit User") &&
	!deputy_affairs.has_role("Congress Clerk", "Congress Chair", "Government Office");

/** Ask an assisting unit to give its opinion again; resolves with what it lacks, rejects when closed. */
const ask_what_it_lacks = () =>
	new Promise((resolve, reject) => {
		let done = false;
		const dialog = new frappe.ui.Dialog({
			title: __("Ask to Redo Opinion"),
			fields: [
				{
					fieldname: "redo_reason",
					fieldtype: "Small Text",
					label: __("What the Opinion Lacks", null, "Suggestion Assignment"),
					description: __("The assisting unit reads it and has a new deadline from today."),
					reqd: 1,
				},
			],
			primary_action_label: __("Ask to Redo Opinion"),
			primary_action(values) {
				done = true;
				dialog.hide();
				resolve(values);
			},
		});
		dialog.onhide = () => !done && reject(new Error("cancelled"));
		dialog.show();
	});

async function redo_opinion(name) {
	const values = await ask_what_it_lacks();
	await frappe.xcall("frappe.model.workflow.apply_workflow", {
		doc: { doctype: "Suggestion Assignment", name, ...values },
		action: "Ask to Redo Opinion",
	});
	frappe.show_alert({ message: __("The assisting unit was asked to give its opinion again."), indicator: "green" });
}

deputy_affairs.action_dialogs["Suggestion Assignment"] = {
	async "Ask to Redo Opinion"(frm) {
		if (!UNIT_ONLY()) return ask_what_it_lacks();
		// The opinion is the other unit's draft again, which the lead does not see: back to the list.
		await redo_opinion(frm.docname);
		frappe.set_route("List", "Suggestion Assignment");
		throw new Error("cancelled");
	},
};

/** What was asked and decided about returns in the round, for whoever decides. */
async function show_returns(frm, name) {
	const rows = await deputy_affairs.call(frm, "get_return_history");
	if (frm.docname !== name || !rows.length) return;
	const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
	const html = rows.map((row) => {
		const asked = row.asked_on
			? `${day(row.asked_on)} ${deputy_affairs.escape(row.asked_by || "")}：${deputy_affairs.escape(row.reason || "")}`
			: "";
		const proposed = row.proposed_unit
			? `<div class="small">${__("proposes {0}", [deputy_affairs.escape(row.proposed_unit)])}</div>`
			: "";
		const decided = row.decision
			? `<div>${deputy_affairs.escape(row.decision_words)} ${day(row.decided_on)} ${deputy_affairs.escape(
					row.decided_by || ""
			  )}　${deputy_affairs.escape(row.opinion || "")}</div>`
			: `<div class="text-danger">${
					row.for_chair ? __("The chair decides on it") : __("Not decided yet")
			  }</div>`;
		const days = row.days_at_office
			? `<span class="text-muted small">${__("{0} day(s) with the office", [row.days_at_office])}</span>`
			: "";
		return `<div class="mb-2"><b>${deputy_affairs.escape(row.unit_name)}</b> ${asked} ${days}${proposed}${decided}</div>`;
	});
	frm.dashboard.add_section(html.join(""), __("Returns in This Round"));
	frm.dashboard.show();
}

async function offer_office_contact(frm, name) {
	if (!deputy_affairs.has_role("Handling Unit User")) return;
	const through_office = await deputy_affairs.call(frm, "is_contacted_through_office");
	if (frm.docname !== name || !through_office) return;
	frm.add_custom_button(__("Ask the Office to Contact"), () =>
		frappe.prompt(
			{ fieldname: "message", fieldtype: "Small Text", label: __("What to ask the deputy"), reqd: 1 },
			async (values) => {
				await deputy_affairs.call(frm, "ask_office_to_contact", values);
				frappe.show_alert({ message: __("The congress office was told"), indicator: "green" });
				frm.reload_docinfo();
			},
			__("Ask the Office to Contact"),
			__("Send")
		)
	);
}

/** What the unit does next: the reply it has begun says more than the assignment. */
function handling_words(frm) {
	const reply = {
		"Under Check": __("The reply is being checked; nothing to do until it comes back or goes on"),
		"Awaiting Sign-off": __("The reply was checked; the unit's chief signs it off"),
		"Signed Off": __("The reply is signed off: open it and issue it"),
		Draft: frm.doc.contacted_on ? __("The reply is drafted: finish it and submit it for check") : "",
	}[frm.doc.__onload?.reply_state];
	if (reply) return reply;
	if (frm.doc.contacted_on) return __("Draft the reply and submit it for check");
	if (frm.doc.contact_by && deputy_affairs.light(frm.doc.contact_by) === "overdue") {
		return __("The first contact with the deputy was due on {0}: contact the deputy now", [
			frappe.datetime.str_to_user(frm.doc.contact_by),
		]);
	}
	if (!frm.doc.contact_by) return __("Contact the deputy, then draft the reply");
	return __("Contact the deputy until {0}, then draft the reply", [
		frappe.datetime.str_to_user(frm.doc.contact_by),
	]);
}

function arithmetic_html(words) {
	if (!words.length) return "";
	const items = words.map(
		(row) => `<details class="mb-2"><summary><b>${deputy_affairs.escape(row.label)}</b>
			${frappe.datetime.str_to_user(row.date)}
			<span class="text-muted small">${__("Why this date?")}</span></summary>
			<ol class="small text-muted mt-1 pl-4">${row.steps
				.map((step) => `<li>${deputy_affairs.escape(step)}</li>`)
				.join("")}</ol></details>`
	);
	return `<div class="mb-3">${items.join("")}</div>`;
}

function opinions_html(frm, opinions) {
	const may_ask =
		frm.doc.status === "Handling" &&
		deputy_affairs.has_role("Handling Unit User", "Congress Clerk", "Congress Chair", "Government Office");
	return opinions
		.map((row) => {
			const given = row.opinion
				? `<div style="white-space:pre-wrap">${deputy_affairs.escape(row.opinion)}</div>`
				: `<div class="text-muted">${__("No opinion yet")}　${deputy_affairs.due_html(row.due_date)}</div>`;
			const user_day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
			const dates = [
				__("assigned {0}", [user_day(row.assigned_on)]),
				row.redo_asked_on ? __("asked again {0}", [user_day(row.redo_asked_on)]) : "",
				row.opinion_on ? __("given {0}", [user_day(row.opinion_on)]) : "",
			];
			const empty = row.opinion_is_empty
				? deputy_affairs.pill(__("Empty Words", null, "Suggestion Assignment"), "orange")
				: "";
			const redo =
				may_ask && row.status === "Opinion Given"
					? `<button class="btn btn-xs btn-default mt-1" data-redo="${row.name}">${__("Ask to Redo Opinion")}</button>`
					: "";
			const lacks =
				row.redo_reason && row.status !== "Opinion Given"
					? `<div class="text-muted">${__("To be added: {0}", [deputy_affairs.escape(row.redo_reason)])}</div>`
					: "";
			return `<div class="mb-3"><b>${deputy_affairs.escape(row.unit_name)}</b> ${empty}
				<span class="text-muted small">${dates.filter(Boolean).join("　")}</span>${given}${lacks}${redo}</div>`;
		})
		.join("");
}
