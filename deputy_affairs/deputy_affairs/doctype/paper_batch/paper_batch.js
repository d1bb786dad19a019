const BATCH_METHODS = "deputy_affairs.paperwork.batch";
const EVERY_MS = 2000;
const STUCK_MS = 30_000;

frappe.ui.form.on("Paper Batch", {
	refresh(frm) {
		const { status, not_made, result } = frm.doc;
		const open = ["Queued", "Running"].includes(status);
		frm.dashboard.clear_headline();
		frm.dashboard.hide_progress?.();
		if (open) {
			show_progress(frm, frm.doc);
			frm.add_custom_button(__("Cancel the Batch"), () => ask(frm, "cancel"));
			watch(frm);
		} else if (frm.doc.message) {
			deputy_affairs.headline(frm, [deputy_affairs.escape(frm.doc.message)], "red");
		}
		if (result) {
			frm.add_custom_button(__("Download Result"), () => window.open(encodeURI(result)));
		}
		if (!open && (status !== "Finished" || not_made || !result)) {
			frm.add_custom_button(__("Resume"), () => ask(frm, "resume"));
		}
		show_failures(frm);
	},
});

async function ask(frm, method) {
	await frappe.xcall(`${BATCH_METHODS}.${method}`, { batch: frm.docname });
	frm.reload_doc();
}

function show_progress(frm, { progress, made }) {
	const message = __("{0} of {1} records made", [made, frm.doc.total]);
	frm.dashboard.show_progress(frm.doc.paper_title, Math.max(progress, 1), message);
}

/** Ask for the state while the batch is being worked on and shown; offer to resume when nothing moves any more. */
function watch(frm, last = {}) {
	clearTimeout(frm.batch_timer);
	const name = frm.docname;
	frm.batch_timer = setTimeout(async () => {
		const shown = () => cur_frm === frm && frm.docname === name;
		if (!shown()) return;
		const fields = ["status", "progress", "made"];
		const { message: state } = await frappe.db.get_value("Paper Batch", name, fields);
		if (!shown()) return;
		if (state.status !== frm.doc.status) {
			frm.reload_doc();
			return;
		}
		show_progress(frm, state);
		const still = state.progress === last.progress;
		const since = still ? last.since : Date.now();
		const offered = still && (last.offered || Date.now() - since > STUCK_MS);
		if (offered && !last.offered) frm.add_custom_button(__("Resume"), () => ask(frm, "resume"));
		watch(frm, { progress: state.progress, since, offered });
	}, EVERY_MS);
}

function show_failures(frm) {
	const failed = (frm.doc.items || []).filter((row) => row.status === "Failed");
	frm.toggle_display("failures_section", failed.length > 0);
	const rows = failed.map((row) => {
		const link = frappe.utils.get_form_link(frm.doc.reference_doctype, row.record);
		return `<tr><td><a href="${link}">${deputy_affairs.escape(row.title || row.record)}</a></td><td>${deputy_affairs.escape(
			row.reason
		)}</td></tr>`;
	});
	frm.get_field("failures").$wrapper.html(
		`<table class="table table-bordered"><thead><tr><th>${__(
			"Record",
			null,
			"Paper Batch Item"
		)}</th><th>${__("Reason", null, "Paper Batch Item")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`
	);
}
