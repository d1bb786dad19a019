"""Promises, receipts and what else hangs on a suggestion, asked and written through every door of the web.

A township of its own with one record of each kind; the township of the other tests is the foreign one.
"""

import json
from types import SimpleNamespace

import factories as make
import frappe
import pytest
from doors import CLOSED, doors_of_record, get, nothing_listed, words
from frappe.utils import add_months, today

from deputy_affairs.deputy_affairs.doctype.reply_commitment import handing_over

SECRET = "只在本镇说的话"


@pytest.fixture(scope="module")
def made(world, site):
	"""The township and its records by DocType, committed and taken away again."""
	prefix = make.unique()
	people = make.make_people(prefix, password=make.PASSWORD, units=2)
	town = None
	try:
		town = make.make_township(
			prefix,
			people,
			"青石镇",
			units=2,
			presidium_code=f"{prefix}主函",
			contact_person="周敏",
			publication_tier="With Reply",
			hotline="0871-65550100",
		)
		frappe.db.commit()
		records = _records(town)
		frappe.db.commit()
		make.forget()
		yield SimpleNamespace(town=town, records=records, files=_attach(records))
	finally:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		users = [people["clerk"], people["chair"], people["office"], *people["workers"], *people["chiefs"]]
		make.remove([town.congress] if town else [], users)


def _records(town) -> dict[str, str]:
	"""One record of each kind; the second receipt of an open round is awaited."""
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], [town.deputies[1]]))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment, "B", SECRET)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	kept, open_ = frappe.get_all(
		"Reply Commitment", {"reply": reply.name}, pluck="name", order_by="demand_no asc"
	)
	doc = frappe.get_doc("Reply Commitment", kept)
	with make.acting(town.workers[0]):
		make.act(doc, "Report Completion", done_on=today(), progress_text=SECRET)
	with make.acting(town.clerk):
		make.act(doc, "Confirm as Kept")
		returned, awaited = frappe.get_all(
			"Commitment Receipt", {"commitment": kept}, pluck="name", order_by="name asc"
		)
		receipt = frappe.get_doc("Commitment Receipt", returned)
		receipt.update({"grade": "Dissatisfied", "reasons": SECRET})
		receipt.save()
		publication = frappe.get_doc(
			{"doctype": "Suggestion Publication", "suggestion": suggestion.name, "tier": "Title"}
		).insert()
		other = make.register(make.make_suggestion(town.deputies[2], title="关于另一件事情的建议"))
		(second,) = make.assign(other, lead=town.units[0])
		transfer = frappe.get_doc(
			{
				"doctype": "Suggestion Transfer",
				"suggestion": make.register(
					make.make_suggestion(town.deputies[2], title="关于上级事项的建议")
				).name,
				"reason": SECRET,
				"direction": "Outside Organ",
				"to_organ": "县水务局",
			}
		).insert()
		report = frappe.get_doc(
			{
				"doctype": "Handling Report",
				"congress": town.congress,
				"term": town.term,
				"as_of": today(),
				"reporter": "Presidium",
			}
		).insert()
		notice = frappe.get_doc(
			{
				"doctype": "Supervision Notice",
				"kind": "Reminder Notice",
				"congress": town.congress,
				"unit": town.units[0],
				"items": [{"assignment": second.name}],
				"demand": SECRET,
			}
		).insert()
	with make.acting(town.workers[0]):
		make.act(second, "Sign For")
		extension = make.request_extension(second, add_months(today(), 4), reason=SECRET)
		make.act(extension, "Ask for Extension")
	return {
		"Reply Commitment": open_,
		"Commitment Receipt": returned,
		"Suggestion Publication": publication.name,
		"Suggestion Transfer": transfer.name,
		"Handling Report": report.name,
		"Supervision Notice": notice.name,
		"Deadline Extension": extension.name,
		"_awaited": awaited,
		"_kept": kept,
	}


def _attach(records: dict) -> dict[str, str]:
	"""A private file at each record; returns its address by DocType."""
	found = {}
	for doctype, name in records.items():
		if doctype.startswith("_"):
			continue
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{make.unique()}.txt",
				"content": f"{SECRET} {doctype}",
				"is_private": 1,
				"attached_to_doctype": doctype,
				"attached_to_name": name,
			}
		).insert()
		found[doctype] = file.file_url
	frappe.db.commit()
	return found


# what of it somebody may read; nothing else
READS = {
	"own unit": {"Reply Commitment", "Deadline Extension"},
	"other unit": set(),
	"foreign clerk": set(),
	"foreign unit": set(),
	"foreign office": set(),
	"foreign deputy": set(),
	"guest": set(),
}


