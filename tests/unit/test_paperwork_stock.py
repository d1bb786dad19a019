"""The stock forms with their examples: complete, readable, strict; samples, catalogue, PDF."""

from __future__ import annotations

import copy
import io
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from deputy_affairs.paperwork import catalogue, pdf
from deputy_affairs.paperwork.rendering import MissingFieldError, compile_template
from deputy_affairs.paperwork.stock import (
	assignment_notice,
	opinion_form,
	reply_letter,
	suggestion_form,
	transfer_letter,
	urge_notice,
)

FORMS = catalogue.forms()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parents[2]


def words(data: bytes) -> str:
	"""All text of the body, paragraph by paragraph, tables and the head included."""
	root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
	tags = {f"{W}br": "\n", f"{W}tab": "\t"}
	lines = []
	for paragraph in root.iter(f"{W}p"):
		lines.append(
			"".join(
				node.text or "" if node.tag == f"{W}t" else tags.get(node.tag, "")
				for node in paragraph.iter()
			)
		)
	return "\n".join(lines)


def fill(module, **changes) -> str:
	context = copy.deepcopy(module.SAMPLE)
	for group, values in changes.items():
		context[group].update(values)
	return words(compile_template(module.build()).render(context))


@pytest.fixture(params=FORMS, ids=lambda module: module.KIND)
def form(request):
	return request.param


def test_example_renders_and_opens_again(form):
	data = compile_template(form.build()).render(form.SAMPLE)
	document = Document(io.BytesIO(data))
	assert document.paragraphs
	text = words(data)
	assert "{{" not in text and "{%" not in text and "None" not in text
	for value in _printed(form):
		assert value in text.replace("\n", "")


LETTERS = [
	form
	for form in FORMS
	if "署名" in " ".join(p.style.name for p in Document(io.BytesIO(form.build())).paragraphs)
]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda module: module.KIND)
def test_a_signature_never_stands_on_a_page_without_text(letter):
	"""The last paragraph of the text stays with the annex note and the signature (GB/T 9704 7.3.5.5)."""
	document = Document(io.BytesIO(compile_template(letter.build()).render(letter.SAMPLE)))
	names = [paragraph.style.name for paragraph in document.paragraphs]
	signer = next(at for at, name in enumerate(names) if name.startswith("署名"))
	first = signer - 2 if names[signer - 1] == "附件说明" else signer - 1
	for paragraph in document.paragraphs[first : signer + 1]:
		own, style = (owner.paragraph_format.keep_with_next for owner in (paragraph, paragraph.style))
		assert own or style, paragraph.text


def test_reminder_counts_only_where_some_are_not_overdue():
	for items, overdue, said in (
		(1, 1, "现有1件尚未办结，已超过"),
		(2, 2, "尚未办结，均已超过"),
		(3, 1, "其中1件已超过"),
	):
		text = fill(urge_notice, notice={"item_count": items, "overdue_count": overdue})
		assert said in text


def test_letter_of_a_transfer_speaks_to_its_receiver():
	assert "现将该建议转报贵委，请予研究办理" in fill(transfer_letter)
	out = fill(transfer_letter, transfer={"verb": "转办", "receiver_called": "贵单位"})
	assert "现将该建议转请贵单位研究办理" in out and "你单位" not in out


def _printed(form) -> list[str]:
	"""Example texts that must be on the paper as they are."""
	names = compile_template(form.build()).fields()
	values = []
	for field in catalogue.fields(form.KIND):
		plain_text = (
			field.example
			and not field.rows
			and not field.example[:4].isdigit()
			and field.example not in "是否"
		)
		if (
			field.name in names
			and plain_text
			and "\n" not in field.example
			and field.name != "suggestion.cosigners.name"
		):
			values.append(field.example)
	return values


def test_build_and_render_are_deterministic(form):
	assert form.build() == form.build()
	template = compile_template(form.build())
	with ThreadPoolExecutor(4) as pool:
		results = set(pool.map(lambda _: template.render(form.SAMPLE), range(8)))
	assert len(results) == 1


def test_every_field_of_the_form_has_an_example_and_a_label(form):
	template = compile_template(form.build())
	assert catalogue.unknown_fields(form.KIND, template) == []
	for field in catalogue.fields(form.KIND):
		assert field.label != field.name, f"{field.name} has no label"


def test_no_value_of_the_example_is_dispensable_without_an_error(form):
	"""Taking a field away is an error that names it, or the form does not use it."""
	template = compile_template(form.build())
	used = template.fields()
	for group, values in form.SAMPLE.items():
		for key in values:
			context = copy.deepcopy(form.SAMPLE)
			del context[group][key]
			name = f"{group}.{key}"
			if name in used and not name.startswith("reply.previous") and name not in {"reply.body"}:
				with pytest.raises(MissingFieldError) as error:
					template.render(context)
				assert error.value.name == name or error.value.name.startswith(f"{name}.")


