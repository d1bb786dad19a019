// Files of our records are private: the upload dialog does not offer to make them public.
frappe.ui.form.ControlAttach = class PrivateAttach extends frappe.ui.form.ControlAttach {
	is_ours() {
		const doctype = this.frm?.doctype || this.df.options?.doctype;
		return doctype && frappe.get_meta(doctype)?.module === "Deputy Affairs";
	}

	set_upload_options() {
		super.set_upload_options();
		if (!this.is_ours()) return;
		Object.assign(this.upload_options, {
			make_attachments_public: false,
			allow_toggle_private: false,
			allow_toggle_optimize: false,
		});
	}

	on_attach_click() {
		super.on_attach_click();
		if (this.is_ours()) this.file_uploader.dialog?.get_secondary_btn().remove();
	}
};
