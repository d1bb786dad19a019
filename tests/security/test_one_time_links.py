"""One-time links from outside: used twice, expired, revoked, guessed, too often, by two at the same moment."""

import re
import secrets
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
from frappe.utils import add_days, today

from deputy_affairs import one_time_links

SUBMIT = "/api/method/deputy_affairs.one_time_links.submit"
GOOD = {"attitude": "Satisfied", "result": "Basically Satisfied", "contact_mode": "Visit"}
# Each with the only way it may be called.
GUEST_METHODS = {
	"deputy_affairs.verification.verify": "POST",
	"deputy_affairs.one_time_links.submit": "POST",
	"deputy_affairs.public_pages.report": "GET",
}


@pytest.fixture
def rating(world):
	"""An awaited rating of an open round; afterwards as it was."""
	yield frappe.get_doc("Suggestion Rating", world.awaited_rating)
	frappe.db.rollback()
	row, link = frappe.qb.DocType("Suggestion Rating"), frappe.qb.DocType("One Time Link")
	stored = frappe.qb.DocType("Deputy Suggestion")
	query = frappe.qb.update(row).set(row.status, "Awaited").where(row.name == world.awaited_rating)
	for fieldname in ("attitude", "result", "reasons", "contact_mode", "received_on", "returned_by"):
		query = query.set(row[fieldname], None)
	query.set(row.wants_rehandling, 0).run()
	# the last form closes the suggestion, and with it the round of all its forms
	frappe.qb.update(row).set(row.round_closed, 0).where(row.suggestion == world.open_suggestion).run()
	frappe.qb.from_(link).delete().where(link.reference_name == world.awaited_rating).run()
	frappe.qb.update(stored).set(stored.stage, "Replied").where(stored.name == world.open_suggestion).run()
	frappe.db.commit()


@pytest.fixture
def issued(rating):
	"""issued(days) is the token of a link to the rating, committed."""

	def issue(days: int = 5) -> str:
		url = one_time_links.issue("Rating", rating, rating.deputy, add_days(today(), days))
		frappe.db.commit()
		return url.rpartition("k=")[2]

	return issue


def look(http, token):
	return http().get("/d", params={"k": token}, headers={"Accept": "text/html"})


def send(http, token, values=GOOD):
	return http().post(SUBMIT, json={"token": token, "values": values})


def grades(world):
	frappe.db.rollback()
	return frappe.db.get_value("Suggestion Rating", world.awaited_rating, ["status", "attitude", "result"])


def test_it_is_used_once(http, unhurried, world, issued):
	token = issued()
	assert look(http, token).status_code == 200
	assert look(http, token).status_code == 200, "looking uses nothing up"
	assert grades(world) == ("Awaited", None, None) or grades(world) == ("Awaited", "", "")
	answer = send(http, token)
	assert answer.status_code == 200 and answer.json()["message"]["state"] == "done", answer.text
	assert "基本满意" in answer.json()["message"]["html"]
	assert grades(world) == ("Returned", "Satisfied", "Basically Satisfied")
	link = frappe.get_last_doc("One Time Link", {"reference_name": world.awaited_rating})
	assert link.status == "Used" and link.used_on
	again = send(http, token, {**GOOD, "result": "Satisfied"})
	assert again.status_code == 410 and again.json()["message"]["state"] == "refused"
	assert grades(world) == ("Returned", "Satisfied", "Basically Satisfied")
	seen = look(http, token)
	assert seen.status_code == 404 and "基本满意" not in seen.text


def test_two_tabs_at_the_same_moment(http, unhurried, world, issued):
	token = issued()
	with ThreadPoolExecutor(2) as pool:
		answers = list(
			pool.map(
				lambda grade: send(http, token, {**GOOD, "result": grade}),
				("Satisfied", "Basically Satisfied"),
			)
		)
	assert sorted(answer.status_code for answer in answers) == [200, 410]
	kept = next(
		grade
		for grade, answer in zip(("Satisfied", "Basically Satisfied"), answers, strict=True)
		if answer.status_code == 200
	)
	assert grades(world)[2] == kept
	frappe.db.rollback()
	assert frappe.db.count("One Time Link", {"reference_name": world.awaited_rating, "status": "Used"}) == 1


def test_unknown_used_expired_and_revoked_look_the_same(http, unhurried, world, issued, rating):
	revoked = issued()
	used = issued()  # revokes the one before
	assert send(http, used).status_code == 200
	make_open(world)
	expired = issued(0)
	link = frappe.qb.DocType("One Time Link")
	frappe.qb.update(link).set(link.expires_on, add_days(today(), -1)).where(
		link.token_hash == one_time_links.digest(expired)
	).run()
	frappe.db.commit()
	unknown = secrets.token_urlsafe(one_time_links.TOKEN_BYTES)
	pages = {look(http, token).text for token in (unknown, used, expired, revoked)}
	unhurried()
	pages |= {look(http, token).text for token in ("", "x" * 3000, "' OR 1=1 --", used[:-1])}
	assert len(pages) == 1 and "不能使用" in pages.pop()
	unhurried()
	for token in (unknown, used, expired, revoked, used[:-1], ""):
		answer = send(http, token)
		assert answer.status_code == 410 and answer.json()["message"]["state"] == "refused"
	assert grades(world)[0] == "Awaited"


