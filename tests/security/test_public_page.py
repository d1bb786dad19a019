"""Planted private data never leaves by any public route, and what is taken down is gone at once."""

import io
import json
import re
import zipfile

import docx
import factories as make
import frappe
import pytest
from frappe.utils import today

from deputy_affairs.paperwork import public_copy
from deputy_affairs.public_pages import PAGE_LENGTH, SEARCHES
from deputy_affairs.publication import PublicationError, PublishedError

PHONE, WIDE, SPLIT = "13800001234", "１３９００００５６７８", "137 0000 9012"
IDENTITY, CARD, PLATE = "530102198005061234", "6222021234567890123", "云A12345"
MAIL, ADDRESS, VILLAGER = "zhangsan@example.com", "幸福小区8号楼1203室", "张大山"
HOUSE = "村口老槐树旁"  # only a clerk knows that this tells who lives there
PLANTED = [
	PHONE,
	WIDE,
	SPLIT,
	IDENTITY,
	CARD,
	PLATE,
	MAIL,
	ADDRESS,
	VILLAGER,
	HOUSE,
	"张建国",
	"李梅",
	"王芳",
]
LEAKS = [*PLANTED, "13900005678", "13700009012", "0871-65550123", "JY-", "DF-", "example.com"]
SITUATION = (
	f"村民{VILLAGER}（电话{PHONE}，身份证{IDENTITY}）住{ADDRESS}，{HOUSE}，车牌{PLATE}。"
	f"张建国代表到现场查看。另有<b>{SPLIT[:3]}</b>{SPLIT[3:]}可联系，邮箱{MAIL}。渠道淤积三年，下游两个村灌溉困难。"
)
ANSWER = f"渠道5公里已于上月清淤，补偿款打入{CARD}，联系人王芳{WIDE}，{VILLAGER}大爷很满意"


def build(made, prefix: str) -> None:
	def user(name, role):
		made["users"].append(make.address(prefix, name))
		return make.make_user(made["users"][-1], role, password=make.PASSWORD)

	people = {
		"clerk": user("pclerk", "Congress Clerk"),
		"chair": user("pchair", "Congress Chair"),
		"office": user("poffice", "Government Office"),
		"workers": [user("pworker", "Handling Unit User")],
		"chiefs": [user("pchief", "Handling Unit User")],
	}
	made["congresses"].append(f"{prefix}公开镇")
	town = made["town"] = make.make_township(prefix, people, "公开镇", units=1, publication_tier="With Reply")
	suggestion = make.make_suggestion(
		town.deputies[0],
		[town.deputies[1]],
		title=f"关于帮助村民{VILLAGER}整治渠道的建议",
		situation=SITUATION,
		demands=[{"demand": f"清淤到{ADDRESS}"}, {"demand": "落实管护人员"}],
	)
	made["suggestion"] = make.register(suggestion)
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment, answer=ANSWER, body=f"有事请打{PHONE}。")
	made["reply"] = make.issue(reply, town.workers[0], town.office, town.chiefs[0]).name
	with make.acting(town.clerk):
		doc = frappe.get_doc(
			{"doctype": "Suggestion Publication", "suggestion": suggestion.name, "tier": "With Reply"}
		).insert()
		doc.append("redactions", {"words": HOUSE, "kind": "By Hand", "cover": 1})
		doc.save()
	with make.acting(town.chair):
		frappe.get_doc("Suggestion Publication", doc.name).publish()
	made["publication"] = doc.name


@pytest.fixture(scope="module")
def made(site):
	"""A township with a public page and one published suggestion that is full of private data."""
	make.forget()
	made = {"users": [], "congresses": []}
	build(made, make.unique())
	frappe.db.commit()
	yield made
	frappe.db.rollback()
	frappe.set_user("Administrator")
	make.remove(made["congresses"], made["users"])


def key_of(made) -> str:
	return frappe.db.get_value("Suggestion Publication", made["publication"], "public_key")


def leaks(text: str) -> list[str]:
	plain = re.sub(r"\s+", "", text)
	return [word for word in LEAKS if word in text or re.sub(r"\s+", "", word) in plain]


def test_the_pages_show_the_matter_and_no_planted_word(made, http):
	guest = http()
	key = key_of(made)
	pages = {
		"/suggestions": "整治渠道",
		f"/suggestions/{key}": "下游两个村灌溉困难",
		f"/suggestion_detail?key={key}": "渠道5公里已于上月清淤",
		"/suggestions?q=灌溉": "整治渠道",
	}
	for path, wanted in pages.items():
		answer = guest.get(path, headers={"Accept": "text/html"})
		assert answer.status_code == 200, path
		main = answer.text.split('class="pub"')[1].split("</main>")[0]
		assert wanted in main, path
		assert leaks(main) == [], path
		assert "noindex" in answer.text, path
		assert "no-store" in answer.headers.get("Cache-Control", ""), path


