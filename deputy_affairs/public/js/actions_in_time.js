// Actions that the server would only refuse at this point are not offered. The server's own check stays: it tells
// whoever comes another way why not. A workflow condition would answer with "not a valid action" instead.
const OFFERED = {
	"Deputy Suggestion": {
		"Close Suggestion": (doc) => deputy_affairs.stage_is("with_reply", doc.stage) || doc.stage === "Transferred",
		Withdraw: (doc) => !deputy_affairs.stage_is("answered", doc.stage) && (doc.current_round || 1) <= 1,
	},
	"Suggestion Assignment": {
		"Ask to Return": (doc) =>
			["Awaiting Receipt", "Handling"].includes(doc.status) &&
			!doc.is_final &&
			(!doc.return_by || doc.return_by >= frappe.datetime.get_today()),
		"Take Back": (doc) => ["Awaiting Receipt", "Handling"].includes(doc.status),
	},
};

const all_transitions = frappe.workflow.get_transitions;
frappe.workflow.get_transitions = async function (doc) {
	const transitions = await all_transitions.call(frappe.workflow, doc);
	const offered = OFFERED[doc.doctype] || {};
	return transitions.filter((row) => offered[row.action]?.(doc) ?? true);
};
