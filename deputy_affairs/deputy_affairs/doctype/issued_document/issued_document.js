frappe.ui.form.on("Issued Document", {
	refresh(frm) {
		if (frm.doc.docstatus !== 1) return;
		if (frm.doc.status === "Void") {
			deputy_affairs.headline(frm, [deputy_affairs.escape(frm.doc.void_reason)], "red");
		} else if (frappe.user.has_role("Congress Chair")) {
			frm.add_custom_button(__("Void"), () => make_void(frm));
		}
	},
});

function make_void(frm) {
	frappe.prompt(
		[
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Void Reason", null, "Issued Document"),
				reqd: 1,
				description: __("All copies under this number become void; this cannot be undone."),
			},
		],
		async ({ reason }) => {
			const { number, congress } = frm.doc;
			await frappe.xcall("deputy_affairs.document_numbers.void", { number, congress, reason });
			frm.reload_doc();
		},
		__("Void {0}", [frm.doc.number])
	);
}
