// Signatures under a suggestion: links to the co-signers, the signed paper, the signers' wish to withdraw.
frappe.provide("deputy_affairs");

const CHANNELS = () => [
	{ value: "list", label: __("Show the links to copy") },
	{ value: "mail", label: __("By mail where there is an address") },
	{ value: "sms", label: __("By SMS to the telephone on record") },
];

/** Links just issued, each to be copied or sent on; they are shown this once. */
deputy_affairs.show_links = function (title, rows) {
	const escape = deputy_affairs.escape;
	const sent = { mail: __("sent by mail"), sms: __("sent by SMS") };
	const items = rows.map(
		(row, number) => `<div class="border rounded p-3 mb-2" data-row="${number}">
			<div class="d-flex justify-content-between flex-wrap">
				<b>${escape(row.name)}</b>
				<span class="text-muted">${escape(row.phone)} ${sent[row.sent] || ""}</span>
			</div>
			<div class="text-break small my-2">${escape(row.url)}</div>
			<button class="btn btn-default btn-sm" data-copy="url">${__("Copy Link")}</button>
			<button class="btn btn-default btn-sm" data-copy="message">${__("Copy Message with Link")}</button>
		</div>`
	);
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [{ fieldtype: "HTML", fieldname: "links" }],
		primary_action_label: __("Done"),
		primary_action: () => dialog.hide(),
	});
	dialog.fields_dict.links.$wrapper.html(
		`<p class="text-muted">${__(
			"Each link works once and for this deputy alone. It is shown only now; sending links again makes these useless."
		)}</p>${items.join("")}`
	);
	dialog.$wrapper.on("click", "[data-copy]", (event) => {
		const row = rows[$(event.target).closest("[data-row]").data("row")];
		frappe.utils.copy_to_clipboard(row[event.target.dataset.copy]);
	});
	dialog.show();
};

/** Ask until when and by what way, then issue links to the co-signers whose answer is awaited. */
deputy_affairs.cosigning_links_dialog = function (frm) {
	const from_paper = frm.doc.entry_mode === "From Paper" && !frm.doc.lead_confirmed_on;
	const waiting = (frm.doc.cosigners || []).filter((row) => row.state === "Invited");
	const dialog = new frappe.ui.Dialog({
		title: __("Send Links to Co-signers"),
		fields: [
			{ fieldtype: "HTML", options: `<p>${names_of(waiting)}</p>` },
			{ fieldname: "answer_by", fieldtype: "Date", label: __("Answer until", null, "Suggestion Cosigner") },
			{ fieldname: "channel", fieldtype: "Select", label: __("How"), options: CHANNELS(), default: "list" },
			{
				fieldname: "with_lead",
				fieldtype: "Check",
				label: __("Let the lead deputy confirm the own signature as well"),
				hidden: !from_paper,
				default: waiting.length ? 0 : 1,
			},
		],
		primary_action_label: __("Send"),
		async primary_action(values) {
			dialog.get_primary_btn().prop("disabled", true);
			try {
				const rows = await deputy_affairs.call(frm, "send_cosigning_links", values);
				dialog.hide();
				await frm.reload_doc();
				deputy_affairs.show_links(__("Links to the Co-signers"), rows);
			} finally {
				dialog.get_primary_btn().prop("disabled", false);
			}
		},
	});
	dialog.show();
};

const names_of = (rows) => rows.map((row) => deputy_affairs.escape(row.deputy_name)).join("、");

/** `of` is the table whose words are used: who co-signs, or who asks for a withdrawal. */
const signature_columns = (states, frm, of) => [
	{ fieldname: "deputy", fieldtype: "Data", label: __("Deputy"), hidden: 1 },
	{
		fieldname: "deputy_name",
		fieldtype: "Data",
		label: __("Name", null, "Suggestion Cosigner"),
		in_list_view: 1,
		read_only: 1,
		columns: 2,
	},
	{
		fieldname: "state",
		fieldtype: "Select",
		label: of === "Suggestion Cosigner" ? __("Signature", null, of) : __("Answer", null, of),
		options: states.map((value) => ({ value, label: __(value, null, of) })),
		in_list_view: 1,
		columns: 2,
	},
	{
		fieldname: "decided_on",
		fieldtype: "Date",
		label: __("Decided on", null, "Suggestion Cosigner"),
		in_list_view: 1,
		columns: 2,
	},
	{
		fieldname: "reason",
		fieldtype: "Data",
		label: __("Reason of the Refusal", null, "Suggestion Cosigner"),
		in_list_view: 1,
		columns: 2,
	},
	{
		fieldname: "scan",
		fieldtype: "Attach",
		label: __("Scan of the Signature", null, "Suggestion Cosigner"),
		// kept with the suggestion, so that everybody who may read it can open the scan
		options: { doctype: frm.doctype, docname: frm.docname },
		in_list_view: 1,
		columns: 2,
	},
];

