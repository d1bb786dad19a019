// Opinion forms: links sent to the signers, slips entered one after the other, and what a unit is shown at the end.
frappe.provide("deputy_affairs");

const RATING = "Suggestion Rating";
const RATING_MODULE = "deputy_affairs.deputy_affairs.doctype.suggestion_rating";
const GRADE_COLOURS = { Satisfied: "green", "Basically Satisfied": "blue", Dissatisfied: "red" };
const grade = (word) => __(word, null, RATING);
const grade_pill = (word) => deputy_affairs.pill(grade(word), GRADE_COLOURS[word] || "gray");

/** Send each open form's signer a link; `chosen` is {ratings: [...]} or {replies: [...]}. */
deputy_affairs.send_rating_links = function (chosen, after) {
	frappe.confirm(
		__("Each signer gets a link of their own. A link sent before stops working; the code on paper stays good."),
		async () => {
			const rows = await frappe.xcall(`${RATING_MODULE}.sending.send_links`, chosen);
			deputy_affairs.show_sent_links(__("Rating Links"), rows, (row) =>
				__("{0}, please rate the reply to “{1}”: {2}", [row.deputy_name, row.title, row.url])
			);
			after?.();
		}
	);
};

/** Type the number of a slip, see whose it is, choose the grades, save; the next number is asked at once. */
deputy_affairs.enter_slips = function (after) {
	let current = null;
	const entered = [];
	const grades = ["", "Satisfied", "Basically Satisfied", "Dissatisfied"].map((value) => ({
		value,
		label: value ? grade(value) : "",
	}));
	const modes = ["", "Visit", "Forum", "Telephone", "Letter", "Not Contacted"].map((value) => ({
		value,
		label: value ? grade(value) : "",
	}));
	const unhappy = "eval:[doc.attitude,doc.result].includes('Dissatisfied')";
	const dialog = new frappe.ui.Dialog({
		title: __("Enter Slips"),
		size: "large",
		fields: [
			{
				fieldname: "slip_number",
				fieldtype: "Data",
				label: __("Slip Number", null, RATING),
				description: __("Seven digits, hyphens may be left out; then Enter"),
			},
			{ fieldname: "whose", fieldtype: "HTML" },
			{ fieldname: "grades_section", fieldtype: "Section Break", hidden: 1 },
			{
				fieldname: "attitude",
				fieldtype: "Select",
				label: __("Attitude of Handling", null, RATING),
				options: grades,
			},
			{
				fieldname: "contact_mode",
				fieldtype: "Select",
				label: __("How the Unit Contacted the Deputy", null, RATING),
				options: modes,
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "result",
				fieldtype: "Select",
				label: __("Result of Handling", null, RATING),
				options: grades,
			},
			{
				fieldname: "received_on",
				fieldtype: "Date",
				label: __("Form Returned", null, RATING),
				default: frappe.datetime.get_today(),
			},
			{ fieldname: "opinion_section", fieldtype: "Section Break", hidden: 1 },
			{
				fieldname: "reasons",
				fieldtype: "Small Text",
				label: __("Concrete Opinion", null, RATING),
				mandatory_depends_on: unhappy,
			},
			{
				fieldname: "wants_rehandling",
				fieldtype: "Check",
				label: __("Wishes Re-handling", null, RATING),
				depends_on: unhappy,
			},
			{
				fieldname: "correction_reason",
				fieldtype: "Small Text",
				label: __("Reason of Correction", null, RATING),
				hidden: 1,
			},
			{ fieldname: "slip", fieldtype: "Attach", label: __("Signed Form", null, RATING) },
			{ fieldname: "done_section", fieldtype: "Section Break" },
			{ fieldname: "done", fieldtype: "HTML" },
		],
		primary_action_label: __("Find"),
		primary_action: () => (current ? save() : find()),
		secondary_action_label: __("Close"),
		secondary_action: () => dialog.hide(),
	});

	const field = (name) => dialog.get_field(name);
	const clear = ["attitude", "result", "contact_mode", "reasons", "wants_rehandling", "correction_reason", "slip"];

	function ask() {
		current = null;
		for (const name of clear) dialog.set_value(name, "");
		dialog.set_value("slip_number", "");
		show_form(false);
		setTimeout(() => field("slip_number").$input.focus(), 100);
	}

	function show_form(shown) {
		dialog.set_df_property("grades_section", "hidden", shown ? 0 : 1);
		dialog.set_df_property("opinion_section", "hidden", shown ? 0 : 1);
		dialog.set_df_property("slip_number", "read_only", shown ? 1 : 0);
		dialog.set_df_property("attitude", "hidden", current?.single_grade ? 1 : 0);
		dialog.set_df_property("correction_reason", "hidden", current?.status === "Returned" ? 0 : 1);
		dialog.get_primary_btn().text(shown ? __("Save and Next") : __("Find"));
		field("whose").$wrapper.html(shown ? whose(current) : "");
	}

	function whose(row) {
		const escape = deputy_affairs.escape;
		const warning =
			row.status === "Returned"
				? `<div class="text-danger">${__("This form was entered already; a correction needs its reason.")}</div>`
				: "";
		return `<div class="slip-whose"><b>${escape(row.deputy_name)}</b>　${escape(row.slip_number)}<br>
			${escape(row.registration_number)}　${escape(row.suggestion_title)}<br>
			<span class="text-muted">${escape(row.unit_name)}　${escape(row.document_number)}　${__("Round {0}", [
			row.round,
		])}</span>${warning}
			<button class="btn btn-xs btn-default" data-other>${__("Another Number")}</button></div>`;
	}

	async function find() {
		const number = (field("slip_number").$input.val() || "").trim();
		if (!number) return;
		current = await frappe.xcall(`${RATING_MODULE}.entering.find_slip`, { number });
		show_form(true);
		for (const name of clear) if (name !== "correction_reason") dialog.set_value(name, current[name] || "");
		const first = current.single_grade ? "result" : "attitude";
		setTimeout(() => field(first).$input.focus(), 150);
	}

	async function save() {
		const values = dialog.get_values(true);
		if (current.single_grade) values.attitude = values.result;
		const missing = ["attitude", "result"].find((name) => !values[name]);
		if (missing) {
			const message = current.single_grade ? __("Please choose the grade.") : __("Please choose both grades.");
			frappe.show_alert({ message, indicator: "orange" });
			field(missing).$input.focus();
			return;
		}
		const row = await frappe.xcall(`${RATING_MODULE}.entering.enter_slip`, {
			rating: current.name,
			values,
		});
		entered.unshift(row);
		show_entered();
		after?.();
		ask();
	}

	function show_entered() {
		const line = (row) =>
			`<li>${deputy_affairs.escape(row.slip_number)}　${deputy_affairs.escape(row.deputy_name)}　${grade_pill(
				row.attitude
			)} ${grade_pill(row.result)}</li>`;
		field("done").$wrapper.html(
			`<b>${__("Entered now: {0}", [entered.length])}</b><ul class="slips-entered">${entered
				.map(line)
				.join("")}</ul>`
		);
	}

	dialog.$wrapper.on("click", "[data-other]", ask);
	dialog.show();
	field("slip_number").$input.on("keydown", (event) => {
		if (event.key !== "Enter") return;
		event.preventDefault();
		event.stopPropagation();
		find();
	});
	ask();
	return dialog;
};

/** Show on a reply how it was rated, as far as the congress shows it and only once the round is closed. */
deputy_affairs.show_ratings = async function (frm) {
	if (frm.doc.workflow_state !== "Issued") return;
	const { rows } = await frappe.xcall(`${RATING_MODULE}.for_unit.ratings_of_reply`, { reply: frm.docname });
	if (!rows.length) return;
	const escape = deputy_affairs.escape;
	const line = (row) => {
		const grades =
			row.status === "Returned"
				? `${__("Attitude")} ${grade_pill(row.attitude)} ${__("Result")} ${grade_pill(row.result)}`
				: deputy_affairs.pill(grade(row.status), "gray");
		const opinion = row.reasons ? `<div class="text-muted">${escape(row.reasons)}</div>` : "";
		return `<li>${escape(row.deputy_name || "")} ${grades}${opinion}</li>`;
	};
	frm.dashboard.add_section(
		`<ul class="reply-ratings">${rows.map(line).join("")}</ul>`,
		__("How the Deputies Rated It")
	);
	frm.dashboard.show();
};
