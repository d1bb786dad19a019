frappe.ui.form.on("Congress", {
	setup(frm) {
		frm.set_query("parent_congress", () => ({
			filters: { level: ["in", higher_levels(frm.doc.level)], name: ["!=", frm.doc.name] },
		}));
	},

	async refresh(frm) {
		if (frm.is_new()) return;
		show_base_seats(frm);
		const rows = await deputy_affairs.call(frm, "get_effective_settings");
		frm.get_field("effective_settings").$wrapper.html(settings_html(rows || []));
		show_what_is_inherited(frm, rows || []);
	},

	population: (frm) => !frm.is_new() && show_base_seats(frm),
	level: (frm) => !frm.is_new() && show_base_seats(frm),
});

function higher_levels(level) {
	const levels = ["Township", "County", "City"];
	return levels.slice(levels.indexOf(level) + 1);
}

async function show_base_seats(frm) {
	const { message: seats } = await frm.call("get_base_seats");
	const hint = seats
		? __("Number of deputies by art. 12 of the Electoral Law: {0}", [seats])
		: __("For the number of deputies by art. 12 of the Electoral Law");
	frm.set_df_property("population", "description", hint);
}

/** A number that is not set here is empty, not 0, and the field tells what is in force instead. */
function show_what_is_inherited(frm, rows) {
	for (const row of rows) {
		const field = frm.fields_dict[row.fieldname];
		if (!field?.$input || field.df.fieldtype === "Select") continue;
		if (field.df.fieldtype === "Int") {
			// That of the control itself: the form is drawn again and again.
			const format = Object.getPrototypeOf(field).format_for_input;
			field.format_for_input = (value) => (cint(value) ? format.call(field, value) : "");
			field.set_formatted_input(field.value);
		}
		const in_force = `${row.value}${row.unit}`;
		field.$input.attr("placeholder", row.own ? "" : __("In force: {0}", [in_force]));
	}
}

function settings_html(rows) {
	const cells = rows.map((row) => {
		const origin = row.own
			? `<b>${__("set here")}</b>`
			: row.origin
			? __("from {0}", [deputy_affairs.escape(row.origin)])
			: __("law or custom");
		const value = `${deputy_affairs.escape(row.value)}${deputy_affairs.escape(row.unit)}`;
		return `<tr><td>${deputy_affairs.escape(row.label)}</td><td><b>${value}</b></td>
			<td>${origin}</td><td class="text-muted small">${deputy_affairs.escape(row.source)}</td></tr>`;
	});
	return `<div class="table-responsive"><table class="table table-sm table-bordered">
		<thead><tr><th>${__("Setting")}</th><th>${__("In Force")}</th><th>${__("Where From")}</th>
		<th>${__("Basis of the Default")}</th></tr></thead><tbody>${cells.join("")}</tbody></table></div>`;
}