@pytest.mark.parametrize(
	"word", [PHONE, SPLIT, IDENTITY, CARD, PLATE, MAIL, VILLAGER, HOUSE, "张建国", "13900005678"]
)
def test_searching_for_a_planted_word_finds_nothing(made, http, word):
	"""Otherwise the search itself would tell that the covered word is there."""
	found = http().get("/suggestions", params={"q": word}, headers={"Accept": "text/html"}).text
	assert key_of(made) not in found


@pytest.mark.parametrize("word", ["%", "_", "' OR 1=1 --", '"><script>alert(1)</script>', "\\", "%%%"])
def test_a_search_word_stands_for_itself(made, http, word):
	answer = http().get("/suggestions", params={"q": word}, headers={"Accept": "text/html"})
	assert answer.status_code == 200
	assert key_of(made) not in answer.text
	assert "<script>alert" not in answer.text


def test_every_other_public_route_is_closed(made, http):
	guest = http()
	name, key, suggestion = made["publication"], key_of(made), made["suggestion"].name
	refused = (
		f"/api/resource/Suggestion Publication/{name}",
		"/api/resource/Suggestion Publication",
		f"/api/resource/Deputy Suggestion/{suggestion}",
		f"/api/resource/Suggestion Reply/{made['reply']}",
		f"/api/v2/document/Suggestion Publication/{name}",
		f"/api/method/frappe.client.get?doctype=Suggestion Publication&name={name}",
		'/api/method/frappe.client.get_list?doctype=Suggestion Publication&fields=["*"]',
		'/api/method/frappe.desk.reportview.get?doctype=Suggestion Publication&fields=["*"]',
		f"/api/method/frappe.www.printview.get_html_and_style?doc=Suggestion Publication&name={name}",
		f"/printview?doctype=Suggestion Publication&name={name}",
		f"/api/method/frappe.utils.print_format.download_pdf?doctype=Suggestion Publication&name={name}",
		f"/api/method/run_doc_method?dt=Suggestion Publication&dn={name}&method=get_word_copy",
		f"/api/method/run_doc_method?dt=Suggestion Publication&dn={name}&method=get_preview",
		"/api/method/deputy_affairs.public_pages.find",
		"/api/method/deputy_affairs.public_pages.one?key=" + key,
		"/app/suggestion-publication/" + name,
	)
	for path in refused:
		answer = guest.get(path)
		assert leaks(answer.text.replace(path, "")) in ([], ["example.com"]), path
		assert (
			answer.status_code in (401, 403, 404, 417, 500) or "login" in answer.url + answer.text.lower()
		), path
	for path in (
		"/sitemap.xml",
		"/rss",
		"/rss.xml",
		"/feed",
		"/feed.xml",
		"/robots.txt",
		"/website_script.js",
	):
		text = guest.get(path).text
		assert [word for word in leaks(text) if word not in ("example.com",)] == [], path
		assert key not in text, path


def test_the_searches_of_the_framework_find_nothing(made, http):
	guest = http()
	for word in (VILLAGER, "渠道", PHONE):
		for path in (
			"/api/method/frappe.utils.global_search.web_search",
			"/api/method/frappe.utils.global_search.search",
			"/api/method/frappe.www.search.get_search_results",
		):
			answer = guest.get(path, params={"text": word, "query": word})
			assert leaks(answer.text) == [] and key_of(made) not in answer.text


def test_files_and_their_names_stay_private(made, http):
	"""The letters of the reply hold every planted word, in the text and in names of deputies in file names."""
	guest = http()
	urls = frappe.get_all("File", {"attached_to_name": made["reply"]}, pluck="file_url")
	assert urls
	for url in urls:
		answer = guest.get(url)
		assert answer.status_code in (403, 404) and leaks(answer.text.replace(url, "")) in (
			[],
			["example.com"],
		)


def test_taken_down_it_is_gone_with_the_next_request_and_may_come_back(made, http):
	guest, key = http(), key_of(made)
	with make.acting(made["town"].clerk):
		frappe.get_doc("Suggestion Publication", made["publication"]).withdraw("代表要求撤下")
	frappe.db.commit()
	assert guest.get(f"/suggestions/{key}").status_code == 404
	assert key not in guest.get("/suggestions").text
	with make.acting(made["town"].chair):
		frappe.get_doc("Suggestion Publication", made["publication"]).publish()
	frappe.db.commit()
	assert guest.get(f"/suggestions/{key}").status_code == 200
	doc = frappe.get_doc("Suggestion Publication", made["publication"])
	assert [row.step for row in doc.steps] == ["Published", "Taken Down", "Published"]


