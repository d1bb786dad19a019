// Blocks of the workspaces. They stand in a shadow of the page, so they bring their own look.
frappe.provide("deputy_affairs");

const STYLE = `<style>
	.lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 16px; }
	.list { border: 1px solid var(--border-color); border-radius: 8px; padding: 12px 14px; background: var(--card-bg); min-width: 0; }
	h4 { margin: 0 0 8px; font-size: 14px; color: var(--text-color); display: flex; justify-content: space-between; }
	h4 a { font-weight: normal; font-size: 12px; color: var(--text-muted); }
	.work-row { display: flex; gap: 8px; padding: 6px 0; border-top: 1px solid var(--border-color); cursor: pointer; color: var(--text-color); text-decoration: none; font-size: 13px; }
	.work-row:hover { background: var(--bg-light-gray, #f7f7f7); }
	.lamp { flex: none; width: 10px; height: 10px; border-radius: 50%; margin-top: 4px; background: var(--gray-400, #bbb); }
	.overdue { background: var(--red-500, #e03636); } .urgent, .soon { background: var(--orange-500, #e8870e); }
	.normal { background: var(--green-500, #30a66d); }
	.words { flex: 1; min-width: 0; } .title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
	.small { color: var(--text-muted); font-size: 12px; }
	.late { color: var(--red-600, #c0392b); font-weight: 600; }
	.empty { color: var(--text-muted); font-size: 13px; padding: 6px 0; }
	.history { white-space: normal; margin-top: 2px; }
</style>`;

/** The lists of a unit's desk: to sign for, to contact, to answer, opinions. */
deputy_affairs.show_my_work = async function (box) {
	draw(box, await frappe.xcall("deputy_affairs.unit_desk.my_work"), __("Nothing to do here"));
};

/** What waits for the chair: second returns with their history, requests for extension. */
deputy_affairs.show_chair_decisions = async function (box) {
	draw(box, await frappe.xcall("deputy_affairs.unit_desk.chair_decisions"), __("Nothing waits for a decision"));
};

function draw(box, lists, nothing) {
	box.innerHTML = `${STYLE}<div class="lists">${lists.map((list) => list_html(list, nothing)).join("")}</div>`;
	box.addEventListener("click", (event) => {
		const all = event.target.closest("[data-all]");
		const row = event.target.closest("[data-name]");
		if (!all && !row) return;
		event.preventDefault();
		if (row) frappe.set_route("Form", row.dataset.doctype, row.dataset.name);
		else open_list(lists[all.dataset.all]);
	});
	box.querySelectorAll("[data-all]").forEach((link, number) => (link.dataset.all = number));
}

function open_list(list) {
	frappe.route_options = list.route_options;
	frappe.set_route("List", list.doctype);
}

function list_html(list, nothing) {
	const rows = list.rows.map(row_html).join("") || `<div class="empty">${nothing}</div>`;
	return `<div class="list"><h4><span>${deputy_affairs.escape(list.label)} <b>${list.count}</b></span>
		<a href="#" data-all="">${__("See all")}</a></h4>${rows}</div>`;
}

function row_html(row) {
	const url = frappe.utils.get_form_link(row.doctype, row.name);
	const late = row.light === "overdue" ? "late" : "";
	const due = row.due
		? `<span class="${late}">${frappe.datetime.str_to_user(row.due)} ${deputy_affairs.days_in_words(row.due)}</span>`
		: "";
	const key = row.is_key ? `<b>${__("Key Suggestion", null, "Deputy Suggestion")}</b>　` : "";
	const more = [row.number, row.role, row.words].filter(Boolean).map(deputy_affairs.escape).join("　");
	const history = (row.history || [])
		.map((line) => `<div class="small history">${deputy_affairs.escape(line)}</div>`)
		.join("");
	return `<a class="work-row" href="${url}" data-doctype="${row.doctype}" data-name="${row.name}">
		<span class="lamp ${row.light}"></span>
		<span class="words"><div class="title">${deputy_affairs.escape(row.title)}</div>
		<div class="small">${key}${more}　${due}</div>${history}</span></a>`;
}
