// Reports of the office whose figures stand still once they are issued: the report on handling, the bulletin.
frappe.provide("deputy_affairs");

deputy_affairs.frozen_report = {
	setup(frm) {
		frm.set_query("term", () => ({ filters: { congress: frm.doc.congress } }));
		frm.set_query("meeting", () => ({
			filters: frm.doc.term ? { term: frm.doc.term } : { congress: frm.doc.congress },
		}));
		if (frm.is_new() && !frm.doc.congress) frm.set_value("congress", deputy_affairs.own_congress());
	},

	/** Headline, papers, and the button that issues; `draft` says what is to be done before. */
	refresh(frm, draft, issue) {
		const issued = frm.doc.status === "Issued";
		const number = `<b>${deputy_affairs.escape(frm.doc.document_number)}</b>`;
		deputy_affairs.headline(
			frm,
			[issued ? __("Issued under {0}; it no longer changes.", [number]) : draft],
			issued ? "green" : "blue"
		);
		deputy_affairs.add_paper_buttons(frm);
		if (issued) frm.disable_save();
		else if (deputy_affairs.is_staff()) frm.add_custom_button(__("Issue the Report"), issue).addClass("btn-primary");
	},

	/** Figures with their labels, side by side, as HTML. */
	cards(rows) {
		const cells = rows.map(
			([label, value]) => `<div class="da-figure"><div class="text-muted">${deputy_affairs.escape(label)}</div>
				<div><b>${deputy_affairs.escape(value)}</b></div></div>`
		);
		return `<div class="da-figures">${cells.join("")}</div>`;
	},
};
