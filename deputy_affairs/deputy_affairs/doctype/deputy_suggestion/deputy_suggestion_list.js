frappe.listview_settings["Deputy Suggestion"] = {
	hide_name_column: true,
	add_fields: [
		"stage",
		"due_date",
		"replied_on",
		"is_key",
		"is_excellent",
		"kind",
		"merged_into",
		"title",
		"registration_number",
		"proposer_shown",
		"author_kind",
		"workflow_state",
		"congress",
		"meeting",
	],
	filters: [["stage", "not in", ["Closed", "Withdrawn", "Refused", "Split", "On the Agenda"]]],

	get_indicator: (doc) => [
		__(doc.stage, null, "Deputy Suggestion"),
		deputy_affairs.stage_colour(doc.stage),
		`stage,=,${doc.stage}`,
	],

	formatters: {
		title(value, df, doc) {
			const marks = [
				doc.is_key ? "★" : "",
				doc.is_excellent ? "◆" : "",
				doc.kind === "Motion" ? `【${__("Motion", null, "Deputy Suggestion")}】` : "",
				doc.author_kind === "Delegation" ? `【${doc.proposer_shown}】` : "",
				doc.merged_into ? `【${__("merged")}】` : "",
			];
			return marks.join("") + value;
		},
		due_date: (value, df, doc) =>
			deputy_affairs.due_cell(
				value,
				!doc.replied_on && deputy_affairs.stage_is("unanswered", doc.stage)
			),
	},

	onload(listview) {
		// what is done with suggestions stands above their papers
		if (deputy_affairs.is_staff()) {
			listview.page.add_actions_menu_item(
				__("Assign to Units"),
				() => deputy_affairs.assign_selected(listview),
				false
			);
		}
		deputy_affairs.add_meeting_action(listview);
		if (deputy_affairs.is_staff()) {
			listview.page.add_actions_menu_item(__("Merge"), () => deputy_affairs.merge_selected(listview), false);
		}
		deputy_affairs.add_paper_actions(listview);
		deputy_affairs.add_referred_menu(listview);
	},
};
