frappe.ui.form.on("Handling Report", {
	setup(frm) {
		frm.set_query("term", () => ({ filters: { congress: frm.doc.congress } }));
		frm.set_query("meeting", () => ({
			filters: frm.doc.term ? { term: frm.doc.term } : { congress: frm.doc.congress },
		}));
		if (frm.is_new() && !frm.doc.congress) frm.set_value("congress", deputy_affairs.own_congress());
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const issued = frm.doc.status === "Issued";
		deputy_affairs.headline(
			frm,
			[
				issued
					? __("Issued under {0}; it no longer changes.", [
							`<b>${deputy_affairs.escape(frm.doc.document_number)}</b>`,
					  ])
					: __(
							"Write the three texts, look at the figures, print a draft; Issue freezes the figures and gives the number."
					  ),
			],
			issued ? "green" : "blue"
		);
		deputy_affairs.add_paper_buttons(frm);
		if (issued) frm.disable_save();
		else if (deputy_affairs.is_staff()) {
			frm.add_custom_button(__("Issue"), () => issue(frm)).addClass("btn-primary");
		}
		show_figures(frm);
	},
});

async function issue(frm) {
	if (frm.is_dirty()) await frm.save();
	frappe.confirm(
		__("Freeze the figures as of {0} and give the report its number? It cannot be changed afterwards.", [
			frappe.datetime.str_to_user(frm.doc.as_of),
		]),
		async () => {
			await deputy_affairs.call(frm, "issue");
			frm.reload_doc();
		}
	);
}

async function show_figures(frm) {
	const figures = await deputy_affairs.call(frm, "get_figures");
	const cards = [
		[__("Registered", null, "Progress"), figures.registered],
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
	];
	const cells = cards
		.map(
			([label, value]) =>
				`<div class="da-figure"><div class="text-muted">${deputy_affairs.escape(label)}</div>
				<div><b>${deputy_affairs.escape(value)}</b></div></div>`
		)
		.join("");
	frm.get_field("figures_shown").$wrapper.html(`<div class="da-figures">${cells}</div>`);
}
