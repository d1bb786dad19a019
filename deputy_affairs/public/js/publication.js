// Preview of what will be public: marked words are covered or shown with a click, other words are covered by selecting.
frappe.provide("deputy_affairs");

const squeeze = (words) => (words || "").normalize("NFKC").replace(/\s+/g, "").toLowerCase();

deputy_affairs.publication_form = {
	refresh(frm) {
		deputy_affairs.headline(frm, [headline(frm)], { Published: "green", Withdrawn: "red" }[frm.doc.status] || "blue");
		if (frm.is_new()) return;
		const published = frm.doc.status === "Published";
		for (const field of frm.meta.fields) {
			if (!field.read_only && field.fieldtype !== "Section Break") frm.toggle_enable(field.fieldname, !published);
		}
		if (!published && deputy_affairs.has_role("Congress Chair") && !frm.is_dirty()) add_publish(frm);
		if (published && deputy_affairs.is_staff()) add_take_down(frm);
		if (published) {
			const link = frm.doctype === "Suggestion Publication" ? `/suggestions/${frm.doc.public_key}` : "/suggestions";
			frm.add_custom_button(__("Public Page"), () => window.open(link, "_blank"));
		}
		show_preview(frm);
	},
};

function headline(frm) {
	const words = {
		Draft: __("Choose what is published, save, look at the preview; the chair approves and publishes."),
		Published: __("It is on the public page since {0}.", [frappe.datetime.str_to_user(frm.doc.published_on)]),
		Withdrawn: __("Taken down: {0}", [deputy_affairs.escape(frm.doc.withdrawal_reason)]),
	};
	return words[frm.doc.status] || words.Draft;
}

function add_publish(frm) {
	frm.add_custom_button(__("Approve and Publish"), () =>
		frappe.confirm(__("Everybody will be able to read what the preview shows. Publish it?"), async () => {
			await deputy_affairs.call(frm, "publish");
			frm.reload_doc();
		})
	).addClass("btn-primary");
}

function add_take_down(frm) {
	frm.add_custom_button(__("Take Down"), () =>
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			async ({ reason }) => {
				await deputy_affairs.call(frm, "withdraw", { reason });
				frm.reload_doc();
			},
			__("Take Down")
		)
	);
}

async function show_preview(frm) {
	const field = frm.get_field("preview");
	const name = frm.docname;
	const rows = await deputy_affairs.call(frm, "get_preview");
	if (frm.docname !== name) return;
	const editable = frm.doc.status !== "Published" && frm.perm[0]?.write;
	const help = editable
		? `<p class="text-muted">${__("Click a marked place to show or cover it; select other words and press the button to cover them.")}
			<button type="button" class="btn btn-xs btn-default" data-cover>${__("Cover the Selected Words")}</button></p>`
		: "";
	const html = rows.map((row) => {
		const label = row.label ? `<div class="text-muted small">${deputy_affairs.escape(row.label)}</div>` : "";
		return `<div class="publication-text">${label}<div class="publication-sides">
			<div>${row.pieces.map(piece_html).join("")}</div>
			<div class="publication-after">${deputy_affairs.escape(row.after)}</div></div></div>`;
	});
	if (html.length) {
		html.unshift(`<div class="publication-sides publication-heads text-muted small"><div>${__("As Written")}</div>
			<div>${__("As the Public Reads It")}</div></div>`);
	}
	field.html(help + (html.join("") || `<p class="text-muted">${__("Nothing is published so far.")}</p>`));
	if (!editable) return;
	field.$wrapper.find("mark").on("click", (event) => toggle(frm, event.currentTarget));
	field.$wrapper.find("[data-cover]").on("mousedown", (event) => event.preventDefault());
	field.$wrapper.find("[data-cover]").on("click", () => cover_selection(frm));
}

function piece_html(piece) {
	const text = deputy_affairs.escape(piece.text);
	if (!piece.kind) return text;
	const title = `${piece.kind}：${piece.cover ? __("covered") : __("shown")}`;
	return `<mark tabindex="0" class="${piece.cover ? "covered" : "shown"}" title="${deputy_affairs.escape(title)}">${text}</mark>`;
}

function toggle(frm, mark) {
	const key = squeeze(mark.textContent);
	const row = (frm.doc.redactions || []).find((row) => squeeze(row.words) === key);
	if (row) frappe.model.set_value(row.doctype, row.name, "cover", cint(row.cover) ? 0 : 1);
	else frm.add_child("redactions", { words: mark.textContent, kind: "By Hand", cover: 0 });
	frm.refresh_field("redactions");
	frm.save();
}

function cover_selection(frm) {
	const words = window.getSelection().toString().trim().split("\n")[0];
	if (!words) return frappe.show_alert({ message: __("Please select words in the preview first."), indicator: "orange" });
	frm.add_child("redactions", { words: words.slice(0, 140), kind: "By Hand", cover: 1 });
	frm.refresh_field("redactions");
	frm.save();
}
