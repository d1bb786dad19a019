frappe.ui.form.on("Assignment Meeting", {
	setup(frm) {
		frm.set_query("meeting", () => ({ filters: { congress: frm.doc.congress } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.congress) frm.set_value("congress", deputy_affairs.own_congress());
	},

	async refresh(frm) {
		if (frm.is_new()) {
			deputy_affairs.headline(frm, [__("Save it, then the suggestions can be put on the list.")], "blue");
			return;
		}
		const data = await newest_table(frm);
		if (!data) return;
		show_state(frm, data);
		frm.assignment_table = new deputy_affairs.AssignmentTable({
			frm,
			data,
			wrapper: frm.get_field("assignment_table").$wrapper,
			editable: may_edit(frm),
		});
		add_buttons(frm);
	},

	// other days, other due dates
	held_on: (frm) => frm.is_dirty() && !frm.is_new() && frm.save(),
});

/** The table as it is kept, or nothing when another drawing began or a line was changed meanwhile. */
async function newest_table(frm) {
	const name = frm.docname;
	const drawing = (frm.table_drawing = (frm.table_drawing || 0) + 1);
	let changes, data;
	do {
		changes = frm.table_changes;
		data = await deputy_affairs.call(frm, "get_table");
	} while (frm.docname === name && frm.table_changes !== changes);
	return frm.docname === name && frm.table_drawing === drawing ? data : null;
}

const may_edit = (frm) => deputy_affairs.is_staff() && frm.perm[0]?.write;

function show_state(frm, { hold_by }) {
	const { held_on, progress, item_count, handed_out } = frm.doc;
	const late = frm.doc.hold_by && held_on > frm.doc.hold_by;
	const by = frm.doc.hold_by
		? `<span title="${deputy_affairs.escape(hold_by.join("\n"))}">${__("To be held by {0}", [
				frappe.datetime.str_to_user(frm.doc.hold_by),
		  ])}</span>`
		: "";
	const steps = {
		"In Preparation": item_count
			? __("Look through the units, then hand out all at once")
			: __("Put the suggestions that wait on the list"),
		"Partly Handed Out": __("{0} of {1} are handed out; the rest says why not", [handed_out, item_count]),
		"Handed Out": __("All are handed out: print the list, the notices and the notes to the deputies"),
	};
	deputy_affairs.headline(
		frm,
		[`<b>${__(progress, null, "Assignment Meeting")}</b>　${steps[progress]}`, by],
		late ? "orange" : progress === "Handed Out" ? "green" : "blue"
	);
}

function add_buttons(frm) {
	const table = frm.assignment_table;
	if (may_edit(frm)) {
		frm.add_custom_button(__("Put All Waiting on the List"), () => add_all(frm));
		if (table.open_rows().length) {
			frm.add_custom_button(__("Hand Out All"), () => deputy_affairs.hand_out(frm, table))
				.removeClass("btn-default")
				.addClass("btn-primary");
		}
	}
	if (frm.doc.handed_out) {
		const group = __("Paperwork");
		frm.add_custom_button(__("Assignment List"), () => print(frm, "assignment_list"), group);
		frm.add_custom_button(__("Notices to the Units"), () => print(frm, "assignment_notice"), group);
		frm.add_custom_button(__("Notes to the Deputies"), () => print(frm, "receipt_notice"), group);
	}
}

async function add_all(frm) {
	if (frm.is_dirty()) await frm.save();
	const added = await deputy_affairs.call(frm, "add_suggestions");
	frappe.show_alert({
		message: added ? __("{0} suggestions put on the list", [added]) : __("No suggestion waits for a unit."),
		indicator: added ? "green" : "orange",
	});
	frm.reload_doc();
}

/** One paper directly, many as a batch. */
async function print(frm, kind) {
	const assignments = (await deputy_affairs.call(frm, "get_assignments")).filter(
		(row) => row.workflow_state !== "Returned"
	);
	const of_deputies = kind === "receipt_notice";
	const doctype = of_deputies ? "Deputy Suggestion" : "Suggestion Assignment";
	const names = [...new Set(assignments.map((row) => (of_deputies ? row.suggestion : row.name)))];
	const papers = deputy_affairs.papers(doctype);
	if (kind === "assignment_list" && names.length <= 200) {
		return deputy_affairs.make_paper(kind, doctype, names);
	}
	if (names.length === 1) return deputy_affairs.make_paper(kind, doctype, names);
	return deputy_affairs.start_batch(kind, papers[kind], doctype, names);
}
