"""State, locked and derived fields, by every way in: each is refused and the database stays as it was.

Over HTTP, as the users who come nearest to being allowed: the clerk may write the suggestion, the unit its
reply.
"""

import json

import factories as make
import frappe
import pytest

REFUSED = (403, 404, 405, 409, 417)

# what the clerk, who may write a registered suggestion, must not be able to write
SUGGESTION = {
	"workflow_state": "Closed",
	"stage": "Closed",
	"registration_number": "19-3-999",
	"due_date": "2099-01-01",
	"assigned_on": "2001-01-01",
	"replied_on": "2001-01-01",
	"current_round": 7,
	"closed_on": "2001-01-01",
	"result_class": "A",
	"overall_rating": "Satisfied",
	"reviewed_by": None,  # the observer
	"submitted_on": "2001-01-01",
	"units_shown": "谁也没有",
	"refusal_ground": "Personal Matter",
	"title": "关于改写标题的建议",
	"situation": "改写",
	"lead_deputy": None,  # the second deputy, see below
	"is_anonymous": 1,
}
ASSIGNMENT = {
	"workflow_state": "Returned",
	"status": "Replied",
	"due_date": "2099-01-01",
	"extended_to": "2099-01-01",
	"return_by": "2099-01-01",
	"received_on": "2001-01-01",
	"replied_on": "2001-01-01",
	"round": 9,
	"lead_unit": None,
	"requirements": "改写",
	"situation": "改写",
	"assigned_on": "2001-01-01",
	"is_hard": 1,
	"handling_role": "Separate",
	"unit": None,
}
REPLY = {
	"workflow_state": "Issued",
	"document_number": "云政函〔2026〕99号",
	"issued_on": "2001-01-01",
	"signed_by": "Administrator",
	"signed_on": "2001-01-01",
	"checked_by": "Administrator",
	"drafted_by": "Administrator",
	"round": 3,
	"check_opinion": "可以",
}
RATING = {
	"status": "Returned",
	"round_closed": 1,
	"is_anonymous": 0,
	"due_date": "2099-01-01",
	"round": 4,
	"deputy": None,
	"entered_by": "Administrator",
}
# what an issued letter consists of
ISSUED = {
	"body": "改写",
	"reply_class": "D",
	"opening": "改写",
	"contact_person": "张三",
	"is_public": "Not Public",
}


@pytest.fixture
def cases(world):
	town = world.town
	return {
		"suggestion": (
			"Deputy Suggestion",
			world.suggestion,
			town.clerk,
			{**SUGGESTION, "lead_deputy": town.deputies[2], "reviewed_by": world.observer},
		),
		"assignment": (
			"Suggestion Assignment",
			world.assignment,
			town.workers[0],
			{**ASSIGNMENT, "lead_unit": town.units[1], "unit": town.units[1]},
		),
		"reply": ("Suggestion Reply", world.reply, town.workers[0], REPLY),
		"issued reply": ("Suggestion Reply", world.issued_reply, town.workers[1], ISSUED),
		"rating": (
			"Suggestion Rating",
			world.awaited_rating,
			town.clerk,
			{**RATING, "deputy": town.deputies[2], "is_anonymous": 1},
		),
	}


WHICH = ("suggestion", "assignment", "reply", "issued reply", "rating")


def row(doctype, name) -> dict:
	"""The stored row with its tables, read anew."""
	frappe.db.rollback()
	return frappe.get_doc(doctype, name).as_dict(no_nulls=False)


def unchanged(before: dict) -> bool:
	return json.dumps(before, default=str) == json.dumps(row(before["doctype"], before["name"]), default=str)


def put(session, doctype, name, values):
	return session.put(f"/api/resource/{doctype}/{name}", json=values)


def set_value(session, doctype, name, values):
	return session.post(
		"/api/method/frappe.client.set_value",
		data={"doctype": doctype, "name": name, "fieldname": json.dumps(values)},
	)


def client_save(session, doctype, name, values):
	doc = frappe.get_doc(doctype, name).as_dict()
	doc.update(values)
	return session.post("/api/method/frappe.client.save", data={"doc": frappe.as_json(doc)})


def form_save(session, doctype, name, values):
	doc = frappe.get_doc(doctype, name).as_dict()
	doc.update(values)
	return session.post(
		"/api/method/frappe.desk.form.save.savedocs", data={"doc": frappe.as_json(doc), "action": "Save"}
	)


