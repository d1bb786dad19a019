frappe.ui.form.on("Handling Meeting", {
	setup(frm) {
		frm.set_query("suggestion", () => ({ filters: { stage: "Awaiting Decision" } }));
		frm.set_query("unit", "participants", () => ({ filters: { congress: frm.doc.congress } }));
		frm.set_query("deputy", "participants", () => ({ filters: { congress: frm.doc.congress } }));
	},

	refresh(frm) {
		if (frm.is_new()) {
			deputy_affairs.headline(
				frm,
				[__("Signers and units of the round are entered by themselves when it is saved.")],
				"blue"
			);
			return;
		}
		show_next_step(frm);
		deputy_affairs.add_paper_buttons(frm);
		frm.add_custom_button(__("Suggestion"), () =>
			frappe.set_route("Form", "Deputy Suggestion", frm.doc.suggestion)
		);
		if (frm.doc.status !== "Called") {
			const fields = ["meets_at", "place", "chaired_by", "recorded_by", "participants", "matters", "discussion", "agreed"];
			for (const field of fields) frm.set_df_property(field, "read_only", 1);
			return;
		}
		if (!deputy_affairs.is_staff()) return;
		frm.add_custom_button(__("Put the Outcome on Record"), () => hold(frm)).addClass("btn-primary");
		frm.add_custom_button(__("Call Off"), () => call_off(frm));
	},
});

async function hold(frm) {
	if (frm.is_dirty()) await frm.save();
	const option = (value) => ({ value, label: __(value, null, "Handling Meeting") });
	frappe.prompt(
		[
			{
				fieldname: "outcome",
				fieldtype: "Select",
				label: __("Decided Way", null, "Handling Meeting"),
				options: [option("Handle Again"), option("Close with Explanation")],
				reqd: 1,
			},
		],
		async ({ outcome }) => {
			await deputy_affairs.call(frm, "hold", { outcome });
			frm.reload_doc();
		},
		__("Put the Outcome on Record")
	);
}

function call_off(frm) {
	frappe.prompt(
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		async ({ reason }) => {
			await deputy_affairs.call(frm, "cancel_meeting", { reason });
			frm.reload_doc();
		},
		__("Call Off")
	);
}

async function show_next_step(frm) {
	const words = {
		Called: [__("Print the notice; after the talk tick who attended, write down what was agreed, then put the outcome on record"), "orange"],
		Held: [frm.doc.status === "Held" ? await after_it(frm) : "", "green"],
		Cancelled: [__("Called off"), "yellow"],
	};
	const [text, colour] = words[frm.doc.status];
	deputy_affairs.headline(frm, [`<b>${__(frm.doc.status, null, "Handling Meeting")}</b>　${text}`], colour);
}

/** What is to be done after a meeting that was held, or what was done since. */
async function after_it(frm) {
	const { message } = await frappe.db.get_value("Deputy Suggestion", frm.doc.suggestion, ["current_round", "stage"]);
	if (message.current_round > frm.doc.round) return __("Agreed to handle it again; that is under way");
	if (message.stage === "Closed") return __("Held; the suggestion is closed");
	return frm.doc.outcome === "Handle Again"
		? __("Agreed to handle it again: open the suggestion and assign it anew")
		: __("Agreed to close with an explanation: open the suggestion and close it");
}
