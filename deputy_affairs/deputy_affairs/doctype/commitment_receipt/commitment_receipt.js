frappe.ui.form.on("Commitment Receipt", {
	refresh(frm) {
		if (frm.is_new()) return;
		show_next_step(frm);
		if (!deputy_affairs.is_staff()) return;
		deputy_affairs.add_paper_buttons(frm);
		if (frm.doc.status === "Returned") return;
		frm.add_custom_button(__("Send Link"), () =>
			deputy_affairs.send_receipt_links([frm.docname], () => frm.reload_doc())
		);
		if (is_late(frm)) {
			frm.add_custom_button(__("Give Up"), async () => {
				await deputy_affairs.call(frm, "give_up");
				frm.reload_doc();
			});
		}
	},

	grade: (frm) => frm.refresh_field("reasons"),
});

function is_late(frm) {
	return frm.doc.status === "Awaited" && deputy_affairs.light(frm.doc.due_date) === "overdue";
}

function show_next_step(frm) {
	const { status, grade, due_date, round_closed } = frm.doc;
	const words = `<b>${__(status, null, "Commitment Receipt")}</b>`;
	const next = {
		Awaited: __("Send the deputy a one-time link, or print the receipt and enter it when it comes back"),
		"Not Returned": __("If the receipt still comes back, enter it here"),
		Returned: round_closed
			? __("The receipt round is closed")
			: __("The unit sees it when the round is closed; a correction needs its reason"),
	}[status];
	const date = status === "Awaited" ? deputy_affairs.due_html(due_date) : "";
	const colours = { Awaited: is_late(frm) ? "red" : "blue", "Not Returned": "yellow" };
	deputy_affairs.headline(
		frm,
		[`${words}　${next}`, date && `${__("Return by", null, "Commitment Receipt")} ${date}`],
		colours[status] || (grade === "Dissatisfied" ? "red" : "green")
	);
}