@pytest.mark.parametrize(
	"doctype, fieldname, value",
	[
		("Deputy Suggestion", "publish_wish", "No"),
		("Deputy Suggestion", "is_secret", 1),
		("Deputy Suggestion", "stage", "Withdrawn"),
		("Congress", "publication_tier", "Title"),
		("Congress", "publication_tier", "None"),
	],
)
def test_what_has_come_up_since_takes_it_from_the_page(made, http, doctype, fieldname, value):
	guest, key = http(), key_of(made)
	name = made["suggestion"].name if doctype == "Deputy Suggestion" else made["town"].congress
	before = frappe.db.get_value(doctype, name, fieldname)
	frappe.db.set_value(doctype, name, fieldname, value)
	frappe.db.commit()
	try:
		assert guest.get(f"/suggestions/{key}").status_code == 404
	finally:
		frappe.db.set_value(doctype, name, fieldname, before)
		frappe.db.commit()
	assert guest.get(f"/suggestions/{key}").status_code == 200


def test_what_was_transferred_stays_on_the_page(made, http):
	guest, key, name = http(), key_of(made), made["suggestion"].name
	before = frappe.db.get_value("Deputy Suggestion", name, "stage")
	frappe.db.set_value("Deputy Suggestion", name, "stage", "Transferred")
	frappe.db.commit()
	try:
		assert guest.get(f"/suggestions/{key}").status_code == 200
	finally:
		frappe.db.set_value("Deputy Suggestion", name, "stage", before)
		frappe.db.commit()


def test_no_page_where_no_congress_wants_one(made, http):
	guest = http()
	frappe.db.set_value("Congress", made["town"].congress, "publication_tier", "")
	frappe.db.commit()
	try:
		assert guest.get("/suggestions").status_code == 404
		assert guest.get(f"/suggestions/{key_of(made)}").status_code == 404
		assert guest.get("/api/method/deputy_affairs.public_pages.report?key=x").status_code == 404
	finally:
		frappe.db.set_value("Congress", made["town"].congress, "publication_tier", "With Reply")
		frappe.db.commit()
	assert guest.get("/suggestions").status_code == 200


def test_who_may_publish_and_what(made):
	town = made["town"]
	doc = frappe.get_doc("Suggestion Publication", made["publication"])
	with make.acting(town.clerk):
		with pytest.raises(PublishedError):
			doc.update({"public_summary": "改写"}).save()
		doc.reload().withdraw("核对")
		with pytest.raises(frappe.PermissionError):
			doc.publish()
		doc.reload()
	for user in (town.office, town.workers[0]):
		with make.acting(user):
			assert not frappe.has_permission("Suggestion Publication", "read", doc.name)
	suggestion = frappe.get_doc("Deputy Suggestion", made["suggestion"].name)
	suggestion.db_set("publish_wish", "No")
	with make.acting(town.chair), pytest.raises(PublicationError):
		frappe.get_doc(doc.doctype, doc.name).publish()
	suggestion.db_set({"publish_wish": "Yes", "is_anonymous": 1})
	with make.acting(town.chair), pytest.raises(PublicationError):
		frappe.get_doc(doc.doctype, doc.name).publish()


def test_a_published_text_cannot_be_written_into_the_record(made):
	with make.acting(made["town"].clerk):
		doc = frappe.get_doc("Suggestion Publication", made["publication"])
		doc.content = json.dumps({"title": PHONE})
		with pytest.raises(frappe.ValidationError):
			doc.save()


def test_a_mark_shown_by_the_clerk_is_shown_and_nothing_else(made):
	doc = frappe.get_doc("Suggestion Publication", made["publication"])
	with make.acting(made["town"].clerk):
		doc.withdraw("放开办公电话")
		doc.reload()
		row = next(row for row in doc.redactions if row.words == PHONE)
		row.cover = 0
		doc.save()
	with make.acting(made["town"].chair):
		frappe.get_doc(doc.doctype, doc.name).publish()
	content = frappe.db.get_value(doc.doctype, doc.name, "content")
	assert PHONE in content and [word for word in leaks(content) if word != PHONE] == []


def test_the_word_copy_tells_nothing_more(made):
	doc = frappe.get_doc("Suggestion Publication", made["publication"])
	with make.acting(made["town"].clerk):
		doc.get_word_copy()
	content, name = frappe.response.filecontent, frappe.response.filename
	assert leaks(everything_in(content)) == [] and leaks(name) == []
	assert any("下游两个村灌溉困难" in text for text in public_copy.texts(content))