@pytest.fixture
def session_of(world, made, http):
	users = {
		"own unit": made.town.workers[0],
		"other unit": made.town.workers[1],
		"foreign clerk": world.town.clerk,
		"foreign unit": world.town.workers[0],
		"foreign office": world.other.office,
		"foreign deputy": world.deputy,
		"clerk": made.town.clerk,
		"guest": None,
	}

	def log_in(who):
		return http(users[who], make.PASSWORD) if users[who] else http()

	return log_in


WHO = tuple(READS)


def hidden_from(made, who: str):
	"""Pairs of DocType and names that somebody must not see; of the receipts both."""
	for doctype, name in made.records.items():
		if not doctype.startswith("_") and doctype not in READS[who]:
			more = [made.records["_awaited"]] if doctype == "Commitment Receipt" else []
			yield doctype, [name, *more]


@pytest.mark.parametrize("who", WHO)
def test_no_door_opens_what_is_foreign(made, session_of, who):
	session = session_of(who)
	for doctype, names in hidden_from(made, who):
		for name in names:
			for door, answer in doors_of_record(session, doctype, name).items():
				assert answer.status_code in CLOSED, (door, doctype, answer.status_code, answer.text[:200])
				assert SECRET not in words(answer), (door, doctype)
		nothing_listed(session, doctype, names)


@pytest.mark.parametrize("who", WHO)
def test_files_and_papers_stay_where_they_belong(made, session_of, who):
	session = session_of(who)
	kinds = {
		"Reply Commitment": "commitment_ledger",
		"Commitment Receipt": "commitment_receipt",
		"Suggestion Transfer": "transfer_letter",
		"Handling Report": "handling_report",
		"Deadline Extension": "extension_request",
		"Supervision Notice": "urge_notice",
	}
	for doctype, names in hidden_from(made, who):
		assert session.get(made.files[doctype]).status_code in CLOSED, doctype
		listed = get(
			session,
			"frappe.client.get_list",
			doctype="File",
			filters={"attached_to_name": names[0]},
			fields=["file_name", "file_url"],
		)
		assert listed.status_code in CLOSED or listed.json()["message"] == [], doctype
		if doctype in kinds:
			paper = session.post(
				"/api/method/deputy_affairs.paperwork.service.create",
				data={"kind": kinds[doctype], "doctype": doctype, "names": json.dumps(names)},
			)
			message = paper.json().get("message") or {}
			assert paper.status_code in CLOSED or not message.get("files"), (doctype, paper.text[:300])
	for report, wanted in (("Reply Commitments", "Reply Commitment"), ("Commitment Receipts", None)):
		answer = get(
			session, "frappe.desk.query_report.run", report_name=report, filters={}, ignore_prepared_report=1
		)
		if wanted in READS[who]:
			assert SECRET in words(answer)
		else:
			assert SECRET not in words(answer), report


WRITES = {
	"Reply Commitment": {"promised_date": "2099-01-01", "state": "Kept", "unit": None, "promise": "改写"},
	"Commitment Receipt": {"grade": "Satisfied", "status": "Returned", "round_closed": 1, "reasons": "改写"},
	"Suggestion Publication": {"tier": "Full Text"},
	"Suggestion Transfer": {"reason": "改写"},
	"Handling Report": {"reporter": "Government"},
	"Supervision Notice": {"demand": "改写"},
	"Deadline Extension": {"reason": "改写"},
}


@pytest.mark.parametrize("who", WHO)
def test_nobody_else_writes_or_deletes(made, session_of, who):
	session = session_of(who)
	for doctype, values in WRITES.items():
		name = made.records[doctype]
		before = stored(doctype, name)
		values = {field: made.town.units[1] if value is None else value for field, value in values.items()}
		if doctype in READS[who] and doctype == "Deadline Extension":
			continue  # its own request, which it may word until it is asked for: see test_extension_sight
		for field, value in values.items():
			answers = [
				session.put(f"/api/resource/{doctype}/{name}", json={field: value}),
				session.post(
					"/api/method/frappe.client.set_value",
					data={"doctype": doctype, "name": name, "fieldname": field, "value": value},
				),
				session.post(
					"/api/method/frappe.client.save",
					data={"doc": frappe.as_json({**before, field: value})},
				),
				session.post(
					"/api/method/frappe.desk.form.save.savedocs",
					data={"doc": frappe.as_json({**before, field: value}), "action": "Save"},
				),
			]
			for answer in answers:
				assert answer.status_code in (*CLOSED, 401), (
					doctype,
					field,
					answer.status_code,
					answer.text[:200],
				)
		assert session.delete(f"/api/resource/{doctype}/{name}").status_code in (*CLOSED, 401)
		assert stored(doctype, name) == before, doctype


def stored(doctype: str, name: str) -> dict:
	frappe.db.rollback()
	return json.loads(frappe.as_json(frappe.get_doc(doctype, name).as_dict()))


