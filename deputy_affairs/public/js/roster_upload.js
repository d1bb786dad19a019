// A clerk uploads a roster; the server says how many rows went in and names the others.
frappe.provide("deputy_affairs");

deputy_affairs.add_roster_upload = function (listview, doctype) {
	if (!frappe.perm.has_perm(doctype, 0, "import")) return;
	listview.page.add_inner_button(__("Import Roster"), () => ask_for_file(listview, doctype));
};

function ask_for_file(listview, doctype) {
	const dialog = new frappe.ui.Dialog({
		title: __("Import Roster"),
		fields: [
			{
				fieldtype: "HTML",
				options: `<p>${__(
					"Excel (.xlsx) or CSV with one row for each record and Chinese headers in the first row. Good rows are imported, bad rows are named."
				)}</p>${
					doctype === "Deputy"
						? `<p><a href="/api/method/deputy_affairs.roster_upload.download_example">${__(
								"Download an example"
						  )}</a></p>`
						: ""
				}`,
			},
		],
		primary_action_label: __("Choose File"),
		primary_action() {
			dialog.hide();
			new frappe.ui.FileUploader({
				folder: "Home",
				restrictions: { allowed_file_types: [".xlsx", ".csv"], max_number_of_files: 1 },
				allow_toggle_private: false,
				make_attachments_public: false,
				on_success: (file) => run(listview, doctype, file.name),
			});
		},
	});
	dialog.show();
}

async function run(listview, doctype, file_name) {
	frappe.dom.freeze(__("Importing…"));
	let result;
	try {
		result = await frappe.xcall("deputy_affairs.roster_upload.import_roster", { file_name, doctype });
	} finally {
		frappe.dom.unfreeze();
	}
	listview.refresh();
	const rows = result.failed.map(
		({ row, who, reason }) =>
			`<tr><td>${row}</td><td>${deputy_affairs.escape(who)}</td><td>${deputy_affairs.escape(reason)}</td></tr>`
	);
	const table = `<table class="table table-bordered"><thead><tr><th>${__("Row")}</th><th>${__(
		"Record"
	)}</th><th>${__("What to Correct")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
	frappe.msgprint({
		title: __("Imported: {0}", [result.imported]),
		indicator: rows.length ? "orange" : "green",
		wide: Boolean(rows.length),
		message: rows.length
			? `<p>${__("Not imported: {0}. Correct these rows and upload them again.", [rows.length])}</p>${table}`
			: __("All rows were imported."),
	});
}
