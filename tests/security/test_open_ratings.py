"""A unit tries to learn how a deputy rated it while the round is open: through every door, and by inference.

The deputy is dissatisfied, says why, the slip is attached. None of the answers may hold the opinion, the name of the
record or of the file; and whatever the unit may read looks the same as before the rating came in.
"""

import inspect
import json
from types import SimpleNamespace

import factories as make
import frappe
import pytest
from frappe.utils import today

RATING = "Suggestion Rating"


def call(session, path, /, **params):
	"""A method as the desk calls it, GET and POST alike."""
	params = {
		k: json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else v for k, v in params.items()
	}
	return session.post(f"/api/method/{path}", data=params)


def words(answer) -> str:
	try:
		return json.dumps(answer.json(), ensure_ascii=False)
	except ValueError:
		return answer.content.decode("utf-8", "replace")


@pytest.fixture
def snapshot(world, as_user):
	"""snapshot() is everything the answering unit can read that hangs together with the suggestion."""

	def take():
		session = as_user(world.town.workers[1])
		seen = {}
		for doctype, name in (
			("Suggestion Assignment", world.open_assignment),
			("Suggestion Reply", world.issued_reply),
			("Handling Contact", world.contact),
		):
			seen[doctype] = words(session.get(f"/api/resource/{doctype}/{name}"))
			info = call(session, "frappe.desk.form.load.get_docinfo", doctype=doctype, name=name)
			seen[f"timeline of {doctype}"] = words(info)
			seen[f"linked with {doctype}"] = words(
				call(session, "frappe.desk.form.linked_with.get", doctype=doctype, docname=name)
			)
			seen[f"counts of {doctype}"] = words(
				call(
					session,
					"frappe.desk.notifications.get_open_count",
					doctype=doctype,
					name=name,
					items=["Suggestion Rating", "Suggestion Reply", "Deputy Suggestion"],
				)
			)
		for doctype in (
			"Suggestion Assignment",
			"Suggestion Reply",
			"Handling Contact",
			"Issued Document",
			"File",
			"Notification Log",
			"ToDo",
			"Workflow Action",
			"Comment",
			"Version",
			"Communication",
		):
			seen[f"list of {doctype}"] = words(
				session.get(f"/api/resource/{doctype}", params={"fields": '["*"]', "limit_page_length": 500})
			)
		seen["notices"] = words(call(session, "frappe.desk.notifications.get_notifications"))
		for card in frappe.get_all(
			"Number Card", filters={"module": "Deputy Affairs"}, fields=["name", "method"]
		):
			if card.method:
				seen[f"card {card.name}"] = words(call(session, card.method, filters=[]))
		seen["what the reply shows"] = words(
			call(
				session,
				"deputy_affairs.deputy_affairs.doctype.suggestion_rating.for_unit.ratings_of_reply",
				reply=world.issued_reply,
			)
		)
		return seen

	return take


@pytest.fixture
def rated(world, snapshot):
	"""The awaited form came back dissatisfied; the round is open; afterwards as it was."""
	before = snapshot()
	opinion, file_name = f"{world.prefix}敷衍了事", f"{world.prefix}意见表扫描.txt"
	doc = frappe.get_doc(RATING, world.awaited_rating)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": file_name,
			"content": opinion,
			"is_private": 1,
			"attached_to_doctype": RATING,
			"attached_to_name": doc.name,
		}
	).insert()
	with make.acting(world.town.clerk):
		make.rate(doc, "Satisfied", "Dissatisfied", reasons=opinion, slip=file.file_url, wants_rehandling=1)
		doc.add_comment("Comment", f"{opinion}，电话核实过")
		doc.correction_reason = "录入有误"
		doc.reasons = f"{opinion}！"
		doc.save()
	frappe.db.commit()
	assert frappe.db.get_value("Deputy Suggestion", world.open_suggestion, "stage") == "Awaiting Decision"
	yield SimpleNamespace(
		before=before,
		name=doc.name,
		opinion=opinion,
		file=file,
		file_name=file_name,
		secrets=(opinion, doc.name),
	)
	frappe.db.rollback()
	row, stored = frappe.qb.DocType(RATING), frappe.qb.DocType("Deputy Suggestion")
	query = frappe.qb.update(row).where(row.name == world.awaited_rating).set(row.status, "Awaited")
	for fieldname in (
		"attitude",
		"result",
		"reasons",
		"received_on",
		"returned_by",
		"slip",
		"correction_reason",
	):
		query = query.set(row[fieldname], None)
	query.set(row.wants_rehandling, 0).run()
	frappe.qb.update(stored).set(stored.stage, "Replied").where(stored.name == world.open_suggestion).run()
	frappe.db.delete("File", {"name": file.name})
	frappe.db.delete("Comment", {"reference_doctype": RATING, "reference_name": doc.name})
	frappe.db.commit()


