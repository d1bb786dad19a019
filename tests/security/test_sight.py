"""Who sees what, asked through every door that the framework opens for reading."""

import json

import factories as make
import frappe
import pytest
from doors import CLOSED, doors_of_record, get, nothing_listed, words


def foreign_to(world, who: str) -> dict:
	"""Records that somebody must not see, by DocType."""
	town = world.town
	unit = {
		"Deputy Suggestion": [
			world.suggestion,
			world.open_suggestion,
			world.anonymous,
			world.draft,
			world.foreign,
		],
		"Suggestion Assignment": [world.open_assignment, world.assist, world.foreign_assignment],
		"Suggestion Reply": [world.issued_reply, world.anonymous_reply],
		"Handling Contact": [world.contact],
		"Suggestion Rating": [world.open_rating, world.awaited_rating, world.anonymous_rating],
		"Deputy": town.deputies,
		"Deputy Group": [world.group],
		"Constituency": [town.constituency],
		"Congress": [world.county, world.other.congress, world.lone],
		"Handling Unit": world.other.units,
	}
	neighbour = {
		**unit,
		"Suggestion Assignment": [world.assignment, world.assist, world.open_assignment],
		"Suggestion Reply": [world.reply, world.issued_reply],
		"Congress": [world.county, town.congress, world.lone],
		"Congress Term": [town.term],
		"Congress Meeting": [town.meeting],
		"Handling Unit": town.units,
		"Deputy Suggestion": [world.suggestion, world.anonymous, world.draft],
	}
	second_unit = {  # that answered: its own ratings stay hidden while the round is open or the deputy anonymous
		**unit,
		"Suggestion Assignment": [world.assignment, world.assist, world.foreign_assignment],
		"Suggestion Reply": [world.reply],
		"Handling Contact": [],
	}
	deputy = {
		**neighbour,
		"Deputy Suggestion": [world.anonymous, world.draft, world.foreign],
		"Suggestion Rating": unit["Suggestion Rating"],
		"Congress": [world.county, town.congress, world.lone],
		"Congress Term": [world.other.term],
		"Congress Meeting": [world.other.meeting],
		"Handling Unit": [],
		"Handling Contact": [world.contact],
	}
	everything = {doctype: names for doctype, names in neighbour.items()}
	return {
		"unit": unit,
		"second unit": second_unit,
		"neighbour clerk": neighbour,
		"neighbour office": neighbour,
		"neighbour unit": neighbour,
		"deputy": deputy,
		"guest": everything,
	}[who]


def user_of(world, who: str) -> str | None:
	return {
		"unit": world.town.workers[0],
		"second unit": world.town.workers[1],
		"neighbour clerk": world.other.clerk,
		"neighbour office": world.other.office,
		"neighbour unit": world.other.workers[0],
		"deputy": world.deputy,
		"guest": None,
	}[who]


PEOPLE = ("unit", "second unit", "neighbour clerk", "neighbour office", "neighbour unit", "deputy", "guest")


@pytest.fixture
def session_of(world, http):
	def log_in(who):
		user = user_of(world, who)
		return http(user, make.PASSWORD) if user else http()

	return log_in


@pytest.mark.parametrize("who", PEOPLE)
def test_foreign_records_are_not_opened(world, session_of, who):
	session = session_of(who)
	for doctype, names in foreign_to(world, who).items():
		for name in names[:2]:
			doors = doors_of_record(session, doctype, name)
			for door, answer in doors.items():
				assert answer.status_code in CLOSED, (
					door,
					doctype,
					name,
					answer.status_code,
					answer.text[:200],
				)


@pytest.mark.parametrize("who", PEOPLE)
def test_foreign_records_are_in_no_list(world, session_of, who):
	session = session_of(who)
	for doctype, names in foreign_to(world, who).items():
		if not names:
			continue
		nothing_listed(session, doctype, names)


def test_titles_of_links_are_told_to_readers_only(world, session_of):
	session = session_of("unit")
	for doctype, name in (
		("Deputy", world.town.deputies[2]),
		("Deputy Group", world.group),
		("Constituency", world.town.constituency),
		("Handling Unit", world.other.units[0]),
	):
		answer = get(session, "frappe.desk.search.get_link_title", doctype=doctype, docname=name)
		assert answer.json()["message"] == name  # nothing but what was asked with
	own = get(
		session, "frappe.desk.search.get_link_title", doctype="Handling Unit", docname=world.town.units[1]
	)
	assert own.json()["message"] == "财政所"  # an office looks up the units beside it