def bulk_edit(session, doctype, name, values):
	return session.post(
		"/api/method/frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		data={
			"doctype": doctype,
			"docnames": json.dumps([name]),
			"action": "update",
			"data": json.dumps(values),
		},
	)


def client_bulk(session, doctype, name, values):
	docs = [{"doctype": doctype, "docname": name, **values}]
	return session.post("/api/method/frappe.client.bulk_update", data={"docs": json.dumps(docs)})


def v2_put(session, doctype, name, values):
	return session.patch(f"/api/v2/document/{doctype}/{name}", json=values)


@pytest.mark.parametrize("way", [put, set_value, client_save, form_save, v2_put])
@pytest.mark.parametrize("which", WHICH)
def test_no_field_is_forced(cases, as_user, which, way):
	doctype, name, user, values = cases[which]
	session = as_user(user)
	before = row(doctype, name)
	for fieldname, value in values.items():
		answer = way(session, doctype, name, {fieldname: value})
		if answer.status_code == 200:
			# A field that is fetched or above the user's level is put back instead of refused.
			assert unchanged(before), f"{way.__name__} wrote {fieldname}"
			pytest.fail(f"{way.__name__} {fieldname}: 200 although nothing was to be written")
		assert answer.status_code in REFUSED, (
			f"{way.__name__} {fieldname}: {answer.status_code} {answer.text[:300]}"
		)
	assert unchanged(before)


@pytest.mark.parametrize("way", [bulk_edit, client_bulk])
@pytest.mark.parametrize("which", WHICH)
def test_no_field_is_forced_in_bulk(cases, as_user, which, way):
	"""These collect the refusals and answer 200 (or name the failed ones)."""
	doctype, name, user, values = cases[which]
	session = as_user(user)
	before = row(doctype, name)
	for fieldname, value in values.items():
		answer = way(session, doctype, name, {fieldname: value})
		if way is client_bulk and answer.status_code == 200:
			assert answer.json()["message"]["failed_docs"], fieldname
	assert unchanged(before)


def test_flags_of_a_request_open_nothing(world, as_user):
	"""`flags.by_system` and `ignore_permissions` are the server's own words."""
	session = as_user(world.town.clerk)
	flags = {"by_system": 1, "ignore_permissions": 1, "from_suggestion": 1}
	before = row("Deputy Suggestion", world.suggestion)
	for way in (put, set_value, client_save, form_save, v2_put, bulk_edit, client_bulk):
		way(session, "Deputy Suggestion", world.suggestion, {"stage": "Closed", "flags": flags})
		assert unchanged(before), way.__name__


def test_a_form_that_is_behind_is_refused(world, as_user):
	session = as_user(world.town.clerk)
	before = row("Deputy Suggestion", world.suggestion)
	doc = {**before, "category": "其他", "modified": "2001-01-01 00:00:00"}
	answer = session.post("/api/method/frappe.client.save", data={"doc": frappe.as_json(doc)})
	assert answer.status_code in REFUSED
	assert unchanged(before)


CHILDREN = (
	("Suggestion Demand", "Deputy Suggestion", "suggestion", {"demand": "改写"}, "clerk"),
	("Suggestion Cosigner", "Deputy Suggestion", "suggestion", {"state": "Refused"}, "clerk"),
	("Suggestion Stage Change", "Deputy Suggestion", "suggestion", {"to_stage": "Closed"}, "clerk"),
	("Suggestion Reply Answer", "Suggestion Reply", "issued_reply", {"answer": "改写"}, "worker"),
)


@pytest.mark.parametrize("child,doctype,which,values,who", CHILDREN)
def test_rows_of_a_record_are_not_reached_by_themselves(world, as_user, child, doctype, which, values, who):
	session = as_user(world.town.clerk if who == "clerk" else world.town.workers[1])
	name = getattr(world, which)
	before = row(doctype, name)
	line = frappe.get_all(child, filters={"parent": name, "parenttype": doctype}, fields=["*"], limit=1)[0]
	answers = [
		put(session, child, line.name, values),
		v2_put(session, child, line.name, values),
		set_value(session, child, line.name, values),
		client_save(session, child, line.name, values),
		session.delete(f"/api/resource/{child}/{line.name}"),
		session.post("/api/method/frappe.client.delete", data={"doctype": child, "name": line.name}),
		session.post(
			"/api/method/frappe.client.insert",
			data={"doc": frappe.as_json({**line, "doctype": child, "name": None, **values})},
		),
		session.post(f"/api/resource/{child}", data=frappe.as_json({**line, "name": None, **values})),
	]
	assert unchanged(before)
	assert [answer.status_code for answer in answers if answer.status_code not in REFUSED] == []


