// Papers from records: buttons of forms and lists call the same service.
frappe.provide("deputy_affairs");

/** The papers of a DocType: kind → label. */
deputy_affairs.papers = (doctype) =>
	({
		"Deputy Suggestion": {
			suggestion_form: __("Suggestion Form"),
			receipt_notice: __("Notice of Receipt"),
			refusal_notice: __("Notice of Refusal"),
			merge_notice: __("Merging Notice"),
		},
		"Suggestion Assignment": {
			assignment_notice: __("Assignment Notice"),
			assignment_list: __("Assignment List"),
			return_request: __("Return Request"),
			assist_opinion: __("Letter of Assist Opinion"),
			rehandling_notice: __("Re-handling Notice"),
		},
		"Deadline Extension": {
			extension_request: __("Request for Extension"),
			extension_decision: __("Decision on the Extension"),
			extension_notice: __("Notice of Extension"),
		},
		"Handling Contact": {
			face_to_face_record: __("Face-to-face Record"),
			contact_register: __("Contact Register"),
		},
		"Suggestion Reply": { reply_letter: __("Reply Letter") },
		"Supervision Notice": {
			urge_notice: __("Reminder Notice"),
			supervision_notice: __("Supervision Letter"),
		},
		"Suggestion Rating": { opinion_form: __("Opinion Form") },
		"Reply Commitment": { commitment_ledger: __("Ledger of Promises") },
		"Suggestion Transfer": {
			transfer_letter: __("Letter of Transfer"),
			transfer_result_notice: __("Letter of the Outcome"),
		},
		"Commitment Receipt": { commitment_receipt: __("Receipt of a Promise") },
		"Handling Meeting": {
			meeting_notice: __("Notice of the Meeting"),
			meeting_record: __("Minutes of the Meeting"),
		},
		"Handling Bulletin": { handling_bulletin: __("Bulletin on Handling") },
		"Handling Report": { handling_report: __("Report on Handling") },
		"Congress Term": {
			deputy_roster: __("Roster of Deputies"),
			group_roster: __("Roster of Groups"),
		},
		Deputy: { deputy_handbook: __("Deputy's Handbook") },
	})[doctype] || {};

deputy_affairs.make_paper = async function (kind, doctype, names, with_pdf = 0) {
	frappe.dom.freeze(__("Making the papers…"));
	let answer;
	try {
		answer = await frappe.xcall("deputy_affairs.paperwork.service.create", {
			kind,
			doctype,
			names,
			with_pdf,
		});
	} finally {
		frappe.dom.unfreeze();
	}
	if (answer.files.length === 1 && !answer.failed.length) {
		await save_file(answer.files[0]);
		frappe.show_alert({ message: answer.files[0].file_name, indicator: "green" });
		return answer;
	}
	show_papers(answer);
	return answer;
};

/** Save a file under its own name: storage adds to the one in its address, and that is what the server calls it. */
async function save_file({ file_url, file_name }) {
	const answer = await fetch(encodeURI(file_url));
	if (!answer.ok) {
		window.open(encodeURI(file_url)); // the server says why
		return;
	}
	const link = document.createElement("a");
	link.href = URL.createObjectURL(await answer.blob());
	link.download = file_name;
	document.body.append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function show_papers({ files, failed }) {
	const made = files.map(
		(file, number) =>
			`<li><a href="${encodeURI(file.file_url)}" data-number="${number}">${deputy_affairs.escape(
				file.file_name
			)}</a></li>`
	);
	const not_made = failed.map(
		(row) =>
			`<li><b>${deputy_affairs.escape(row.record || row.name)}</b>: ${deputy_affairs.escape(
				frappe.utils.html2text(row.error)
			)}</li>`
	);
	const parts = [];
	if (made.length) parts.push(`<ul class="list-unstyled">${made.join("")}</ul>`);
	if (not_made.length) {
		parts.push(`<p class="text-danger">${__("Not made:")}</p><ul>${not_made.join("")}</ul>`);
	}
	const dialog = frappe.msgprint({
		title: __("Paperwork"),
		indicator: failed.length ? "orange" : "green",
		message: parts.join(""),
	});
	if (!made.length) return;
	dialog.msg_area.find("ul.list-unstyled:last [data-number]").on("click", (event) => {
		event.preventDefault();
		save_file(files[event.currentTarget.dataset.number]);
	});
}

/** Buttons of a form in the group Paperwork. */
deputy_affairs.add_paper_buttons = function (frm, kinds) {
	const papers = deputy_affairs.papers(frm.doctype);
	for (const kind of kinds || Object.keys(papers)) {
		for (const with_pdf of [0, 1]) {
			frm.add_custom_button(
				with_pdf ? __("{0} with PDF", [papers[kind]]) : papers[kind],
				async () => {
					await deputy_affairs.make_paper(kind, frm.doctype, [frm.docname], with_pdf);
					frm.reload_docinfo?.();
				},
				__("Paperwork")
			);
		}
	}
};

/** Entries in the actions menu of a list, for the records selected. */
deputy_affairs.add_paper_actions = function (listview) {
	const papers = deputy_affairs.papers(listview.doctype);
	for (const [kind, label] of Object.entries(papers)) {
		listview.page.add_actions_menu_item(
			__("Paperwork: {0}", [label]),
			() => deputy_affairs.make_paper(kind, listview.doctype, listview.get_checked_items(true)),
			false
		);
		if (!IN_BATCHES.includes(listview.doctype)) continue;
		listview.page.add_actions_menu_item(
			__("Paperwork: {0} in a Batch", [label]),
			() => deputy_affairs.start_batch(kind, label, listview.doctype, listview.get_checked_items(true)),
			false
		);
	}
};

const IN_BATCHES = [
	"Deputy Suggestion",
	"Suggestion Assignment",
	"Suggestion Reply",
	"Suggestion Rating",
	"Deadline Extension",
	"Commitment Receipt",
];

/** Ask for the form of the result, begin the batch and show it. */
deputy_affairs.start_batch = function (kind, label, doctype, names) {
	if (names.length < 2) {
		frappe.msgprint(__("A batch is for two records or more; make a single paper directly."));
		return;
	}
	frappe.prompt(
		[
			{
				fieldname: "result",
				fieldtype: "Select",
				label: __("Form of Result", null, "Paper Batch"),
				options: [
					{ value: "zip", label: __("Word Files in a Zip", null, "Paper Batch") },
					{ value: "docx", label: __("One Word File", null, "Paper Batch") },
					{ value: "pdf", label: __("One PDF", null, "Paper Batch") },
				],
				default: "zip",
				reqd: 1,
			},
			{
				fieldname: "duplex",
				fieldtype: "Check",
				label: __("Each on a New Sheet", null, "Paper Batch"),
				description: __("For printing on both sides"),
				depends_on: "eval:doc.result != 'zip'",
			},
		],
		async ({ result, duplex }) => {
			const batch = await frappe.xcall("deputy_affairs.paperwork.batch.start", {
				kind,
				doctype,
				names,
				result,
				duplex: duplex || 0,
			});
			frappe.set_route("Form", "Paper Batch", batch);
		},
		__("{0}: {1} Records", [label, names.length]),
		__("Start")
	);
};
