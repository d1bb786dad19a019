"""Templates an office edits: what is refused and how it is said, versions, which one is in force, the preview."""

import io
import zipfile

import docx
import factories as make
import frappe
import pytest

from deputy_affairs.deputy_affairs.doctype.paperwork_template.paperwork_template import (
	TemplateRefusedError,
	VersionError,
)
from deputy_affairs.paperwork import catalogue, papers, pdf, preview, service

KIND = "reply_letter"


def edited(*lines: str, without: str = "") -> bytes:
	"""The stock reply letter with lines at its end, and without the paragraphs that hold a text."""
	document = docx.Document(io.BytesIO(catalogue.form(KIND).build()))
	for paragraph in document.paragraphs:
		if without and without in paragraph.text:
			paragraph.clear()
	for line in lines:
		document.add_paragraph(line)
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()


def attach(content: bytes, name: str = "模板.docx"):
	return frappe.get_doc(
		{"doctype": "File", "file_name": name, "content": content, "is_private": 1}
	).insert()


def upload(content: bytes, congress: str, **fields):
	return frappe.get_doc(
		{
			"doctype": "Paperwork Template",
			"title": "本镇答复函",
			"kind": KIND,
			"congress": congress,
			"enabled": 1,
			"template_file": attach(content).file_url,
			**fields,
		}
	).insert()


def refusal(content: bytes, congress: str) -> str:
	"""What is said when the template is uploaded."""
	with pytest.raises(TemplateRefusedError) as error:
		upload(content, congress)
	return str(error.value)


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
	buffer = io.BytesIO()
	with (
		zipfile.ZipFile(io.BytesIO(content)) as old,
		zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
	):
		for info in old.infolist():
			if info.filename not in changes:
				new.writestr(info, old.read(info))
		for name, data in changes.items():
			new.writestr(name, data)
	return buffer.getvalue()


def said() -> str:
	return "".join(str(message) for message in frappe.get_message_log())


def file_of(template) -> bytes:
	template.flags.by_system = True
	return template.file().get_content()


@pytest.fixture(autouse=True)
def chinese(site):
	frappe.clear_messages()
	before, frappe.local.lang = frappe.local.lang, "zh"
	yield
	frappe.local.lang = before
	frappe.clear_messages()


# ------------------------------------------------------------------------------------------- what is refused


def test_a_misspelt_field_is_refused_with_the_right_name_and_the_paragraph(town):
	words = refusal(edited("如有疑问请拨打{{ reply.contact_phnoe }}。"), town.congress)
	assert "没有字段reply.contact_phnoe" in words
	assert "reply.contact_phone（联系电话）" in words
	assert "如有疑问请拨打{{ reply.contact_phnoe }}。" in words
	assert "标记：{{ reply.contact_phnoe }}" in words


def test_all_mistakes_are_said_at_once(town):
	words = refusal(edited("{{ reply.contact_phnoe }}", "{{ reply.number | }}", "{{ x() }}"), town.congress)
	assert words.count("<li>") == 3
	assert "标记没有写完整" in words


@pytest.mark.parametrize(
	"line",
	[
		"{{ ''.__class__.__mro__ }}",
		"{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
		"{{ reply.number.__class__ }}",
		"{% include 'x' %}",
	],
)
def test_code_in_a_template_is_refused(town, line):
	words = refusal(edited(line), town.congress)
	assert "只能用于输出字段、条件和循环" in words
	# the quotation marks were escaped
	assert frappe.utils.escape_html(line.split("%}")[0]) in words


def test_macros_links_and_bombs_are_refused(town):
	good = edited()
	macro = repacked(good, {"word/vbaProject.bin": b"x"})
	assert "宏" in refusal(macro, town.congress)
	with zipfile.ZipFile(io.BytesIO(good)) as archive:
		types = archive.read("[Content_Types].xml")
		rels = archive.read("word/_rels/document.xml.rels")
	macro = types.replace(
		b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
		b"application/vnd.ms-word.document.macroEnabled.main+xml",
	)
	assert macro != types
	assert "不是Word文档" in refusal(repacked(good, {"[Content_Types].xml": macro}), town.congress)
	image = (
		b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
		b' Target="http://example.com/x.png" TargetMode="External"/></Relationships>'
	)
	linked = rels.replace(b"</Relationships>", image)
	words = refusal(repacked(good, {"word/_rels/document.xml.rels": linked}), town.congress)
	assert "http://example.com/x.png" in words
	bomb = repacked(good, {"word/media/image9.png": b"\0" * 40_000_000})
	assert len(bomb) < 200_000
	assert "压缩" in refusal(bomb, town.congress)


