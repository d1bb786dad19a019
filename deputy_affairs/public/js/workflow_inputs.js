// Actions of our workflows that need a reason ask for it before they are sent.
// The server checks the same inputs again; this dialog only saves the clerk an error.
frappe.provide("deputy_affairs");

/** Actions with a dialog of their own: DocType → action → fn(frm) that resolves with values or rejects. */
deputy_affairs.action_dialogs = {};

deputy_affairs.ask_workflow_inputs = async function (frm) {
	const action = frm.selected_workflow_action;
	const own = deputy_affairs.action_dialogs[frm.doctype]?.[action];
	if (own) {
		frappe.dom.unfreeze();
		try {
			Object.assign(frm.doc, await own(frm));
		} catch (error) {
			frm.selected_workflow_action = null;
			throw error;
		}
		frappe.dom.freeze();
		return;
	}
	const fields = await frappe.xcall("deputy_affairs.workflow_actions.get_inputs", {
		doctype: frm.doctype,
		action,
	});
	if (!fields.length) return;

	frappe.dom.unfreeze();
	await new Promise((resolve, reject) => {
		let sent = false;
		const dialog = new frappe.ui.Dialog({
			title: __(action),
			fields: fields.map((field) => ({ ...field, default: frm.doc[field.fieldname] })),
			primary_action_label: __(action),
			primary_action(values) {
				sent = true;
				Object.assign(frm.doc, values);
				dialog.hide();
				frappe.dom.freeze();
				resolve();
			},
		});
		dialog.onhide = () => {
			if (!sent) {
				frm.selected_workflow_action = null;
				reject(new Error("cancelled"));
			}
		};
		dialog.show();
	});
};

const WITH_INPUTS = [
	"Deputy Suggestion",
	"Suggestion Assignment",
	"Suggestion Reply",
	"Deadline Extension",
	"Supervision Notice",
	"Reply Commitment",
	"Suggestion Transfer",
];
for (const doctype of WITH_INPUTS) {
	frappe.ui.form.on(doctype, {
		// Closing the dialog is no error: the action waits for ever, and nothing is reported to the user.
		before_workflow_action: (frm) =>
			deputy_affairs.ask_workflow_inputs(frm).catch((error) => {
				if (error.message !== "cancelled") throw error;
				return new Promise(() => {});
			}),
		// A reload that began before the action (the desk reloads a moment after each change) may bring the old
		// state back on screen; one more shows what is stored.
		after_workflow_action: (frm) => frm.debounced_reload_doc(),
	});
}