def test_no_field_of_another_record_through_a_link(world, session_of):
	"""Columns of a linked record, filters and groups on it."""
	session = session_of("second unit")
	for fields, filters in (
		(["name", "suggestion.lead_deputy_name"], []),
		(["name", "suggestion.lead_deputy"], []),
		(["name", "`tabDeputy Suggestion`.`lead_deputy_name`"], []),
		(["name"], [["Deputy Suggestion", "lead_deputy_name", "=", "王五"]]),
		(["name", "(select lead_deputy_name from `tabDeputy Suggestion` limit 1) as x"], []),
	):
		answer = get(
			session, "frappe.client.get_list", doctype="Suggestion Assignment", fields=fields, filters=filters
		)
		assert "王五" not in words(answer), fields
		assert answer.status_code in (*CLOSED, 500), (fields, filters, answer.status_code)


def test_the_anonymous_deputy_is_nowhere_in_what_the_unit_reads(world, session_of):
	session = session_of("second unit")
	lead = frappe.db.get_value("Deputy Suggestion", world.anonymous, "lead_deputy")
	name = frappe.db.get_value("Deputy", lead, "deputy_name")
	read = []
	assert get(session, "frappe.client.get_list", doctype="Suggestion Rating").status_code == 403
	for doctype in ("Suggestion Assignment", "Suggestion Reply", "Handling Contact"):
		listed = get(session, "frappe.client.get_list", doctype=doctype, fields=["*"], limit_page_length=0)
		assert listed.status_code == 200
		read.append(json.dumps([row for row in listed.json()["message"]], ensure_ascii=False))
		for row in listed.json()["message"]:
			form = get(session, "frappe.desk.form.load.getdoc", doctype=doctype, name=row["name"])
			assert form.status_code == 200
			read.append(json.dumps(form.json(), ensure_ascii=False))
	everything = "\n".join(read)
	assert world.anonymous_assignment in everything  # it does see its own work
	assert name not in everything and lead not in everything
	links = get(
		session,
		"frappe.desk.form.linked_with.get",
		doctype="Suggestion Assignment",
		docname=world.anonymous_assignment,
	)
	assert name not in words(links) and world.anonymous_rating not in links.text


def test_links_of_a_readable_record_show_no_foreign_ones(world, session_of):
	session = session_of("unit")
	for doctype, name in (("Handling Unit", world.town.units[1]), ("Congress", world.town.congress)):
		answer = get(session, "frappe.desk.form.linked_with.get", doctype=doctype, docname=name)
		for foreign in (world.open_assignment, world.issued_reply, world.suggestion, world.open_rating):
			assert foreign not in answer.text


def test_the_lead_reads_the_opinion_once_it_is_given(world, session_of, as_user):
	lead, helper, office = session_of("unit"), as_user(world.town.workers[2]), as_user(world.town.office)
	path = f"/api/resource/Suggestion Assignment/{world.assist}"

	def act(session, action, **inputs):
		doc = {"doctype": "Suggestion Assignment", "name": world.assist, **inputs}
		answer = session.post(
			"/api/method/frappe.model.workflow.apply_workflow",
			data={"doc": json.dumps(doc), "action": action},
		)
		assert answer.status_code == 200, answer.text[:300]

	assert lead.get(path).status_code in CLOSED
	act(helper, "Give Opinion", opinion="可安排十万元")
	assert "可安排十万元" in words(lead.get(path))
	assert lead.put(path, json={"opinion": "代写"}).status_code in CLOSED
	act(office, "Ask to Redo Opinion", redo_reason="请写明来源")
	assert lead.get(path).status_code in CLOSED


def test_files_of_foreign_records(world, session_of, http):
	reader = session_of("unit")
	assert reader.get(world.file_url).text == "只给承办单位"
	for who in ("second unit", "neighbour clerk", "neighbour unit", "deputy", "guest"):
		session = session_of(who)
		assert session.get(world.file_url).status_code in CLOSED, who
		assert session.get(f"/api/resource/File/{world.file}").status_code in CLOSED, who
		download = get(session, "frappe.core.doctype.file.file.download_file", file_url=world.file_url)
		assert download.status_code in CLOSED, who
		listed = get(
			session,
			"frappe.client.get_list",
			doctype="File",
			filters={"attached_to_name": world.reply},
			fields=["file_name", "file_url"],
		)
		assert world.prefix not in words(listed), who
	listed = get(
		reader,
		"frappe.client.get_list",
		doctype="File",
		filters={"attached_to_name": world.reply},
		fields=["file_name"],
	)
	assert world.prefix in listed.json()["message"][0]["file_name"]
	other = session_of("second unit").post(
		"/api/method/frappe.client.attach_file",
		data={
			"filename": "x.txt",
			"filedata": "eA==",
			"decode_base64": 1,
			"doctype": "Suggestion Reply",
			"docname": world.reply,
			"is_private": 1,
		},
	)
	assert other.status_code in CLOSED


