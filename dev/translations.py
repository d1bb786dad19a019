#!/usr/bin/env python3
"""The messages of the app and their Chinese translation, deputy_affairs/locale/zh.po.

	python dev/translations.py check     what is missing, obsolete or damaged; exit code 1 if anything is
	python dev/translations.py update    bring zh.po up to date; translations are kept
	python dev/translations.py words     our words without context that Frappe translates, and how

Runs with the Python of a bench (it needs Frappe and Babel), without a site or a database. Frappe's own
command `generate-pot-file` does not suit this app: it leaves out number cards, charts, workflows and roles,
and takes labels without their DocType, so that "Group" would be translated for the whole desk.
"""

import ast
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
APP = PROJECT / "deputy_affairs"
MODULE = APP / "deputy_affairs"
CATALOG = APP / "locale" / "zh.po"
EXTRACTORS = "frappe.gettext.extractors"

# (message, context or None)
Message = tuple[str, str | None]

# Words of the desk around our records that Frappe's own Chinese lacks. They are ours only until it has them.
FRAMEWORK_WORDS = (
	"Add New",
	"Add/Update Filter",
	"Add numbers or special characters.",
	"All Results",
	"Clear Link",
	"Clear all filters",
	"Common words are easy to guess.",
	"Data Import is not allowed for {0}. Enable 'Allow Import' in DocType settings.",
	"Documentation",
	'File "{0}" was skipped because only {1} uploads are allowed',
	'File "{0}" was skipped because only {1} uploads are allowed for DocType "{2}"',
	'File "{0}" was skipped because size exceeds {1} MB',
	"File upload failed.",
	"Hidden columns include: {0}",
	"Include hidden columns",
	"Liked by me",
	"Not permitted. {0}.",
	"Original",
	"Password requirements not met",
	"Refresh List",
	"Scan",
	"Search for countries...",
	"Search for icons...",
	"Server error during upload. The file might be corrupted.",
	"Size exceeds the maximum allowed file size.",
	"Use a few uncommon words together.",
	"XMLHttpRequest Error",
	"You are not allowed to edit this workspace",
	"You can only upload JPG, PNG, GIF, PDF, TXT, CSV or Microsoft documents.",
	"You cannot share `{0}` on {1} `{2}` as you do not have `{0}` permission on `{1}`",
	"You do not have import permission for {0}",
	"in",
)
# The one word of Frappe's that is corrected: "3 M" in a list, three months ago, is 3兆 (megabytes) there.
CORRECTIONS = ("{0} M",)
# What the desk makes of field names, in the line that tells how the choices of a link are filtered.
FIELD_NAMES = ("Handling Role",)