def make_open(world):
	row = frappe.qb.DocType("Suggestion Rating")
	frappe.qb.update(row).set(row.status, "Awaited").set(row.attitude, None).set(row.result, None).where(
		row.name == world.awaited_rating
	).run()
	frappe.db.commit()


def test_the_page_tells_whom_to_call(http, unhurried, world):
	frappe.db.set_value("Congress", world.town.congress, "hotline", "0871-6555 0101")
	frappe.db.commit()
	page = look(http, "x").text
	assert "0871-6555 0101" in page and 'href="tel:087165550101"' in page
	frappe.db.set_value("Congress", world.town.congress, "short_name", "云岭镇人大")
	frappe.db.commit()
	page = look(http, "x").text
	assert "云岭镇人大" in page and "人大人大" not in page


def test_a_wrong_answer_leaves_the_link_open(http, unhurried, world, issued):
	token = issued()
	for values in (
		{},
		{"attitude": "Satisfied"},
		{"attitude": "Satisfied", "result": "Dissatisfied"},
		{"attitude": "Excellent", "result": "Satisfied"},
		{**GOOD, "reasons": "字" * (one_time_links.MAX_TEXT + 1)},
		"[]",
		"not json",
	):
		answer = send(http, token, values)
		assert answer.status_code == 417, (values, answer.text[:200])
		assert "Traceback" not in answer.text
		unhurried()
	assert grades(world)[0] == "Awaited"
	assert send(http, token, {"attitude": "Satisfied", "result": "Satisfied"}).status_code == 200


def test_fields_of_the_record_are_not_reached(http, unhurried, world, issued):
	values = {
		**GOOD,
		"result": "Dissatisfied",  # a good grade of the last form would close the round
		"reasons": "没有办好",
		"round_closed": 1,
		"is_anonymous": 1,
		"deputy": "x",
		"due_date": "2099-01-01",
		"docstatus": 1,
	}
	before = frappe.get_doc("Suggestion Rating", world.awaited_rating).as_dict()
	assert send(http, issued(), values).status_code == 200
	frappe.db.rollback()
	after = frappe.get_doc("Suggestion Rating", world.awaited_rating).as_dict()
	for fieldname in ("round_closed", "is_anonymous", "deputy", "due_date", "docstatus", "round", "unit"):
		assert str(after[fieldname]) == str(before[fieldname]), fieldname


def test_tries_on_one_link_are_limited_whoever_tries(http, unhurried, issued):
	token = issued()
	answers = [
		http()
		.post(
			SUBMIT,
			json={"token": token, "values": {}},
			headers={"X-Forwarded-For": f"203.0.113.{n}"},
		)
		.status_code
		for n in range(one_time_links.ONE_LINK + 3)
	]
	assert 429 not in answers[: one_time_links.ONE_LINK]
	assert set(answers[one_time_links.ONE_LINK :]) == {429}
	unhurried()
	assert send(http, token).status_code == 200


def test_tries_of_one_address_are_limited(http, unhurried):
	session = http()
	answers = [
		session.post(
			SUBMIT, json={"token": secrets.token_urlsafe(one_time_links.TOKEN_BYTES), "values": {}}
		).status_code
		for _n in range(one_time_links.ANSWERS + 3)
	]
	assert answers[: one_time_links.ANSWERS] == [410] * one_time_links.ANSWERS
	assert set(answers[one_time_links.ANSWERS :]) == {429}
	views = [look(http, f"x{n}").status_code for n in range(one_time_links.VIEWS + 3)]
	assert views[: one_time_links.VIEWS] == [404] * one_time_links.VIEWS
	assert set(views[one_time_links.VIEWS :]) == {429}


def test_a_large_body_is_refused(http, unhurried, world, issued):
	answer = send(http, issued(), {**GOOD, "reasons": "字" * one_time_links.MAX_BYTES})
	assert answer.status_code == 413 and grades(world)[0] == "Awaited"


def test_only_a_post_records(http, unhurried, world, issued):
	token = issued()
	session = http()
	assert session.get(SUBMIT, params={"token": token, "values": "{}"}).status_code in (403, 405)
	session.post("/d", data={"k": token, **GOOD})
	assert grades(world)[0] == "Awaited"


def test_headers_let_nothing_out(http, unhurried, issued):
	page = look(http, issued())
	assert page.headers["Cache-Control"] == "no-store"
	assert page.headers["Referrer-Policy"] == "no-referrer"
	assert "noindex" in page.headers["X-Robots-Tag"]
	policy = page.headers["Content-Security-Policy"]
	assert "default-src 'none'" in policy and "unsafe" not in policy
	assert not re.search(r"<script(?! src)|\son\w+=|style=", page.text), "nothing that the policy would block"
	assert not re.search(r"(src|href)=\"(https?:)?//", page.text)