def leaves(value, path=()):
	"""Paths of all texts and lists of an example, of a list its first row's."""
	if isinstance(value, dict):
		for key, item in value.items():
			yield from leaves(item, (*path, key))
	elif isinstance(value, list):
		yield path
		yield from leaves(value[0], (*path, 0)) if value and isinstance(value[0], dict) else ()
	elif isinstance(value, str):
		yield path


def emptied(context: dict, *paths: tuple) -> dict:
	"""The example with these fields empty, as a record has them that nobody filled in."""
	context = copy.deepcopy(context)
	for path in paths:
		group = context
		for key in path[:-1]:
			group = group[key]
		group[path[-1]] = [] if isinstance(group[path[-1]], list) else ""
	return context


def dotted(path: tuple) -> str:
	return ".".join(key for key in path if key != 0)


def may_be_empty(form) -> list[tuple]:
	words = {path: form.LABELS.get(dotted(path), "") for path in leaves(form.SAMPLE)}
	return [path for path, label in words.items() if "可空" in label or "留空" in label]


# what betrays a clause whose field was left out
HOLES = ("None", "，，", "；；", "（）", "：；", "：）", "《》", "“”", "。。")


def test_what_may_be_empty_can_be_empty_alone_and_all_together(form):
	template = compile_template(form.build())
	optional = may_be_empty(form)
	# the longest way first: a row's field before its list
	everything = sorted(optional, key=len, reverse=True)
	for paths in (*[(path,) for path in optional], everything):
		text = words(template.render(emptied(form.SAMPLE, *paths)))
		assert [hole for hole in HOLES if hole in text] == [], text


def test_title_and_author_are_in_the_properties(form):
	properties = Document(io.BytesIO(compile_template(form.build()).render(form.SAMPLE))).core_properties
	assert properties.title and "{{" not in properties.title
	assert properties.author in {
		"云溪镇人民政府",
		"南屏县云溪镇人民代表大会主席团",
		"南屏县云溪镇人民代表大会",
		"云溪镇农业农村服务中心",
		"云溪镇财政所",
	}


def test_file_holds_only_what_the_document_needs(form):
	with zipfile.ZipFile(io.BytesIO(compile_template(form.build()).render(form.SAMPLE))) as archive:
		assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]
		assert sum(info.file_size for info in archive.infolist()) < 200_000


# ------------------------------------------------------------------------------------------------- reply letter


def test_reply_answers_point_by_point_with_promises():
	text = fill(reply_letter)
	assert "一、关于“清淤并修复下河村至石桥段灌溉渠道”" in text
	assert "承诺办结时间：2026年11月30日前；责任人：刘长林。" in text
	assert "协办单位镇财政所意见：" in text
	assert "抄送：镇人大主席团，镇党政综合办公室。" in text
	assert "再次" not in text


def test_reply_with_a_text_instead_of_answers():
	text = fill(
		reply_letter,
		reply={"answers": [], "body": "一、情况。\n渠道已清淤。", "assist_opinions": [], "copies": []},
	)
	assert "一、情况。\n渠道已清淤。" in text
	assert "抄送" not in text and "协办" not in text


def test_reply_without_answers_and_without_text_is_an_error():
	with pytest.raises(MissingFieldError, match=r"reply\.body"):
		fill(reply_letter, reply={"answers": [], "body": ""})


def test_second_reply_names_the_first_and_the_objection():
	previous = {
		"number": "云政函〔2026〕12号",
		"issued_on": "2026-05-08",
		"class_letter": "B",
		"objection": "时间太晚。",
	}
	text = fill(reply_letter, reply={"round": 2, "previous": previous, "number": "云政函〔2026〕31号"})
	flat = text.replace("\n", "")
	assert "第12号建议的再次答复" in flat
	assert "我们已于2026年5月8日以云政函〔2026〕12号作出答复（办理结果B类）" in flat
	assert "“时间太晚。”" in flat
	with pytest.raises(MissingFieldError, match=r"reply\.previous\.issued_on"):
		fill(reply_letter, reply={"round": 2, "previous": None})


def test_own_opening_replaces_the_standard_one():
	text = fill(reply_letter, reply={"opening": "您的建议很好。\n现答复如下："})
	assert "您的建议很好。\n现答复如下：" in text and "收悉" not in text


