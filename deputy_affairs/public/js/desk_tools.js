// Small things that forms, lists and reports share: colours of stages, words for due dates, scopes of links.
frappe.provide("deputy_affairs");

const STAGE_COLOURS = {
	Draft: "gray",
	"Under Review": "orange",
	"Second Review": "orange",
	"Returned for Rewriting": "red",
	Refused: "darkgrey",
	Withdrawn: "darkgrey",
	Split: "darkgrey",
	"On the Agenda": "green",
	Registered: "blue",
	Assigned: "orange",
	Reassignment: "red",
	Handling: "blue",
	Replied: "light-blue",
	"Awaiting Decision": "red",
	Transferred: "purple",
	Closed: "green",
};
const LIGHT_COLOURS = { overdue: "red", urgent: "orange", soon: "yellow", normal: "green", done: "gray" };
// From the server's rule (rules/deadlines.py), so that the desk and the reports never disagree.
const lights = () => frappe.boot.deputy_affairs_lights || { urgent: 7, soon: 15 };

Object.assign(deputy_affairs, {
	STAGES: Object.keys(STAGE_COLOURS),

	/** The stages of a list of the server's rule (rules/stages.py): in_hand, unanswered, answered, … */
	stages_of: (list) => frappe.boot.deputy_affairs_stages?.[list] || [],

	stage_is: (list, stage) => deputy_affairs.stages_of(list).includes(stage),

	stage_colour: (stage) => STAGE_COLOURS[stage] || "gray",

	light_colour: (light) => LIGHT_COLOURS[light] || "gray",

	/** Send many in portions with the progress shown; `send(portion, is_last)` for one after the other.
	 *  Whoever closes the page meanwhile is asked first; what was sent stays done. */
	async in_portions(title, items, send, size = 10) {
		const ask = (event) => event.preventDefault();
		window.addEventListener("beforeunload", ask);
		try {
			for (let start = 0; start < items.length; start += size) {
				if (items.length > size)
					frappe.show_progress(title, start, items.length, `${start} / ${items.length}`);
				await send(items.slice(start, start + size), start + size >= items.length ? 1 : 0);
			}
		} finally {
			window.removeEventListener("beforeunload", ask);
			frappe.hide_progress();
		}
	},

	/** The traffic light of a date on which something is due. */
	light(date) {
		if (!date) return "";
		const left = frappe.datetime.get_day_diff(date, frappe.datetime.get_today());
		if (left < 0) return "overdue";
		return left <= lights().urgent ? "urgent" : left <= lights().soon ? "soon" : "normal";
	},

	/** What a light means, in a word: colour alone says nothing to many eyes. */
	light_word: (light) =>
		({
			overdue: __("Overdue"),
			urgent: __("Urgent"),
			soon: __("Due Soon"),
			normal: __("In Time"),
			done: __("Finished"),
		})[light] || "",

	/** "3 day(s) left", "due today", "2 day(s) overdue". */
	days_in_words(date) {
		const left = frappe.datetime.get_day_diff(date, frappe.datetime.get_today());
		if (left < 0) return __("{0} day(s) overdue", [-left]);
		return left ? __("{0} day(s) left", [left]) : __("due today");
	},

	/** A date with the days left, coloured, as HTML; without `open` only the date. */
	due_html(date, open = true) {
		if (!date) return "";
		const day = frappe.datetime.str_to_user(date);
		if (!open) return day;
		return `${day} <span class="text-nowrap">${deputy_affairs.days_pill(date)}</span>`;
	},

	days_pill(date) {
		const colour = deputy_affairs.light_colour(deputy_affairs.light(date));
		return deputy_affairs.pill(deputy_affairs.days_in_words(date), colour);
	},

	/** The same for the narrow cell of a list: the days where they press, the date as a hint. */
	due_cell(date, open) {
		if (!date) return "";
		const day = frappe.datetime.str_to_user(date);
		const pressing = open && deputy_affairs.light(date) !== "normal";
		return `<span class="ellipsis" title="${day}">${pressing ? deputy_affairs.days_pill(date) : day}</span>`;
	},

	/** A report's cell in the colour of its traffic light. */
	coloured(html, light) {
		if (!light || light === "normal") return html;
		const colour = light === "overdue" ? "var(--red-600)" : "var(--orange-600)";
		return `<span style="color:${colour};font-weight:600">${html}</span>`;
	},

	escape: (text) => frappe.utils.escape_html(String(text ?? "")),

	pill: (text, colour) =>
		`<span class="indicator-pill no-indicator-dot ${colour}">${deputy_affairs.escape(text)}</span>`,

	/** Headline of a form: what comes next. `parts` are HTML. */
	headline(frm, parts, colour) {
		frm.set_intro("");
		frm.set_intro(parts.filter(Boolean).join("<br>"), colour);
	},

	/** The congress the user works for, for filters. */
	own_congress() {
		const permissions = frappe.defaults.get_user_permissions?.()?.Congress || [];
		return permissions[0]?.doc || "";
	},

	/** The running term of a congress, if the user sees exactly one. */
	async current_term(congress) {
		const filters = { is_current: 1 };
		if (congress) filters.congress = congress;
		const terms = await frappe.db.get_list("Congress Term", { filters, limit: 2 });
		return terms.length === 1 ? terms[0].name : null;
	},

	/** Filters of a report's links: of the congress chosen, of the term chosen. */
	within_congress() {
		const congress = frappe.query_report.get_filter_value("congress");
		return congress ? { filters: { congress } } : {};
	},

	within_term() {
		const term = frappe.query_report.get_filter_value("term");
		return term ? { filters: { term } } : deputy_affairs.within_congress();
	},

	/** A method of a saved record. */
	call(frm, method, args) {
		return frappe.xcall("run_doc_method", {
			dt: frm.doctype,
			dn: frm.docname,
			method,
			args: JSON.stringify(args || {}),
		});
	},

	has_role: (...roles) => roles.some((role) => frappe.user.has_role(role)),

	is_staff: () => deputy_affairs.has_role("Congress Clerk", "Congress Chair"),
});