# Latin words that a Chinese text may keep.
LATIN = {
	*"ABCDT",
	*("CSV", "Excel", "GB", "GBK", "GIF", "ID", "JPG", "PDF", "PNG", "TXT", "UTF", "WPS", "Word"),
	*("csv", "docx", "pdf", "xlsx"),
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{\w*(?::\w+)?\}|%\(\w+\)s|%[sd]")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-z]+;|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
CHINESE = re.compile("[\u4e00-\u9fff]")
MARKERS = {"_", "_lt", "mark"}
SHOWN = {"throw", "msgprint"}


class Messages:
	"""Messages with the places they come from, and those that are looked up without context as well."""

	def __init__(self):
		self.places: dict[Message, set[str]] = defaultdict(set)
		self.comments: dict[Message, set[str]] = defaultdict(set)
		self.bare: dict[str, set[str]] = defaultdict(set)
		self.faults: list[str] = []

	def add(self, text, context: str | None, path: Path, comment: str = "", bare: bool = False) -> None:
		"""Take a message; `bare` if lists, filters or exports also ask for it without its context."""
		if not text or not text.strip() or not re.search("[A-Za-z]", MARKUP.sub("", text)):
			return
		place = path.relative_to(PROJECT).as_posix()
		self.places[text, context].add(place)
		if comment:
			self.comments[text, context].add(comment)
		if bare and context:
			self.bare[text].add(place)


def collect() -> Messages:
	"""Return every message of the app."""
	found = Messages()
	for path in sorted(APP.rglob("*")):
		parts = path.relative_to(APP).parts
		if not path.is_file() or {"__pycache__", "node_modules", "dist", "locale"} & set(parts):
			continue
		kind = parts[-3] if len(parts) > 2 else ""
		if path.suffix == ".py":
			from_python(found, path)
		elif path.suffix == ".json" and parts[0] == MODULE.name and kind in RECORDS:
			data = json.loads(path.read_text(encoding="utf-8"))
			if isinstance(data, dict):
				RECORDS[kind](found, path, data)
		elif path.suffix == ".js" and parts[0] != "templates":
			from_extractor(found, path, "javascript")
		elif path.suffix in (".html", ".vue", ".js"):
			from_extractor(found, path, "html_template")
	for module in (APP / "modules.txt").read_text(encoding="utf-8").split("\n"):
		found.add(module.strip(), None, APP / "modules.txt", "Name of a module")
	for role in roles():
		found.add(role, None, APP / "setup" / "roles.py", "Name of a role")
	return found


def from_python(found: Messages, path: Path) -> None:
	"""Take the marked strings of Python code, also those over several lines, and find what cannot work."""
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if not isinstance(node, ast.Call) or not node.args:
			continue
		name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
		first = node.args[0]
		where = f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}"
		if name in MARKERS:
			if isinstance(first, ast.Constant) and isinstance(first.value, str):
				contexts = [word.value for word in node.keywords if word.arg == "context"] + node.args[2:3]
				context = contexts[0].value if contexts and isinstance(contexts[0], ast.Constant) else None
				found.add(first.value, context, path)
			elif is_composed(first):
				found.faults.append(
					f"{where}: a composed string cannot be translated, use .format() outside of _()"
				)
		elif name in SHOWN and (is_composed(first) or _is_english(first)):
			found.faults.append(f"{where}: a text for users without _()")


def is_composed(node: ast.expr) -> bool:
	"""Whether the expression puts an English text together before it could be looked up."""
	if isinstance(node, ast.JoinedStr | ast.BinOp):
		return _is_english(*ast.walk(node))
	return (
		isinstance(node, ast.Call)
		and isinstance(node.func, ast.Attribute)
		and node.func.attr == "format"
		and _is_english(node.func.value)
	)


def _is_english(*nodes: ast.AST) -> bool:
	"""Whether the literals have English words and no Chinese beside them."""
	text = " ".join(
		node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
	)
	return bool(re.search("[A-Za-z]{2}", text)) and not CHINESE.search(text)


def from_extractor(found: Messages, path: Path, extractor: str) -> None:
	"""Take what one of the framework's own extractors finds in a file."""
	keywords = {**DEFAULT_KEYWORDS, "_lt": None}
	with path.open("rb") as file:
		for _line, text, comments, context in extract(f"{EXTRACTORS}.{extractor}.extract", file, keywords):
			found.add(text, context, path, "; ".join(comments))


