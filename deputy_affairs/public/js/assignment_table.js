// The table of an assignment meeting: who handles which suggestion, chosen line by line, handed out all at once.
frappe.provide("deputy_affairs");

const words = (value) => __(value, null, "Suggestion Assignment");
const HANDED_OUT = "Handed to Units";

deputy_affairs.AssignmentTable = class AssignmentTable {
	constructor({ frm, data, wrapper, editable }) {
		Object.assign(this, { frm, wrapper, editable });
		this.units = data.units;
		this.dues = data.dues;
		this.rows = data.rows;
		this.names = Object.fromEntries(data.units.map((unit) => [unit.name, unit.label]));
		this.by_row = Object.fromEntries(data.rows.map((row) => [row.row, row]));
		this.make();
	}

	open_rows() {
		return this.rows.filter((row) => row.outcome !== HANDED_OUT);
	}

	make() {
		this.wrapper.off(); // of an earlier drawing
		if (!this.rows.length) {
			this.wrapper.html(`<p class="text-muted">${__("No suggestion is on the list yet.")}</p>`);
			return;
		}
		this.wrapper.html(`<div class="assignment-meeting">
			<div class="am-summary text-muted small mb-2"></div>
			<table class="table table-bordered am-table">
				<thead><tr>
					<th>${__("Suggestion")}</th><th>${__("Units in Charge")}</th>
					<th>${__("Due", null, "Suggestion Assignment")}</th><th>${__("Why This Unit")}</th><th></th>
				</tr></thead>
				<tbody>${this.rows.map((row) => this.row_html(row)).join("")}</tbody>
			</table></div>`);
		this.show_summary();
		this.wrapper.on("click", ".am-only", (event) => {
			event.preventDefault();
			this.wrapper.find(".assignment-meeting").toggleClass("am-only-lacking");
			this.show_summary();
		});
		if (this.editable) this.listen();
	}

	show_summary() {
		const open = this.open_rows();
		const lacking = open.filter((row) => !in_charge(row)).length;
		const parts = [__("{0} suggestions", [this.rows.length])];
		if (open.length !== this.rows.length) parts.push(__("{0} handed out", [this.rows.length - open.length]));
		if (lacking) {
			const lone = this.wrapper.find(".assignment-meeting").is(".am-only-lacking");
			parts.push(`<b class="text-danger">${__("{0} without a unit in charge", [lacking])}</b>
				<a href="#" class="am-only">${lone ? __("Show all") : __("Show only these")}</a>`);
		} else this.wrapper.find(".assignment-meeting").removeClass("am-only-lacking");
		this.wrapper.find(".am-summary").html(parts.join("　"));
	}

	row_html(row) {
		const locked = !this.editable || row.outcome === HANDED_OUT;
		return `<tr data-row="${row.row}" class="${in_charge(row) ? "" : "am-lacking"}">
			<td class="am-title">${this.title_html(row)}</td>
			<td class="am-units" data-label="${__("Units in Charge")}">${this.units_html(row, locked)}</td>
			<td class="am-due" data-label="${__("Due", null, "Suggestion Assignment")}">${this.due_html(row, locked)}</td>
			<td class="am-why small" data-label="${__("Why This Unit")}">${this.why_html(row)}</td>
			<td class="am-state">${this.state_html(row, locked)}</td></tr>`;
	}

	title_html(row) {
		const url = frappe.utils.get_form_link("Deputy Suggestion", row.suggestion);
		const more = [row.category, row.lead].filter(Boolean).map(deputy_affairs.escape).join("　");
		const key = row.is_key
			? deputy_affairs.pill(__("Key Suggestion", null, "Deputy Suggestion"), "red")
			: "";
		return `<a href="${url}" target="_blank">${deputy_affairs.escape(row.number)}</a> ${key}
			<div>${deputy_affairs.escape(row.title)}</div><div class="text-muted small">${more}</div>`;
	}

	units_html(row, locked) {
		const mode = separate(row) ? "Separate" : "Lead";
		if (locked) {
			return row.units
				.map(
					(unit) =>
						`<div>${deputy_affairs.escape(this.names[unit.unit] || unit.unit)}
						<span class="text-muted small">${words(unit.handling_role)}${
							unit.part ? `：${deputy_affairs.escape(unit.part)}` : ""
						}</span></div>`
				)
				.join("");
		}
		const lead = row.units.find((unit) => unit.handling_role === "Lead")?.unit || "";
		const others = row.units.filter((unit) => unit.handling_role !== "Lead");
		const chips = others.map(
			(unit) => `<span class="am-chip">${deputy_affairs.escape(this.names[unit.unit] || unit.unit)}${
				unit.part ? `<span class="text-muted">：${deputy_affairs.escape(unit.part)}</span>` : ""
			}<button type="button" class="am-remove" data-unit="${deputy_affairs.escape(unit.unit)}"
				aria-label="${__("Remove")}">&times;</button></span>`
		);
		const taken = new Set(row.units.map((unit) => unit.unit));
		const add = mode === "Lead" ? __("Add an assisting unit") : __("Add a unit with its part");
		return `${
			mode === "Lead"
				? `<select class="form-control input-xs am-lead" aria-label="${words("Lead")}">${this.options(
						row,
						lead,
						new Set(others.map((unit) => unit.unit)),
						__("Choose the unit in the lead")
				  )}</select>`
				: ""
		}
			<div class="am-chips">${chips.join("")}</div>
			<div class="am-more"><select class="form-control input-xs am-add" aria-label="${add}">${this.options(
			row,
			"",
			taken,
			`＋ ${add}`
		)}</select>
			<a href="#" class="am-mode small">${
				mode === "Lead" ? __("Separate handling instead") : __("A unit in the lead instead")
			}</a></div>`;
	}

	options(row, chosen, without, empty) {
		const option = (name) =>
			`<option value="${deputy_affairs.escape(name)}" ${name === chosen ? "selected" : ""}>${deputy_affairs.escape(
				this.names[name]
			)}</option>`;
		const free = (name) => this.names[name] && !without.has(name);
		const proposed = row.proposals.map((proposal) => proposal.unit).filter(free);
		const rest = this.units.map((unit) => unit.name).filter((name) => free(name) && !proposed.includes(name));
		const group = (label, names) =>
			names.length ? `<optgroup label="${label}">${names.map(option).join("")}</optgroup>` : "";
		const above = __("Proposed Units");
		const below = __("All Units");
		return `<option value="">${empty}</option>${group(above, proposed)}${group(below, rest)}`;
	}

	due_html(row, locked) {
		const due = row.is_hard ? this.dues.hard : this.dues.reply;
		const assist = row.units.some((unit) => unit.handling_role === "Assist") ? this.dues.assist : null;
		const day = (value, label) =>
			`<div title="${deputy_affairs.escape(value.steps.join("\n"))}">${label} ${frappe.datetime.str_to_user(
				value.date
			)}</div>`;
		const box = locked
			? row.is_hard
				? `<div class="small">${__("Broad or Difficult")}</div>`
				: ""
			: `<label class="small am-hard"><input type="checkbox" ${row.is_hard ? "checked" : ""}> ${__(
					"Broad or Difficult"
			  )}</label>`;
		return `${day(due, "")}${assist ? `<div class="text-muted small">${day(assist, words("Assist"))}</div>` : ""}${box}`;
	}

	why_html(row) {
		const lead = row.units[0]?.unit;
		const own = row.proposals.find((proposal) => proposal.unit === lead);
		const reasons = own ? own.reasons : row.outcome === HANDED_OUT ? row.chosen_for : [];
		const others = row.proposals.filter((proposal) => proposal.unit !== lead);
		const lines = reasons.map((text) => `<div>${deputy_affairs.escape(text)}</div>`);
		for (const proposal of row.outcome === HANDED_OUT ? [] : others) {
			lines.push(
				`<div class="text-muted">${deputy_affairs.escape(this.names[proposal.unit])}：${proposal.reasons
					.map(deputy_affairs.escape)
					.join("；")}</div>`
			);
		}
		return lines.join("") || `<span class="text-muted">${__("Nothing on record speaks for a unit")}</span>`;
	}

	state_html(row, locked) {
		if (row.outcome === HANDED_OUT) {
			return deputy_affairs.pill(__(row.outcome, null, "Assignment Meeting Item"), "green");
		}
		const failed = row.message
			? `<div class="text-danger small">${deputy_affairs.escape(row.message)}</div>`
			: "";
		return locked
			? failed
			: `${failed}<button type="button" class="btn btn-xs btn-default am-off">${__("Take Off")}</button>`;
	}

	listen() {
		const row_of = (element) => this.by_row[$(element).closest("tr").data("row")];
		this.wrapper
			.on("change", ".am-lead", ({ currentTarget }) => {
				const row = row_of(currentTarget);
				const others = row.units.filter((unit) => unit.handling_role !== "Lead");
				const unit = currentTarget.value;
				this.keep(row, { units: [...(unit ? [{ unit, handling_role: "Lead" }] : []), ...others] });
			})
			.on("change", ".am-add", ({ currentTarget }) => this.add_unit(row_of(currentTarget), currentTarget.value))
			.on("click", ".am-remove", ({ currentTarget }) => {
				const row = row_of(currentTarget);
				const gone = currentTarget.dataset.unit;
				this.keep(row, { units: row.units.filter((unit) => unit.unit !== gone) });
			})
			.on("click", ".am-mode", (event) => {
				event.preventDefault();
				const row = row_of(event.currentTarget);
				this.keep(row, { units: other_mode(row) });
			})
			.on("change", ".am-hard input", ({ currentTarget }) =>
				this.keep(row_of(currentTarget), { is_hard: currentTarget.checked ? 1 : 0 })
			)
			.on("click", ".am-off", async ({ currentTarget }) => {
				await deputy_affairs.call(this.frm, "remove_items", { rows: [row_of(currentTarget).row] });
				this.frm.reload_doc();
			});
	}

	add_unit(row, unit) {
		if (!unit) return;
		if (!separate(row)) {
			this.keep(row, { units: [...row.units, { unit, handling_role: "Assist" }] });
			return;
		}
		frappe.prompt(
			{ fieldname: "part", fieldtype: "Small Text", label: words("Part to Handle") },
			({ part }) => this.keep(row, { units: [...row.units, { unit, handling_role: "Separate", part }] }),
			this.names[unit],
			__("Add")
		);
		this.redraw(row);
	}

	/** Keep a line on the server at once; what the server refuses goes back to what it was. */
	async keep(row, changes) {
		const before = { units: row.units, is_hard: row.is_hard };
		this.frm.table_changes = (this.frm.table_changes || 0) + 1; // what was read before is no longer true
		Object.assign(row, changes);
		this.redraw(row);
		try {
			await deputy_affairs.call(this.frm, "set_plan", {
				row: row.row,
				units: row.units,
				is_hard: row.is_hard,
			});
		} catch (error) {
			Object.assign(row, before);
			this.redraw(row);
		} finally {
			this.frm.table_changes += 1;
		}
	}

	redraw(row) {
		const old = this.wrapper.find(`tr[data-row="${row.row}"]`);
		old.replaceWith(this.row_html(row));
		this.show_summary();
	}
};

