frappe.listview_settings["Commitment Receipt"] = {
	hide_name_column: true,
	add_fields: ["status", "grade", "due_date"],

	get_indicator(doc) {
		if (doc.status === "Returned") {
			const colour = { Satisfied: "green", Dissatisfied: "red" }[doc.grade] || "blue";
			return [__(doc.grade, null, "Commitment Receipt"), colour, `grade,=,${doc.grade}`];
		}
		const late = deputy_affairs.light(doc.due_date) === "overdue";
		const colour = doc.status === "Awaited" ? (late ? "red" : "orange") : "darkgrey";
		return [__(doc.status, null, "Commitment Receipt"), colour, `status,=,${doc.status}`];
	},

	formatters: {
		due_date: (value, df, doc) => deputy_affairs.due_cell(value, doc.status === "Awaited"),
	},

	onload(listview) {
		if (!deputy_affairs.is_staff()) return;
		deputy_affairs.add_paper_actions(listview);
		listview.page.add_inner_button(__("Enter Paper Receipts"), () =>
			deputy_affairs.enter_receipts({}, () => listview.refresh())
		);
		listview.page.add_inner_button(__("Which Are Out"), () =>
			frappe.set_route("query-report", "Commitment Receipts")
		);
		listview.page.add_actions_menu_item(__("Send Links of Receipts"), () =>
			deputy_affairs.send_receipt_links(listview.get_checked_items(true), () => listview.refresh())
		);
	},
};
