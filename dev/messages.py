"""The messages of the app: every text for users, with the places it comes from.

Frappe's own command `generate-pot-file` does not suit this app: it leaves out number cards, charts, workflows
and roles, and takes labels without their DocType, so that "Group" would be translated for the whole desk.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract

PROJECT = Path(__file__).resolve().parent.parent
APP = PROJECT / "deputy_affairs"
MODULE = APP / "deputy_affairs"
EXTRACTORS = "frappe.gettext.extractors"

# (message, context or None)
Message = tuple[str, str | None]

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
