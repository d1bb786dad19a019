frappe.ui.form.on("Suggestion Publication", {
	refresh(frm) {
		deputy_affairs.publication_form.refresh(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(__("Word Copy"), () => {
			const query = new URLSearchParams({ dt: frm.doctype, dn: frm.docname, method: "get_word_copy" });
			window.open(`/api/method/run_doc_method?${query}`);
		});
	},
});
