const BATCH_COLOURS = {
	Queued: "gray",
	Running: "blue",
	Finished: "green",
	Cancelled: "darkgrey",
	Failed: "red",
};

frappe.listview_settings["Paper Batch"] = {
	hide_name_column: true,
	add_fields: ["status", "not_made"],

	get_indicator: (doc) => [
		__(doc.status, null, "Paper Batch"),
		doc.status === "Finished" && doc.not_made ? "orange" : BATCH_COLOURS[doc.status] || "gray",
		`status,=,${doc.status}`,
	],
};
