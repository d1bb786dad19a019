frappe.ui.form.on("Reply Countersignature", {
	refresh(frm) {
		frm.disable_save();
		const { status, due_on } = frm.doc;
		const words = {
			Awaited: __("Please read the reply below and confirm it, or say with what your unit does not agree."),
			Confirmed: __("The unit agrees with the reply."),
			Objected: __("The unit does not agree; the lead unit takes it up, or the office decides."),
			Overruled: __("The office let the reply go on."),
			Superseded: __("The reply was sent back; its new text is countersigned anew."),
		};
		deputy_affairs.headline(
			frm,
			[
				`<b>${__(status, null, "Reply Countersignature")}</b>　${words[status]}`,
				status === "Awaited" ? `${__("Countersign by")} ${deputy_affairs.due_html(due_on)}` : "",
			],
			{ Awaited: "orange", Confirmed: "green", Objected: "red" }[status] || "blue"
		);
		// The assisting unit reads the text here; the reply itself is the lead unit's.
		const sees_reply = frappe.user.has_role("Congress Clerk") || frappe.user.has_role("Government Office");
		frm.toggle_display(["reply", "assignment"], sees_reply || frappe.session.user === "Administrator");
		if (!["Awaited", "Objected"].includes(status)) return;
		if (deputy_affairs.has_role("Handling Unit User")) add_answers(frm);
		const late = due_on < frappe.datetime.get_today();
		if (deputy_affairs.has_role("Government Office", "Congress Clerk", "Congress Chair") && (late || status === "Objected")) {
			frm.add_custom_button(__("Overrule"), () =>
				ask(frm, "overrule", "reason", __("Why the reply goes on all the same"), 1)
			);
		}
	},
});

async function add_answers(frm) {
	const name = frm.docname;
	const own = await frappe.xcall(
		"deputy_affairs.deputy_affairs.doctype.suggestion_reply.countersigning.is_mine", { name }
	);
	if (!own || frm.docname !== name) return;
	frm.add_custom_button(__("Object"), () =>
		ask(frm, "object_to", "opinion", __("What the unit does not agree with"), 1)
	).addClass("shown-on-phone");
	frm.add_custom_button(__("Confirm and Countersign"), () =>
		ask(frm, "confirm", "opinion", __("Opinion (optional)"), 0)
	).addClass("btn-primary");
}

function ask(frm, method, fieldname, label, reqd) {
	frappe.prompt({ fieldname, label, fieldtype: "Small Text", reqd }, async (values) => {
		await deputy_affairs.call(frm, method, values);
		frm.reload_doc();
	}, __("Countersigning"), __("Send"));
}
