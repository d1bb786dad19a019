frappe.ui.form.on("Congress Term", {
	refresh(frm) {
		if (!frm.is_new() && deputy_affairs.is_staff()) deputy_affairs.add_paper_buttons(frm);
	},
});
