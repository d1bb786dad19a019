"""The Chinese translation: complete, undamaged, and what users of the site really get."""

import json
import sys
from pathlib import Path

import frappe
import pytest
from frappe import _

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "dev"))
import messages as collecting
import translations


@pytest.fixture
def chinese():
	"""The site in Chinese."""
	before = frappe.local.lang
	frappe.local.lang = "zh"
	yield
	frappe.local.lang = before


def test_catalogue_is_complete_and_undamaged():
	assert translations.problems() == []


def test_catalogue_changes_no_other_word_of_the_framework():
	ours = translations.read_catalog(translations.CATALOG)
	bare = {message.id for message in ours if message.id and not message.context}
	assert bare & set(translations.framework_words()) == set(translations.CORRECTIONS)


@pytest.mark.parametrize(
	("message", "context", "chinese_words"),
	[
		("Deputy Suggestion", None, "代表建议"),
		("Deputy Affairs", None, "代表工作"),
		("Congress Clerk", None, "人大专干"),
		("Congress Observer", None, "上级人大（查看）"),
		("Group Liaison", None, "小组联络人"),
		("Draft", "Deputy Suggestion", "草稿"),
		("Under Review", "Deputy Suggestion", "审查中"),
		("Returned for Rewriting", "Deputy Suggestion", "退回修改"),
		("Refused", "Deputy Suggestion", "不予受理"),
		("Withdrawn", "Deputy Suggestion", "已撤回"),
		("Registered", "Deputy Suggestion", "已立案"),
		("Reassignment", "Deputy Suggestion", "退回调整"),
		("Closed", "Deputy Suggestion", "已办结"),
		("Basically Satisfied", "Suggestion Rating", "基本满意"),
		("Lead", "Suggestion Assignment", "主办"),
		("Assist", "Suggestion Assignment", "协办"),
		("Separate", "Suggestion Assignment", "分办"),
		("In Office", "Deputy", "在任"),
		("Suspended", "Deputy", "暂停执行代表职务"),
		("Lost Rights", "Deputy Mandate", "丧失权利（国籍/政治权利/行为能力）"),
		("Group", "Deputy Group", "小组名称"),
		("The clock starts on {0}, the {1}", None, "起算日：{0}（{1}）"),
	],
)
def test_users_get_the_standard_terms(chinese, message, context, chinese_words):
	assert _(message, context=context) == chinese_words


def test_every_label_and_choice_of_the_forms_is_chinese(chinese):
	"""What the desk looks up for a form: labels, choices and descriptions with their DocType."""
	english = []
	for doctype in frappe.get_all("DocType", filters={"module": "Deputy Affairs"}, pluck="name"):
		if _(doctype) == doctype:
			english.append(doctype)
		for df in frappe.get_meta(doctype).fields:
			texts = [df.label, df.description]
			if df.fieldtype == "Select":
				texts += (df.options or "").split("\n")
			english += [
				f"{doctype}.{df.fieldname}: {text}"
				for text in texts
				if text and len(text) > 1 and text.isascii() and _(text, context=doctype) == text
			]
	assert english == []


def test_names_outside_of_doctypes_are_chinese(chinese):
	"""What no extractor of the framework finds: cards, charts, reports, workspaces, workflows, roles."""
	kinds = ("number_card", "dashboard_chart", "report", "workspace")
	names = [json.loads(path.read_text())["name"] for kind in kinds for path in records(kind)]
	for path in records("workflow"):
		workflow = frappe.get_doc("Workflow", json.loads(path.read_text())["name"])
		names += [transition.action for transition in workflow.transitions]
		names += [transition.allowed for transition in workflow.transitions]
	assert len(names) > len(kinds)
	assert [name for name in names if _(name) == name] == []


def records(kind):
	"""The records of one kind that the app ships."""
	return list(collecting.MODULE.glob(f"{kind}/*/*.json"))


@pytest.mark.parametrize(
	("source", "text", "fault"),
	[
		("{0} of {1}", "{1}之{0}", []),
		("{0} of {1}", "{0}", ["placeholders differ"]),
		("{0}", "{0}和{1}", ["placeholders differ"]),
		("<b>{0}</b> is missing", "缺少{0}", ["markup differs"]),
		("Save as .xlsx", "另存为 .xlsx 后上传", []),
		("Draft", "Draft 草稿", ["Latin words Draft"]),
		("{term}-{serial:03}", "如：{term}-{serial:03}", []),
	],
)
def test_faults_of_a_translation_are_found(source, text, fault):
	assert list(translations.faults(source, text)) == fault


@pytest.mark.parametrize(
	("code", "messages", "faulty"),
	[
		('_("One")', {("One", None)}, False),
		('_("One"\n\t" and two",\n)', {("One and two", None)}, False),
		(
			'_("Outer {0}").format(_("Inner", context="Deputy"))',
			{("Outer {0}", None), ("Inner", "Deputy")},
			False,
		),
		('Text(_("Marked"), (1,))', {("Marked", None)}, False),
		('_(f"Composed {x}")', set(), True),
		('_("Composed {}".format(x))', set(), True),
		('_("Composed " + x)', set(), True),
		('frappe.throw("Not marked")', set(), True),
		('frappe.throw(f"{name}：未找到 site_config")', set(), False),
	],
)
def test_marked_strings_of_code_are_found(tmp_path, monkeypatch, code, messages, faulty):
	monkeypatch.setattr(collecting, "PROJECT", tmp_path)
	path = tmp_path / "module.py"
	path.write_text(code, encoding="utf-8")
	found = collecting.Messages()
	collecting.from_python(found, path)
	assert set(found.places) == messages
	assert bool(found.faults) == faulty
