const ENDINGS = [
	"Resigned",
	"Ordered to Resign",
	"Recalled",
	"Moved Away",
	"Absent Twice",
	"Lost Rights",
	"Deceased",
];

frappe.ui.form.on("Deputy", {
	setup(frm) {
		frm.set_query("term", "mandates", () => ({ filters: { congress: frm.doc.congress } }));
		frm.set_query("constituency", "mandates", (doc, cdt, cdn) => ({
			filters: { term: locals[cdt][cdn].term || "" },
		}));
		frm.set_query("user", () => ({ filters: { enabled: 1 } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.congress) frm.set_value("congress", deputy_affairs.own_congress());
	},

	refresh(frm) {
		// A status changes with date and reason; only a new row may be one of a past term.
		frm.fields_dict.mandates.grid.update_docfield_property("status", "options", [
			"In Office",
			"Suspended",
			...ENDINGS,
			"Expired",
		]);
		if (frm.is_new()) return;
		show_status(frm);
		if (frm.doc.term) deputy_affairs.add_paper_buttons(frm);
		const seated = (frm.doc.mandates || []).some((row) => possible_changes(row.status).length);
		if (seated && frm.perm[0]?.write) {
			frm.add_custom_button(__("Change Status"), () => status_dialog(frm));
		}
	},
});

frappe.ui.form.on("Deputy Mandate", {
	term(frm, cdt, cdn) {
		frappe.model.set_value(cdt, cdn, "constituency", null);
	},
});

function possible_changes(status) {
	if (status === "In Office") return ["Suspended", ...ENDINGS];
	if (status === "Suspended") return ["In Office", ...ENDINGS];
	return [];
}

function show_status(frm) {
	if (!frm.doc.status || frm.doc.status === "In Office") return;
	const row = (frm.doc.mandates || []).find((mandate) => mandate.term === frm.doc.term);
	const since = row?.status_since ? __("since {0}", [frappe.datetime.str_to_user(row.status_since)]) : "";
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(frm.doc.status, null, "Deputy")}</b>　${since}`,
			deputy_affairs.escape(row?.status_reason || ""),
		],
		frm.doc.status === "Suspended" ? "orange" : "yellow"
	);
}

function status_dialog(frm) {
	const open = frm.doc.mandates.filter((row) => possible_changes(row.status).length);
	const choices = (term) => {
		const row = open.find((mandate) => mandate.term === term);
		return possible_changes(row?.status).map((value) => ({
			value,
			label: __(value, null, "Deputy Mandate"),
		}));
	};
	const term = open.some((row) => row.term === frm.doc.term) ? frm.doc.term : open[0].term;
	const dialog = new frappe.ui.Dialog({
		title: __("Change Status"),
		fields: [
			{
				fieldname: "term",
				fieldtype: "Link",
				options: "Congress Term",
				label: __("Term"),
				default: term,
				reqd: 1,
				get_query: () => ({ filters: { name: ["in", open.map((row) => row.term)] } }),
				change() {
					dialog.set_df_property("status", "options", choices(dialog.get_value("term")));
				},
			},
			{
				fieldname: "status",
				fieldtype: "Select",
				label: __("New Status"),
				options: choices(term),
				reqd: 1,
			},
			{
				fieldname: "changed_on",
				fieldtype: "Date",
				label: __("Date"),
				default: frappe.datetime.get_today(),
				max_date: frappe.datetime.now_date(true),
				reqd: 1,
			},
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				description: __("Arts. 61 and 62 of the Deputies Law; it stays on record"),
				reqd: 1,
			},
		],
		primary_action_label: __("Change Status"),
		async primary_action(values) {
			await deputy_affairs.call(frm, "change_status", values);
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}
