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
		if (frm.doc.handling_role !== "Lead") return;
		const opinions = await deputy_affairs.call(frm, "get_assist_opinions");
		if (frm.docname !== name || !opinions.length) return;
		frm.dashboard.add_section(opinions_html(opinions), __("Assist Opinions"));
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
		Handling: assist ? __("Give the lead unit a written opinion") : handling_words(frm),
		"Return Requested": __("The congress office decides on the return"),
		Returned: __("Returned; nothing more to do for this unit"),
		"Opinion Given": __("The opinion is with the lead unit"),
		Replied: __("Answered; the signers rate the reply"),
		Ended: __("The suggestion was closed or withdrawn, or a new round has begun"),
	};
	const open = ["Awaiting Receipt", "Handling", "Return Requested"].includes(status);
	const light = open ? deputy_affairs.light(due_date) : "";
	const colour = { overdue: "red", urgent: "orange", soon: "orange" }[light];
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(status, null, "Suggestion Assignment")}</b>　${deputy_affairs.escape(steps[status])}`,
			status === "Return Requested" ? deputy_affairs.escape(frm.doc.return_reason) : "",
			open && due_date ? `${__("Due", null, "Suggestion Assignment")} ${deputy_affairs.due_html(due_date)}` : "",
		],
		colour || (status === "Return Requested" ? "red" : open ? "blue" : "green")
	);
}

function handling_words(frm) {
	if (frm.doc.contacted_on) return __("Draft the reply and submit it for check");
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

function opinions_html(opinions) {
	return opinions
		.map((row) => {
			const given = row.opinion
				? `<div style="white-space:pre-wrap">${deputy_affairs.escape(row.opinion)}</div>`
				: `<div class="text-muted">${__("No opinion yet")}　${deputy_affairs.due_html(row.due_date)}</div>`;
			const day = row.opinion_on ? frappe.datetime.str_to_user(row.opinion_on) : "";
			return `<div class="mb-3"><b>${deputy_affairs.escape(row.unit_name)}</b>
				<span class="text-muted small">${day}</span>${given}</div>`;
		})
		.join("");
}
