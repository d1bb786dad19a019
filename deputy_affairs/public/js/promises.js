// Promises made in replies: what forms of other records show of them, and where they go when a unit ceases.
frappe.provide("deputy_affairs");

Object.assign(deputy_affairs, {
	/** On a suggestion's form: how its promises stand, with the way to them. */
	show_promises(frm) {
		const colour = {
			"Promise Overdue": "red",
			"Promises Open": "blue",
			"Promises Settled": "green",
		}[frm.doc.promise_state];
		if (!colour) return;
		const words = __(frm.doc.promise_state, null, "Deputy Suggestion");
		const date = frm.doc.next_promise_date;
		const due = date ? `　${deputy_affairs.due_html(date)}` : "";
		const main = frm.doc.merged_into || frm.docname;
		const link = `/app/reply-commitment?suggestion=${encodeURIComponent(main)}`;
		frm.dashboard.add_section(
			`<a href="${link}">${deputy_affairs.pill(words, colour)}</a>${due}`,
			__("Promises", null, "Deputy Suggestion")
		);
		frm.dashboard.show();
	},

	/** On a suggestion's form: the way to a transfer. */
	add_transfer_button(frm) {
		if (!deputy_affairs.stage_is("in_hand", frm.doc.stage) || !deputy_affairs.is_staff()) return;
		frm.add_custom_button(__("Transfer"), () =>
			frappe.new_doc("Suggestion Transfer", { suggestion: frm.docname })
		);
	},

	/** In the menu of the list of suggestions. */
	add_referred_menu(listview) {
		if (!frappe.model.can_create("Deputy Suggestion")) return;
		listview.page.add_menu_item(__("Suggestion of a Higher-level Deputy"), () =>
			deputy_affairs.enter_referred_suggestion()
		);
	},

	/** Enter a suggestion of a deputy of a higher level on local matters. */
	enter_referred_suggestion() {
		const level = (value) => ({ value, label: __(value, null, "Deputy Suggestion") });
		const dialog = new frappe.ui.Dialog({
			title: __("Suggestion of a Higher-level Deputy"),
			fields: [
				{ fieldname: "congress", fieldtype: "Link", options: "Congress", label: __("Congress"), reqd: 1,
					default: deputy_affairs.own_congress() },
				{ fieldname: "deputy_name", fieldtype: "Data", label: __("Deputy's Name"), reqd: 1 },
				{ fieldname: "deputy_level", fieldtype: "Select", label: __("Level of the Deputy"), reqd: 1,
					options: ["County Level", "City Level", "Province Level", "National Level"].map(level) },
				{ fieldname: "phone", fieldtype: "Data", label: __("Telephone of the Deputy") },
				{ fieldtype: "Column Break" },
				{ fieldname: "referring_body", fieldtype: "Data", label: __("Referring Body"), reqd: 1 },
				{ fieldname: "referring_number", fieldtype: "Data", label: __("Number of the Referring Body") },
				{ fieldname: "referred_on", fieldtype: "Date", label: __("Referred on"),
					default: frappe.datetime.get_today() },
				{ fieldname: "category", fieldtype: "Link", options: "Suggestion Category", label: __("Category") },
				{ fieldtype: "Section Break" },
				{ fieldname: "title", fieldtype: "Data", label: __("Title"), reqd: 1 },
				{ fieldname: "situation", fieldtype: "Small Text", label: __("Situation"), reqd: 1 },
				{ fieldname: "demands", fieldtype: "Small Text", label: __("Demands, one a line"), reqd: 1 },
			],
			primary_action_label: __("Save as Draft"),
			async primary_action(values) {
				const name = await frappe.xcall(
					"deputy_affairs.deputy_affairs.doctype.suggestion_transfer.receiving.enter_referred",
					{ values }
				);
				dialog.hide();
				frappe.set_route("Form", "Deputy Suggestion", name);
			},
		});
		dialog.show();
	},
});

const HANDING = "deputy_affairs.deputy_affairs.doctype.reply_commitment.handing_over";

/** Ask which unit goes on with promises, and why; `after` is called when they have gone over. */
deputy_affairs.hand_over_promises = function (commitments, congress, unit, after) {
	if (!commitments.length) return;
	const dialog = new frappe.ui.Dialog({
		title: __("Hand Over Promises"),
		fields: [
			{
				fieldname: "about",
				fieldtype: "HTML",
				options: `<p>${__(
					"{0} promise(s) go over with date and history. The unit that takes over is told, and it reports from now on.",
					[commitments.length]
				)}</p>`,
			},
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Handling Unit",
				label: __("Unit That Takes Over"),
				reqd: 1,
				get_query: () => ({ filters: { congress, is_active: 1, name: ["!=", unit || ""] } }),
			},
			{
				fieldname: "responsible",
				fieldtype: "Data",
				label: __("Responsible Person There"),
				description: __("Empty: the person named in the reply stays"),
			},
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				description: __("For example the reform and its document, or the decision on who is responsible"),
				reqd: 1,
			},
		],
		primary_action_label: __("Hand Over"),
		async primary_action(values) {
			const count = await frappe.xcall(`${HANDING}.hand_over`, {
				commitments,
				unit: values.unit,
				reason: values.reason,
				responsible: values.responsible,
			});
			dialog.hide();
			frappe.show_alert({ message: __("{0} promise(s) handed over", [count]), indicator: "green" });
			after?.();
		},
	});
	dialog.show();
};

/** On a unit's form: what it still has to keep, and the button that gives it to another unit. */
deputy_affairs.show_open_promises = async function (frm) {
	if (frm.is_new() || !deputy_affairs.is_staff()) return;
	const name = frm.docname;
	const rows = await frappe.xcall(`${HANDING}.open_promises`, { unit: name });
	if (frm.docname !== name || !rows.length) return;
	const link = `/app/reply-commitment?unit=${encodeURIComponent(name)}`;
	frm.dashboard.add_section(
		`<a href="${link}">${__("{0} promise(s) to keep", [rows.length])}</a>`,
		__("Promises", null, "Deputy Suggestion")
	);
	frm.dashboard.show();
	frm.add_custom_button(__("Hand Over Promises"), () =>
		deputy_affairs.hand_over_promises(
			rows.map((row) => row.name),
			frm.doc.congress,
			name,
			() => frm.reload_doc()
		)
	);
};
