// How a suggestion stands: units, replies and opinion forms round by round, under the title of its form.
frappe.provide("deputy_affairs");

/** Read assignments, replies and ratings of a suggestion, as far as the user may see them. */
deputy_affairs.load_progress = async function (suggestion) {
	// Signers of suggestions that were merged into it rate the same replies.
	const merged = await frappe.db.get_list("Deputy Suggestion", { filters: { merged_into: suggestion }, limit: 0 });
	const group = [suggestion, ...merged.map((row) => row.name)];
	const read = (doctype, fields) =>
		frappe.db.get_list(doctype, {
			fields: ["name", "round", "unit", ...fields],
			filters: { suggestion: ["in", group] },
			order_by: "creation asc",
			limit: 0,
		});
	const [assignments, replies, ratings] = await Promise.all([
		read("Suggestion Assignment", [
			"handling_role",
			"part",
			"status",
			"due_date",
			"replied_on",
			"contacted_on",
			"return_reason",
		]),
		read("Suggestion Reply", [
			"assignment",
			"workflow_state",
			"reply_class",
			"document_number",
			"issued_on",
		]),
		read("Suggestion Rating", [
			"reply",
			"deputy_name",
			"status",
			"attitude",
			"result",
			"due_date",
		]),
	]);
	const names = [...new Set(assignments.map((row) => row.unit))];
	const units = names.length
		? await frappe.db.get_list("Handling Unit", {
				fields: ["name", "unit_name"],
				filters: { name: ["in", names] },
				limit: 0,
		  })
		: [];
	const unit_names = Object.fromEntries(units.map((row) => [row.name, row.unit_name]));
	for (const row of assignments) row.unit_name = unit_names[row.unit] || row.unit;
	return { assignments, replies, ratings };
};

const grade_words = (value) => __(value, null, "Suggestion Rating");

/** The assignments of a round on which a unit still works or has worked. */
deputy_affairs.live_assignments = (progress, round) =>
	progress.assignments.filter((row) => row.round === (round || 1) && row.status !== "Returned");

/** Whom the suggestion waits for, by name. */
deputy_affairs.waiting_for = function (progress, round, stage) {
	const live = deputy_affairs.live_assignments(progress, round);
	const of_status = (...statuses) =>
		live.filter((row) => statuses.includes(row.status) && row.handling_role !== "Assist");
	const with_days = (row) =>
		row.due_date ? `${row.unit_name}（${deputy_affairs.days_in_words(row.due_date)}）` : row.unit_name;
	switch (stage) {
		case "Assigned":
			return of_status("Awaiting Receipt").map((row) => row.unit_name);
		case "Reassignment":
			return live
				.filter((row) => row.status === "Return Requested")
				.map((row) => `${row.unit_name}（${row.return_reason || ""}）`);
		case "Handling":
			return of_status("Handling").map(with_days);
		case "Replied":
			return progress.ratings
				.filter((row) => row.round === (round || 1) && row.status === "Awaited")
				.map((row) => `${row.deputy_name}（${deputy_affairs.days_in_words(row.due_date)}）`);
	}
	return [];
};

deputy_affairs.progress_html = function (progress) {
	const rounds = [...new Set(progress.assignments.map((row) => row.round))].sort((a, b) => b - a);
	return rounds
		.map((round) => {
			const rows = progress.assignments.filter((row) => row.round === round);
			const title = rounds.length > 1 ? `<h6 class="mt-2">${__("Round {0}", [round])}</h6>` : "";
			return `${title}<div class="table-responsive"><table class="table table-sm table-bordered da-cards">
				<thead><tr><th>${__("Handling Unit")}</th><th>${__("Due", null, "Deputy Suggestion")}</th><th>${__("Reply Letter")}</th>
				<th>${__("Opinion of the Signers")}</th></tr></thead>
				<tbody>${rows.map((row) => progress_row(row, progress)).join("")}</tbody></table></div>`;
		})
		.join("");
};

function link(doctype, name, text) {
	return `<a href="${frappe.utils.get_form_link(doctype, name)}">${deputy_affairs.escape(text)}</a>`;
}

function progress_row(row, { replies, ratings }) {
	const open = !["Replied", "Returned", "Opinion Given", "Ended"].includes(row.status);
	const role = __(row.handling_role, null, "Suggestion Assignment");
	const own = replies.filter((reply) => reply.assignment === row.name);
	const forms = ratings.filter((rating) => own.some((reply) => reply.name === rating.reply));
	const status = deputy_affairs.pill(
		__(row.status, null, "Suggestion Assignment"),
		deputy_affairs.assignment_colour(row.status)
	);
	const reply = own.map((r) => {
		const state = r.document_number || __(r.workflow_state);
		const letter = r.reply_class ? `${deputy_affairs.escape(r.reply_class)} · ` : "";
		return letter + link("Suggestion Reply", r.name, state);
	});
	const grades = forms.map((f) => {
		const grade =
			f.status === "Returned"
				? __("attitude {0}, result {1}", [grade_words(f.attitude), grade_words(f.result)])
				: __(f.status, null, "Suggestion Rating");
		const colour = [f.attitude, f.result].includes("Dissatisfied") ? "text-danger" : "text-muted";
		return `${link("Suggestion Rating", f.name, f.deputy_name)} <span class="${colour}">${grade}</span>`;
	});
	return `<tr>
		<td data-label="">${link("Suggestion Assignment", row.name, row.unit_name)}
			<span class="text-muted">${role}</span> ${status}</td>
		<td data-label="${__("Due", null, "Deputy Suggestion")}" class="text-nowrap">${deputy_affairs.due_html(row.due_date, open)}</td>
		<td data-label="${__("Reply Letter")}" class="${reply.length ? "" : "empty"}">${reply.join("<br>")}</td>
		<td data-label="${__("Opinion of the Signers")}" class="${grades.length ? "" : "empty"}">${grades.join("<br>")}</td></tr>`;
}

deputy_affairs.assignment_colour = (status) =>
	({
		"Awaiting Receipt": "orange",
		Handling: "blue",
		"Return Requested": "red",
		Returned: "darkgrey",
		"Opinion Given": "green",
		Replied: "green",
		Ended: "darkgrey",
	})[status] || "gray";
