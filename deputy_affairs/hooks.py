app_name = "deputy_affairs"
app_title = "代表工作"
app_publisher = "The deputy_affairs maintainers"
app_description = "Deputies' work of a Chinese township or county People's Congress"
app_email = "maintainers@example.com"
app_license = "mit"

add_to_apps_screen = [
	{
		"name": "deputy_affairs",
		"logo": "/assets/deputy_affairs/images/logo.svg",
		"title": "代表工作",
		"route": "/app/deputy-affairs",
		"has_permission": "deputy_affairs.setup.roles.may_open_desk",
	}
]

extend_bootinfo = "deputy_affairs.desk.add_lights"
app_include_js = "deputy_affairs.bundle.js"
app_include_css = "deputy_affairs.bundle.css"

export_python_type_annotations = True
require_type_annotated_api_methods = True

# Install and removal
before_install = "deputy_affairs.install.before_install"
after_install = "deputy_affairs.install.after_install"
before_uninstall = "deputy_affairs.uninstall.before_uninstall"

_kanban = "frappe.desk.doctype.kanban_board.kanban_board"
# Actions of our workflows carry their inputs; records of other apps pass through untouched.
override_whitelisted_methods = {
	"frappe.model.workflow.apply_workflow": "deputy_affairs.workflow_actions.apply_workflow",
	"frappe.model.workflow.bulk_workflow_approval": "deputy_affairs.workflow_actions.bulk_workflow_approval",
	# Columns that follow from the records are not dragged.
	f"{_kanban}.update_order_for_single_card": "deputy_affairs.kanban.update_order_for_single_card",
	f"{_kanban}.update_order": "deputy_affairs.kanban.update_order",
	f"{_kanban}.add_card": "deputy_affairs.kanban.add_card",
	# These do not ask who may see the row.
	"frappe.desk.search.search_link": "deputy_affairs.limited_search.search_link",
	"frappe.desk.search.search_widget": "deputy_affairs.limited_search.search_widget",
	"frappe.desk.search.get_link_title": "deputy_affairs.limited_search.get_link_title",
}

# Who sees which row: one rule a DocType, see permissions.py
_scoped = [
	"Congress",
	"Congress Term",
	"Congress Meeting",
	"Constituency",
	"Deputy",
	"Deputy Group",
	"Handling Unit",
	"Workday Exception",
	"Paperwork Template",
	"Deputy Suggestion",
	"Suggestion Search Entry",
	"Suggestion Assignment",
	"Handling Contact",
	"Suggestion Reply",
	"Reply Countersignature",
	"Suggestion Rating",
	"Deadline Extension",
	"Reply Commitment",
	"Commitment Receipt",
	"Suggestion Publication",
	"Report Publication",
	"Assignment Meeting",
	"Suggestion Transfer",
	"Document Number Series",
	"Issued Document",
	"Paper Batch",
	"Due Reminder",
	"One Time Link",
	"Supervision Notice",
	"Escalation",
	"Handling Meeting",
	"Handling Trace",
	"Unit Grading Rule",
	"Handling Report",
	"Handling Bulletin",
]
permission_query_conditions = {
	**dict.fromkeys(_scoped, "deputy_affairs.permissions.get_permission_query_conditions"),
	"File": "deputy_affairs.permissions.get_file_query_conditions",
}
has_permission = dict.fromkeys(_scoped, "deputy_affairs.permissions.has_permission")

# Rosters as clerks write them: Chinese headers and values in Data Import
_guard_file = "deputy_affairs.deputy_affairs.doctype.issued_document.issued_document.guard_file"
doc_events = {
	"Data Import": {"before_validate": "deputy_affairs.roster_import.translate_file"},
	# The file of an issued paper stays as it is, no file of a record is public
	"File": {
		"before_validate": [_guard_file, "deputy_affairs.attachments.keep_private"],
		"on_trash": _guard_file,
	},
	"Deputy Suggestion": {
		# What is withdrawn or turns out to be secret leaves the public page at once
		"on_update": "deputy_affairs.publication.forget_pages",
		# How things stood on a past day
		"on_change": "deputy_affairs.history.note_suggestion",
		"after_delete": "deputy_affairs.history.forget",
	},
	"Handling Contact": {"on_change": "deputy_affairs.history.note_contact"},
}

# The page of one-time links, apart from the website's pages
page_renderer = ["deputy_affairs.one_time_page.OneTimePage"]
# Links to a draft that is deleted open nothing
ignore_links_on_delete = ["One Time Link", "Handling Trace"]

scheduler_events = {"daily_long": ["deputy_affairs.tasks.daily"]}

# The log of the daily job, kept for a good year
default_log_clearing_doctypes = {"Daily Run": 400}

# The public page of suggestions; 404 until a congress switches it on
website_route_rules = [{"from_route": "/suggestions/<key>", "to_route": "suggestion_detail"}]
after_request = ["deputy_affairs.public_pages.keep_nowhere"]
