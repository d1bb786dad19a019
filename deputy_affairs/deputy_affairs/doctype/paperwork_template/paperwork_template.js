frappe.ui.form.on("Paperwork Template", {
	async refresh(frm) {
		if (frm.is_new()) return;

		if (frm.doc.template_file) {
			frm.add_custom_button(__("Download"), () =>
				window.open(frappe.urllib.get_full_url(frm.doc.template_file))
			);
		}
		if (frm.perm[0]?.write) {
			frm.add_custom_button(__("Restore Stock Version"), () => restore(frm));
		}
		const name = frm.docname;
		const fields = await deputy_affairs.call(frm, "get_fields");
		if (frm.docname === name) show_fields(frm, fields);
	},
});

function restore(frm) {
	frappe.confirm(
		__("Lay the stock version as this template's file? The present file stays among the attachments."),
		async () => {
			await deputy_affairs.call(frm, "restore_stock");
			frm.reload_doc();
		}
	);
}

function show_fields(frm, fields) {
	const rows = fields.map(
		({ name, label }) => `<tr><td>${deputy_affairs.escape(label)}</td>
			<td><code>${deputy_affairs.escape(name)}</code></td>
			<td class="text-right"><button type="button" class="btn btn-xs btn-default"
				data-field="${deputy_affairs.escape(name)}">${__("Copy")}</button></td></tr>`
	);
	const $wrapper = frm.get_field("field_help").$wrapper;
	$wrapper.html(`<p class="text-muted">${__(
		"Write a field into the template between double braces; an unknown one is refused when the file is uploaded."
	)}</p><div class="table-responsive"><table class="table table-sm">
		<thead><tr><th>${__("Meaning")}</th><th>${__("Field")}</th><th></th></tr></thead>
		<tbody>${rows.join("")}</tbody></table></div>`);
	$wrapper.find("[data-field]").on("click", (event) => {
		frappe.utils.copy_to_clipboard(`{{ ${event.currentTarget.dataset.field} }}`);
	});
}
