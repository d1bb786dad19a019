// Earlier and similar suggestions, beside the text while it is written and above it in review.
frappe.provide("deputy_affairs");

const WRITING = ["Draft", "Returned for Rewriting"];
const DECIDING = ["Under Review", "Second Review", "Registered"];
const PROMISE_COLOURS = { Open: "blue", Overdue: "red", Kept: "green", Explained: "gray" };
const LOOKED_AT = ["title", "situation", "cause", "lead_deputy", "category"];

Object.assign(deputy_affairs, {
	/** Show the panel of a suggestion's form and keep it up to date while the text changes. */
	show_similar(frm) {
		const panel = (frm.similar_panel ??= new SimilarSuggestions(frm));
		panel.refresh();
	},
});

class SimilarSuggestions {
	constructor(frm) {
		this.frm = frm;
		this.ask_soon = frappe.utils.debounce(() => this.ask(), 900);
		const changed = () => this.is_shown() && this.ask_soon();
		frappe.ui.form.on("Deputy Suggestion", Object.fromEntries(LOOKED_AT.map((name) => [name, changed])));
		frappe.ui.form.on("Suggestion Demand", { demand: changed, demands_remove: changed });
		// A form tells of a change only when the field is left; the panel follows the typing.
		$(frm.wrapper).on("input", "[data-fieldname=title] input, [data-fieldname=situation] textarea", changed);
	}

	get state() {
		return this.frm.doc.workflow_state || "Draft";
	}

	is_shown() {
		if (this.frm.doc.merged_into || deputy_affairs.stage_is("answered", this.frm.doc.stage)) return false;
		return [...WRITING, ...DECIDING].includes(this.state);
	}

	refresh() {
		this.asked = null;
		this.remove();
		if (this.is_shown()) this.ask();
	}

	remove() {
		this.box?.remove();
		this.note?.remove();
		this.box = this.note = null;
	}

	/** What is in the form now, the field being typed in included. */
	values() {
		const { frm } = this;
		const typed = (name) => frm.fields_dict[name]?.get_input_value?.() ?? frm.doc[name];
		return {
			name: frm.is_new() ? "" : frm.doc.name,
			title: typed("title"),
			situation: typed("situation"),
			cause: typed("cause"),
			category: frm.doc.category,
			lead_deputy: frm.doc.lead_deputy,
			demands: (frm.doc.demands || []).map((row) => row.demand || ""),
		};
	}

	async ask() {
		const values = this.values();
		const key = JSON.stringify(values);
		if (key === this.asked) return;
		this.asked = key;
		const rows = (values.title || "").trim().length < 4
			? []
			: await frappe.xcall("deputy_affairs.similar_suggestions.find", { values });
		if (key === this.asked) this.render(rows);
	}

	render(rows) {
		this.remove();
		if (!rows.length || !this.is_shown()) return;
		const items = rows.map((row) => this.item_html(row)).join("");
		const heading = __("Earlier and Similar Suggestions");
		this.box = $(`<section class="similar-suggestions" aria-live="polite">
			<h6>${heading}</h6><ul class="list-unstyled mb-0">${items}</ul></section>`);
		this.box.on("click", "[data-do]", (event) => this.act(event.currentTarget.dataset, rows));
		this.place();
	}

	/** Below the text that is being written, so that nothing moves under the hands; in review at the top. */
	place() {
		if (WRITING.includes(this.state)) {
			const section = this.frm.fields_dict.demands?.wrapper.closest(".form-section");
			$(section).after(this.box);
			this.add_note();
		} else {
			$(this.frm.layout.wrapper).find(".form-message-container").first().after(this.box);
		}
	}

	/** Below the title a line that leads to the panel. */
	add_note() {
		const count = this.box.find(".similar-row").length;
		const words = __("{0} earlier or similar suggestion(s): look at them", [count]);
		this.note = $(`<button type="button" class="btn btn-link btn-xs p-0 similar-note">${words}</button>`);
		this.note.on("click", () => this.box[0].scrollIntoView({ behavior: "smooth", block: "center" }));
		$(this.frm.fields_dict.title.wrapper).append(this.note);
	}