def test_a_docm_is_refused_by_its_name(town):
	file = attach(edited(), "模板.docm")
	with pytest.raises(TemplateRefusedError):
		frappe.get_doc(
			{
				"doctype": "Paperwork Template",
				"title": "x",
				"kind": KIND,
				"congress": town.congress,
				"template_file": file.file_url,
			}
		).insert()


def test_a_missing_telephone_is_a_warning(town):
	template = upload(edited(without="contact_phone"), town.congress)
	assert frappe.db.exists("Paperwork Template", template.name)
	assert "联系电话（reply.contact_phone）" in said() and "orange" in said()
	frappe.clear_messages()
	upload(edited(), town.congress)
	assert "联系电话" not in said()


# -------------------------------------------------------------------------------------------------- versions


def test_versions_are_kept_and_gone_back_to(town):
	with make.acting(town.clerk):
		template = upload(edited("第一版"), town.congress, version_note="初稿")
		template.template_file = attach(edited("第二版")).file_url
		template.version_note = "改了结尾"
		template.save()
		template.reload()
		first, second = template.versions
		assert [row.note for row in template.versions] == ["初稿", "改了结尾"]
		assert first.uploaded_by == town.clerk and first.file_hash != second.file_hash
		assert not template.version_note

		template.restore_version(first.name)
		template.reload()
		assert len(template.versions) == 3
		assert template.versions[-1].file_hash == first.file_hash
		assert docx.Document(io.BytesIO(file_of(template))).paragraphs[-1].text == "第一版"
		with pytest.raises(VersionError):
			template.restore_version("no such version")
		template.restore_stock()
		template.reload()
		assert len(template.versions) == 4 and template.versions[-1].note == "系统模板"
		assert not any(p.text == "第一版" for p in docx.Document(io.BytesIO(file_of(template))).paragraphs)


def test_history_is_written_by_the_server_alone(town):
	template = upload(edited("第一版"), town.congress)
	template.versions[0].note = "伪造"
	template.append("versions", {"note": "伪造", "file_url": "/private/files/x.docx"})
	template.save()
	assert [row.note or "" for row in template.reload().versions] == [""]


def test_a_forged_version_opens_no_private_file(town):
	secret = attach(edited("别人的文件"), "秘密.docx")
	with make.acting(town.clerk):
		template = upload(edited("第一版"), town.congress)
		template.template_file = attach(edited("第二版")).file_url
		template.save()
		template.reload().versions[0].file_url = secret.file_url
		template.restore_version(template.versions[0].name)
	assert "第一版" in [p.text for p in docx.Document(io.BytesIO(file_of(template.reload()))).paragraphs]


def test_the_file_of_a_version_survives_the_cleared_field(town):
	template = upload(edited("第一版"), town.congress)
	first = template.versions[0]
	template.template_file = attach(edited("第二版")).file_url
	template.save()
	kept = {"attached_to_doctype": "Paperwork Template Version", "attached_to_name": first.name}
	for name in frappe.get_all("File", {"file_url": first.file_url}, pluck="name"):
		if not frappe.db.exists("File", {**kept, "name": name}):
			frappe.delete_doc("File", name)
	template.reload().restore_version(first.name)
	assert docx.Document(io.BytesIO(file_of(template.reload()))).paragraphs[-1].text == "第一版"
	template.delete()
	assert not frappe.db.exists("File", kept)


# ------------------------------------------------------------------------------------------ which is in force


def in_force(congress: str) -> str:
	return service.load_template(KIND, congress).record