const in_charge = (row) => row.units.some((unit) => unit.handling_role !== "Assist");

// an empty line is one for a lead
const separate = (row) => row.separate || row.units.some((unit) => unit.handling_role === "Separate");

/** The same units in the other way of handling. */
function other_mode(row) {
	if (!separate(row)) {
		row.separate = true;
		return row.units.map(({ unit, part }) => ({ unit, part, handling_role: "Separate" }));
	}
	row.separate = false;
	return row.units.map(({ unit }, number) => ({ unit, handling_role: number ? "Assist" : "Lead" }));
}

/** Ask once, hand out portion by portion with the progress, and say what was not possible. */
deputy_affairs.hand_out = async function (frm, table) {
	if (frm.is_dirty()) await frm.save();
	const open = table.open_rows();
	const lacking = open.filter((row) => !in_charge(row));
	const ready = open.length - lacking.length;
	const question = [
		__("{0} suggestions are handed out with the day {1}. The units are told and their clocks start.", [
			ready,
			frappe.datetime.str_to_user(frm.doc.held_on),
		]),
		lacking.length ? __("{0} have no unit in charge and stay on the list.", [lacking.length]) : "",
	];
	frappe.confirm(question.filter(Boolean).join("<br>"), () => send_all(frm, open));
};

async function send_all(frm, open) {
	const failed = [];
	const title = __("Handing out");
	try {
		await deputy_affairs.in_portions(title, open, async (portion, last) => {
			const rows = portion.map((row) => row.row);
			const results = await deputy_affairs.call(frm, "hand_out", { rows, last });
			failed.push(...results.filter((row) => row.outcome !== HANDED_OUT));
		});
	} finally {
		frm.reload_doc();
	}
	if (!failed.length) {
		frappe.show_alert({ message: __("All are handed out"), indicator: "green" });
		return;
	}
	const lines = failed.map(
		(row) =>
			`<li><b>${deputy_affairs.escape(row.number)}</b> ${deputy_affairs.escape(row.title)}：${deputy_affairs.escape(
				row.message
			)}</li>`
	);
	frappe.msgprint({
		title: __("{0} of {1} were not handed out", [failed.length, open.length]),
		indicator: "orange",
		message: `<ul>${lines.join("")}</ul>`,
	});
}

deputy_affairs.add_meeting_action = function (listview) {
	if (!frappe.model.can_create("Assignment Meeting")) return;
	listview.page.add_actions_menu_item(
		__("Hand Out at an Assignment Meeting"),
		() => deputy_affairs.new_assignment_meeting(listview),
		false
	);
};

/** From the list of suggestions: those chosen go on a new list. */
deputy_affairs.new_assignment_meeting = async function (listview) {
	const rows = listview.get_checked_items();
	const [{ congress, meeting }] = rows;
	if (rows.some((row) => row.congress !== congress)) {
		frappe.msgprint(__("Please choose suggestions of one congress."));
		return;
	}
	const doc = await frappe.xcall("deputy_affairs.deputy_affairs.doctype.assignment_meeting.starting.start", {
		names: rows.map((row) => row.name),
		congress,
		meeting: rows.every((row) => row.meeting === meeting) ? meeting : null,
	});
	frappe.set_route("Form", "Assignment Meeting", doc);
};
