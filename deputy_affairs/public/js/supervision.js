// Supervision on the desk: drafts of notices from overdue assignments, and cards whose zero is no alarm.
frappe.provide("deputy_affairs");

const OPEN_WORK = ["Awaiting Receipt", "Handling", "Return Requested"];

Object.assign(deputy_affairs, {
	may_supervise: () => frappe.model.can_create("Supervision Notice"),

	/** Drafts of notices for assignments, one a unit; says what was made and leads there. */
	async draft_notices(kind, assignments) {
		const made = await frappe.xcall("deputy_affairs.supervision.drafting.draft_notices", {
			kind,
			assignments,
		});
		if (made.length === 1) {
			frappe.set_route("Form", "Supervision Notice", made[0].name);
			return made;
		}
		const rows = made.map(
			(row) =>
				`<li><a href="${frappe.utils.get_form_link("Supervision Notice", row.name)}">${deputy_affairs.escape(
					row.unit
				)}</a>　${__("{0} item(s)", [row.items])}</li>`
		);
		frappe.msgprint({
			title: __("Drafts of Notices"),
			indicator: "green",
			message: `${__("Please look at each draft, then issue it.")}<ul class="mt-2">${rows.join("")}</ul>`,
		});
		return made;
	},

	/** Buttons of an assignment that is due or overdue. */
	add_supervision_buttons(frm) {
		if (!deputy_affairs.may_supervise() || !OPEN_WORK.includes(frm.doc.status)) return;
		const group = __("Supervise");
		frm.add_custom_button(
			__("Draft Reminder Notice"),
			() => deputy_affairs.draft_notices("Reminder Notice", [frm.docname]),
			group
		);
		frm.add_custom_button(
			__("Draft Supervision Letter"),
			() => deputy_affairs.draft_notices("Supervision Letter", [frm.docname]),
			group
		);
	},

	/** The same for the ticked rows of a list. */
	add_supervision_actions(listview) {
		if (!deputy_affairs.may_supervise()) return;
		for (const [label, kind] of [
			[__("Draft Reminder Notice"), "Reminder Notice"],
			[__("Draft Supervision Letter"), "Supervision Letter"],
		]) {
			listview.page.add_actions_menu_item(
				label,
				() => deputy_affairs.draft_notices(kind, listview.get_checked_items(true)),
				false
			);
		}
	},
});

/** A card that counts what is overdue is red only while there is something. */
const NumberCard = frappe.widget?.widget_factory?.number_card;
if (NumberCard) {
	const render = NumberCard.prototype.render_number;
	NumberCard.prototype.render_number = function () {
		render.call(this);
		if (this.card_doc?.module === "Deputy Affairs" && Number(this.number) === 0) {
			$(this.body).find(".number").css("color", "var(--text-muted)");
		}
	};
}

/** Names under the bars of a chart: the framework cuts them by the width of Latin letters, ours are twice as wide. */
const Chart = frappe.widget?.widget_factory?.chart;
if (Chart) {
	const read = Chart.prototype.get_report_chart_data;
	Chart.prototype.get_report_chart_data = function (result) {
		const data = read.call(this, result);
		if (this.chart_doc?.module !== "Deputy Affairs" || !data?.labels) return data;
		const room = Math.max(Math.floor(($(this.body).width() || 800) / data.labels.length / 12) - 1, 2);
		const cut = (label) => (label?.length > room + 1 ? `${label.slice(0, room)}…` : label);
		return { ...data, labels: data.labels.map(cut) };
	};
}
