frappe.listview_settings["Reply Commitment"] = {
	hide_name_column: true,
	add_fields: ["state", "due_date", "workflow_state", "congress"],
	filters: [["state", "in", ["Open", "Overdue"]]],

	get_indicator(doc) {
		const colours = { Open: "blue", Overdue: "red", Kept: "green", Explained: "darkgrey" };
		return [__(doc.state, null, "Reply Commitment"), colours[doc.state], `state,=,${doc.state}`];
	},

	formatters: {
		// Several promises of one reply differ by what was promised only.
		promise: (value) =>
			`<span class="ellipsis" title="${deputy_affairs.escape(value)}">${deputy_affairs.escape(value)}</span>`,
		promised_date: (value, df, doc) =>
			deputy_affairs.due_cell(value, ["Open", "Overdue"].includes(doc.state)),
	},

	onload(listview) {
		deputy_affairs.add_paper_actions(listview);
		if (!deputy_affairs.is_staff()) return;
		listview.page.add_actions_menu_item(__("Hand Over to Another Unit"), () => {
			const rows = listview.get_checked_items();
			deputy_affairs.hand_over_promises(
				rows.map((row) => row.name),
				rows[0]?.congress || deputy_affairs.own_congress(),
				"",
				() => listview.refresh()
			);
		});
	},
};