def test_the_token_is_stored_nowhere(http, unhurried, world, issued, rating):
	token = issued()
	look(http, token)
	send(http, token, {"attitude": "Satisfied"})
	# a record that breaks while the page is made
	row = frappe.qb.DocType("Suggestion Rating")
	frappe.qb.update(row).set(row.reply, "nowhere").where(row.name == rating.name).run()
	frappe.db.commit()
	try:
		assert look(http, token).status_code == 500
		assert send(http, token).status_code in (417, 500)
	finally:
		frappe.qb.update(row).set(row.reply, world.issued_reply).where(row.name == rating.name).run()
		frappe.db.commit()
	assert send(http, token).status_code == 200
	frappe.db.rollback()
	for doctype in ("Error Log", "One Time Link", "Version", "Comment", "Activity Log", "Suggestion Rating"):
		table = frappe.qb.DocType(doctype)
		columns = [c for c in frappe.db.get_table_columns(doctype)]
		for column in columns:
			found = frappe.qb.from_(table).select(table.name).where(table[column].like(f"%{token}%")).run()
			assert not found, (doctype, column)
	assert token not in str(frappe.cache.get_keys("rl:"))


def test_rows_of_links_are_read_by_the_office_only(as_user, http, unhurried, world, issued):
	issued()
	name = frappe.get_last_doc("One Time Link", {"reference_name": world.awaited_rating}).name
	path = f"/api/resource/One Time Link/{name}"
	for user in (world.town.clerk, world.town.chair, world.manager):
		session = as_user(user)
		row = session.get(path).json()["data"]
		assert row["status"] == "Open" and not row.get("token_hash"), user
		found = session.get(
			"/api/resource/One Time Link",
			params={"fields": '["name","token_hash"]', "filters": f'[["name","=","{name}"]]'},
		)
		assert "token_hash" not in found.text or found.status_code >= 400, user
		assert session.put(path, json={"status": "Open", "expires_on": "2099-01-01"}).status_code >= 400
		assert session.delete(path).status_code >= 400
		assert session.post("/api/resource/One Time Link", json={**row, "name": None}).status_code >= 400
	town, other = world.town, world.other
	for user in (town.workers[1], town.chiefs[1], town.office, world.observer, world.deputy, other.clerk):
		session = as_user(user)
		assert session.get(path).status_code in (403, 404), user
		listed = session.get("/api/resource/One Time Link")
		assert listed.status_code == 403 or not listed.json()["data"], user
		revoked = session.post(
			"/api/method/run_doc_method", data={"dt": "One Time Link", "dn": name, "method": "revoke"}
		)
		assert revoked.status_code in (403, 404), user
	assert http().get(path).status_code in (403, 404)


def test_the_office_revokes(as_user, http, unhurried, world, issued):
	token = issued()
	name = frappe.get_last_doc("One Time Link", {"reference_name": world.awaited_rating}).name
	answer = as_user(world.town.clerk).post(
		"/api/method/run_doc_method", data={"dt": "One Time Link", "dn": name, "method": "revoke"}
	)
	assert answer.status_code == 200, answer.text[:300]
	frappe.db.rollback()
	status, on = frappe.db.get_value("One Time Link", name, ["status", "revoked_on"])
	assert status == "Revoked" and on
	assert send(http, token).status_code == 410


def test_the_daily_job_marks_what_has_expired(site, world, issued, rating):
	issued(3)
	name = frappe.get_last_doc("One Time Link", {"reference_name": rating.name}).name
	one_time_links.expire(add_days(today(), 3))
	assert frappe.db.get_value("One Time Link", name, "status") == "Open"
	one_time_links.expire(add_days(today(), 4))
	assert frappe.db.get_value("One Time Link", name, "status") == "Expired"


def test_guests_reach_only_what_is_on_the_list(site):
	"""Every method without login has its reason in docs/permissions.md."""
	from pathlib import Path

	root = Path(frappe.get_app_path("deputy_affairs"))
	found = set()
	for path in root.rglob("*.py"):
		module = ".".join(path.relative_to(root.parent).with_suffix("").parts)
		text = path.read_text(encoding="utf-8")
		for match in re.finditer(r"allow_guest=True.*?\ndef (\w+)\(", text, re.DOTALL):
			found.add(f"{module}.{match[1]}")
	assert found == set(GUEST_METHODS)
	document = (Path(__file__).resolve().parents[2] / "docs" / "permissions.md").read_text(encoding="utf-8")
	assert not [method for method in GUEST_METHODS if method not in document]
	for method, way in GUEST_METHODS.items():
		function = frappe.get_attr(method)
		assert function in frappe.guest_methods
		assert frappe.allowed_http_methods_for_whitelisted_func[function] == [way], method


def test_it_is_not_used_by_somebody_elses_session(as_user, unhurried, world, issued):
	"""A page of another site cannot make a browser submit: without the token there is nothing, and a cookie adds nothing."""
	session = as_user(world.town.clerk)
	answer = session.post(SUBMIT, data={"values": "{}"})
	assert answer.status_code >= 400
	assert grades(world)[0] == "Awaited"
