// Reviewing a suggestion: versions side by side, splitting, merging, marks of the chair.
frappe.provide("deputy_affairs");

const VERSION_FIELDS = () => [
	["title", __("Title", null, "Deputy Suggestion")],
	["signers_text", __("Signers", null, "Suggestion Submission")],
	["situation", __("Situation", null, "Deputy Suggestion")],
	["cause", __("Cause", null, "Deputy Suggestion")],
	["demands_text", __("Demands", null, "Deputy Suggestion")],
];

/** The texts as they were submitted, two of them side by side, what differs marked. */
deputy_affairs.versions_dialog = async function (frm) {
	const versions = await deputy_affairs.call(frm, "get_versions");
	const options = versions.map((row, value) => ({ value: String(value), label: row.label }));
	const last = versions.length - 1;
	const dialog = new frappe.ui.Dialog({
		title: __("Compare Versions"),
		size: "extra-large",
		fields: [
			{
				fieldname: "left",
				fieldtype: "Select",
				label: __("Before"),
				options,
				default: String(Math.max(0, last - 1)),
				onchange: () => draw(),
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "right",
				fieldtype: "Select",
				label: __("After"),
				options,
				default: String(last),
				onchange: () => draw(),
			},
			{ fieldtype: "Section Break" },
			{ fieldname: "comparison", fieldtype: "HTML" },
		],
	});
	function draw() {
		const left = versions[dialog.get_value("left")] || versions[0];
		const right = versions[dialog.get_value("right")] || versions[last];
		dialog.fields_dict.comparison.$wrapper.html(comparison_html(left, right));
	}
	dialog.show();
	draw();
};

function comparison_html(left, right) {
	const rows = VERSION_FIELDS().map(([fieldname, label]) => {
		const [before, after] = [left.values[fieldname] || "", right.values[fieldname] || ""];
		const [old_html, new_html] = mark_difference(before, after);
		const same = before === after;
		return `<tr class="${same ? "" : "table-warning"}">
			<th>${label}${same ? "" : `<br>${deputy_affairs.pill(__("changed"), "orange")}`}</th>
			<td>${old_html}</td>
			<td>${new_html}</td></tr>`;
	});
	const note = [left, right].map((row) => row.returned).filter(Boolean)[0];
	return `${note ? `<p class="text-danger">${deputy_affairs.escape(note)}</p>` : ""}
		<div class="table-responsive"><table class="table table-bordered version-comparison">
		<tbody>${rows.join("")}</tbody></table></div>`;
}

/** Two texts as HTML, lines that are in one only coloured, within them from the first to the last difference. */
function mark_difference(before, after) {
	const [old_lines, new_lines] = [before.split("\n"), after.split("\n")];
	const gone = old_lines.filter((line) => !new_lines.includes(line));
	const come = new_lines.filter((line) => !old_lines.includes(line));
	const mark = (lines, own, other, colour) =>
		lines
			.map((line) => {
				const place = own.indexOf(line);
				if (place < 0) return deputy_affairs.escape(line);
				return mark_line(line, other[place] ?? "", colour);
			})
			.join("\n");
	return [
		mark(old_lines, gone, come, "var(--red-100, #fdd)"),
		mark(new_lines, come, gone, "var(--green-100, #dfd)"),
	];
}

function mark_line(line, other, colour) {
	const [a, b] = [[...line], [...other]];
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let end = 0;
	while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	const middle = a.slice(start, a.length - end).join("");
	const marked = middle ? `<mark style="background:${colour}">${deputy_affairs.escape(middle)}</mark>` : "";
	return (
		deputy_affairs.escape(a.slice(0, start).join("")) +
		marked +
		deputy_affairs.escape(a.slice(a.length - end).join(""))
	);
}

const MOST_PARTS = 6;

/** Which demand goes to which new suggestion; the server makes them and closes this one as split. */
deputy_affairs.split_dialog = function (frm) {
	const demands = frm.doc.demands || [];
	if (demands.length < 2) {
		frappe.msgprint(
			__("There is one demand only. To separate several matters in it, return it for rewriting: one line a demand.")
		);
		return;
	}
	const count = Math.min(MOST_PARTS, demands.length);
	const fields = [
		{
			fieldtype: "HTML",
			options: `<p class="text-muted">${__(
				"Every demand goes to exactly one new suggestion. Signers, wishes and the signed original go along; the new suggestions are reviewed and numbered one by one."
			)}</p>`,
		},
	];
	for (let part = 1; part <= count; part++) {
		fields.push(
			{
				fieldtype: "Section Break",
				label: __("New Suggestion {0}", [part]),
				collapsible: part > 2,
				collapsed: part > 2,
			},
			{
				fieldname: `title_${part}`,
				fieldtype: "Data",
				label: __("Title", null, "Deputy Suggestion"),
				default: part === 1 ? frm.doc.title : "",
			},
			{
				fieldname: `category_${part}`,
				fieldtype: "Link",
				options: "Suggestion Category",
				label: __("Category", null, "Deputy Suggestion"),
				default: frm.doc.category,
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: `demands_${part}`,
				fieldtype: "MultiCheck",
				label: __("Demands", null, "Deputy Suggestion"),
				options: demands.map((row) => ({ value: String(row.idx), label: `${row.idx}. ${row.demand}` })),
			}
		);
	}
	fields.push(
		{ fieldtype: "Section Break" },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of the Split", null, "Deputy Suggestion") }
	);
	const dialog = new frappe.ui.Dialog({
		title: __("Split into Several"),
		size: "large",
		fields,
		primary_action_label: __("Split"),
		async primary_action(values) {
			const parts = [];
			for (let part = 1; part <= count; part++) {
				const chosen = (values[`demands_${part}`] || []).map(Number);
				if (!chosen.length && (part > 2 || !values[`title_${part}`])) continue;
				parts.push({
					title: values[`title_${part}`] || "",
					category: values[`category_${part}`],
					demands: chosen,
				});
			}
			const names = await deputy_affairs.call(frm, "split", { parts, reason: values.reason });
			dialog.hide();
			await frm.reload_doc();
			frappe.show_alert({ message: __("{0} new suggestions are under review.", [names.length]), indicator: "green" });
		},
	});
	dialog.show();
};

