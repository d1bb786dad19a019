frappe.ui.form.on("Suggestion Rating", {
	refresh(frm) {
		if (frm.is_new()) return;
		show_next_step(frm);
		if (deputy_affairs.is_staff()) deputy_affairs.add_paper_buttons(frm);
		if (frm.doc.status !== "Returned" && deputy_affairs.is_staff()) {
			frm.add_custom_button(__("Send Rating Links"), () =>
				deputy_affairs.send_rating_links({ ratings: [frm.docname] })
			);
		}
		if (is_overdue(frm) && deputy_affairs.is_staff()) {
			frm.add_custom_button(__("Give Up"), () => give_up(frm));
		}
	},

	attitude: (frm) => frm.refresh_field("reasons"),
	result: (frm) => frm.refresh_field("reasons"),
});

function is_overdue(frm) {
	return frm.doc.status === "Awaited" && deputy_affairs.light(frm.doc.due_date) === "overdue";
}

function give_up(frm) {
	frappe.confirm(
		__("Has the deputy been reminded? A form given up is left out of the satisfaction rate."),
		async () => {
			await deputy_affairs.call(frm, "give_up");
			frm.reload_doc();
		}
	);
}

function show_next_step(frm) {
	const { status } = frm.doc;
	const status_words = `<b>${__(status, null, "Suggestion Rating")}</b>`;
	if (status === "Awaited") {
		const todo = is_overdue(frm)
			? __("Remind the deputy; after that the form can be given up")
			: __("Enter attitude and result when the form comes back");
		deputy_affairs.headline(
			frm,
			[`${status_words}　${todo}`, `${__("Return by", null, "Suggestion Rating")} ${deputy_affairs.due_html(frm.doc.due_date)}`],
			is_overdue(frm) ? "red" : "blue"
		);
		return;
	}
	if (status === "Not Returned") {
		deputy_affairs.headline(
			frm,
			[`${status_words}　${__("If the form still comes back, enter it here")}`],
			"yellow"
		);
		return;
	}
	const dissatisfied = [frm.doc.attitude, frm.doc.result].includes("Dissatisfied");
	const next = frm.doc.round_closed
		? __("The round is closed; the rating stands")
		: __("A correction needs its reason");
	deputy_affairs.headline(frm, [`${status_words}　${next}`], dissatisfied ? "red" : "green");
}