def test_each_signer_gets_a_letter():
	template = compile_template(reply_letter.build())
	for name in ("张建国", "李梅", "欧阳志远"):
		context = copy.deepcopy(reply_letter.SAMPLE)
		context["reply"]["addressee"] = name
		assert f"\n{name}代表：\n" in words(template.render(context))


# -------------------------------------------------------------------------------------------------------- forms


def test_rated_form_ticks_attitude_and_result_apart():
	empty = fill(opinion_form)
	assert empty.count("□") == 5 + 3 + 3 + 2 + 1  # the last one stands in the explanation
	assert "☑" not in empty
	text = fill(
		opinion_form,
		rating={
			"questions": [
				{"label": "对办理态度\n的评价", "grade": "满意"},
				{"label": "对办理结果\n的评价", "grade": "不满意"},
			],
			"comment": "仍未通水。",
			"rehandle": "是",
		},
	)
	assert "☑满意　□基本满意　□不满意" in text
	assert "□满意　□基本满意　☑不满意" in text
	assert "仍未通水。" in text and "☑是　□否" in text


def test_suggestion_form_without_optional_fields():
	text = fill(
		suggestion_form,
		suggestion={
			"cosigners": [],
			"cause": "",
			"units": [],
			"review_opinion": "",
			"reviewer": None,
			"reviewed_on": None,
			"publish": False,
			"publish_reason": "涉及个人隐私",
			"number": "",
		},
	)
	assert "□是　☑否　不宜公开的理由：涉及个人隐私" in text


def test_cells_end_with_a_paragraph(form):
	for empty in ({}, {"cause": "", "review_opinion": "", "demands": [], "cosigners": []}):
		context = copy.deepcopy(form.SAMPLE)
		context.get("suggestion", {}).update(empty)
		data = compile_template(form.build()).render(context)
		root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
		assert all(cell[-1].tag == f"{W}p" for cell in root.iter(f"{W}tc"))


def test_notice_without_copies_ends_with_a_paragraph_after_the_table():
	context = copy.deepcopy(assignment_notice.SAMPLE)
	context["document"]["copies"] = []
	document = Document(io.BytesIO(compile_template(assignment_notice.build()).render(context)))
	assert [child.tag for child in document.element.body][-3:] == [f"{W}tbl", f"{W}p", f"{W}sectPr"]
	assert "抄送：" not in "".join(paragraph.text for paragraph in document.paragraphs)


def test_table_widths_are_exact_and_within_the_type_area(form):
	data = compile_template(form.build()).render(form.SAMPLE)
	root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
	for table in root.iter(f"{W}tbl"):
		columns = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
		lying = root.find(f".//{W}pgSz").get(f"{W}orient") == "landscape"
		assert sum(columns) <= (12760 if lying else 8846)  # 225 mm, 156 mm
		for row in table.iter(f"{W}tr"):
			assert sum(int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.iter(f"{W}tc")) == sum(
				columns
			)


# ---------------------------------------------------------------------------------------------- samples and PDF


def test_samples_are_written_from_the_command_line(tmp_path):
	result = subprocess.run(
		[sys.executable, "-m", "deputy_affairs.paperwork.samples", str(tmp_path)],
		cwd=ROOT,
		capture_output=True,
		text=True,
		check=True,
		encoding="utf-8",
		env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
	)
	names = sorted(path.name for path in tmp_path.iterdir())
	assert len(names) == len(FORMS) == len(result.stdout.splitlines())
	assert "关于整治下河村灌溉渠道、保障春耕用水的答复.docx" in names


def test_no_module_needs_the_framework():
	code = (
		"import sys\n"
		"from deputy_affairs.paperwork import catalogue, geometry, names, pdf, rendering, samples, tables\n"
		"assert not [m for m in sys.modules if m.split('.')[0] == 'frappe']"
	)
	subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env={"PYTHONPATH": str(ROOT)})


@pytest.mark.skipif(not pdf.available(), reason="LibreOffice is not installed")
def test_pdf():
	documents = [
		compile_template(module.build()).render(module.SAMPLE) for module in (reply_letter, opinion_form)
	]
	for data in pdf.to_pdfs(documents):
		assert data.startswith(b"%PDF-") and len(data) > 5000


@pytest.mark.skipif(not pdf.available(), reason="LibreOffice is not installed")
def test_pdf_takes_no_longer_than_allowed():
	with pytest.raises(pdf.PdfUnavailable, match="seconds"):
		pdf.to_pdf(reply_letter.build(), timeout=0.01)


def test_pdf_without_libreoffice_says_so(monkeypatch):
	monkeypatch.setenv("PATH", "/nonexistent")
	assert not pdf.available()
	with pytest.raises(pdf.PdfUnavailable, match="not installed"):
		pdf.to_pdf(b"")
