frappe.ui.form.on("One Time Link", {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.status !== "Open") return;
		frm.add_custom_button(__("Revoke", null, "One Time Link"), () =>
			frappe.confirm(__("The deputy can no longer use this link. Revoke it?"), async () => {
				await deputy_affairs.call(frm, "revoke");
				frm.reload_doc();
			})
		);
	},
});