@pytest.fixture(params=["worker", "chief", "office", "other unit"])
def nosy(request, world, as_user):
	town = world.town
	user = {
		"worker": town.workers[1],
		"chief": town.chiefs[1],
		"office": town.office,
		"other unit": town.workers[0],
	}[request.param]
	session = as_user(user)
	session.user = user
	return session


@pytest.fixture(params=["worker", "office"])
def curious(request, world, as_user):
	"""Two of them, for what takes long."""
	user = {"worker": world.town.workers[1], "office": world.town.office}[request.param]
	session = as_user(user)
	session.user = user
	return session


def doors(session, world, rated) -> dict:
	"""Every way in that we could think of, by name."""
	name, named = rated.name, [[RATING, "name", "=", rated.name]]
	unhappy = [[RATING, "result", "=", "Dissatisfied"]]
	api = "/api/method/"

	def report(doctype, **more):
		return call(session, "frappe.desk.reportview.get", doctype=doctype, **more)

	return {
		# the record itself
		"REST": session.get(f"/api/resource/{RATING}/{name}"),
		"REST v2": session.get(f"/api/v2/document/{RATING}/{name}"),
		"client.get": call(session, "frappe.client.get", doctype=RATING, name=name),
		"client.get by filter": call(session, "frappe.client.get", doctype=RATING, filters={"name": name}),
		"form": call(session, "frappe.desk.form.load.getdoc", doctype=RATING, name=name),
		"timeline": call(session, "frappe.desk.form.load.get_docinfo", doctype=RATING, name=name),
		"neighbours": call(
			session,
			"frappe.desk.form.utils.get_next",
			doctype=RATING,
			value=world.open_rating,
			prev=0,
			filters={},
			sort_order="asc",
			sort_field="name",
		),
		# lists
		"REST list": session.get(f"/api/resource/{RATING}", params={"fields": '["*"]'}),
		"REST v2 list": session.get(f"/api/v2/document/{RATING}", params={"fields": '["*"]'}),
		"get_list": call(session, "frappe.client.get_list", doctype=RATING, fields=["*"]),
		"get_list as parent": call(
			session, "frappe.client.get_list", doctype=RATING, fields=["*"], parent="Suggestion Reply"
		),
		"get_value": call(
			session,
			"frappe.client.get_value",
			doctype=RATING,
			fieldname=["reasons", "result"],
			filters={"name": name},
		),
		"report view": report(RATING, fields=["*"], filters=named),
		"ordered": report(RATING, fields=["name"], order_by="`tabSuggestion Rating`.result desc"),
		"grouped": report(
			RATING, fields=["result", "count(name) as n"], group_by="`tabSuggestion Rating`.`result`"
		),
		"aggregated": report(RATING, fields=["max(reasons) as most", "min(name) as least"]),
		"group counts": call(
			session,
			"frappe.desk.listview.get_group_by_count",
			doctype=RATING,
			current_filters=[],
			field="result",
		),
		"side bar": call(
			session,
			"frappe.desk.reportview.get_sidebar_stats",
			doctype=RATING,
			stats=["_user_tags"],
			filters=[],
		),
		# the record through others
		"reply filtered by its rating": report("Suggestion Reply", fields=["name"], filters=unhappy),
		"reply with columns of its rating": report(
			"Suggestion Reply", fields=["name", "`tabSuggestion Rating`.`reasons`"]
		),
		"reply ordered by its rating": report(
			"Suggestion Reply", fields=["name"], order_by="`tabSuggestion Rating`.`result` desc"
		),
		"stage through the link": session.get(
			"/api/resource/Suggestion Assignment",
			params={"fields": '["name","suggestion.stage","suggestion.overall_rating"]'},
		),
		"stage as filter": session.get(
			"/api/resource/Suggestion Assignment",
			params={"filters": '[["Deputy Suggestion","stage","=","Awaiting Decision"]]'},
		),
		"suggestion": session.get(f"/api/resource/Deputy Suggestion/{world.open_suggestion}"),
		"stage log": session.get(
			"/api/resource/Suggestion Stage Change", params={"parent": "Deputy Suggestion", "fields": '["*"]'}
		),
		"linked with": call(
			session,
			"frappe.desk.form.linked_with.get",
			doctype="Suggestion Reply",
			docname=world.issued_reply,
		),
		"submitted links": call(
			session,
			"frappe.desk.form.linked_with.get_submitted_linked_docs",
			doctype="Suggestion Reply",
			name=world.issued_reply,
		),
		# exports, prints, mail
		"export": call(
			session,
			"frappe.desk.reportview.export_query",
			doctype=RATING,
			fields=["`tabSuggestion Rating`.`name`", "`tabSuggestion Rating`.`reasons`"],
			filters=named,
			file_format_type="CSV",
			title=RATING,
		),
		"data export": call(
			session,
			"frappe.core.doctype.data_export.exporter.export_data",
			doctype=RATING,
			with_data=1,
			select_columns={RATING: ["name", "reasons"]},
			file_type="CSV",
		),
		"import template": call(
			session,
			"frappe.core.doctype.data_import.data_import.download_template",
			doctype=RATING,
			export_fields={RATING: ["name", "reasons"]},
			export_records="all",
			file_type="CSV",
		),
		"print": session.get("/printview", params={"doctype": RATING, "name": name}),
		"print html": call(session, "frappe.www.printview.get_html_and_style", doc=RATING, name=name),
		"pdf": session.get(
			f"{api}frappe.utils.print_format.download_pdf", params={"doctype": RATING, "name": name}
		),
		"many pdfs": session.get(
			f"{api}frappe.utils.print_format.download_multi_pdf",
			params={"doctype": RATING, "name": json.dumps([name]), "format": "Standard"},
		),
		"mail with print": call(
			session,
			"frappe.core.doctype.communication.email.make",
			doctype=RATING,
			name=name,
			content="x",
			subject="x",
			recipients=session.user,
			print_format="Standard",
			send_email=0,
		),
		"our paper": call(
			session,
			"deputy_affairs.paperwork.service.create",
			kind="opinion_form",
			doctype=RATING,
			names=[name],
		),
		# searches and titles
		"link search": call(
			session, "frappe.desk.search.search_link", doctype=RATING, txt="", ignore_user_permissions=1
		),
		"link dialog": call(
			session,
			"frappe.desk.search.search_widget",
			doctype=RATING,
			txt="",
			filter_fields=["reasons"],
			ignore_user_permissions=1,
		),
		"link title": call(session, "frappe.desk.search.get_link_title", doctype=RATING, docname=name),
		"validate": call(
			session, "frappe.client.validate_link", doctype=RATING, docname=name, fields=["reasons", "result"]
		),
		"preview": call(session, "frappe.desk.link_preview.get_preview_data", doctype=RATING, docname=name),
		"global search": call(
			session, "frappe.utils.global_search.search", text=rated.opinion, doctype=RATING
		),
		"global search everywhere": call(session, "frappe.utils.global_search.search", text=rated.opinion),
		"website search": call(session, "frappe.utils.global_search.web_search", text=rated.opinion),
		# files
		"file": session.get(f"/api/resource/File/{rated.file.name}"),
		"file content": session.get(rated.file.file_url),
		"file list": session.get(
			"/api/resource/File",
			params={"filters": json.dumps({"attached_to_doctype": RATING}), "fields": '["*"]'},
		),
		"file by name": session.get(
			"/api/resource/File",
			params={"filters": json.dumps({"file_name": ["like", f"{world.prefix}%"]}), "fields": '["*"]'},
		),
		"download": session.get(f"{api}download_file", params={"file_url": rated.file.file_url}),
		# history and notices
		"versions": session.get(
			"/api/resource/Version",
			params={"filters": json.dumps({"ref_doctype": RATING}), "fields": '["*"]'},
		),
		"comments": session.get(
			"/api/resource/Comment",
			params={"filters": json.dumps({"reference_doctype": RATING}), "fields": '["*"]'},
		),
		"notices": session.get("/api/resource/Notification Log", params={"fields": '["*"]'}),
		"mails": session.get("/api/resource/Email Queue", params={"fields": '["*"]'}),
		"communications": session.get("/api/resource/Communication", params={"fields": '["*"]'}),
		"actions": session.get("/api/resource/Workflow Action", params={"fields": '["*"]'}),
		"error logs": session.get("/api/resource/Error Log", params={"fields": '["*"]'}),
		"links": session.get("/api/resource/One Time Link", params={"fields": '["*"]'}),
		"reminders": session.get("/api/resource/Due Reminder", params={"fields": '["*"]'}),
		"activity": session.get("/api/resource/Activity Log", params={"fields": '["*"]'}),
		"deleted": session.get("/api/resource/Deleted Document", params={"fields": '["*"]'}),
		# charts, cards, calendars
		"card": call(
			session,
			"frappe.desk.doctype.number_card.number_card.get_result",
			doc={
				"document_type": RATING,
				"function": "Count",
				"filters_json": json.dumps(unhappy),
				"name": "x",
			},
			filters=unhappy,
		),
		"chart": call(
			session,
			"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
			chart={
				"chart_type": "Group By",
				"document_type": RATING,
				"group_by_based_on": "result",
				"group_by_type": "Count",
				"name": "x",
				"filters_json": "[]",
			},
		),
		"calendar": call(
			session,
			"frappe.desk.calendar.get_events",
			doctype=RATING,
			start=today(),
			end="2099-01-01",
			field_map={"start": "due_date", "end": "due_date", "id": "name", "title": "reasons"},
		),
		# making it one's own
		"sharing": call(session, "frappe.share.add", doctype=RATING, name=name, user=session.user, read=1),
		"assigning": call(
			session,
			"frappe.desk.form.assign_to.add",
			doctype=RATING,
			name=name,
			assign_to=[session.user],
			description="x",
		),
		"commenting": call(
			session,
			"frappe.desk.form.utils.add_comment",
			reference_doctype=RATING,
			reference_name=name,
			content="x",
			comment_email=session.user,
			comment_by=session.user,
		),
		"following": call(
			session,
			"frappe.desk.form.document_follow.follow_document",
			doctype=RATING,
			doc_name=name,
			user=session.user,
		),
		"tagging": call(session, "frappe.desk.doctype.tag.tag.add_tag", tag="x", dt=RATING, dn=name),
		"changing": session.put(f"/api/resource/{RATING}/{name}", json={"result": "Satisfied"}),
		"set_value": call(
			session, "frappe.client.set_value", doctype=RATING, name=name, fieldname="round_closed", value=1
		),
	}