def test_the_history_of_a_deputy_is_not_written(world, as_user):
	session = as_user(world.town.clerk)
	deputy = world.town.deputies[1]
	before = row("Deputy", deputy)
	mandate = before["mandates"][0]
	history = {
		"term": world.town.term,
		"from_status": "In Office",
		"to_status": "Recalled",
		"changed_on": "2026-01-01",
		"reason": "编造",
	}
	for values in (
		{"status_changes": [history]},
		{"mandates": [{**mandate, "status": "Recalled"}]},
		{"mandates": [{**mandate, "end_date": "2026-01-01"}]},
	):
		assert put(session, "Deputy", deputy, json.loads(frappe.as_json(values))).status_code in REFUSED
		assert unchanged(before)
	# derived anew from the mandates, whatever is sent
	assert put(session, "Deputy", deputy, {"status": "Recalled", "deputy_group": None}).status_code == 200
	after = row("Deputy", deputy)
	assert (after["status"], after["deputy_group"]) == ("In Office", world.group)
	assert (
		set_value(session, "Deputy Mandate", mandate["name"], {"status": "Recalled"}).status_code in REFUSED
	)
	assert put(session, "Deputy Mandate", mandate["name"], {"status": "Recalled"}).status_code in REFUSED
	assert row("Deputy", deputy)["mandates"][0]["status"] == "In Office"


def test_a_new_record_starts_at_the_beginning(world, as_user):
	session = as_user(world.town.clerk)
	values = {
		"doctype": "Deputy Suggestion",
		"title": "关于一步到位的建议",
		"congress": world.town.congress,
		"lead_deputy": world.town.deputies[0],
		"situation": "现状",
		"demands": [{"demand": "办理"}],
		"workflow_state": "Closed",
		"stage": "Closed",
		"registration_number": "19-3-777",
		"submitted_on": "2001-01-01",
		"due_date": "2099-01-01",
		"current_round": 5,
		"overall_rating": "Satisfied",
		"stage_log": [{"to_stage": "Closed"}],
		"flags": {"by_system": 1},
	}
	for answer in (
		session.post("/api/resource/Deputy Suggestion", json=values),
		session.post("/api/method/frappe.client.insert", data={"doc": json.dumps(values)}),
	):
		if answer.status_code in REFUSED:
			continue
		data = answer.json().get("data") or answer.json()["message"]
		stored = row("Deputy Suggestion", data["name"])
		assert (stored["workflow_state"], stored["stage"]) == ("Draft", "Draft")
		assert not any(
			stored[f]
			for f in ("registration_number", "submitted_on", "due_date", "current_round", "overall_rating")
		)
		assert [line["to_stage"] for line in stored["stage_log"]] == ["Draft"]
		assert session.delete(f"/api/resource/Deputy Suggestion/{data['name']}").status_code == 202


def test_nobody_makes_ratings_or_numbers_of_their_own(world, as_user):
	clerk = as_user(world.town.clerk)
	values = {"reply": world.issued_reply, "deputy": world.town.deputies[2], "attitude": "Satisfied"}
	assert clerk.post("/api/resource/Suggestion Rating", json=values).status_code == 403
	worker = as_user(world.town.workers[1])
	assert worker.post("/api/resource/Suggestion Rating", json=values).status_code == 403
	values = {"suggestion": world.suggestion, "unit": world.town.units[1], "handling_role": "Lead"}
	assert worker.post("/api/resource/Suggestion Assignment", json=values).status_code == 403
	assert clerk.post("/api/resource/Suggestion Assignment", json=values).status_code in REFUSED


def test_docstatus_is_not_a_way(world, as_user):
	session = as_user(world.town.clerk)
	before = row("Deputy Suggestion", world.suggestion)
	for docstatus in (1, 2):
		assert (
			put(session, "Deputy Suggestion", world.suggestion, {"docstatus": docstatus}).status_code
			in REFUSED
		)
	answer = session.post(
		"/api/method/frappe.desk.form.save.cancel",
		data={"doctype": "Deputy Suggestion", "name": world.suggestion},
	)
	assert answer.status_code in REFUSED
	assert unchanged(before)


