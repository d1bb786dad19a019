frappe.query_reports["Commitment Receipts"] = {
	filters: deputy_affairs.report_filters(
		"congress",
		{
			fieldname: "year",
			label: __("Year", null, "Commitment Receipt"),
			fieldtype: "Int",
			default: Number(frappe.datetime.get_today().slice(0, 4)),
		},
		{
			fieldname: "occasion",
			label: __("Occasion", null, "Commitment Receipt"),
			fieldtype: "Select",
			options: ["", "Year End", "Outcome"].map((value) => ({
				value,
				label: value ? __(value, null, "Commitment Receipt") : "",
			})),
		},
		{
			fieldname: "standing",
			label: __("Where It Is"),
			fieldtype: "MultiSelectList",
			get_data: (text) =>
				Object.entries(receipt_standings())
					.map(([value, description]) => ({ value, description }))
					.filter((row) => !text || row.description.includes(text)),
		},
		"unit",
		{
			fieldname: "deputy",
			label: __("Deputy", null, "Commitment Receipt"),
			fieldtype: "Link",
			options: "Deputy",
			get_query: () => deputy_affairs.within_congress(),
		},
		"as_of",
		"include_lower"
	),

	onload(report) {
		if (!deputy_affairs.is_staff()) return;
		const chosen = (...standings) =>
			(report.data || []).filter((row) => standings.includes(row.standing)).map((row) => row.name);
		const again = () => report.refresh();
		report.page.add_inner_button(__("Send Links to Those Not Sent"), () => {
			const names = chosen("Not Sent");
			if (!names.length) return frappe.msgprint(__("All of these receipts have been sent or are back."));
			deputy_affairs.send_receipt_links(names, again);
		});
		report.page.add_inner_button(__("Print Those Not Sent"), async () => {
			const names = chosen("Not Sent");
			if (!names.length) return frappe.msgprint(__("All of these receipts have been sent or are back."));
			const label = deputy_affairs.papers("Commitment Receipt").commitment_receipt;
			if (names.length > 1) {
				deputy_affairs.start_batch("commitment_receipt", label, "Commitment Receipt", names);
			} else {
				await deputy_affairs.make_paper("commitment_receipt", "Commitment Receipt", names);
				again();
			}
		});
		report.page.add_inner_button(__("Enter Paper Receipts"), () =>
			deputy_affairs.enter_receipts(
				{ congress: report.get_filter_value("congress"), year: report.get_filter_value("year") },
				again
			)
		);
	},

	formatter(value, row, column, data, default_formatter) {
		const html = deputy_affairs.report_cell(value, row, column, data, default_formatter);
		if (!data || !value) return html;
		switch (column.fieldname) {
			case "standing_shown": {
				const colour = { "Not Sent": "orange", Out: "blue", Overdue: "red", Returned: "green" };
				return deputy_affairs.pill(value, colour[data.standing] || "gray");
			}
			case "grade_shown": {
				const colour = { Satisfied: "green", Dissatisfied: "red" }[data.grade] || "blue";
				return deputy_affairs.pill(value, colour);
			}
		}
		return html;
	},
};

function receipt_standings() {
	return {
		"Not Sent": __("Not sent yet"),
		Out: __("Out, awaited"),
		Overdue: __("Overdue"),
		Returned: __("Returned", null, "Commitment Receipt"),
		"Not Returned": __("Not Returned", null, "Commitment Receipt"),
	};
}