def test_no_door_is_open(nosy, world, rated):
	tried = doors(nosy, world, rated)
	assert len(tried) > 60
	leaked = {
		door: (answer.status_code, words(answer)[:300])
		for door, answer in tried.items()
		if any(secret in words(answer) for secret in (rated.opinion, rated.file_name))
	}
	assert not leaked
	# a refusal may repeat the name that was asked for, an answer may not
	named = {
		door: words(answer)[:300]
		for door, answer in tried.items()
		if answer.ok and rated.name in words(answer)
	}
	for quoting in ("link title", "validate"):
		named.pop(quoting, None)
	assert not named
	for door in ("grouped", "group counts", "chart", "card", "aggregated", "reply filtered by its rating"):
		assert not tried[door].ok or "Dissatisfied" not in words(tried[door]), door
	frappe.db.rollback()
	assert frappe.db.get_value(RATING, rated.name, ["result", "round_closed"]) == ("Dissatisfied", 0)
	assert not frappe.db.exists("DocShare", {"share_doctype": RATING, "share_name": rated.name})
	assert not frappe.db.exists("ToDo", {"reference_type": RATING, "reference_name": rated.name})


def test_the_doors_are_real_ones(world, as_user, rated):
	"""Whoever may know finds the opinion behind many of them: a refusal is not a slip of this test."""
	session = as_user(world.town.clerk)
	session.user = world.town.clerk
	tried = doors(session, world, rated)
	telling = [door for door, answer in tried.items() if rated.opinion in words(answer)]
	assert len(telling) >= 15, telling


