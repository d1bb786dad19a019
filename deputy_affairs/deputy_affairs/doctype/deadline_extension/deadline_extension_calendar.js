frappe.views.calendar["Deadline Extension"] = deputy_affairs.due_calendar();