	item_html(row) {
		const { escape, pill, stage_colour } = deputy_affairs;
		const pills = [
			row.same_place ? pill(__("Same place"), "purple") : "",
			pill(__(row.stage, null, "Deputy Suggestion"), stage_colour(row.stage)),
			row.result_class ? pill(__("Answered: Class {0}", [row.result_class]), "blue") : "",
			row.overall_rating
				? pill(
						__(row.overall_rating, null, "Deputy Suggestion"),
						row.overall_rating === "Dissatisfied" ? "red" : "green"
				  )
				: "",
		].join(" ");
		const facts = [String(row.year), row.registration_number, row.lead_deputy_name]
			.filter(Boolean)
			.map(escape)
			.join(" · ");
		const promises = row.promises
			.map((promise) => {
				const day = frappe.datetime.str_to_user(promise.promised_date);
				const words = __("Promised by {0}: {1}", [day, escape(promise.promise)]);
				const state = pill(__(promise.state, null, "Reply Commitment"), PROMISE_COLOURS[promise.state]);
				return `<div class="small text-muted">${words} ${state}</div>`;
			})
			.join("");
		const href = frappe.utils.get_form_link("Deputy Suggestion", row.name);
		return `<li class="similar-row">
			<div class="similar-text">
				<a href="${href}" target="_blank" rel="noopener">${escape(row.title)}</a>
				<div class="small text-muted">${facts}　${pills}</div>${promises}
			</div>
			<div class="similar-buttons">${this.buttons_html(row)}</div></li>`;
	}

	buttons_html(row) {
		const { frm } = this;
		if (frm.is_new() || !frm.perm[0]?.write) return "";
		const name = deputy_affairs.escape(row.name);
		const button = (action, label) =>
			`<button type="button" class="btn btn-xs btn-default" data-do="${action}" data-name="${name}">${label}</button>`;
		const marked = (frm.doc.earlier_suggestions || []).some((earlier) => earlier.suggestion === row.name);
		const can_merge =
			DECIDING.includes(this.state) &&
			deputy_affairs.stage_is("deciding", frm.doc.stage) &&
			row.congress === frm.doc.congress &&
			row.workflow_state === "Registered" &&
			!row.merged_into &&
			!deputy_affairs.stage_is("with_reply", row.stage);
		return [
			can_merge ? button("merge", __("Same Matter: Merge")) : "",
			marked ? button("unmark", __("Not the Same")) : button("mark", __("Raised Again")),
		].join(" ");
	}

	act({ do: action, name }, rows) {
		const { frm } = this;
		const row = rows.find((one) => one.name === name);
		if (action === "merge") return this.merge(row);
		const method = action === "mark" ? "mark" : "unmark";
		const run = async () => {
			await frappe.xcall(`deputy_affairs.raised_again.${method}`, {
				suggestion: frm.doc.name,
				earlier: name,
			});
			await frm.reload_doc();
		};
		// The mark reads the record again: what is typed must not be lost.
		return frm.is_dirty() ? frm.save().then(run) : run();
	}

	merge(row) {
		const { frm } = this;
		const dialog = new frappe.ui.Dialog({
			title: __("Merge into {0}", [row.registration_number || row.title]),
			fields: [
				{
					fieldtype: "HTML",
					options: `<p>${__(
						"Both are handled together from now on. This suggestion keeps its number, and its deputies get a letter of their own."
					)}</p><p><b>${deputy_affairs.escape(row.title)}</b></p>`,
				},
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Reason for Merging", null, "Deputy Suggestion"),
					default: __("The same matter"),
				},
			],
			primary_action_label: __("Merge"),
			async primary_action({ reason }) {
				dialog.hide();
				// Not frm.call: it sends the form's record along, which is gone while the form is read again.
				await deputy_affairs.call(frm, "merge_into", { main: row.name, reason });
				await frm.reload_doc();
			},
		});
		dialog.show();
	}
}
