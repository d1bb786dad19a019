frappe.treeview_settings["Congress"] = {
	title: __("Congresses"),
	get_tree_nodes: "deputy_affairs.desk.congress_tree",
	get_tree_root: false,
	root_label: __("Congresses"),
	disable_add_node: true,
	onload: (treeview) => treeview.make_tree(),
	breadcrumb: "Deputy Affairs",
	toolbar: [
		{
			label: __("Deputies"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("List", "Deputy", { congress: node.data.value }),
		},
		{
			label: __("Suggestions"),
			condition: (node) => !node.is_root,
			click: (node) => frappe.set_route("List", "Deputy Suggestion", { congress: node.data.value }),
		},
	],
	extend_toolbar: true,
};
