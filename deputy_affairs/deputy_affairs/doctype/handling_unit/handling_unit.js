frappe.ui.form.on("Handling Unit", {
	setup(frm) {
		frm.set_query("user", "members", () => ({
			query: "deputy_affairs.desk.unit_users",
		}));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.congress) frm.set_value("congress", deputy_affairs.own_congress());
	},

	refresh: (frm) => deputy_affairs.show_open_promises(frm),
});