def test_comments_and_versions_of_foreign_records(world, session_of):
	for who in ("second unit", "neighbour clerk", "neighbour unit", "deputy", "guest"):
		session = session_of(who)
		for doctype, fieldname in (("Comment", "reference_name"), ("Version", "docname")):
			answer = get(
				session,
				"frappe.client.get_list",
				doctype=doctype,
				filters={fieldname: ["in", [world.assignment, world.suggestion, world.reply]]},
				fields=["*"],
			)
			assert answer.status_code in CLOSED or answer.json()["message"] == [], (
				who,
				doctype,
				answer.text[:200],
			)
		answer = session.post(
			"/api/method/frappe.desk.form.utils.add_comment",
			data={
				"reference_doctype": "Suggestion Assignment",
				"reference_name": world.assignment,
				"content": "混入",
				"comment_email": "x@example.com",
				"comment_by": "x",
			},
		)
		assert answer.status_code in (*CLOSED, 401), who
	form = get(
		session_of("unit"),
		"frappe.desk.form.load.getdoc",
		doctype="Suggestion Assignment",
		name=world.assignment,
	)
	assert f"{world.prefix}批注" in words(form)


def test_a_deputy_sees_own_and_cosigned_ones_only(world, as_user):
	session = as_user(world.deputy)
	seen = get(session, "frappe.client.get_list", doctype="Deputy Suggestion", limit_page_length=0)
	assert {row["name"] for row in seen.json()["message"]} == {world.suggestion, world.open_suggestion}
	doc = session.get(f"/api/resource/Deputy Suggestion/{world.suggestion}").json()["data"]
	assert doc["title"].startswith("关于") and "overall_rating" not in doc
	assert (
		session.put(
			f"/api/resource/Deputy Suggestion/{world.suggestion}", json={"category": "其他"}
		).status_code
		in CLOSED
	)
	other = as_user(world.second_deputy)
	seen = get(other, "frappe.client.get_list", doctype="Deputy Suggestion", limit_page_length=0)
	assert {row["name"] for row in seen.json()["message"]} == {world.draft, world.anonymous}


def test_the_observer_reads_down_and_writes_nothing(world, as_user):
	session = as_user(world.observer)
	seen = get(session, "frappe.client.get_list", doctype="Congress", limit_page_length=0)
	assert {row["name"] for row in seen.json()["message"]} == {
		world.county,
		world.town.congress,
		world.other.congress,
	}
	for doctype, name in (
		("Deputy Suggestion", world.suggestion),
		("Deputy Suggestion", world.foreign),
		("Suggestion Assignment", world.assignment),
		("Suggestion Reply", world.reply),
		("Suggestion Rating", world.open_rating),
		("Deputy", world.town.deputies[0]),
		("Deputy Group", world.group),
		("Congress", world.town.congress),
		("Handling Unit", world.town.units[0]),
	):
		answer = session.get(f"/api/resource/{doctype}/{name}")
		assert answer.status_code == 200, (doctype, answer.text[:200])
		stored = frappe.db.get_value(doctype, name, "modified")
		assert session.put(f"/api/resource/{doctype}/{name}", json={"owner": "Guest"}).status_code in CLOSED
		assert session.delete(f"/api/resource/{doctype}/{name}").status_code in CLOSED
		frappe.db.rollback()
		assert frappe.db.get_value(doctype, name, "modified") == stored
	deputy = session.get(f"/api/resource/Deputy/{world.town.deputies[0]}").json()["data"]
	assert not deputy.get("phone") and not deputy.get("id_number")
	listed = get(
		session,
		"frappe.client.get_list",
		doctype="Deputy",
		fields=["name", "phone"],
		filters={"name": world.town.deputies[0]},
	)
	assert "13800000000" not in listed.text
	assert session.get(f"/api/resource/Congress/{world.lone}").status_code in CLOSED


