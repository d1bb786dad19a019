frappe.ui.form.on("Suggestion Transfer", {
	suggestion: (frm) => show_suggestion(frm),

	setup(frm) {
		frm.set_query("suggestion", () => ({
			filters: { stage: ["in", deputy_affairs.stages_of("in_hand")] },
		}));
		frm.set_query("to_congress", () => ({
			query: "deputy_affairs.deputy_affairs.doctype.suggestion_transfer.receiving.higher_congresses",
			filters: { suggestion: frm.doc.suggestion || "" },
		}));
	},

	async refresh(frm) {
		if (frm.is_new()) return show_suggestion(frm);
		show_next_step(frm);
		deputy_affairs.add_paper_buttons(frm, papers_of(frm.doc.status));
		const name = frm.docname;
		const text = await deputy_affairs.call(frm, "get_text");
		if (frm.docname !== name) return;
		frm.dashboard.add_section(text_html(text), __("Text of the Suggestion"));
		frm.dashboard.show();
	},
});

/** A new transfer says which suggestion it is about; the server takes title and number anew. */
async function show_suggestion(frm) {
	if (!frm.is_new() || !frm.doc.suggestion) return;
	const fields = ["title", "registration_number"];
	const { message } = await frappe.db.get_value("Deputy Suggestion", frm.doc.suggestion, fields);
	frm.doc.suggestion_title = message.title;
	frm.doc.registration_number = message.registration_number;
	frm.refresh_fields(["suggestion_title", "registration_number"]);
}

/** The letter to the deputy is made once the outcome is known. */
function papers_of(status) {
	const known = ["Concluded", "Deputy Told"].includes(status);
	return known ? ["transfer_result_notice", "transfer_letter"] : ["transfer_letter"];
}

function show_next_step(frm) {
	const up = frm.doc.direction === "Higher Congress";
	const steps = {
		Draft: up
			? __("Propose it to the higher congress with the button Actions")
			: __("Look at the letter with the button Paperwork, then enter the day of sending with the button Actions"),
		Proposed: __("The higher congress accepts it or refuses it with a reason"),
		"Under Way": up
			? __("What happens there is noted below by itself")
			: frm.doc.letter_number
			? __("Sent as {0}; enter the outcome when the answer comes", [frm.doc.letter_number])
			: __("Issue the letter with the button Paperwork: it gets its number now"),
		Concluded: __("Tell the deputy what came of it, with the letter under Paperwork or by word, and record the day; then the suggestion closes"),
		"Deputy Told": __("Nothing more to do"),
		Refused: frm.doc.decision,
		"Taken Back": frm.doc.decision,
	};
	const colours = { Draft: "gray", Refused: "red", "Taken Back": "gray", "Deputy Told": "green" };
	deputy_affairs.headline(
		frm,
		[
			`<b>${__(frm.doc.status, null, "Suggestion Transfer")}</b>　${deputy_affairs.escape(
				steps[frm.doc.status]
			)}`,
			deputy_affairs.escape(frm.doc.outcome || ""),
		],
		colours[frm.doc.status] || "blue"
	);
}

function text_html(text) {
	const demands = text.demands.map((demand) => `<li>${deputy_affairs.escape(demand)}</li>`).join("");
	const part = (words) => `<p style="white-space:pre-wrap">${deputy_affairs.escape(words)}</p>`;
	return `<p><b>${deputy_affairs.escape(text.title)}</b>　${deputy_affairs.escape(text.signers)}</p>
		${part(text.situation)}${text.cause ? part(text.cause) : ""}<ol class="pl-4">${demands}</ol>`;
}
