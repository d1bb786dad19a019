frappe.views.calendar["Suggestion Rating"] = deputy_affairs.due_calendar();
