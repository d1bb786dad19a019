frappe.ui.form.on("Paperwork Template", {
	async refresh(frm) {
		if (frm.is_new()) return;

		if (frm.doc.template_file) {
			frm.add_custom_button(__("Download"), () =>
				window.open(frappe.urllib.get_full_url(frm.doc.template_file))
			);
		}
		if (frm.doc.template_file) {
			frm.add_custom_button(__("Check Layout"), () => check_layout(frm));
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

async function check_layout(frm) {
	const rows = await frappe.xcall("deputy_affairs.paperwork.checking.check_template", {
		template: frm.docname,
	});
	const escape = deputy_affairs.escape;
	const wrong = rows.filter(({ ok }) => !ok);
	const lines = [...wrong, ...rows.filter(({ ok }) => ok)].map(
		({ element, required, measured, clause, place, ok }) => `<tr class="${ok ? "" : "table-warning"}">
			<td>${ok ? "✓" : "✗"} ${escape(element)}</td><td>${escape(required)}</td>
			<td>${escape(measured)}${ok || !place ? "" : `<br><small>${escape(place)}</small>`}</td>
			<td>${escape(clause)}</td></tr>`
	);
	const said = wrong.length
		? __("{0} of {1} points differ from GB/T 9704-2012.", [wrong.length, rows.length])
		: __("All {0} points keep GB/T 9704-2012.", [rows.length]);
	const dialog = new frappe.ui.Dialog({ title: __("Layout"), size: "large" });
	dialog.$body.html(`<p>${said}</p><div class="table-responsive"><table class="table table-sm">
		<thead><tr><th>${__("Element")}</th><th>${__("Required Value")}</th><th>${__("Measured Value")}</th>
		<th>${__("Clause")}</th></tr></thead><tbody>${lines.join("")}</tbody></table></div>`);
	dialog.show();
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
