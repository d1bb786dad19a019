frappe.ui.form.on("Document Number Series", {
	refresh(frm) {
		frm.disable_save();
		if (frappe.model.can_write("Document Number Series")) {
			frm.add_custom_button(__("Reserve a Number"), () => reserve(frm));
			const free = (frm.doc.entries || []).filter((row) => row.status === "Reserved");
			if (free.length) {
				frm.add_custom_button(__("Use a Reserved Number"), () => use(frm, free));
			}
		}
		if (frappe.user.has_role("Congress Chair")) {
			frm.add_custom_button(__("Void a Number"), () => make_void(frm));
		}
	},
});

const number_of = (frm, serial) => `${frm.doc.code}〔${frm.doc.year}〕${serial}号`;

async function call(frm, method, values) {
	await frappe.xcall(`deputy_affairs.document_numbers.${method}`, values);
	frm.reload_doc();
}

function reserve(frm) {
	frappe.prompt(
		[
			{
				fieldname: "serial",
				fieldtype: "Int",
				label: __("Serial", null, "Document Number Entry"),
				reqd: 1,
				default: frm.doc.current + 1,
			},
			{
				fieldname: "reason",
				fieldtype: "Data",
				label: __("Reason", null, "Document Number Entry"),
				reqd: 1,
			},
		],
		(values) => {
			const { congress, code, year } = frm.doc;
			return call(frm, "reserve", { congress, code, year, ...values });
		},
		__("Reserve a Number")
	);
}

function use(frm, free) {
	const fields = [
		{
			fieldname: "serial",
			fieldtype: "Select",
			label: __("Serial", null, "Document Number Entry"),
			options: free.map((row) => String(row.serial)),
			default: String(free[0].serial),
			reqd: 1,
		},
		{
			fieldname: "doctype",
			fieldtype: "Select",
			label: __("Kept for (DocType)", null, "Document Number Entry"),
			options: ["Suggestion Reply", "Suggestion Assignment", "Deputy Suggestion"].map((value) => ({
				value,
				label: __(value),
			})),
			description: __("Empty: the paper was made by hand, outside of the system"),
		},
		{
			fieldname: "name",
			fieldtype: "Dynamic Link",
			options: "doctype",
			label: __("Record", null, "Issued Document"),
			depends_on: "eval:doc.doctype",
			mandatory_depends_on: "eval:doc.doctype",
		},
		{
			fieldname: "subject",
			fieldtype: "Data",
			label: __("Subject", null, "Document Number Entry"),
			depends_on: "eval:!doc.doctype",
			mandatory_depends_on: "eval:!doc.doctype",
		},
	];
	fields[1].options.unshift({ value: "", label: "" });
	frappe.prompt(
		fields,
		({ serial, doctype, name, subject }) => {
			const series = frm.docname;
			return doctype
				? call(frm, "keep_for", { series, serial, doctype, name })
				: call(frm, "fill_by_hand", { series, serial, subject });
		},
		__("Use a Reserved Number")
	);
}

function make_void(frm) {
	frappe.prompt(
		[
			{
				fieldname: "serial",
				fieldtype: "Int",
				label: __("Serial", null, "Document Number Entry"),
				reqd: 1,
			},
			{
				fieldname: "reason",
				fieldtype: "Data",
				label: __("Reason", null, "Document Number Entry"),
				reqd: 1,
			},
		],
		({ serial, reason }) =>
			call(frm, "void", { number: number_of(frm, serial), reason, congress: frm.doc.congress }),
		__("Void a Number")
	);
}
