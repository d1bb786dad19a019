// Read-only choices in the words of their own record: the desk's formatter asks without the DocType's name, and
// gets "closed" as a shop is closed. Where a DocType has no word of its own, the general one is used as before.
const framework = frappe.form.formatters.Data;
frappe.form.formatters.Select = (value, df, ...rest) => __(framework(value, df, ...rest), null, df?.parent);
