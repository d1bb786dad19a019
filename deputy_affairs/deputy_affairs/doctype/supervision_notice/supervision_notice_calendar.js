frappe.views.calendar["Supervision Notice"] = deputy_affairs.due_calendar();
