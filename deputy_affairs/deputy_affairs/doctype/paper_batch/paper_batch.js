const BATCH_METHODS = "deputy_affairs.paperwork.batch";
const EVERY_MS = 2000;

frappe.ui.form.on("Paper Batch", {
	refresh(frm) {
		const { status, progress, not_made, result } = frm.doc;
		const open = ["Queued", "Running"].includes(status);
		frm.dashboard.clear_headline();
		frm.dashboard.hide_progress?.();
		if (open) {
			frm.dashboard.show_progress(
				frm.doc.paper_title,
				Math.max(progress, 1),
				__("{0} of {1} records made", [frm.doc.made, frm.doc.total])
			);
			frm.add_custom_button(__("Cancel the Batch"), () => ask(frm, "cancel"));
			watch(frm);
		} else if (frm.doc.message) {
			deputy_affairs.headline(frm, [deputy_affairs.escape(frm.doc.message)], "red");
		}
		if (result) {
			frm.add_custom_button(__("Download Result"), () => window.open(encodeURI(result)));
		}
		if (status !== "Finished" || not_made || !result) {
			frm.add_custom_button(__("Resume"), () => ask(frm, "resume"));
		}
		show_failures(frm);
	},
});

async function ask(frm, method) {
	await frappe.xcall(`${BATCH_METHODS}.${method}`, { batch: frm.docname });
	frm.reload_doc();
}

/** Read the batch again while it is being worked on and shown. */
function watch(frm) {
	clearTimeout(frm.batch_timer);
	const name = frm.docname;
	frm.batch_timer = setTimeout(() => {
		if (cur_frm === frm && frm.docname === name) frm.reload_doc();
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
		`<table class="table table-bordered"><thead><tr><th>${__("Record")}</th><th>${__(
			"Reason"
		)}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`
	);
}
