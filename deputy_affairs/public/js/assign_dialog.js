// The dialog that assigns a suggestion to units: first time, after a return, another assisting unit, next round.
frappe.provide("deputy_affairs");

const ASSIGN_MANY =
	"deputy_affairs.deputy_affairs.doctype.deputy_suggestion.assigning_many.assign_many";

deputy_affairs.can_assign = (frm) =>
	deputy_affairs.is_staff() &&
	frm.doc.workflow_state === "Registered" &&
	deputy_affairs.stage_is("assignable", frm.doc.stage);

/** `live` are the assignments of the round that were not returned. */
deputy_affairs.assign_dialog = function (frm, live = []) {
	const role = next_role(live);
	open_dialog({
		...of_form(frm, "assign", live),
		title: live.length ? __("Assign to Further Units") : __("Assign to Units"),
		rows: live.length
			? [{ handling_role: role }]
			: [{ unit: frm.doc.proposed_unit, handling_role: role }],
	});
};

deputy_affairs.rehandle_dialog = function (frm, live = []) {
	// the table shows what the desk knows of a unit, at first its key only
	for (const row of live) frappe.utils.add_link_title("Handling Unit", row.unit, row.unit_name);
	open_dialog({
		...of_form(frm, "rehandle", []),
		title: __("Handle Again"),
		rows: live.map(({ unit, handling_role, part }) => ({ unit, handling_role, part })),
	});
};

/** From the list: the suggestions that wait for a unit go to the same units at once. */
deputy_affairs.assign_selected = function (listview) {
	const chosen = listview.get_checked_items();
	const rows = chosen.filter((row) => row.stage === "Registered");
	if (!rows.length) {
		frappe.msgprint(
			__("None of them waits for a unit: only registered suggestions without one are handed out.")
		);
		return;
	}
	if (rows.some((row) => row.congress !== rows[0].congress)) {
		frappe.msgprint(__("Please choose suggestions of one congress."));
		return;
	}
	open_dialog({
		title: __("Assign to Units"),
		rows: [{ handling_role: "Lead" }],
		congress: rows[0].congress,
		intro: preview_of_many(rows, chosen.length - rows.length),
		async send(args) {
			const results = [];
			try {
				await deputy_affairs.in_portions(__("Handing out"), rows, async (portion, last) => {
					const names = portion.map((row) => row.name);
					results.push(...(await frappe.xcall(ASSIGN_MANY, { names, last, ...args })));
				});
				show_results(results);
				listview.clear_checked_items();
			} finally {
				listview.refresh();
			}
		},
	});
};

/** What the dialog needs of a suggestion whose form is open. */
function of_form(frm, method, live) {
	return {
		congress: frm.doc.congress,
		intro: preview(frm, live),
		again: method === "rehandle",
		is_hard: frm.doc.is_hard,
		asks_hard: method === "assign" && !live.length,
		async send(args) {
			await deputy_affairs.call(frm, method, args);
			frappe.show_alert({ message: __("Assigned to the units"), indicator: "green" });
			frm.reload_doc();
		},
	};
}

function next_role(live) {
	if (live.some((row) => row.handling_role === "Separate")) return "Separate";
	return live.some((row) => row.handling_role === "Lead") ? "Assist" : "Lead";
}