def from_doctype(found: Messages, path: Path, data: dict) -> None:
	"""Take name, labels, choices and descriptions of a DocType; all but names belong to their DocType."""
	doctype = data["name"]
	found.add(doctype, None, path, "Name of a DocType")
	found.add(data.get("description"), None, path, "Description of a DocType")
	for field in data.get("fields", []):
		fieldtype, label = field["fieldtype"], field.get("label") or field["fieldname"]
		kind = f"{fieldtype} '{label}'"
		found.add(field.get("label"), doctype, path, f"Label of a {fieldtype}", bare=True)
		# grids and sections ask for theirs without context
		bare = fieldtype in ("Table", "Table MultiSelect", "Section Break", "Tab Break")
		found.add(field.get("description"), doctype, path, f"Description of {kind}", bare=bare)
		found.add(field.get("placeholder"), doctype, path, f"Placeholder of {kind}", bare=True)
		if fieldtype == "Select" and field["fieldname"] != "naming_series":
			for option in (field.get("options") or "").split("\n"):
				found.add(option, doctype, path, f"Choice of '{label}'", bare=True)
		elif fieldtype == "HTML":
			found.add(field.get("options"), doctype, path, f"Content of {kind}")
		for fieldname in (field.get("fetch_from") or "").split("."):
			found.add(fieldname.replace("_", " ").title(), None, path, "Field name in a tooltip")
	for link in data.get("links", []):
		found.add(link.get("group"), doctype, path, "Group of connections", bare=True)
	for action in data.get("actions", []):
		found.add(action.get("label"), doctype, path, "Label of an action", bare=True)
	for state in data.get("states", []):
		found.add(state.get("title"), doctype, path, "Name of a state", bare=True)


def from_workflow(found: Messages, path: Path, data: dict) -> None:
	"""Take states (shown with the DocType as context and without), actions, and hints of inputs."""
	doctype = data["document_type"]
	for state in data["states"]:
		found.add(state["state"], doctype, path, "State of a workflow", bare=True)
	for transition in data["transitions"]:
		found.add(transition["action"], None, path, "Action of a workflow")
		for field in transition.get("inputs", []):
			found.add(field.get("help"), None, path, f"Hint in the dialog of '{transition['action']}'")


def from_card(found: Messages, path: Path, data: dict) -> None:
	"""Take name and label of a number card."""
	for key in ("name", "label"):
		found.add(data.get(key), None, path, "Number card")


def from_chart(found: Messages, path: Path, data: dict) -> None:
	"""Take the name of a chart; its values are choices of a DocType."""
	for key in ("name", "chart_name"):
		found.add(data.get(key), None, path, "Dashboard chart")


def from_dashboard(found: Messages, path: Path, data: dict) -> None:
	"""Take the name of a dashboard."""
	found.add(data.get("dashboard_name"), None, path, "Dashboard")


def from_report(found: Messages, path: Path, data: dict) -> None:
	"""Take the name of a report and the labels of columns and filters that its record holds."""
	found.add(data.get("report_name"), None, path, "Name of a report")
	for kind in ("columns", "filters"):
		for row in data.get(kind, []):
			found.add(row.get("label"), None, path, f"Report '{data.get('report_name')}'")
			if kind == "filters" and row.get("fieldtype") == "Select":
				for option in (row.get("options") or "").split("\n"):
					found.add(option, None, path, f"Report '{data.get('report_name')}'")


def from_workspace(found: Messages, path: Path, data: dict) -> None:
	"""Take what the framework's extractor finds and the names that the side bar and the blocks show."""
	from_extractor(found, path, "workspace")
	for key in ("name", "label", "title"):
		found.add(data.get(key), None, path, "Workspace")
	for table, keys in {
		"charts": ("label", "chart_name"),
		"number_cards": ("label", "number_card_name"),
		"shortcuts": ("label", "link_to"),
		"links": ("label",),
		"quick_lists": ("label",),
		"custom_blocks": ("label",),
	}.items():
		for row in data.get(table, []):
			for key in keys:
				if key != "link_to" or row.get("type") in ("Report", "DocType", "Dashboard"):
					found.add(row.get(key), None, path, f"Workspace '{data.get('label')}'")


def from_web_form(found: Messages, path: Path, data: dict) -> None:
	"""Take what the framework's extractor finds; a web form asks without context."""
	from_extractor(found, path, "web_form")


def from_notification(found: Messages, path: Path, data: dict) -> None:
	"""Take the marked strings in subject and text."""
	for key in ("subject", "message"):
		for text in re.findall(r"""\b_\(\s*(["'])(.+?)\1""", data.get(key) or ""):
			found.add(text[1], None, path, f"Notification '{data.get('name')}'")


