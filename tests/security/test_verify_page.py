"""The public page: from outside, over HTTP, as somebody without a login."""

import factories as make
import frappe
import pytest

from deputy_affairs import document_numbers, verification

METHOD = "/api/method/deputy_affairs.verification.verify"


@pytest.fixture
def paper(world):
	"""An issued letter: code word and bytes, as its reader has them."""
	row = frappe.get_all(
		"Issued Document",
		filters={"reference_doctype": "Suggestion Reply", "reference_name": world.issued_reply},
		fields=["*"],
		order_by="copy_number asc",
		limit=1,
	)[0]
	row.content = frappe.get_doc("File", {"file_url": row.file}).get_content()
	return row


def ask(http, code="", content=None, name="答复函.docx"):
	files = {"file": (name, content)} if content is not None else {"file": ("", b"")}
	return http().post(METHOD, data={"code": code}, files=files)


def status(http, *args, **kwargs) -> str:
	answer = ask(http, *args, **kwargs)
	assert answer.status_code == 200, answer.text[:300]
	assert answer.json() == {"message": {"status": answer.json()["message"]["status"]}}
	return answer.json()["message"]["status"]


def test_genuine_altered_unknown(http, unhurried, paper):
	code, content = paper.code_word, paper.content
	shown = "-".join((code[:4], code[4:8], code[8:]))
	assert status(http, code) == "genuine"
	assert status(http, f" {shown.lower()} ") == "genuine"
	assert status(http, code, content) == "genuine"
	assert status(http, "", content) == "genuine"
	for place in (0, len(content) // 2, len(content) - 1):
		altered = bytearray(content)
		altered[place] ^= 1
		assert status(http, code, bytes(altered)) == "altered"
		assert status(http, "", bytes(altered)) == "unknown"
	assert status(http, code, content + b"\0") == "altered"
	assert status(http, code, b"") == "altered"
	wrong = "2" * 12 if code != "2" * 12 else "3" * 12
	assert status(http, wrong) == "unknown"
	assert status(http, wrong, content) == "unknown"
	assert status(http, code[:-1]) == "unknown"
	assert status(http, code + "2") == "unknown"
	assert status(http, "' OR 1=1 -- %") == "unknown"


def test_void(http, unhurried, world, paper):
	number, congress = paper.number, paper.congress
	with make.acting(world.town.chair):
		document_numbers.void(number, "印错", congress)
	frappe.db.commit()
	try:
		assert status(http, paper.code_word) == "void"
		assert status(http, "", paper.content) == "void"
		altered = paper.content + b"x"
		assert status(http, paper.code_word, altered) == "altered"
	finally:
		table = frappe.qb.DocType("Issued Document")
		frappe.qb.update(table).set(table.status, "Genuine").where(
			(table.number == number) & (table.congress == congress)
		).run()
		frappe.db.commit()


def test_the_answer_and_the_page_show_nothing_else(http, unhurried, paper):
	secrets = [paper.number, paper.subject, paper.addressee, paper.organ, paper.congress, paper.name]
	page = http().get(f"/verify?c={paper.code_word}", headers={"Accept": "text/html"})
	assert page.status_code == 200 and "公文查验" in page.text
	answers = [page.text, ask(http, paper.code_word).text, ask(http, paper.code_word, b"x").text]
	assert not [word for word in secrets for answer in answers if word in answer]


def test_what_is_no_question(http, unhurried):
	for answer in (ask(http), ask(http, "---"), ask(http, "", b"%PDF-1.7", "答复函.pdf")):
		assert answer.status_code == 417
	assert http().get(METHOD, params={"code": "2" * 12}).status_code in (403, 405)
	huge = b"0" * (verification.MAX_BYTES + 1)
	assert ask(http, "", huge).status_code in (413, 417)


def test_tries_are_limited(http, unhurried):
	session = http()
	answers = [
		session.post(METHOD, data={"code": "2" * 12}).status_code for _n in range(verification.TRIES + 3)
	]
	assert answers[: verification.TRIES] == [200] * verification.TRIES
	assert set(answers[verification.TRIES :]) == {429}


def test_a_guest_reaches_neither_register_nor_series(http, unhurried, paper):
	session = http()
	for doctype in ("Issued Document", "Document Number Series"):
		assert session.get(f"/api/resource/{doctype}").status_code == 403
	assert session.get(f"/api/resource/Issued Document/{paper.name}").status_code in (403, 404)
	assert session.get(paper.file).status_code in (403, 404)
	for method in ("reserve", "keep_for", "fill_by_hand", "void"):
		answer = session.post(
			f"/api/method/deputy_affairs.document_numbers.{method}", data={"number": paper.number}
		)
		assert answer.status_code == 403, method


def test_no_way_in_changes_the_register(http, as_user, world, paper):
	"""Over HTTP, as the chair, the clerk and a system manager."""
	before = frappe.get_doc("Issued Document", paper.name).as_dict()
	file = frappe.db.get_value(
		"File", {"attached_to_doctype": "Issued Document", "attached_to_name": paper.name}
	)
	path = f"/api/resource/Issued Document/{paper.name}"
	for user in (world.town.chair, world.town.clerk, world.manager):
		session = as_user(user)
		answers = [
			session.put(path, json={"status": "Void", "void_reason": "x"}),
			session.put(path, json={"addressee": "别人"}),
			session.put(path, json={"docstatus": 2}),
			session.delete(path),
			session.post(
				"/api/method/frappe.client.cancel", data={"doctype": "Issued Document", "name": paper.name}
			),
			session.post(
				"/api/method/frappe.client.set_value",
				data={
					"doctype": "Issued Document",
					"name": paper.name,
					"fieldname": "status",
					"value": "Void",
				},
			),
			session.post("/api/resource/Issued Document", json={**_plain(before), "name": None}),
			session.delete(f"/api/resource/File/{file}"),
			session.put(
				f"/api/resource/File/{file}", json={"attached_to_name": "", "attached_to_doctype": ""}
			),
			session.post(
				"/api/method/frappe.desk.form.utils.remove_attach",
				data={"fid": file, "dt": "Issued Document", "dn": paper.name},
			),
		]
		assert [answer.status_code for answer in answers if answer.status_code < 400] == [], user
	frappe.db.rollback()
	assert frappe.as_json(frappe.get_doc("Issued Document", paper.name).as_dict()) == frappe.as_json(before)
	assert frappe.get_doc("File", file).get_content() == paper.content


def _plain(doc: dict) -> dict:
	return frappe.parse_json(frappe.as_json(doc))


def test_the_page_in_a_browser(page, unhurried, paper, tmp_path):
	file = tmp_path / "答复函.docx"
	file.write_bytes(paper.content[:-1] + bytes([paper.content[-1] ^ 1]))
	errors = []
	page.on("pageerror", lambda error: errors.append(str(error)))
	for width, height in ((390, 844), (1366, 900)):
		page.set_viewport_size({"width": width, "height": height})
		page.goto(f"/verify?c={paper.code_word}")
		page.get_by_text("真实", exact=True).wait_for()
		assert page.locator("#code").input_value() == paper.code_word
		page.set_input_files("#file", str(file))
		page.get_by_role("button", name="查验").click()
		page.get_by_text("已被改动", exact=True).wait_for()
		assert page.evaluate("document.documentElement.scrollWidth") <= width
		heights = page.evaluate(
			"[...document.querySelectorAll('.verify input, .verify button')].map(e => e.offsetHeight)"
		)
		assert min(heights) >= 44  # a thumb finds them
	assert not errors
