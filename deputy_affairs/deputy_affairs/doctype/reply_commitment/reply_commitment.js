frappe.ui.form.on("Reply Commitment", {
	async refresh(frm) {
		if (frm.is_new()) return;
		show_next_step(frm);
		deputy_affairs.add_paper_buttons(frm);
		if (!deputy_affairs.is_staff()) return;
		frm.add_custom_button(__("Receipts of This Promise"), () =>
			frappe.set_route("List", "Commitment Receipt", { commitment: frm.docname })
		);
		if (["Open", "Overdue"].includes(frm.doc.state)) {
			frm.add_custom_button(__("Hand Over to Another Unit"), () =>
				deputy_affairs.hand_over_promises([frm.docname], frm.doc.congress, frm.doc.unit, () =>
					frm.reload_doc()
				)
			);
		}
		const name = frm.docname;
		const people = await deputy_affairs.call(frm, "get_followers");
		if (frm.docname !== name || !people.length) return;
		frm.dashboard.add_section(followers_html(people), __("Deputies Who Are Told"));
		frm.dashboard.show();
	},
});

function show_next_step(frm) {
	const { doc } = frm;
	const steps = {
		Following: {
			Open: __("Keep it until the date promised, then report completion with evidence"),
			Overdue: __("Overdue: report what was done, or explain why not and until when instead"),
		},
		"Completion Reported": __("The congress office confirms it as kept or sends it back"),
		"Explanation Submitted": __("The congress office accepts the explanation or sends it back"),
		Confirmed: __("Kept; the deputies say in the receipt whether they agree"),
		"Explanation Accepted": doc.successor
			? __("Replaced by a later promise")
			: __("Explained; the deputies say in the receipt whether they agree"),
	};
	const found = steps[doc.workflow_state];
	const words = typeof found === "object" ? found[doc.state] : found;
	const open = ["Open", "Overdue"].includes(doc.state);
	const date = open && doc.workflow_state === "Following" ? doc.due_date : "";
	const colours = { Overdue: "red", Kept: "green", Explained: "gray" };
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(doc.state, null, "Reply Commitment")}</b>　${deputy_affairs.escape(words)}`,
			deputy_affairs.escape(doc.promise),
			date ? `${__("Promised Date", null, "Reply Commitment")} ${deputy_affairs.due_html(date)}` : "",
			open && doc.term_changed_on && !doc.term_explained_on
				? `<span class="text-danger">${__("New term: unit and office explain in writing below")}</span>`
				: "",
		],
		colours[doc.state] || (deputy_affairs.light(date) === "normal" ? "blue" : "orange")
	);
}

function followers_html(people) {
	return people
		.map((row) => {
			const after = row.follows ? `（${__("after {0}", [deputy_affairs.escape(row.follows)])}）` : "";
			return `<a class="mr-3" href="${frappe.utils.get_form_link("Deputy", row.deputy)}">${deputy_affairs.escape(
				row.deputy_name
			)}</a>${after}`;
		})
		.join("");
}