def everything_in(content: bytes) -> str:
	"""Each part of the package as text, with and without its tags."""
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		raw = "".join(archive.read(name).decode("utf-8", "ignore") + name for name in archive.namelist())
	return raw.replace("schemas.example.com", "") + re.sub(r"<[^>]+>", "", raw)


def report_file() -> bytes:
	"""A report as an office writes it: private data in text, table, header, comment, properties and hidden text."""
	document = docx.Document()
	document.core_properties.author = "王芳"
	document.core_properties.comments = f"草稿，问{PHONE}"
	document.core_properties.last_modified_by = "张建国"
	document.sections[0].header.paragraphs[0].text = f"联系电话{PHONE}"
	document.add_paragraph("代表建议办理情况报告，共19件，满意率100%。")
	paragraph = document.add_paragraph("联系人")
	for piece in (VILLAGER[0], VILLAGER[1:], "，电话", PHONE[:4], PHONE[4:]):
		paragraph.add_run(piece)
	hidden = document.add_paragraph().add_run(f"隐藏{IDENTITY}")
	hidden.font.hidden = True
	table = document.add_table(1, 2)
	table.cell(0, 0).text, table.cell(0, 1).text = "张建国", CARD
	out = io.BytesIO()
	document.save(out)
	return out.getvalue()


def test_a_report_is_public_without_its_private_data(made, http):
	town = made["town"]
	with make.acting(town.clerk):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{VILLAGER}报告.docx",
				"content": report_file(),
				"is_private": 1,
			}
		).insert()
		doc = frappe.get_doc(
			{
				"doctype": "Report Publication",
				"title": "代表建议办理情况报告",
				"congress": town.congress,
				"year": 2026,
				"report_file": file.file_url,
			}
		).insert()
		assert {row.kind for row in doc.redactions} >= {"Telephone", "Bank Card", "Name"}
	guest = http()
	with make.acting(town.chair):
		frappe.get_doc(doc.doctype, doc.name).publish()
	frappe.db.commit()
	try:
		page = guest.get("/suggestions", headers={"Accept": "text/html"}).text
		(url,) = re.findall(r'href="(/api/method/deputy_affairs.public_pages.report\?key=\w+)"', page)
		answer = guest.get(url)
		assert answer.status_code == 200
		assert [word for word in leaks(everything_in(answer.content)) if word != "example.com"] == []
		assert leaks(str(answer.headers)) == []
		assert "代表建议办理情况报告，共19件，满意率100%。" in public_copy.texts(answer.content)
		docx.Document(io.BytesIO(answer.content))  # Word opens it
		with make.acting(town.clerk):
			frappe.get_doc(doc.doctype, doc.name).withdraw("更正数字")
		frappe.db.commit()
		assert guest.get(url).status_code == 404
	finally:
		frappe.db.rollback()


def test_filters_and_pages(made, http):
	guest = http()
	town = made["town"]
	names = []
	for number in range(PAGE_LENGTH + 1):
		suggestion = make.register(
			make.make_suggestion(town.deputies[2], title=f"关于修建第{number}座小桥的建议")
		)
		doc = frappe.get_doc(
			{"doctype": "Suggestion Publication", "suggestion": suggestion.name, "tier": "Title"}
		).insert()
		doc.publish()
		names.append(doc.name)
	frappe.db.commit()
	first = guest.get("/suggestions?q=小桥", headers={"Accept": "text/html"}).text
	second = guest.get("/suggestions?q=小桥&page=2", headers={"Accept": "text/html"}).text
	assert f"共 {PAGE_LENGTH + 1} 件" in first and "下一页" in first and "上一页" not in first
	assert first.count("座小桥") == PAGE_LENGTH and second.count("座小桥") == 1
	year = today()[:4]
	assert (
		"小桥"
		in guest.get(f"/suggestions?year={year}&category=农林水利", headers={"Accept": "text/html"}).text
	)
	assert "没有符合条件" in guest.get("/suggestions?year=1999", headers={"Accept": "text/html"}).text
	# a title alone: no text of it anywhere
	key = frappe.db.get_value("Suggestion Publication", names[0], "public_key")
	assert "灌溉困难" not in guest.get(f"/suggestions/{key}").text


def test_searching_without_end_is_refused(made, http):
	guest = http()
	answers = [
		guest.get(f"/suggestions?q=桥{n}", headers={"Accept": "text/html"}) for n in range(SEARCHES + 1)
	]
	assert answers[-1].status_code == 429 and "查找过于频繁" in answers[-1].text
	assert guest.get("/suggestions", headers={"Accept": "text/html"}).status_code == 200  # reading goes on
