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
			frm.add_custom_button(__("Preview with a Record"), () => preview(frm));
		}
		if (frm.perm[0]?.write) {
			frm.add_custom_button(__("Restore Stock Version"), () => restore(frm));
			if ((frm.doc.versions || []).length > 1) {
				frm.add_custom_button(__("Earlier Versions"), () => show_versions(frm));
			}
		}
		const name = frm.docname;
		const [fields, snippets] = await Promise.all([
			deputy_affairs.call(frm, "get_fields"),
			deputy_affairs.call(frm, "get_snippets"),
		]);
		if (frm.docname === name) show_fields(frm, fields, snippets);
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

function show_versions(frm) {
	const escape = deputy_affairs.escape;
	const present = frm.doc.versions.length - 1;
	const rows = frm.doc.versions.map(
		(row, index) => `<tr><td>${escape(frappe.datetime.str_to_user(row.uploaded_on))}</td>
			<td>${escape(frappe.user.full_name(row.uploaded_by))}</td><td>${escape(row.note || "")}</td>
			<td><a href="${escape(encodeURI(row.file_url))}" target="_blank">${__("Download")}</a></td>
			<td class="text-right">${
				index === present
					? __("Present Version")
					: `<button type="button" class="btn btn-xs btn-default" data-version="${escape(row.name)}">
						${__("Go Back to This Version")}</button>`
			}</td></tr>`
	);
	const dialog = new frappe.ui.Dialog({ title: __("Earlier Versions"), size: "large" });
	dialog.$body.html(`<div class="table-responsive"><table class="table table-sm">
		<tbody>${rows.reverse().join("")}</tbody></table></div>`);
	dialog.$body.find("[data-version]").on("click", async (event) => {
		await deputy_affairs.call(frm, "restore_version", { version: event.currentTarget.dataset.version });
		dialog.hide();
		frm.reload_doc();
	});
	dialog.show();
}

async function preview(frm) {
	const module = "deputy_affairs.paperwork.preview";
	const choice = await frappe.xcall(`${module}.get_choice`, { template: frm.docname });
	const dialog = new frappe.ui.Dialog({
		title: __("Preview with a Record"),
		size: "extra-large",
		fields: [
			{
				fieldname: "record",
				fieldtype: "Link",
				options: choice.doctype,
				label: __(choice.doctype),
				default: choice.record,
				reqd: 1,
				description: choice.with_pdf
					? __("Nothing is numbered, registered or kept.")
					: __("The server has no LibreOffice: the Word file is given instead of a PDF."),
			},
			{ fieldname: "paper", fieldtype: "HTML" },
		],
		primary_action_label: choice.with_pdf ? __("Show") : __("Download"),
		primary_action: ({ record }) => show_paper(dialog, module, { template: frm.docname, record }, choice),
	});
	if (choice.with_pdf) {
		dialog.set_secondary_action_label(__("Download Word File"));
		dialog.set_secondary_action(() => {
			const record = dialog.get_value("record");
			if (record) show_paper(dialog, module, { template: frm.docname, record, as_word: 1 }, {});
		});
	}
	dialog.show();
}

async function show_paper(dialog, module, args, { with_pdf }) {
	const address = `/api/method/${module}.show?${new URLSearchParams(args)}`;
	frappe.dom.freeze();
	const answer = await fetch(address, { headers: { Accept: "application/json" } }).finally(() =>
		frappe.dom.unfreeze()
	);
	if (!answer.ok) {
		const { _server_messages } = await answer.json().catch(() => ({}));
		const said = JSON.parse(_server_messages || "[]").map((message) => JSON.parse(message).message);
		frappe.msgprint(said.join("<br>") || __("The preview could not be made."), __("Preview with a Record"));
		return;
	}
	const paper = URL.createObjectURL(await answer.blob());
	if (with_pdf) {
		const $paper = dialog.get_field("paper").$wrapper.empty();
		$("<iframe>", { src: paper, title: __("Preview with a Record") })
			.css({ width: "100%", height: "70vh", border: 0 })
			.appendTo($paper);
		return;
	}
	const name = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(answer.headers.get("Content-Disposition") || "");
	$("<a>", { href: paper, download: name ? decodeURIComponent(name[1]) : "preview.docx" })[0].click();
}

function show_fields(frm, fields, snippets) {
	const escape = deputy_affairs.escape;
	const copy = (text) => `<button type="button" class="btn btn-xs btn-default" data-copy="${escape(text)}">
		${__("Copy")}</button>`;
	const rows = fields.map(
		({ name, label, example }) => `<tr><td>${escape(label)}</td><td><code>${escape(name)}</code></td>
			<td class="text-muted">${escape(example.length > 30 ? `${example.slice(0, 30)}…` : example)}</td>
			<td class="text-right text-nowrap">${copy(`{{ ${name} }}`)}</td></tr>`
	);
	const pieces = snippets.map(
		({ group, label, code }) => `<tr><td class="text-nowrap">${escape(group)}</td><td>${escape(label)}</td>
			<td><code style="white-space: pre-wrap">${escape(code)}</code></td>
			<td class="text-right text-nowrap">${copy(code)}</td></tr>`
	);
	const table = (heads, body) => `<div class="table-responsive"><table class="table table-sm">
		<thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}<th></th></tr></thead>
		<tbody>${body.join("")}</tbody></table></div>`;
	const $wrapper = frm.get_field("field_help").$wrapper;
	$wrapper.html(`<p class="text-muted">${__(
		"Write a field into the template between double braces; an unknown one is refused when the file is uploaded."
	)}</p>${table([__("Meaning"), __("Field"), __("Example")], rows)}
		<h5>${__("Loops, Conditions and Filters")}</h5><p class="text-muted">${__(
		"A tag {0} stands alone in its paragraph, a tag {1} alone in its row; both vanish from the paper.",
		["<code>{%p … %}</code>", "<code>{%tr … %}</code>"]
	)}</p>${table([__("Part"), __("Meaning"), __("Text to copy")], pieces)}`);
	$wrapper.find("[data-copy]").on("click", (event) => {
		frappe.utils.copy_to_clipboard(event.currentTarget.dataset.copy);
	});
}
