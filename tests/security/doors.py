"""The doors that the framework opens for reading a record, tried over HTTP."""

import json

CLOSED = (403, 404, 417)


def get(session, method, **params):
	params = {
		key: json.dumps(value) if isinstance(value, dict | list) else value for key, value in params.items()
	}
	return session.get(f"/api/method/{method}", params=params)


def words(answer) -> str:
	"""The answer with its Chinese in plain characters, so that `in` finds it."""
	try:
		return json.dumps(answer.json(), ensure_ascii=False)
	except ValueError:
		return answer.text


def doors_of_record(session, doctype: str, name: str) -> dict:
	"""What each door to one record answers."""
	return {
		"REST": session.get(f"/api/resource/{doctype}/{name}"),
		"v2": session.get(f"/api/v2/document/{doctype}/{name}"),
		"client.get": get(session, "frappe.client.get", doctype=doctype, name=name),
		"form": get(session, "frappe.desk.form.load.getdoc", doctype=doctype, name=name),
		"timeline": get(session, "frappe.desk.form.load.get_docinfo", doctype=doctype, name=name),
		"print": session.get("/printview", params={"doctype": doctype, "name": name}),
	}


def nothing_listed(session, doctype: str, names: list[str]) -> None:
	"""No list, count, export, link search or preview tells of these records."""
	named = {"name": ["in", names]}
	rows = [[doctype, "name", "in", names]]
	doors = {
		"REST": session.get(f"/api/resource/{doctype}", params={"filters": json.dumps(named)}),
		"v2": session.get(f"/api/v2/document/{doctype}", params={"filters": json.dumps(rows)}),
		"get_list": get(session, "frappe.client.get_list", doctype=doctype, filters=named),
		"get_value": get(
			session, "frappe.client.get_value", doctype=doctype, fieldname="name", filters=named
		),
		"count": get(session, "frappe.client.get_count", doctype=doctype, filters=named),
		"report view": get(
			session, "frappe.desk.reportview.get", doctype=doctype, fields=["name"], filters=rows
		),
		"report count": get(
			session, "frappe.desk.reportview.get_count", doctype=doctype, fields=[], filters=rows
		),
		"link": get(session, "frappe.desk.search.search_link", doctype=doctype, txt="", filters=rows),
		"link, limits off": get(
			session,
			"frappe.desk.search.search_link",
			doctype=doctype,
			txt="",
			filters=rows,
			ignore_user_permissions=1,
		),
		"dialog, limits off": get(
			session,
			"frappe.desk.search.search_widget",
			doctype=doctype,
			txt="",
			filters=rows,
			ignore_user_permissions=1,
		),
		"export": session.post(
			"/api/method/frappe.desk.reportview.export_query",
			data={
				"doctype": doctype,
				"fields": json.dumps([f"`tab{doctype}`.`name`"]),
				"filters": json.dumps(rows),
				"file_format_type": "CSV",
				"title": doctype,
			},
		),
		"preview": get(
			session, "frappe.desk.link_preview.get_preview_data", doctype=doctype, docname=names[0]
		),
		"validate": get(
			session, "frappe.client.validate_link", doctype=doctype, docname=names[0], fields=["owner"]
		),
	}
	for door, answer in doors.items():
		text = words(answer)
		if door in ("count", "report count"):
			assert answer.status_code in CLOSED or answer.json().get("message") in (0, None), (
				door,
				doctype,
				text,
			)
			continue
		if door == "validate":
			assert "owner" not in (answer.json().get("message") or {}), (door, doctype, text[:200])
			continue
		assert answer.status_code in (200, *CLOSED), (door, doctype, answer.status_code, text[:200])
		if answer.status_code == 200:
			assert not any(name in text for name in names), (door, doctype, text[:300])
