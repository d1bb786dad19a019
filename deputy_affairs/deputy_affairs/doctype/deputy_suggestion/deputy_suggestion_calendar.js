frappe.views.calendar["Deputy Suggestion"] = deputy_affairs.due_calendar();
