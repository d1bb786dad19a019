frappe.ui.form.on("Workday Exception", {
	refresh(frm) {
		if (!frm.is_new()) return;
		deputy_affairs.headline(
			frm,
			[
				__(
					"Only days that the known calendar has wrong or does not know yet. Due dates of open work that it touches are recomputed."
				),
			],
			"blue"
		);
	},
});
