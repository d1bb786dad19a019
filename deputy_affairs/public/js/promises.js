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
