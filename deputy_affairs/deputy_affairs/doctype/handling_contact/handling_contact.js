frappe.ui.form.on("Handling Contact", {
	setup(frm) {
		frm.set_query("assignment", () => ({ filters: { status: ["in", ["Handling", "Opinion Given"]] } }));
	},

	onload(frm) {
		if (frm.is_new() && frm.doc.assignment) frm.trigger("assignment");
	},

	refresh(frm) {
		if (!frm.is_new()) deputy_affairs.add_paper_buttons(frm);
	},

	async assignment(frm) {
		if (!frm.is_new() || !frm.doc.assignment) return;
		const answer = await frappe.db.get_value("Suggestion Assignment", frm.doc.assignment, [
			"suggestion_title",
			"congress",
			"unit",
		]);
		const values = answer.message || {};
		if (values.unit) await frappe.utils.fetch_link_title("Handling Unit", values.unit);
		Object.assign(frm.doc, values);
		frm.refresh_fields();
	},
});
