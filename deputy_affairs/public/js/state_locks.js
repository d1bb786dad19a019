// Fields that the record's state has locked look locked. The server refuses a change of them in any case.
for (const doctype of ["Deputy Suggestion", "Suggestion Assignment", "Suggestion Reply", "Supervision Notice"]) {
	frappe.ui.form.on(doctype, {
		async refresh(frm) {
			if (frm.is_new()) return show_locks(frm, ["*"]);
			const name = frm.docname;
			const editable = await frappe.xcall("deputy_affairs.workflow_actions.get_editable_fields", {
				doctype: frm.doctype,
				name,
			});
			if (frm.docname === name) show_locks(frm, editable);
		},
	});
}

function show_locks(frm, editable) {
	frm.always_read_only ??= new Set(
		frappe.get_meta(frm.doctype).fields.filter((field) => field.read_only).map((field) => field.fieldname)
	);
	for (const field of frm.meta.fields) {
		if (frappe.model.no_value_type.includes(field.fieldtype) && !is_table(field)) continue;
		if (frm.always_read_only?.has(field.fieldname)) continue;
		const locked = !editable.includes("*") && !editable.includes(field.fieldname);
		if (cint(frm.get_docfield(field.fieldname)?.read_only) !== cint(locked)) {
			frm.set_df_property(field.fieldname, "read_only", cint(locked));
		}
	}
}

const is_table = (field) => frappe.model.table_fields.includes(field.fieldtype);