def test_own_congress_before_parent_before_stock(people, prefix):
	county = make.make_congress(f"{prefix}南屏县", level="County")
	town = make.make_congress(f"{prefix}云溪镇", parent=county.name)
	stock = frappe.db.get_value("Paperwork Template", {"kind": KIND, "is_stock": 1})
	assert in_force(town.name) == stock
	of_county = upload(edited("县"), county.name)
	assert (in_force(town.name), in_force(county.name)) == (of_county.name, of_county.name)
	own = upload(edited("镇"), town.name)
	assert (in_force(town.name), in_force(county.name)) == (own.name, of_county.name)
	newer = upload(edited("镇二"), town.name)
	assert in_force(town.name) == newer.name
	own.reload().is_default = 1
	own.save()
	assert in_force(town.name) == own.name
	newer.reload().is_default = 1
	newer.save()
	assert in_force(town.name) == newer.name
	assert not frappe.db.get_value("Paperwork Template", own.name, "is_default")
	for template in (own, newer):
		template.reload().enabled = 0
		template.save()
	assert in_force(town.name) == of_county.name


# ---------------------------------------------------------------------------------------------------- preview


def suggestion_and_draft(town):
	code = {"presidium_code": f"{town.congress}函", "contact_person": "周敏", "hotline": "0871-65550100"}
	frappe.db.set_value("Congress", town.congress, code)
	frappe.clear_document_cache("Congress", town.congress)
	suggestion = make.register(make.make_suggestion(town.deputies[0], meeting=town.meeting))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	return suggestion, assignment, reply


def counts() -> list:
	doctypes = ("Issued Document", "Document Number Series", "Document Number Entry", "File")
	current = frappe.get_all("Document Number Series", fields=["name", "current"], order_by="name asc")
	return [*(frappe.db.count(doctype) for doctype in doctypes), current]


def test_preview_is_a_pdf_and_registers_nothing(town):
	if not pdf.available():
		pytest.skip("LibreOffice is not installed")
	_suggestion, _assignment, reply = suggestion_and_draft(town)
	template = upload(edited(), town.congress)
	before = counts()
	with make.acting(town.clerk):
		choice = preview.get_choice(template.name)
		assert choice == {"doctype": "Suggestion Reply", "record": reply.name, "with_pdf": True}
		preview.show(template.name, reply.name)
	response = frappe.local.response
	assert response.type == "pdf" and response.filecontent.startswith(b"%PDF")
	assert response.filename.startswith("预览-") and response.filename.endswith(".pdf")
	assert counts() == before


def test_preview_of_a_numbered_notice_draws_no_number(town):
	suggestion, assignment, _reply = suggestion_and_draft(town)
	before = counts()
	with make.acting(town.clerk):
		for kind, record in (("receipt_notice", suggestion), ("assignment_notice", assignment)):
			stock = frappe.db.get_value("Paperwork Template", {"kind": kind, "is_stock": 1})
			preview.show(stock, record.name, as_word=1)
			body = docx.Document(io.BytesIO(frappe.local.response.filecontent))
			assert any(papers.PREVIEW_NUMBER in paragraph.text for paragraph in body.paragraphs)
	assert counts() == before
	assert not frappe.db.get_value("Deputy Suggestion", suggestion.name, "receipt_number")
	assert not frappe.db.get_value("Suggestion Assignment", assignment.name, "notice_number")


def test_without_libreoffice_the_word_file_is_given(town, monkeypatch):
	_suggestion, _assignment, reply = suggestion_and_draft(town)
	template = upload(edited(), town.congress)
	monkeypatch.setenv("PATH", "/nowhere")
	preview.show(template.name, reply.name)
	assert frappe.local.response.filename.endswith(".docx")
	assert docx.Document(io.BytesIO(frappe.local.response.filecontent)).paragraphs


def test_a_clerk_of_another_town_neither_reads_nor_previews(town, people, prefix):
	_suggestion, _assignment, reply = suggestion_and_draft(town)
	template = upload(edited(), town.congress)
	stranger = make.make_user(make.address(prefix, "stranger"), "Congress Clerk")
	make.make_congress(f"{prefix}外镇", staff=[stranger])
	stock = frappe.db.get_value("Paperwork Template", {"kind": KIND, "is_stock": 1})
	with make.acting(stranger):
		assert not template.has_permission("read")
		for call in (
			lambda: preview.get_choice(template.name),
			lambda: preview.show(template.name, reply.name),
			lambda: preview.show(stock, reply.name),
			lambda: template.restore_version(template.versions[0].name),
			lambda: template.get_snippets(),
		):
			with pytest.raises(frappe.PermissionError):
				call()
		assert preview.get_choice(stock)["record"] is None