def apply(session, doctype, name, action, **inputs):
	doc = {"doctype": doctype, "name": name, **inputs}
	return session.post(
		"/api/method/frappe.model.workflow.apply_workflow", data={"doc": json.dumps(doc), "action": action}
	)


def test_actions_by_the_wrong_people(world, as_user):
	town = world.town
	wrong = [
		# who, record, action, inputs
		(town.clerk, "Deputy Suggestion", world.suggestion, "Resume Handling", {"closing_reason": "继续"}),
		(town.office, "Deputy Suggestion", world.suggestion, "Withdraw", {"withdrawal_reason": "撤回"}),
		(town.workers[0], "Deputy Suggestion", world.draft, "Submit for Review", {}),
		(world.deputy, "Deputy Suggestion", world.suggestion, "Withdraw", {"withdrawal_reason": "撤回"}),
		(world.observer, "Deputy Suggestion", world.draft, "Submit for Review", {}),
		(world.other.clerk, "Deputy Suggestion", world.draft, "Submit for Review", {}),
		(town.clerk, "Suggestion Assignment", world.assignment, "Ask to Return", {"return_reason": "退"}),
		(
			town.workers[1],
			"Suggestion Assignment",
			world.assignment,
			"Ask to Return",
			{"return_reason": "退"},
		),
		# the lead may read the assisting unit's assignment, not act on it
		(town.workers[0], "Suggestion Assignment", world.assist, "Give Opinion", {"opinion": "代写"}),
		(town.workers[0], "Suggestion Assignment", world.assist, "Ask to Return", {"return_reason": "退"}),
		(
			world.other.office,
			"Suggestion Assignment",
			world.assignment,
			"Take Back",
			{"return_decision": "收"},
		),
		(world.observer, "Suggestion Assignment", world.assignment, "Take Back", {"return_decision": "收"}),
		(town.workers[0], "Suggestion Reply", world.reply, "Pass Check", {}),
		(town.workers[0], "Suggestion Reply", world.reply, "Issue", {}),
		(town.workers[1], "Suggestion Reply", world.reply, "Submit for Check", {}),
		(world.other.clerk, "Suggestion Reply", world.reply, "Submit for Check", {}),
	]
	for user, doctype, name, action, inputs in wrong:
		before = row(doctype, name)
		answer = apply(as_user(user), doctype, name, action, **inputs)
		assert answer.status_code in REFUSED, (user, action, answer.status_code)
		assert unchanged(before), (user, action)


def test_an_action_carries_its_inputs_and_nothing_else(world, as_user):
	session = as_user(world.town.workers[0])
	before = row("Suggestion Reply", world.reply)
	answer = apply(
		session,
		"Suggestion Reply",
		world.reply,
		"Submit for Check",
		document_number="编造1号",
		issued_on="2001-01-01",
		body="夹带",
	)
	assert answer.status_code == 200, answer.text[:300]
	after = row("Suggestion Reply", world.reply)
	assert after["workflow_state"] == "Under Check"
	assert (after["document_number"], after["issued_on"], after["body"]) == (None, None, before["body"])
	office = as_user(world.town.office)
	assert apply(office, "Suggestion Reply", world.reply, "Send Back").status_code in REFUSED
	answer = apply(office, "Suggestion Reply", world.reply, "Send Back", check_opinion="请补充")
	assert answer.status_code == 200
	assert row("Suggestion Reply", world.reply)["workflow_state"] == "Draft"


def bulk(session, doctype, names, action):
	return session.post(
		"/api/method/frappe.model.workflow.bulk_workflow_approval",
		data={"doctype": doctype, "docnames": json.dumps(names), "action": action},
	)


def test_bulk_actions_are_checked_one_by_one(world, as_user):
	for user, doctype, name, action in (
		(world.town.office, "Deputy Suggestion", world.draft, "Submit for Review"),
		(world.other.clerk, "Deputy Suggestion", world.draft, "Submit for Review"),
		(world.town.clerk, "Deputy Suggestion", world.suggestion, "Withdraw"),
		(world.town.workers[0], "Suggestion Assignment", world.assist, "Give Opinion"),
		(world.town.workers[1], "Suggestion Reply", world.reply, "Submit for Check"),
	):
		before = row(doctype, name)
		bulk(as_user(user), doctype, [name], action)
		assert unchanged(before), (user, action)


