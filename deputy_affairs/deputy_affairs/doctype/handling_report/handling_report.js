frappe.ui.form.on("Handling Report", {
	setup: (frm) => deputy_affairs.frozen_report.setup(frm),

	refresh(frm) {
		if (frm.is_new()) return;
		deputy_affairs.frozen_report.refresh(
			frm,
			__("Write the three texts, look at the figures, print a draft; Issue freezes the figures and gives the number."),
			() => issue(frm)
		);
		show_figures(frm);
	},
});

async function issue(frm) {
	if (frm.is_dirty()) await frm.save();
	const { page, publish, approver } = await deputy_affairs.call(frm, "get_publishing");
	const day = frappe.datetime.str_to_user(frm.doc.as_of);
	const how = approver
		? __("Private data is covered and the report is published at once; it can be taken down at any time.")
		: __("Private data is covered and the draft goes to the chair, who looks at it and publishes it.");
	const dialog = new frappe.ui.Dialog({
		title: __("Issue the Report"),
		fields: [
			{
				fieldtype: "HTML",
				options: `<p>${__("Freeze the figures as of {0} and give the report its number? It cannot be changed afterwards.", [day])}</p>`,
			},
			{
				fieldname: "publish",
				fieldtype: "Check",
				label: __("Put it on the public page as well"),
				default: page && publish ? 1 : 0,
				read_only: !page,
				description: page ? how : __("There is no public page yet; choose first what the congress publishes."),
			},
		],
		primary_action_label: __("Issue the Report"),
		async primary_action(values) {
			dialog.hide();
			const answer = await deputy_affairs.call(frm, "issue", { publish: values.publish || 0 });
			if (answer.publication) return frappe.set_route("Form", "Report Publication", answer.publication);
			frm.reload_doc();
		},
	});
	dialog.show();
}

async function show_figures(frm) {
	const figures = await deputy_affairs.call(frm, "get_figures");
	const balance = [
		[__("Received", null, "Handling Report"), figures.received],
		[__("Registered", null, "Progress"), figures.registered],
		[__("Refused", null, "Handling Report"), figures.refused],
		[__("Withdrawn", null, "Handling Report"), figures.withdrawn],
		[__("On the Agenda", null, "Handling Report"), figures.on_agenda],
		[__("In Review", null, "Handling Report"), figures.in_review],
		[__("Back for Rewriting", null, "Handling Report"), figures.rewriting],
		[__("Merged", null, "Handling Report"), figures.merged],
		[__("Handled Here", null, "Handling Report"), figures.assigned],
		[__("To Be Handed Out", null, "Handling Report"), figures.to_assign],
		[__("Transferred as a Whole", null, "Handling Report"), figures.transferred_whole],
		[__("Transferred in All", null, "Handling Report"), figures.transferred],
	].filter(([, number]) => number);
	const cards = deputy_affairs.frozen_report.cards([
		...balance,
		[__("Replied", null, "Progress"), `${figures.replied} (${figures.reply_rate})`],
		[__("Closed", null, "Progress"), `${figures.closed} (${figures.closed_rate})`],
		[__("Contact Rate"), figures.contact_rate],
		[__("Overdue", null, "Progress"), figures.overdue],
		...figures.classes.map((row) => [__("Class {0}", [row.letter]), `${row.count} (${row.share})`]),
		[__("Satisfied", null, "Progress"), `${figures.satisfied} (${figures.satisfied_rate})`],
		[__("Basically Satisfied", null, "Progress"), figures.basically_satisfied],
		[__("Dissatisfied", null, "Progress"), figures.dissatisfied],
		[__("Forms Returned"), `${figures.forms_returned} / ${figures.forms_sent} (${figures.form_rate})`],
		[__("Handled Again", null, "Progress"), figures.again],
	]);
	frm.get_field("figures_shown").$wrapper.html(cards);
}
