frappe.ui.form.on("Deputy Group", {
	setup(frm) {
		frm.set_query("deputy", "members", () => free_deputies(frm));
		for (const fieldname of ["leader", "liaison"]) {
			frm.set_query(fieldname, () => ({ filters: { name: ["in", members(frm)] } }));
		}
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.term) set_current_term(frm);
	},
});

function members(frm) {
	return (frm.doc.members || []).map((row) => row.deputy).filter(Boolean);
}

/** Deputies of the term in office who belong to no group yet. */
function free_deputies(frm) {
	return {
		filters: [
			["Deputy", "term", "=", frm.doc.term || ""],
			["Deputy", "status", "in", ["In Office", "Suspended"]],
			["Deputy", "deputy_group", "is", "not set"],
			["Deputy", "name", "not in", members(frm)],
		],
	};
}

async function set_current_term(frm) {
	const term = await deputy_affairs.current_term(deputy_affairs.own_congress());
	if (term && !frm.doc.term) frm.set_value("term", term);
}
