// Receipts of promises: links for the deputies, and what came back on paper entered from the pile.
frappe.provide("deputy_affairs");

const RECEIPT = "Commitment Receipt";
const RECEIPT_MODULE = "deputy_affairs.deputy_affairs.doctype.commitment_receipt";
const RECEIPT_GRADES = ["Satisfied", "Basically Satisfied", "Dissatisfied"];

/** Send each deputy a link to the receipt; those without a channel get it from the office. */
deputy_affairs.send_receipt_links = function (receipts, after) {
	if (!receipts.length) return;
	frappe.confirm(
		__("{0} receipt(s): each deputy gets a link of their own. A link sent before stops working.", [
			receipts.length,
		]),
		async () => {
			const rows = await frappe.xcall(`${RECEIPT_MODULE}.sending.send_links`, { receipts });
			deputy_affairs.show_sent_links(__("Links of Receipts"), rows, (row) =>
				__("{0}, please say how the promise on “{1}” was kept: {2}", [row.deputy_name, row.title, row.url])
			);
			after?.();
		}
	);
};

/** All receipts that have not come back, with the three grades to press; what is marked is saved together. */
deputy_affairs.enter_receipts = async function ({ congress, year }, after) {
	const escape = deputy_affairs.escape;
	let rows = await frappe.xcall(`${RECEIPT_MODULE}.entering.still_out`, { congress, year });
	if (!rows.length) {
		frappe.msgprint(__("All receipts have come back; there is nothing to enter."));
		return;
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Enter Paper Receipts"),
		size: "extra-large",
		fields: [
			{
				fieldname: "received_on",
				fieldtype: "Date",
				label: __("Came back on", null, RECEIPT),
				default: frappe.datetime.get_today(),
				max_date: frappe.datetime.now_date(true),
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "wanted",
				fieldtype: "Data",
				label: __("Find"),
				description: __("Deputy, number or words of the title"),
			},
			{ fieldtype: "Section Break" },
			{ fieldname: "rows", fieldtype: "HTML" },
		],
		primary_action_label: __("Save What Is Marked"),
		primary_action: save,
		secondary_action_label: __("Close"),
		secondary_action: () => dialog.hide(),
	});
	const $rows = dialog.get_field("rows").$wrapper;

	const opinion_hint = escape(__("Opinion; needed when dissatisfied"));
	const opinion_label = escape(__("Opinion", null, RECEIPT));
	const choice = (row, grade) => `<label class="receipt-grade">
		<input type="radio" name="grade-${escape(row.name)}" value="${grade}">${__(grade, null, RECEIPT)}</label>`;
	const line = (row) => `<div class="receipt-row" data-name="${escape(row.name)}">
		<div class="receipt-about"><b>${escape(row.deputy_name)}</b>
			<span class="text-muted">${escape(row.registration_number)}　${escape(row.unit_name)}</span>
			${row.status === "Not Returned" ? deputy_affairs.pill(__("Not Returned", null, RECEIPT), "gray") : deputy_affairs.due_html(row.due_date)}
			<div>${escape(row.suggestion_title)}</div>
			<div class="text-muted">${escape(row.promise)}</div></div>
		<div class="receipt-answer"><div>${RECEIPT_GRADES.map((grade) => choice(row, grade)).join("")}</div>
			<input class="form-control input-sm" data-reasons maxlength="2000"
				placeholder="${opinion_hint}" aria-label="${opinion_label}">
			<div class="text-danger" data-error></div></div></div>`;

	function draw() {
		$rows.html(`<div class="receipt-rows">${rows.map(line).join("")}</div>`);
		narrow();
	}

	function narrow() {
		const wanted = (dialog.get_field("wanted").$input?.val() || "").trim().toLowerCase();
		for (const row of rows) {
			const words = `${row.deputy_name} ${row.registration_number} ${row.suggestion_title}`.toLowerCase();
			const marked = Boolean(grade_of(row));
			find(row).toggle(marked || words.includes(wanted));
		}
	}

	const find = (row) => $rows.find(".receipt-row").filter((_n, box) => box.dataset.name === row.name);
	const grade_of = (row) => find(row).find("input:checked").val();

	async function save() {
		const answers = rows
			.filter(grade_of)
			.map((row) => ({
				name: row.name,
				grade: grade_of(row),
				reasons: find(row).find("[data-reasons]").val().trim(),
				received_on: dialog.get_value("received_on"),
			}));
		if (!answers.length) {
			frappe.show_alert({ message: __("Please mark a grade first."), indicator: "orange" });
			return;
		}
		$rows.find("[data-error]").text("");
		const { entered, failed } = await frappe.xcall(`${RECEIPT_MODULE}.entering.enter_answers`, { answers });
		for (const name of entered) find({ name }).remove();
		rows = rows.filter((row) => !entered.includes(row.name));
		for (const { name, error } of failed) find({ name }).find("[data-error]").text(frappe.utils.html2text(error));
		if (entered.length) {
			frappe.show_alert({ message: __("Entered now: {0}", [entered.length]), indicator: "green" });
			after?.();
		}
		if (!rows.length) dialog.hide();
	}

	dialog.show();
	dialog.get_field("wanted").$input.on("input", narrow);
	draw();
};