def test_private_data_of_deputies(world, as_user):
	deputy = world.town.deputies[1]
	clerk = as_user(world.town.clerk)
	assert clerk.get(f"/api/resource/Deputy/{deputy}").json()["data"]["phone"] == "13800000000"
	observer = as_user(world.observer)
	assert observer.put(f"/api/resource/Deputy/{deputy}", json={"phone": "1"}).status_code in CLOSED
	frappe.db.rollback()
	assert frappe.db.get_value("Deputy", deputy, "phone") == "13800000000"


def test_a_foreign_record_is_not_pulled_over(world, as_user):
	"""Writing the own congress or unit into a foreign record, and into new ones the foreign congress."""
	clerk = as_user(world.other.clerk)
	for doctype, name in (
		("Deputy Suggestion", world.draft),
		("Deputy", world.town.deputies[1]),
		("Handling Unit", world.town.units[0]),
		("Constituency", world.town.constituency),
		("Deputy Group", world.group),
	):
		before = frappe.db.get_value(doctype, name, "congress")
		answer = clerk.put(f"/api/resource/{doctype}/{name}", json={"congress": world.other.congress})
		assert answer.status_code in CLOSED, doctype
		frappe.db.rollback()
		assert frappe.db.get_value(doctype, name, "congress") == before
	town = world.town
	new = (
		("Deputy", make.deputy_values("外人", town.congress)),
		("Handling Unit", {"unit_name": "外单位", "congress": town.congress}),
		("Congress Term", {"congress": town.congress, "term_number": 25, "start_date": "2040-01-01"}),
		(
			"Congress Meeting",
			{
				"congress": world.other.congress,
				"term": town.term,
				"meeting_number": 9,
				"start_date": "2026-10-01",
				"end_date": "2026-10-02",
			},
		),
		(
			"Constituency",
			{
				"congress": world.other.congress,
				"term": town.term,
				"constituency_number": 77,
				"constituency_name": "外选区",
			},
		),
		(
			"Deputy Group",
			{"term": town.term, "group_name": "外组", "members": [{"deputy": town.deputies[0]}]},
		),
		(
			"Deputy Suggestion",
			{
				"title": "关于外镇的建议",
				"congress": town.congress,
				"lead_deputy": town.deputies[0],
				"situation": "现状",
				"demands": [{"demand": "办理"}],
			},
		),
		(
			"Suggestion Assignment",
			{"suggestion": world.open_suggestion, "unit": world.other.units[0], "handling_role": "Assist"},
		),
		(
			"Handling Contact",
			{"assignment": world.open_assignment, "unit_people": "甲", "content": "乙"},
		),
		("Suggestion Reply", {"assignment": world.assignment}),
		(
			"Workday Exception",
			{"date": "2031-01-06", "kind": "Holiday", "congress": town.congress, "reason": "x"},
		),
		# for every congress: not the business of one township
		("Workday Exception", {"date": "2031-01-06", "kind": "Holiday", "congress": "", "reason": "x"}),
		("Paperwork Template", {"title": "外模板", "kind": "reply_letter", "congress": ""}),
		("Congress", {"congress_name": "新的人大", "short_name": f"{world.prefix}新人大"}),
	)
	for doctype, values in new:
		count = frappe.db.count(doctype)
		answer = clerk.post(f"/api/resource/{doctype}", json=values)
		assert answer.status_code in CLOSED, (doctype, answer.status_code, answer.text[:200])
		frappe.db.rollback()
		assert frappe.db.count(doctype) == count
	worker = as_user(town.workers[1])
	for doctype, values in (
		("Handling Contact", {"assignment": world.assignment, "unit_people": "甲", "content": "乙"}),
		("Suggestion Reply", {"assignment": world.assignment}),
	):
		assert worker.post(f"/api/resource/{doctype}", json=values).status_code in CLOSED


@pytest.fixture
def shared(world):
	"""A template and a day off that hold for every congress."""
	template = frappe.get_doc(
		{
			"doctype": "Paperwork Template",
			"name": frappe.generate_hash(length=10),
			"title": world.prefix,
			"kind": "reply_letter",
			"owner": "Administrator",
		}
	)
	template.db_insert()  # its file is not the matter here
	day = frappe.get_doc(
		{"doctype": "Workday Exception", "date": "2031-01-06", "kind": "Holiday", "reason": world.prefix}
	)
	day.insert()
	frappe.db.commit()
	yield template, day
	frappe.db.rollback()
	for doc in (template, day):
		frappe.delete_doc(doc.doctype, doc.name, force=True, ignore_missing=True)
	frappe.db.commit()