def from_print_format(found: Messages, path: Path, data: dict) -> None:
	"""Take the name of a print format."""
	found.add(data.get("name"), None, path, "Print format")


def from_onboarding(found: Messages, path: Path, data: dict) -> None:
	"""Take the texts of an introduction or of one of its steps."""
	for key in ("title", "subtitle", "success_message", "action_label", "description"):
		found.add(data.get(key), None, path, data.get("doctype", ""))


RECORDS = {
	"doctype": from_doctype,
	"workflow": from_workflow,
	"number_card": from_card,
	"dashboard_chart": from_chart,
	"report": from_report,
	"workspace": from_workspace,
	"web_form": from_web_form,
	"notification": from_notification,
	"print_format": from_print_format,
	"module_onboarding": from_onboarding,
	"onboarding_step": from_onboarding,
}
RECORDS[f"{APP.name}_dashboard"] = from_dashboard


def roles() -> Iterator[str]:
	"""Yield the names of our roles without importing the app."""
	for node in ast.parse((APP / "setup" / "roles.py").read_text(encoding="utf-8")).body:
		if isinstance(node, ast.Assign) and node.targets[0].id.endswith("_ROLES"):
			yield from ast.literal_eval(node.value)


def framework_words() -> dict[str, str]:
	"""Return what Frappe itself translates into Chinese without context."""
	import frappe

	folder = Path(frappe.__file__).parent
	words: dict[str, str] = {}
	with (folder / "translations" / "zh.csv").open(encoding="utf-8", newline="") as file:
		for row in csv.reader(file):
			if len(row) >= 2 and row[1] and not (len(row) > 2 and row[2]):
				words[row[0]] = row[1]
	for message in read_catalog(folder / "locale" / "zh.po"):
		if message.id and message.string and not message.context and isinstance(message.id, str):
			words[message.id] = message.string
	return words


def read_catalog(path: Path) -> Catalog:
	"""Return a catalogue, an empty one of ours if there is no file."""
	if path.exists():
		with path.open("rb") as file:
			return read_po(file, locale="zh")
	return new_catalog(datetime.now(timezone.utc))


def new_catalog(date: datetime) -> Catalog:
	"""Return an empty catalogue with our header."""
	return Catalog(
		locale="zh",
		header_comment="# Chinese translation of deputy_affairs.\n# Terms as in the laws of the people's congresses.",
		project="deputy_affairs",
		version="1",
		msgid_bugs_address="maintainers@example.com",
		last_translator="The deputy_affairs maintainers",
		language_team="zh",
		creation_date=date,
		revision_date=date,
		fuzzy=False,
	)


def wanted(found: Messages) -> dict[Message, set[str]]:
	"""Return the messages to translate with the places they come from.

	A message that is looked up without context too gets an entry without context. What Frappe translates
	itself is left to it: an entry of ours without context would change the word for the whole desk.
	"""
	theirs = framework_words()
	entries = {}
	for (text, context), places in found.places.items():
		if context or text not in theirs:
			entries[text, context] = places
	for text, places in found.bare.items():
		if text not in theirs:
			entries[text, None] = entries.get((text, None), set()) | places
	for text in (*FRAMEWORK_WORDS, *FIELD_NAMES):
		if text not in theirs:
			entries.setdefault((text, None), {"frappe"})
	entries.update({(text, None): {"frappe"} for text in CORRECTIONS})
	return entries


def left_to_frappe(found: Messages) -> dict[str, str]:
	"""Return our words that are looked up without context and translated by Frappe, with its translation.

	Where Frappe's translation does not fit, the source needs another word or a context.
	"""
	texts = {text for text, context in found.places if not context} | set(found.bare)
	return {text: word for text, word in sorted(framework_words().items()) if text in texts}