def test_methods_of_records_ask_for_permission(world, as_user):
	"""assign, rehandle, change_status, give_up by those who may at most read."""

	def call(user, doctype, name, method, **args):
		return as_user(user).post(
			"/api/method/run_doc_method",
			data={"dt": doctype, "dn": name, "method": method, "args": json.dumps(args)},
		)

	units = [{"unit": world.town.units[1], "handling_role": "Assist"}]
	for user in (world.town.office, world.town.workers[0], world.deputy, world.observer, world.other.clerk):
		before = row("Deputy Suggestion", world.suggestion)
		answer = call(user, "Deputy Suggestion", world.suggestion, "assign", units=units)
		assert answer.status_code in REFUSED, user
		assert unchanged(before)
		answer = call(
			user,
			"Deputy",
			world.town.deputies[1],
			"change_status",
			term=world.town.term,
			status="Resigned",
			changed_on="2026-01-01",
			reason="编造",
		)
		assert answer.status_code in REFUSED, user
		answer = call(user, "Suggestion Rating", world.awaited_rating, "give_up")
		assert answer.status_code in REFUSED, user
	assert frappe.db.count("Suggestion Assignment", {"suggestion": world.suggestion}) == 2
	for method in ("refresh_from_facts", "note_in_log", "derive", "do_action"):
		assert call(world.town.clerk, "Deputy Suggestion", world.draft, method).status_code in REFUSED


def test_the_tree_and_the_staff_open_no_other_congress(world, as_user):
	session = as_user(world.town.clerk)
	before = row("Congress", world.town.congress)
	county = row("Congress", world.county)
	answer = put(session, "Congress", world.town.congress, {"lft": 1, "rgt": 999999})
	assert unchanged(before) or (
		answer.status_code == 200 and _tree(before) == _tree(row("Congress", before["name"]))
	)
	assert (
		put(session, "Congress", world.town.congress, {"parent_congress": world.lone}).status_code in REFUSED
	)
	assert (
		put(session, "Congress", world.county, {"parent_congress": world.town.congress}).status_code
		in REFUSED
	)
	staff = [{"user": world.town.clerk}]
	assert put(session, "Congress", world.other.congress, {"staff": staff}).status_code in REFUSED
	assert put(session, "Congress", world.county, {"staff": staff}).status_code in REFUSED
	assert _tree(row("Congress", world.town.congress)) == _tree(before)
	assert unchanged(county)
	permission = {"user": world.town.clerk, "allow": "Congress", "for_value": world.other.congress}
	assert session.post("/api/resource/User Permission", json=permission).status_code in REFUSED
	line = {
		"doctype": "Congress Staff",
		"parent": world.other.congress,
		"parenttype": "Congress",
		"parentfield": "staff",
		"user": world.town.clerk,
	}
	assert session.post("/api/resource/Congress Staff", json=line).status_code in REFUSED


def _tree(doc) -> tuple:
	return doc["lft"], doc["rgt"], doc["parent_congress"]


def test_an_import_that_updates_meets_the_same_rules(world):
	"""The importer itself, as it runs in the background for an administrator."""
	from frappe.core.doctype.data_import.importer import Importer
	from frappe.utils.xlsxutils import make_xlsx

	before = row("Deputy Suggestion", world.suggestion)
	rows = [
		["ID", "stage", "registration_number", "due_date"],
		[world.suggestion, "Closed", "19-3-999", "2099-01-01"],
	]
	doc = frappe.get_doc(
		{
			"doctype": "Data Import",
			"reference_doctype": "Deputy Suggestion",
			"import_type": "Update Existing Records",
			"mute_emails": 1,
		}
	).insert()
	try:
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{make.unique()}.xlsx",
				"content": make_xlsx(rows, "x").getvalue(),
				"is_private": 1,
				"attached_to_doctype": "Data Import",
				"attached_to_name": doc.name,
			}
		).insert()
		doc.import_file = file.file_url
		doc.save()
		frappe.db.commit()
		Importer("Deputy Suggestion", data_import=doc).import_data()
		frappe.flags.in_import = False
		logs = frappe.get_all("Data Import Log", {"data_import": doc.name}, ["success", "messages"])
		assert [log.success for log in logs] == [0], "the row went through"
		assert unchanged(before)
	finally:
		frappe.flags.in_import = False
		frappe.db.rollback()
		frappe.db.delete("Data Import Log", {"data_import": doc.name})
		frappe.delete_doc("Data Import", doc.name, force=True)
		frappe.db.commit()