def test_counts_tell_nothing(nosy, rated):
	for filters in (
		[],
		[[RATING, "result", "=", "Dissatisfied"]],
		[[RATING, "reasons", "like", f"%{rated.opinion}%"]],
	):
		for answer in (
			call(nosy, "frappe.desk.reportview.get_count", doctype=RATING, filters=filters, fields=[]),
			call(nosy, "frappe.client.get_count", doctype=RATING, filters=filters),
			nosy.get(f"/api/v2/doctype/{RATING}/count", params={"filters": json.dumps(filters)}),
		):
			assert not answer.ok or not (answer.json().get("message") or answer.json().get("data")), words(
				answer
			)


def test_nothing_the_unit_reads_has_changed(rated, snapshot):
	"""Not even a date of change tells that somebody was dissatisfied."""
	after = snapshot()
	changed = {
		what: (rated.before[what][:2000], after[what][:2000])
		for what in after
		if rated.before[what] != after[what]
	}
	assert not changed


def test_reports_tell_nothing(curious, world, rated):
	"""Each report of the app, run for oneself, for somebody else by name, and exported."""
	for report in frappe.get_all("Report", filters={"module": "Deputy Affairs"}, pluck="name"):
		for filters in ({"congress": world.town.congress}, {}):
			for method, more in (
				("frappe.desk.query_report.run", {}),
				("frappe.desk.query_report.run", {"user": world.town.clerk}),
				("frappe.desk.query_report.run", {"user": "Administrator"}),
				(
					"frappe.desk.query_report.export_query",
					{"file_format_type": "CSV", "visible_idx": [0, 1, 2]},
				),
				(
					"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report",
					{},
				),
			):
				text = words(call(curious, method, report_name=report, filters=filters, **more))
				assert rated.opinion not in text and rated.name not in text, (report, method)


