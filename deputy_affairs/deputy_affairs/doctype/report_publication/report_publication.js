frappe.ui.form.on("Report Publication", {
	setup(frm) {
		frm.set_query("issued_document", () => ({ filters: { congress: frm.doc.congress, status: "Genuine" } }));
	},

	onload(frm) {
		if (!frm.is_new()) return;
		if (!frm.doc.congress) frm.set_value("congress", deputy_affairs.own_congress());
		if (!frm.doc.year) frm.set_value("year", Number(frappe.datetime.get_today().slice(0, 4)));
	},

	refresh: (frm) => deputy_affairs.publication_form.refresh(frm),
});
