frappe.ui.form.on("Deadline Extension", {
	setup(frm) {
		frm.set_query("assignment", () => ({
			filters: { status: "Handling", handling_role: ["in", ["Lead", "Separate"]] },
		}));
	},

	onload(frm) {
		if (frm.is_new() && frm.doc.assignment) frm.trigger("assignment");
	},

	async assignment(frm) {
		if (!frm.is_new() || !frm.doc.assignment) return;
		const answer = await frappe.db.get_value("Suggestion Assignment", frm.doc.assignment, [
			"suggestion_title",
			"registration_number",
			"congress",
			"unit",
			"round",
			"due_date",
		]);
		const { due_date, ...values } = answer.message || {};
		if (values.unit) await frappe.utils.fetch_link_title("Handling Unit", values.unit);
		const copied = { ...values, due_before: due_date };
		Object.assign(frm.doc, copied);
		// these alone: something may be typed into another one meanwhile
		Object.keys(copied).forEach((fieldname) => frm.refresh_field(fieldname));
	},

	async refresh(frm) {
		if (frm.is_new()) {
			deputy_affairs.headline(
				frm,
				[__("Say why, what was done until now, and until when it can be answered; save, then ask.")],
				"blue"
			);
			return;
		}
		show_state(frm);
		deputy_affairs.add_paper_buttons(frm, papers_for(frm));
		if (may_record_telling(frm)) {
			frm.add_custom_button(__("Deputies Were Told"), () => record_telling(frm));
		}
		const name = frm.docname;
		const earlier = await deputy_affairs.call(frm, "get_earlier_extensions");
		if (frm.docname !== name || !earlier.length) return;
		frm.dashboard.add_section(earlier_html(earlier), __("Other Requests for This Assignment"));
		frm.dashboard.show();
	},
});

const APPROVED = "Extension Approved";

function papers_for(frm) {
	const state = frm.doc.workflow_state;
	const kinds = [];
	if (frm.doc.asked_on) kinds.push("extension_request");
	if (!deputy_affairs.is_staff()) return kinds;
	if ([APPROVED, "Extension Refused"].includes(state)) kinds.push("extension_decision");
	if (state === APPROVED) kinds.push("extension_notice");
	return kinds;
}

function may_record_telling(frm) {
	return frm.doc.workflow_state === APPROVED && !frm.doc.deputy_notified_on && deputy_affairs.is_staff();
}

function show_state(frm) {
	const { workflow_state: state, extend_to, granted_to, due_before, decision } = frm.doc;
	const day = frappe.datetime.str_to_user;
	const lines = {
		Draft: [__("Not asked for yet: Actions, Ask for Extension")],
		"Extension Requested": [
			__("Asked until {0} instead of {1}; the chair decides", [day(extend_to), day(due_before)]),
		],
		[APPROVED]: [
			__("Extended to {0}", [day(granted_to)]),
			frm.doc.deputy_notified_on
				? __("The deputies were told on {0}", [day(frm.doc.deputy_notified_on)])
				: __("The deputies are still to be told: print the notices and send them"),
		],
		"Extension Refused": [__("The reply stays due on {0}", [day(due_before)]), decision],
		"Extension Withdrawn": [__("Withdrawn; nothing has changed")],
		"Extension Lapsed": [__("The assignment was over before a decision; nothing has changed")],
	}[state];
	const colours = {
		"Extension Requested": "orange",
		[APPROVED]: frm.doc.deputy_notified_on || !deputy_affairs.is_staff() ? "green" : "orange",
		"Extension Refused": "red",
	};
	const told = deputy_affairs.is_staff() ? lines : lines?.slice(0, state === APPROVED ? 1 : 2);
	deputy_affairs.headline(
		frm,
		[`<b>${__(state)}</b>　${deputy_affairs.escape(told?.[0])}`, deputy_affairs.escape(told?.[1] || "")],
		colours[state] || "blue"
	);
}

function record_telling(frm) {
	frappe.prompt(
		[
			{
				fieldname: "told_on",
				fieldtype: "Date",
				label: __("Deputies Told on", null, "Deadline Extension"),
				default: frappe.datetime.get_today(),
				reqd: 1,
			},
			{
				fieldname: "way",
				fieldtype: "Select",
				label: __("Way of Telling", null, "Deadline Extension"),
				options: ["Notice by Letter", "By Telephone", "In Person"].map((value) => ({
					value,
					label: __(value, null, "Deadline Extension"),
				})),
				default: "By Telephone",
				reqd: 1,
			},
		],
		async (values) => {
			await deputy_affairs.call(frm, "record_telling", values);
			frm.reload_doc();
		},
		__("Deputies Were Told"),
		__("Record")
	);
}

function earlier_html(rows) {
	const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
	return rows
		.map(
			(row) => `<div class="mb-2">
			<a href="${frappe.utils.get_form_link("Deadline Extension", row.name)}">${day(row.asked_on) || row.name}</a>
			<b>${__(row.workflow_state)}</b> ${__("Asked until", null, "Deadline Extension")} ${day(row.extend_to)}
			${row.granted_to ? `${__("Granted until", null, "Deadline Extension")} ${day(row.granted_to)}` : ""}
			<div class="text-muted small">${deputy_affairs.escape(row.reason)}</div></div>`
		)
		.join("");
}
