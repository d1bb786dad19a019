const COUNTERSIGN_COLOURS = {
	Awaited: "orange",
	Confirmed: "green",
	Objected: "red",
	Overruled: "blue",
	Superseded: "gray",
};

frappe.listview_settings["Reply Countersignature"] = {
	hide_name_column: true,
	get_indicator: (doc) => [
		__(doc.status, null, "Reply Countersignature"),
		COUNTERSIGN_COLOURS[doc.status],
		`status,=,${doc.status}`,
	],
};