def problems() -> list[str]:
	"""Return everything that is wrong with the catalogue, one sentence each."""
	found = collect()
	entries = wanted(found)
	catalog = read_catalog(CATALOG)
	have = {(m.id, m.context): m for m in catalog if m.id}
	wrong = list(found.faults)
	for message in sorted(entries, key=_order):
		if message not in have:
			wrong.append(f"missing: {_named(message)} ({', '.join(sorted(entries[message]))})")
		elif not have[message].string:
			wrong.append(f"without translation: {_named(message)} ({', '.join(sorted(entries[message]))})")
	for message, entry in sorted(have.items(), key=lambda item: _order(item[0])):
		if message not in entries:
			wrong.append(f"obsolete: {_named(message)}")
		elif entry.string:
			wrong += [
				f"{fault}: {_named(message)} -> {entry.string}" for fault in faults(entry.id, entry.string)
			]
	wrong += [f"obsolete: {_named((m.id, m.context))}" for m in catalog.obsolete.values()]
	wrong += [f"marked fuzzy: {_named((m.id, m.context))}" for m in have.values() if m.fuzzy]
	return wrong


def faults(source: str, text: str) -> Iterator[str]:
	"""Yield what is wrong with one translation."""
	if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(text)):
		yield "placeholders differ"
	if Counter(map(_tag, MARKUP.findall(source))) != Counter(map(_tag, MARKUP.findall(text))):
		yield "markup differs"
	words = set(re.findall(r"[A-Za-z]+", PLACEHOLDER.sub("", MARKUP.sub("", text)))) - LATIN
	if words:
		yield f"Latin words {', '.join(sorted(words))}"


def _tag(markup: str) -> str:
	return re.split(r"[\s/>]", markup.strip("<>/"))[0] if markup.startswith("<") else markup


def _named(message: Message) -> str:
	text, context = message
	return repr(text) + (f" in {context}" if context else "")


def _order(message: Message) -> tuple[str, str]:
	return message[0], message[1] or ""


def update() -> tuple[int, int]:
	"""Rewrite the catalogue with today's messages; return the number of entries and of empty ones.

	A new entry whose message has exactly one translation elsewhere in the catalogue takes that one.
	"""
	found = collect()
	entries = wanted(found)
	old = read_catalog(CATALOG)
	have = {(m.id, m.context): m.string for m in old if m.id}
	elsewhere: dict[str, set[str]] = defaultdict(set)
	for (text, _context), string in have.items():
		if string:
			elsewhere[text].add(string)
	new = new_catalog(old.creation_date)
	new.revision_date = old.revision_date
	for message in sorted(entries, key=_order):
		text, context = message
		string = have.get(message)
		if not string and len(elsewhere[text]) == 1:
			string = next(iter(elsewhere[text]))
		new.add(
			text,
			string or "",
			locations=[(place, None) for place in sorted(entries[message])],
			auto_comments=sorted(found.comments.get(message, ())),
			context=context,
		)
	if _content(new) != _content(old):
		new.revision_date = datetime.now(timezone.utc)
		CATALOG.parent.mkdir(exist_ok=True)
		with CATALOG.open("wb") as file:
			write_po(file, new, width=None, sort_output=True, include_lineno=False)
	return len(entries), sum(1 for m in new if m.id and not m.string)


def _content(catalog: Catalog) -> list:
	return sorted(
		(
			m.id,
			m.context or "",
			m.string,
			sorted(place for place, _line in m.locations),
			sorted(m.auto_comments),
		)
		for m in catalog
		if m.id
	)


def main(arguments: list[str]) -> int:
	"""Run one command and return the exit code."""
	if arguments == ["update"]:
		total, empty = update()
		print(f"{total} messages, {empty} without translation")
		return 0
	if arguments == ["check"]:
		wrong = problems()
		print("\n".join(wrong) or "The translation is complete.")
		return int(bool(wrong))
	if arguments == ["words"]:
		print("\n".join(f"{text!r}: {word}" for text, word in left_to_frappe(collect()).items()))
		return 0
	print(__doc__)
	return 2


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
