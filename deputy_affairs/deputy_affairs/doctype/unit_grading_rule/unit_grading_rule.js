frappe.ui.form.on("Unit Grading Rule", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Handling Unit Rating"), () =>
			frappe.set_route("query-report", "Handling Unit Rating", { congress: frm.doc.congress || "" })
		);
	},
});
