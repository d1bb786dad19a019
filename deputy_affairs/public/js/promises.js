// Promises made in replies: what forms of other records show of them, and the links for the deputies' receipts.
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

	/** One-time links of receipts, for the office to pass on; each is shown once. */
	async show_receipt_links(receipts) {
		const rows = await frappe.xcall(
			"deputy_affairs.deputy_affairs.doctype.commitment_receipt.commitment_receipt.make_links",
			{ receipts }
		);
		if (!rows.length) {
			frappe.msgprint(__("These receipts have all come back."));
			return;
		}
		const lines = rows.map((row) => `${row.deputy_name}: ${row.url}`);
		const dialog = new frappe.ui.Dialog({
			title: __("One-time Links"),
			size: "large",
			fields: [
				{
					fieldtype: "HTML",
					options: `<p>${__(
						"Each link works once and for this deputy only; earlier ones no longer work. Deputies with an e-mail address or short messages have got theirs."
					)}</p>
					<div class="table-responsive"><table class="table table-sm table-bordered"><tbody>${rows
						.map(
							(row) => `<tr><td class="text-nowrap">${deputy_affairs.escape(row.deputy_name)}</td>
							<td class="text-nowrap">${deputy_affairs.escape(row.phone)}</td>
							<td style="word-break:break-all">${deputy_affairs.escape(row.url)}</td></tr>`
						)
						.join("")}</tbody></table></div>`,
				},
			],
			primary_action_label: __("Copy All"),
			primary_action: () => frappe.utils.copy_to_clipboard(lines.join("\n")),
		});
		dialog.show();
	},
});