function open_dialog({ title, rows, congress, intro, send, again = false, is_hard = 0, asks_hard = true }) {
	const dialog = new frappe.ui.Dialog({
		title,
		size: "large",
		fields: [
			{ fieldname: "preview", fieldtype: "HTML" },
			{
				fieldname: "units",
				fieldtype: "Table",
				label: __("Handling Units"),
				reqd: 1,
				cannot_add_rows: false,
				in_place_edit: true,
				data: rows,
				fields: unit_fields(congress),
			},
			{ fieldtype: "Section Break" },
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Why It Is Handled Again"),
				hidden: !again,
				reqd: again,
			},
			{
				fieldname: "assigned_on",
				fieldtype: "Date",
				label: __("Day of Assignment"),
				default: frappe.datetime.get_today(),
				reqd: 1,
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "is_hard",
				fieldtype: "Check",
				label: __("Broad or Difficult"),
				description: __("The longer deadline of art. 51 of the Deputies Law"),
				default: is_hard,
				read_only: is_hard,
				hidden: !asks_hard,
			},
			{ fieldtype: "Section Break" },
			{
				fieldname: "requirements",
				fieldtype: "Small Text",
				label: __("Requirements", null, "Suggestion Assignment"),
				description: __("Printed on the notice to the units"),
			},
		],
		primary_action_label: title,
		async primary_action(values) {
			const units = (values.units || []).filter((row) => row.unit);
			if (!units.length) {
				frappe.msgprint(__("Please choose at least one unit."));
				return;
			}
			dialog.disable_primary_action();
			try {
				await send(arguments_of(values, units, again));
				dialog.hide();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.fields_dict.preview.$wrapper.html(intro);
	dialog.show();
	dialog.fields_dict.units.grid.wrapper.find(".grid-upload, .grid-add-multiple-rows").hide();
}

function unit_fields(congress) {
	return [
		{
			fieldname: "unit",
			fieldtype: "Link",
			options: "Handling Unit",
			label: __("Unit", null, "Suggestion Assignment"),
			in_list_view: 1,
			reqd: 1,
			columns: 4,
			get_query: () => ({ filters: { congress, is_active: 1 } }),
		},
		{
			fieldname: "handling_role",
			fieldtype: "Select",
			label: __("Role", null, "Suggestion Assignment"),
			options: ["Lead", "Assist", "Separate"].map((value) => ({
				value,
				label: __(value, null, "Suggestion Assignment"),
			})),
			default: "Lead",
			in_list_view: 1,
			reqd: 1,
			columns: 2,
		},
		{
			fieldname: "part",
			fieldtype: "Data",
			label: __("Part to Handle", null, "Suggestion Assignment"),
			in_list_view: 1,
			columns: 4,
		},
	];
}

function preview(frm, live) {
	const number = deputy_affairs.escape(frm.doc.registration_number);
	const given = live.map(
		(row) =>
			`${deputy_affairs.escape(row.unit_name)}（${__(row.handling_role, null, "Suggestion Assignment")}）`
	);
	return `<div class="form-message blue">
		<b>${number}　${deputy_affairs.escape(frm.doc.title)}</b>
		${given.length ? `<br>${__("Assigned already: {0}", [given.join("、")])}` : ""}
		<br><span class="text-muted">${__(
			"One unit in the lead with any assisting, or several that each handle a part."
		)}</span>
	</div>`;
}

function preview_of_many(rows, left_out) {
	const items = rows.map(
		(row) =>
			`<li>${deputy_affairs.escape(row.registration_number)}　${deputy_affairs.escape(row.title)}</li>`
	);
	return `<div class="form-message blue">
		<b>${__("{0} suggestions go to the same units:", [rows.length])}</b>
		<ul class="assign-many">${items.join("")}</ul>
		${left_out ? `<div>${__("{0} others do not wait for a unit and are left out.", [left_out])}</div>` : ""}
		<span class="text-muted">${__(
			"For different units each, use “Hand Out at an Assignment Meeting”; it also proposes units."
		)}</span>
	</div>`;
}

function show_results(results) {
	const failed = results.filter((row) => !row.assigned);
	const done = __("{0} suggestions assigned to the units", [results.length - failed.length]);
	if (!failed.length) {
		frappe.show_alert({ message: done, indicator: "green" });
		return;
	}
	const rows = failed.map(
		(row) => `<li>${deputy_affairs.escape(row.number)}　${deputy_affairs.escape(row.title)}
			<div class="text-danger">${deputy_affairs.escape(row.message)}</div></li>`
	);
	frappe.msgprint({
		title: __("Not All Were Assigned"),
		indicator: "orange",
		message: `<p>${done}</p><ul>${rows.join("")}</ul>`,
	});
}

function arguments_of(values, units, again) {
	const args = {
		units: units.map(({ unit, handling_role, part }) => ({ unit, handling_role, part })),
		assigned_on: values.assigned_on,
		requirements: values.requirements,
	};
	return again ? { ...args, reason: values.reason } : { ...args, is_hard: values.is_hard ? 1 : 0 };
}
