// The window that shows one-time links just made: sent or to be handed over, to be copied or scanned.
frappe.provide("deputy_affairs");

/** `rows` as the server's `send_links` return them, with `detail` where one title has several; `words(row)` is the text that is copied with the link. */
deputy_affairs.show_sent_links = function (title, rows, words) {
	const escape = deputy_affairs.escape;
	const sent = rows.filter((row) => row.channels.length);
	const dialog = new frappe.ui.Dialog({
		title,
		size: "large",
		fields: [{ fieldname: "links", fieldtype: "HTML" }],
		primary_action_label: __("Done", null, "Dialog"),
		primary_action: () => dialog.hide(),
		secondary_action_label: rows.length > 1 ? __("Copy All") : undefined,
		secondary_action: () => frappe.utils.copy_to_clipboard(rows.map(words).join("\n\n")),
	});
	const item = (row, index) => {
		const channels = row.channels.map((channel) => __(channel, null, "One Time Link"));
		const how = row.channels.length
			? `<span class="text-muted">${__("Sent by {0}", [escape(channels.join("、"))])}</span>`
			: `<span class="text-danger">${__("Not sent: copy the link, or let the deputy scan the code")}</span>`;
		return `<div class="rating-link">
			<img src="${row.qr}" alt="${__("QR code of the link for {0}", [escape(row.deputy_name)])}">
			<div>
				<b>${escape(row.deputy_name)}</b> ${escape(row.phone)}<br>
				<span class="text-muted">${escape(row.title)}${row.detail ? `<br>${escape(row.detail)}` : ""}</span><br>${how}<br>
				<button class="btn btn-xs btn-default" data-copy="${index}">${__("Copy Link")}</button>
			</div></div>`;
	};
	dialog.fields_dict.links.$wrapper.html(
		`<p>${__("{0} sent, {1} to hand over yourself. These links are shown only now.", [
			sent.length,
			rows.length - sent.length,
		])}</p><div class="rating-links">${rows.map(item).join("")}</div>`
	);
	dialog.$wrapper.on("click", "[data-copy]", (event) => {
		const row = rows[event.currentTarget.dataset.copy];
		frappe.utils.copy_to_clipboard(words(row));
	});
	dialog.show();
};