def whitelisted():
	"""Our own methods that a request can call, with their signatures."""
	found = {}
	for function in frappe.whitelisted:
		original = inspect.unwrap(function)
		if original.__module__.startswith("deputy_affairs.") and "." not in original.__qualname__:
			found[f"{original.__module__}.{original.__name__}"] = inspect.signature(original)
	return found


def test_no_method_of_ours_tells(curious, world, rated):
	import pkgutil

	import deputy_affairs

	for module in pkgutil.walk_packages(deputy_affairs.__path__, "deputy_affairs."):
		if ".patches." not in module.name and ".demo" not in module.name:
			frappe.get_module(module.name)
	guesses = {
		"doctype": RATING,
		"kind": "opinion_form",
		"name": rated.name,
		"names": json.dumps([rated.name]),
		"docname": rated.name,
		"docnames": json.dumps([rated.name]),
		"doc": json.dumps({"doctype": RATING, "name": rated.name}),
		"rating": rated.name,
		"ratings": json.dumps([rated.name]),
		"reply": world.issued_reply,
		"replies": json.dumps([world.issued_reply]),
		"suggestion": world.open_suggestion,
		"assignment": world.open_assignment,
		"record": rated.name,
		"action": "Issue",
		"txt": "",
		"number": frappe.db.get_value(RATING, rated.name, "slip_number"),
		"congress": world.town.congress,
		"filters": json.dumps({"congress": world.town.congress}),
		"values": "{}",
		"template": "opinion_form",
	}
	methods = whitelisted()
	assert len(methods) > 15
	for method, signature in methods.items():
		params = {
			name: guesses.get(name, "x") for name in signature.parameters if name not in ("options", "kwargs")
		}
		for answer in (call(curious, method, **params), curious.get(f"/api/method/{method}", params=params)):
			text = words(answer)
			assert rated.opinion not in text and rated.file_name not in text, method
			assert not answer.ok or rated.name not in text.replace(f'"message": "{rated.name}"', ""), method