def test_what_holds_for_all_is_read_but_not_changed_by_one_township(world, as_user, shared):
	clerk = as_user(world.town.clerk)
	for doc in shared:
		path = f"/api/resource/{doc.doctype}/{doc.name}"
		assert clerk.get(path).status_code == 200
		before = frappe.db.get_value(doc.doctype, doc.name, "modified")
		assert clerk.put(path, json={"title": "改", "reason": "改"}).status_code in CLOSED
		assert clerk.put(path, json={"congress": world.town.congress}).status_code in CLOSED
		assert clerk.delete(path).status_code in CLOSED
		frappe.db.rollback()
		assert frappe.db.get_value(doc.doctype, doc.name, "modified") == before


def test_who_works_for_every_congress_changes_what_holds_for_all(shared, world):
	everywhere = frappe.get_all("Congress", filters={"parent_congress": ("is", "not set")}, pluck="name")
	for congress in everywhere:
		frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": world.town.clerk,
				"allow": "Congress",
				"for_value": congress,
			}
		).insert()
	make.forget()
	with make.acting(world.town.clerk):
		assert all(doc.has_permission("write") for doc in shared)
	with make.acting(world.other.clerk):
		assert not any(doc.has_permission("write") for doc in shared)
		assert all(doc.has_permission("read") for doc in shared)


def test_nothing_is_opened_by_sharing(world, as_user):
	for user in (world.town.clerk, world.town.chair, world.town.workers[0], world.manager):
		session = as_user(user)
		for doctype, name in (
			("Deputy Suggestion", world.suggestion),
			("Suggestion Assignment", world.assignment),
			("Suggestion Reply", world.reply),
			("Deputy", world.town.deputies[0]),
		):
			answer = session.post(
				"/api/method/frappe.share.add",
				data={"doctype": doctype, "name": name, "user": world.other.workers[0], "read": 1},
			)
			assert answer.status_code in CLOSED, (user, doctype, answer.text[:200])
	# to hand a record to somebody as a task would share it as well
	answer = as_user(world.town.clerk).post(
		"/api/method/frappe.desk.form.assign_to.add",
		data={
			"doctype": "Deputy Suggestion",
			"name": world.suggestion,
			"assign_to": json.dumps([world.town.workers[1]]),
		},
	)
	assert answer.status_code in CLOSED
	frappe.db.rollback()
	assert not frappe.db.exists(
		"DocShare", {"share_name": ("in", [world.suggestion, world.assignment, world.reply])}
	)


def test_guests_reach_no_method_of_ours(world, http):
	session = http()
	for method, data in (
		("deputy_affairs.workflow_actions.apply_workflow", {"doc": "{}", "action": "Close Suggestion"}),
		(
			"deputy_affairs.workflow_actions.get_inputs",
			{"doctype": "Deputy Suggestion", "action": "Close Suggestion"},
		),
		("deputy_affairs.limited_search.search_link", {"doctype": "Deputy", "txt": ""}),
		(
			"deputy_affairs.limited_search.get_link_title",
			{"doctype": "Deputy", "docname": world.town.deputies[0]},
		),
		("run_doc_method", {"dt": "Deputy Suggestion", "dn": world.suggestion, "method": "get_versions"}),
	):
		answer = session.post(f"/api/method/{method}", data=data)
		assert answer.status_code in (401, *CLOSED), (method, answer.status_code)


def test_the_rule_in_sql_and_in_memory_agree(world):
	"""For every user and DocType: the list and the document hook name the same records."""
	from deputy_affairs.permissions import RULES, criterion, matches, rule_for

	users = [
		world.deputy,
		world.observer,
		world.town.clerk,
		world.town.office,
		*world.town.workers,
		world.other.clerk,
		world.other.workers[0],
	]
	for doctype in RULES:
		table = frappe.qb.DocType(doctype)
		rows = frappe.get_all(doctype, fields=["*"], limit=500)
		for user in users:
			condition = criterion(doctype, user)
			listed = {name for (name,) in frappe.qb.from_(table).select(table.name).where(condition).run()}
			rule = rule_for(doctype, user)
			assert {row.name for row in rows if matches(rule, row)} == listed & {row.name for row in rows}, (
				doctype,
				user,
			)
			for row in rows[:30]:
				allowed = frappe.get_doc(doctype, row.name).has_permission("read", user=user)
				assert isinstance(allowed, bool)
				assert not allowed or row.name in listed, (doctype, row.name, user)