/** Merge this suggestion into another one; `main` may be known already, e.g. from a list of similar ones. */
deputy_affairs.merge_dialog = function (frm, main) {
	const dialog = new frappe.ui.Dialog({
		title: __("Merge into Another Suggestion"),
		fields: [
			{
				fieldname: "main",
				fieldtype: "Link",
				options: "Deputy Suggestion",
				label: __("Main Suggestion"),
				reqd: 1,
				default: main,
				description: __(
					"It is handled with the main one and follows its stage. Number, letters and opinion forms of its signers stay its own."
				),
				get_query: () => ({
					filters: {
						congress: frm.doc.congress,
						workflow_state: "Registered",
						merged_into: ["is", "not set"],
						replied_on: ["is", "not set"],
						name: ["!=", frm.docname],
					},
				}),
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason for Merging", null, "Deputy Suggestion") },
		],
		primary_action_label: __("Merge"),
		async primary_action(values) {
			await deputy_affairs.call(frm, "merge_into", values);
			dialog.hide();
			await frm.reload_doc();
			frappe.show_alert({ message: __("Merged. Please print the merging notice."), indicator: "green" });
		},
	});
	dialog.show();
};

deputy_affairs.undo_merge_dialog = (frm) =>
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		async ({ reason }) => {
			await deputy_affairs.call(frm, "undo_merge", { reason });
			frm.reload_doc();
		},
		__("Undo Merging"),
		__("Undo Merging")
	);

/** Merge the suggestions chosen in the list; one of them is the main one. */
deputy_affairs.merge_selected = function (listview) {
	const rows = listview.get_checked_items();
	if (rows.length < 2) {
		frappe.msgprint(__("Please select two suggestions or more."));
		return;
	}
	const label = (row) => [row.registration_number, row.title, row.proposer_shown].filter(Boolean).join("　");
	frappe.prompt(
		[
			{
				fieldname: "main",
				fieldtype: "Select",
				label: __("Main Suggestion"),
				reqd: 1,
				options: rows.map((row) => ({ value: row.name, label: label(row) })),
				default: rows[0].name,
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason for Merging", null, "Deputy Suggestion") },
		],
		async ({ main, reason }) => {
			await frappe.xcall("deputy_affairs.deputy_affairs.doctype.deputy_suggestion.merging.merge_several", {
				main,
				names: rows.map((row) => row.name).filter((name) => name !== main),
				reason,
			});
			listview.refresh();
		},
		__("Merge"),
		__("Merge")
	);
};

/** The chair makes it a key suggestion of a year that a leader takes in charge. */
deputy_affairs.mark_key_dialog = (frm) =>
	frappe.prompt(
		[
			{
				fieldname: "year",
				fieldtype: "Int",
				label: __("Year"),
				reqd: 1,
				default: new Date(frappe.datetime.get_today()).getFullYear(),
			},
			{
				fieldname: "leader",
				fieldtype: "Data",
				label: __("Leader in Charge", null, "Deputy Suggestion"),
				reqd: 1,
				description: __("Name and post, as in the documents"),
			},
			{
				fieldname: "leader_user",
				fieldtype: "Link",
				options: "User",
				label: __("Login of the Leader", null, "Deputy Suggestion"),
				description: __("If the leader uses this system and is to be reminded here"),
			},
		],
		async (values) => {
			await deputy_affairs.call(frm, "mark_key", values);
			frm.reload_doc();
		},
		__("Key Suggestion", null, "Deputy Suggestion"),
		__("Mark")
	);

deputy_affairs.unmark_key_dialog = (frm) =>
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		async ({ reason }) => {
			await deputy_affairs.call(frm, "unmark_key", { reason });
			frm.reload_doc();
		},
		__("No Longer a Key Suggestion"),
		__("Take Back")
	);

/** How suggestions hang together: merged, main, split. HTML lines for the head of the form. */
deputy_affairs.together_lines = async function (frm) {
	const fields = ["name", "title", "registration_number", "stage"];
	const read = (filters) => frappe.db.get_list("Deputy Suggestion", { fields, filters, limit: 0, order_by: "creation asc" });
	const link = (row) =>
		`<a href="${frappe.utils.get_form_link("Deputy Suggestion", row.name)}">${deputy_affairs.escape(
			[row.registration_number, row.title].filter(Boolean).join(" ")
		)}</a>`;
	const { merged_into, split_from } = frm.doc;
	const above = [merged_into, split_from].filter(Boolean);
	const [merged, parts, named] = await Promise.all([
		read({ merged_into: frm.docname }),
		frm.doc.workflow_state === "Split" ? read({ split_from: frm.docname }) : [],
		above.length ? read({ name: ["in", above] }) : [],
	]);
	const by_name = Object.fromEntries(named.map((row) => [row.name, row]));
	frm.merged_names = merged.map((row) => row.name);
	return [
		by_name[merged_into] ? __("Merged into: {0}", [link(by_name[merged_into])]) : "",
		merged.length ? __("Handled together with: {0}", [merged.map(link).join("；")]) : "",
		by_name[split_from] ? __("Split from: {0}", [link(by_name[split_from])]) : "",
		parts.length ? __("Split into: {0}", [parts.map(link).join("；")]) : "",
	];
};