@pytest.mark.parametrize("who", WHO)
def test_our_own_methods_ask_first(made, session_of, who):
	"""What the desk calls: links, answers from paper, lists of what is out, handing over, actions."""
	session = session_of(who)
	receipts = json.dumps([made.records["_awaited"]])
	base = "deputy_affairs.deputy_affairs.doctype"
	commitment = made.records["Reply Commitment"]
	calls = [
		("commitment_receipt.sending.send_links", {"receipts": receipts}),
		("reply_commitment.handing_over.open_promises", {"unit": made.town.units[0]}),
		(
			"reply_commitment.handing_over.hand_over",
			{"commitments": json.dumps([commitment]), "unit": made.town.units[1], "reason": "划转"},
		),
	]
	before = [
		stored("Reply Commitment", commitment),
		stored("Commitment Receipt", made.records["_awaited"]),
	]
	for method, data in calls:
		answer = session.post(f"/api/method/{base}.{method}", data=data)
		nothing = answer.status_code == 200 and answer.json()["message"] == []
		assert nothing or answer.status_code in CLOSED, (method, answer.status_code, answer.text[:200])
	out = session.post(f"/api/method/{base}.commitment_receipt.entering.still_out")
	assert out.status_code in CLOSED or made.records["_awaited"] not in out.text
	rows = json.dumps([{"name": made.records["_awaited"], "grade": "Satisfied", "received_on": today()}])
	entered = session.post(
		f"/api/method/{base}.commitment_receipt.entering.enter_answers", data={"answers": rows}
	)
	assert entered.status_code in CLOSED or entered.json()["message"]["entered"] == []
	assert SECRET not in entered.text
	for doctype, action, inputs in (
		("Reply Commitment", "Confirm as Kept", {}),
		("Reply Commitment", "Accept Explanation", {}),
		("Reply Commitment", "Reopen Promise", {"decision_note": "改"}),
	):
		for name in (commitment, made.records["_kept"]):
			doc = json.dumps({"doctype": doctype, "name": name, **inputs})
			answer = session.post(
				"/api/method/frappe.model.workflow.apply_workflow", data={"doc": doc, "action": action}
			)
			assert answer.status_code in CLOSED, (action, answer.status_code, answer.text[:200])
	for method in ("get_followers", "make_receipts"):
		answer = session.post(
			"/api/method/run_doc_method",
			data={"dt": "Reply Commitment", "dn": made.records["_kept"], "method": method},
		)
		assert answer.status_code in CLOSED, (method, answer.status_code, answer.text[:200])
	assert before == [
		stored("Reply Commitment", commitment),
		stored("Commitment Receipt", made.records["_awaited"]),
	]


def test_the_unit_does_not_learn_of_an_open_round_by_its_own_promise(made, session_of):
	"""The promise is its own; what a deputy said of it is not, by filter, column, order or count."""
	session = session_of("own unit")
	kept = made.records["_kept"]
	for fields, filters in (
		(["name", "outcome_rating"], {"name": kept}),
		(["name"], {"name": kept, "outcome_rating": "Dissatisfied"}),
		(["name"], [["Commitment Receipt", "grade", "=", "Dissatisfied"]]),
		(["commitment.name", "grade"], {}),
	):
		doctype = "Commitment Receipt" if "grade" in str(fields) else "Reply Commitment"
		answer = get(session, "frappe.client.get_list", doctype=doctype, fields=fields, filters=filters)
		assert "Dissatisfied" not in answer.text and SECRET not in words(answer), (fields, filters)
	form = get(session, "frappe.desk.form.load.getdoc", doctype="Reply Commitment", name=kept)
	assert form.status_code == 200
	assert "Dissatisfied" not in json.dumps(form.json().get("docs"))
	links = get(session, "frappe.desk.form.linked_with.get", doctype="Reply Commitment", docname=kept)
	assert made.records["Commitment Receipt"] not in links.text
	for doctype, field in (
		("Version", "docname"),
		("Comment", "reference_name"),
		("Notification Log", "document_name"),
	):
		answer = get(
			session,
			"frappe.client.get_list",
			doctype=doctype,
			filters={field: ["in", [made.records["Commitment Receipt"], made.records["_awaited"]]]},
			fields=["*"],
		)
		assert answer.status_code in CLOSED or answer.json()["message"] == [], doctype


def test_the_clerk_of_the_town_goes_through_the_same_doors(made, session_of):
	"""The walk is no walk along a wall: with the right every one of these doors is open."""
	session = session_of("clerk")
	for doctype, name in made.records.items():
		if doctype.startswith("_"):
			continue
		for door, answer in doors_of_record(session, doctype, name).items():
			assert answer.status_code == 200, (door, doctype, answer.text[:200])
		assert session.get(made.files[doctype]).status_code == 200
	with make.acting(made.town.clerk):
		assert handing_over.open_promises(made.town.units[0])
