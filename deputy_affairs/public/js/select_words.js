// Read-only choices in the words of their own record: the desk's formatter asks without the DocType's name, and
// gets "closed" as a shop is closed. Where a DocType has no word of its own, the general one is used as before.
const framework = frappe.form.formatters.Data;
frappe.form.formatters.Select = (value, df, ...rest) => __(framework(value, df, ...rest), null, df?.parent);

// Columns of a Kanban board the same way: the board asks for "Assigned" without saying of what. Its code is loaded
// when the first board is opened, and draws the columns anew whenever one is hidden or shown.
function name_columns_in_their_own_words() {
	const draw = frappe.views.KanbanBoardColumn;
	if (draw.in_own_words) return;
	frappe.views.KanbanBoardColumn = function (column, wrapper, ...rest) {
		const drawn = draw.call(this, column, wrapper, ...rest);
		const words = __(column.title, null, cur_list?.doctype);
		wrapper.find(".kanban-column").last().find(".kanban-title").text(words).attr("title", words);
		return drawn;
	};
	frappe.views.KanbanBoardColumn.in_own_words = true;
}

/** The cards know a link by its key; its title came with the records. */
function tell_titles(board) {
	for (const [fieldname, title] of Object.entries(board.link_field_title_fields || {})) {
		const { options } = frappe.meta.get_docfield(board.doctype, fieldname) || {};
		for (const row of board.data) {
			const words = row[`${fieldname}_${title}`];
			if (row[fieldname] && words) frappe.utils.add_link_title(options, row[fieldname], words);
		}
	}
}

const render_board = frappe.views.KanbanView.prototype.render;
frappe.views.KanbanView.prototype.render = function (...args) {
	name_columns_in_their_own_words();
	tell_titles(this);
	return render_board.apply(this, args);
};

// A board asks for its records before it knows which fields are links with a title; units stayed empty on the cards.
frappe.views.KanbanView.prototype.set_fields = async function () {
	await frappe.views.ListView.prototype.set_fields.call(this);
	this._add_field(this.card_meta.title_field);
};

// And of the filters above a list, which do not know whose field they are: "Closed" of a suggestion is 已办结.
const Select = frappe.ui.form.ControlSelect;
const set_options = Select.prototype.set_options;
Select.prototype.set_options = function (...args) {
	const [view, doctype] = frappe.get_route() || [];
	if (this.df.is_filter && !this.df.context && !this.df.parent && !this.doctype && view === "List") {
		this.df.context = doctype;
	}
	return set_options.apply(this, args);
};

// And of the columns of a list: how a unit made contact is 走访 there as on the form.
const ListView = frappe.views.ListView.prototype;
const draw_column = ListView.get_column_html;
ListView.get_column_html = function (column, doc) {
	const html = draw_column.call(this, column, doc);
	const value = column.df?.fieldtype === "Select" && doc[column.df.fieldname];
	if (column.type !== "Field" || !value) return html;
	return html.replace(`> ${__(value)} <`, () => `> ${__(value, null, this.doctype)} <`);
};

// The framework's timeline calls an empty value "null".
const text_of = frappe.utils.html2text;
frappe.utils.html2text = (html) => (html == null ? __("(empty)") : text_of.call(frappe.utils, html));

// Everybody who lives by the site's own clock need not read its English name under each time.
const Datetime = frappe.ui.form.ControlDatetime.prototype;
const describe = Datetime.set_description;
Datetime.set_description = function () {
	const { user, system } = frappe.boot.time_zone || {};
	if (user === system) this.df.hide_timezone = 1;
	return describe.call(this);
};
