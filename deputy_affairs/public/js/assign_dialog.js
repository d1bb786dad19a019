// The dialog that assigns a suggestion to units: first time, after a return, another assisting unit, next round.
frappe.provide("deputy_affairs");

deputy_affairs.can_assign = (frm) =>
	deputy_affairs.is_staff() &&
	frm.doc.workflow_state === "Registered" &&
	deputy_affairs.stage_is("assignable", frm.doc.stage);

/** `live` are the assignments of the round that were not returned. */
deputy_affairs.assign_dialog = function (frm, live = []) {
	const role = next_role(live);
	open_dialog(frm, {
		title: live.length ? __("Assign to Further Units") : __("Assign to Units"),
		rows: live.length
			? [{ handling_role: role }]
			: [{ unit: frm.doc.proposed_unit, handling_role: role }],
		method: "assign",
		live,
	});
};

deputy_affairs.rehandle_dialog = function (frm, live = []) {
	// the table shows what the desk knows of a unit, at first its key only
	for (const row of live) frappe.utils.add_link_title("Handling Unit", row.unit, row.unit_name);
	open_dialog(frm, {
		title: __("Handle Again"),
		rows: live.map(({ unit, handling_role, part }) => ({ unit, handling_role, part })),
		method: "rehandle",
		live: [],
	});
};

function next_role(live) {
	if (live.some((row) => row.handling_role === "Separate")) return "Separate";
	return live.some((row) => row.handling_role === "Lead") ? "Assist" : "Lead";
}

function open_dialog(frm, { title, rows, method, live }) {
	const again = method === "rehandle";
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
				fields: unit_fields(frm),
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
				default: frm.doc.is_hard,
				read_only: frm.doc.is_hard,
				hidden: again || live.length,
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
				await send(frm, method, values, units);
				dialog.hide();
				frm.reload_doc();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.fields_dict.preview.$wrapper.html(preview(frm, live));
	dialog.show();
	dialog.fields_dict.units.grid.wrapper.find(".grid-upload, .grid-add-multiple-rows").hide();
}

function unit_fields(frm) {
	return [
		{
			fieldname: "unit",
			fieldtype: "Link",
			options: "Handling Unit",
			label: __("Unit", null, "Suggestion Assignment"),
			in_list_view: 1,
			reqd: 1,
			columns: 4,
			get_query: () => ({ filters: { congress: frm.doc.congress, is_active: 1 } }),
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

async function send(frm, method, values, units) {
	const args = {
		units: units.map(({ unit, handling_role, part }) => ({ unit, handling_role, part })),
		assigned_on: values.assigned_on,
		requirements: values.requirements,
	};
	if (method === "assign") args.is_hard = values.is_hard ? 1 : 0;
	else args.reason = values.reason;
	await deputy_affairs.call(frm, method, args);
	frappe.show_alert({ message: __("Assigned to the units"), indicator: "green" });
}