/** A table in a dialog with one row a deputy. */
function signature_table(states, data, frm, of = "Suggestion Cosigner") {
	return {
		fieldname: "rows",
		fieldtype: "Table",
		label: __("Signers", null, "Suggestion Submission"),
		cannot_add_rows: true,
		cannot_delete_rows: true,
		in_place_edit: true,
		fields: signature_columns(states, frm, of),
		data,
		get_data: () => data,
	};
}

/** The rows are given: none is added, taken out or chosen. */
function fix_rows(dialog) {
	dialog.fields_dict.rows.$wrapper.find(".grid-footer, .row-check").hide();
}

const plain = (row) =>
	Object.fromEntries(["deputy", "state", "decided_on", "reason", "scan"].map((key) => [key, row[key] || null]));

/** Enter what stands on the signed paper, all co-signers at once. */
deputy_affairs.signed_paper_dialog = function (frm) {
	const day = frm.doc.paper_date || frappe.datetime.get_today();
	const data = frm.doc.cosigners
		.filter((row) => row.state === "Invited" || row.state === "Lapsed")
		.map((row) => ({ ...plain(row), deputy_name: row.deputy_name, state: "Confirmed", decided_on: day }));
	const dialog = new frappe.ui.Dialog({
		title: __("Enter from the Signed Paper"),
		size: "extra-large",
		fields: [signature_table(["Confirmed", "Refused", "Invited"], data, frm)],
		primary_action_label: __("Enter"),
		async primary_action() {
			await deputy_affairs.call(frm, "enter_signatures", { rows: data.map(plain) });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
	fix_rows(dialog);
};

/** Withdrawing: who asks for it, on paper or by link; resolves with the reason, rejects when closed. */
deputy_affairs.withdraw_dialog = (frm) =>
	new Promise((resolve, reject) => {
		const answered = Object.fromEntries((frm.doc.withdrawal_consents || []).map((row) => [row.deputy, row]));
		const signers = [
			{ deputy: frm.doc.lead_deputy, deputy_name: frm.doc.lead_deputy_name },
			...(frm.doc.cosigners || []).filter((row) => row.state === "Confirmed"),
		];
		const by_link = signers.filter((row) => answered[row.deputy]?.manner === "One-time Link");
		const data = signers
			.filter((row) => !by_link.includes(row))
			.map((row) => ({
				deputy: row.deputy,
				deputy_name: row.deputy_name,
				state: answered[row.deputy]?.state === "Confirmed" ? "Confirmed" : "Invited",
				decided_on: answered[row.deputy]?.decided_on || frappe.datetime.get_today(),
				scan: answered[row.deputy]?.scan || null,
			}));
		let done = false;
		const finish = (values) => {
			done = true;
			dialog.hide();
			resolve(values);
		};
		const save = () => {
			const rows = data.filter((row) => row.state !== "Invited").map(plain);
			return rows.length ? deputy_affairs.call(frm, "enter_withdrawal", { rows }) : null;
		};
		const dialog = new frappe.ui.Dialog({
			title: __("Withdraw"),
			size: "extra-large",
			fields: [
				{
					fieldname: "withdrawal_reason",
					fieldtype: "Small Text",
					label: __("Reason of Withdrawal", null, "Deputy Suggestion"),
					reqd: 1,
					default: frm.doc.withdrawal_reason,
					description: __("All signers have to ask for it; the handling ends at once."),
				},
				{ fieldtype: "HTML", options: link_answers(by_link, answered) },
				signature_table(["Invited", "Confirmed", "Refused"], data, frm, "Suggestion Withdrawal Consent"),
			],
			primary_action_label: __("Withdraw"),
			async primary_action(values) {
				await save();
				finish({ withdrawal_reason: values.withdrawal_reason });
			},
			secondary_action_label: __("Send Links to the Signers"),
			async secondary_action() {
				const reason = dialog.get_value("withdrawal_reason");
				await save();
				const rows = await deputy_affairs.call(frm, "send_withdrawal_links", { reason: reason || "" });
				dialog.hide();
				await frm.reload_doc();
				deputy_affairs.show_links(__("Links to the Signers"), rows);
			},
		});
		dialog.onhide = () => !done && reject(new Error("cancelled"));
		dialog.show();
		fix_rows(dialog);
	});

function link_answers(rows, answered) {
	if (!rows.length) return "";
	const said = rows.map((row) => {
		const { state, decided_on } = answered[row.deputy];
		const word = __(state, null, "Suggestion Withdrawal Consent");
		return `${deputy_affairs.escape(row.deputy_name)}：${word} ${frappe.datetime.str_to_user(decided_on)}`;
	});
	return `<p>${__("Answered by link:")} ${said.join("；")}</p>`;
}
