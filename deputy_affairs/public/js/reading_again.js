// The desk reads a form's record again a moment after each change and has none of it meanwhile: an action chosen
// just then would miss every field. The record on screen stays until the new one is there and takes its place.
const reload = frappe.ui.form.Form.prototype.reload_doc;

frappe.ui.form.Form.prototype.reload_doc = function () {
	const { doctype, docname, doc } = this;
	const done = reload.call(this);
	if (this.meta.module === "Deputy Affairs" && !doc.__islocal && !locals[doctype][docname]) {
		locals[doctype][docname] = doc;
	}
	return done;
};