def test_methods_of_records_tell_nothing(curious, world, rated):
	for doctype, name in (
		(RATING, rated.name),
		("Deputy Suggestion", world.open_suggestion),
		("Suggestion Assignment", world.open_assignment),
		("Suggestion Reply", world.issued_reply),
	):
		controller = frappe.get_doc(doctype, name).__class__
		for method, function in inspect.getmembers(controller, inspect.isfunction):
			if function in frappe.whitelisted and function.__module__.startswith("deputy_affairs."):
				answer = call(curious, "run_doc_method", dt=doctype, dn=name, method=method, args={})
				assert rated.opinion not in words(answer) and rated.name not in words(answer), (
					doctype,
					method,
				)


def test_what_the_unit_sees_after_closing(site, world, as_user):
	"""As much as the congress shows, and of an anonymous deputy nothing."""
	method = "deputy_affairs.deputy_affairs.doctype.suggestion_rating.for_unit.ratings_of_reply"
	row = frappe.qb.DocType(RATING)
	session, other = as_user(world.town.workers[1]), as_user(world.town.workers[0])

	def close(closed):
		frappe.qb.update(row).set(row.round_closed, closed).set(row.reasons, "路面还是坏的").where(
			row.name == world.open_rating
		).run()
		frappe.db.commit()

	def shown(setting, reply=world.issued_reply, who=session):
		frappe.db.set_value("Congress", world.town.congress, "unit_sees_ratings", setting)
		frappe.db.commit()
		answer = call(who, method, reply=reply)
		return answer.json()["message"]["rows"] if answer.ok else answer.status_code

	try:
		assert shown("Grades and Opinions") == []
		close(1)
		(full,) = shown("Grades and Opinions")
		assert (full["deputy_name"], full["result"], full["reasons"]) == (
			"张建国",
			"Satisfied",
			"路面还是坏的",
		)
		(grades,) = shown("Grades Only")
		assert grades == {"status": "Returned", "attitude": "Satisfied", "result": "Satisfied"}
		assert shown("Nothing") == []
		assert shown("Grades and Opinions", world.anonymous_reply) == []
		assert shown("Grades and Opinions", who=other) in (403, 404)
		for setting in ("Grades and Opinions", "Grades Only", "Nothing"):
			shown(setting)
			assert session.get(f"/api/resource/{RATING}/{world.open_rating}").status_code == 403
	finally:
		close(0)
		shown("")
