"""Workflow actions that carry their reasons, and the guard that lets nothing else change a state.

The framework checks roles when a state changes, but a plain save or a PUT of the state field passes as well,
without the self-approval check, and the reason for an action has no place of its own. Here an action is
applied in one transaction together with its inputs (the fields that `workflow/<name>/<name>.json` lists for
it); `GuardedDocument` refuses every other way to change the state and every change of a field that the
state has locked.
"""

import json
from functools import cache
from pathlib import Path

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.model import workflow as framework
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt, get_datetime, getdate

from deputy_affairs.permissions import AsLoaded, require_scope
from deputy_affairs.transactions import again_after_deadlock, all_or_nothing

WORKFLOW_FOLDER = Path(__file__).parent / "deputy_affairs" / "workflow"
STATE_FIELD = "workflow_state"
ANY_FIELD = "*"


class StateLockedError(frappe.ValidationError):
	"""A field is locked in the record's present state."""


class StateChangeError(frappe.ValidationError):
	"""A state was to be changed by something else than a workflow action."""


class ActionInputError(frappe.ValidationError):
	"""An action lacks one of its inputs, such as the reason."""


@cache
def definition(doctype: str) -> dict | None:
	"""Return the shipped workflow of a DocType: states, transitions, inputs, editable fields."""
	folder = doctype.lower().replace(" ", "_")
	path = WORKFLOW_FOLDER / folder / f"{folder}.json"
	return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def inputs_of(doctype: str, action: str) -> list[dict]:
	"""Return the inputs of an action: [{"fieldname", "reqd"}], empty for an action of somebody else's."""
	for transition in (definition(doctype) or {}).get("transitions", []):
		if transition["action"] == action:
			return transition.get("inputs", [])
	return []


@frappe.whitelist()
def get_inputs(doctype: str, action: str) -> list[dict]:
	"""Return for the desk the fields that an action's dialog asks for, with their labels and options."""
	frappe.has_permission(doctype, "read", throw=True)
	meta = frappe.get_meta(doctype)
	fields = []
	for row in inputs_of(doctype, action):
		df = meta.get_field(row["fieldname"])
		fields.append(
			{
				"fieldname": df.fieldname,
				"fieldtype": df.fieldtype,
				"label": _(df.label, context=doctype),
				"options": _options(df, doctype),
				"reqd": row.get("reqd", 0),
				"description": _(row["help"]) if row.get("help") else "",
			}
		)
	return fields


def _options(df, doctype: str) -> str | list[dict] | None:
	"""The values of a list with their words: a dialog, unlike the form, knows no context to translate them in."""
	if df.fieldtype != "Select":
		return df.options
	return [
		{"value": value, "label": _(value, context=doctype) if value else ""}
		for value in (df.options or "").split("\n")
	]


@frappe.whitelist()
def get_editable_fields(doctype: str, name: str) -> list[str]:
	"""Return for the desk the fields that the user may edit in the record's state; ["*"] for all."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return sorted(doc._editable_fields(doc)) if isinstance(doc, GuardedDocument) else [ANY_FIELD]


@frappe.whitelist(methods=["POST"])
def apply_workflow(doc: str | dict, action: str) -> Document:
	"""Apply an action with its inputs; stands in front of the framework's method of the same name.

	`doc` names the record and may carry the inputs of the action; everything else in it is ignored, as the
	framework does. Permission is checked when the framework saves the record.
	"""
	values = frappe.parse_json(doc)
	doctype, name = values.get("doctype"), values.get("name")
	if not definition(doctype):
		return framework.apply_workflow(json.dumps(values, default=str), action)
	return again_after_deadlock(lambda: run_action(doctype, name, action, values))


def run_action(doctype: str, name: str, action: str, values: dict | None = None) -> Document:
	"""Apply an action on the server with its input values, as the session's user.

	Raises ActionInputError when a required input is empty, frappe.PermissionError or
	WorkflowTransitionError when the action is not open to the user in this state.
	"""
	values = values or {}
	inputs = inputs_of(doctype, action)
	current = frappe.get_doc(doctype, name)
	given = {row["fieldname"]: values[row["fieldname"]] for row in inputs if row["fieldname"] in values}
	previous = frappe.flags.workflow_action
	frappe.flags.workflow_action = {
		"key": (doctype, name),
		"action": action,
		"values": given,
	}
	try:
		current.check_permission("write")  # a record may allow an action to whom it allows nothing else
		_require_inputs(current, action, given)
		return framework.apply_workflow({"doctype": doctype, "name": name}, action)
	finally:
		frappe.flags.workflow_action = previous


def _require_inputs(current, action: str, given: dict) -> None:
	doctype = current.doctype
	for row in inputs_of(doctype, action):
		if row.get("reqd") and not cstr(given.get(row["fieldname"], current.get(row["fieldname"]))).strip():
			label = _(current.meta.get_label(row["fieldname"]), context=doctype)
			frappe.throw(_("{0}: please fill in {1} first.").format(_(action), label), ActionInputError)


@frappe.whitelist(methods=["POST"])
def bulk_workflow_approval(docnames: str | list, doctype: str, action: str) -> None:
	"""Apply an action to several records from a list; each one on its own, failures are named.

	Actions that need an input are refused for several records at once when a value is required.
	"""
	if not definition(doctype):
		return framework.bulk_workflow_approval(docnames, doctype, action)
	if any(row.get("reqd") for row in inputs_of(doctype, action)):
		frappe.throw(
			_("{0} needs a reason for each record. Please open the records one by one.").format(_(action)),
			ActionInputError,
		)
	failed = []
	for name in frappe.parse_json(docnames):
		try:
			with all_or_nothing("bulk_action"):
				run_action(doctype, name, action)
		except frappe.QueryDeadlockError:
			raise  # nothing of the whole request is left; it can be sent again
		except Exception as error:
			failed.append(f"{name}: {error}")
	if failed:
		frappe.msgprint(
			"<br>".join(map(frappe.utils.escape_html, failed)), title=_("Not Done"), indicator="red"
		)


class GuardedDocument(Document):
	"""A record whose state only actions change and whose fields are locked by its state.

	`read_only` in a DocType only dresses the form; here it binds every way in: form, REST, import,
	`set_value`. Our own server methods set `flags.by_system` (which no request can set).
	"""

	def load_from_db(self):
		loaded = super().load_from_db()
		self._as_loaded = AsLoaded.of(self)
		return loaded

	def before_validate(self):
		if self.flags.by_system:
			return
		if self.is_new():
			self._reset_derived_fields()
			return
		action = self._current_action()
		before = self.get_doc_before_save()
		if self.get(STATE_FIELD) != before.get(STATE_FIELD) and not action:
			frappe.throw(
				_(
					"The state of {0} is changed by an action only, for example with the button Actions."
				).format(_(self.doctype)),
				StateChangeError,
			)
		if action:
			self.update(action["values"])
		self._refuse_locked_changes(before, set(action["values"]) | {STATE_FIELD} if action else set())

	def _current_action(self) -> dict | None:
		action = frappe.flags.workflow_action
		return action if action and action["key"] == (self.doctype, self.name) else None

	@property
	def action(self) -> str | None:
		"""The name of the workflow action being applied to this very record, if any."""
		current = self._current_action()
		return current["action"] if current else None

	def _reset_derived_fields(self):
		"""A new record starts without state, number or date that only its way can give it."""
		for df in self.meta.fields:
			if not df.read_only or df.fetch_from:
				continue
			if df.fieldtype in table_fields:  # which the framework counts among those without value
				self.set(df.fieldname, [])
			elif df.fieldtype not in no_value_fields:
				self.set(df.fieldname, df.default)
		self.set(STATE_FIELD, definition(self.doctype)["states"][0]["state"] if self._has_state() else None)

	def _has_state(self) -> bool:
		return bool(definition(self.doctype)) and self.meta.has_field(STATE_FIELD)

	def _refuse_locked_changes(self, before: Document, allowed: set[str]):
		changed = [
			df for df in self.meta.fields if self._is_changed(df, before) and df.fieldname not in allowed
		]
		if not changed:
			return
		editable = self._editable_fields(before)
		for df in changed:
			if df.read_only and df.fetch_from:
				continue
			if df.read_only or not (ANY_FIELD in editable or df.fieldname in editable):
				frappe.throw(
					_("{0} cannot be changed while the state is {1}.").format(
						frappe.bold(_(df.label, context=self.doctype)),
						_(before.get(STATE_FIELD) or "", context=self.doctype),
					),
					StateLockedError,
				)

	def _editable_fields(self, before: Document) -> set[str]:
		"""Fields that the session's user may edit in the state the record has in the database."""
		if not self._has_state():
			return {ANY_FIELD}
		roles = set(frappe.get_roles())
		editable = set()
		for state in definition(self.doctype)["states"]:
			if state["state"] == before.get(STATE_FIELD):
				for row in state.get("editable", []):
					if roles & set(row["roles"]):
						editable.update(row["fields"])
		return editable

	def _is_changed(self, df, before: Document) -> bool:
		if df.fieldtype in table_fields:
			return _rows(self, df) != _rows(before, df)
		if df.fieldtype in no_value_fields:
			return False
		return _plain(df, self.get(df.fieldname)) != _plain(df, before.get(df.fieldname))


class DependentDocument(GuardedDocument):
	"""A record about another one, from which it takes its congress and whatever it shows of it.

	`take_over` runs before the insert, so that the scope can be asked, and once more after the derived fields of
	the new record were reset.
	"""

	def take_over(self):
		"""Take from the other record what this one keeps of it."""
		raise NotImplementedError

	def before_insert(self):
		self.take_over()
		require_scope(self)

	def before_validate(self):
		super().before_validate()
		if self.is_new():
			self.take_over()


class RowOfRecord(Document):
	"""A row of a table in one of our records, which is saved with its record and in no other way.

	The framework lets a row be written or deleted by itself (`/api/resource/<row's DocType>/<name>`), past
	the checks of the record. These methods run only then: a record that is saved writes its rows directly.
	"""

	def before_validate(self):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		frappe.throw(
			_("A row of {0} is changed together with its record.").format(_(self.doctype)), StateLockedError
		)


def _rows(doc: Document, df) -> list[list]:
	fields = [f for f in frappe.get_meta(df.options).fields if f.fieldtype not in no_value_fields]
	return [[_plain(f, row.get(f.fieldname)) for f in fields] for row in doc.get(df.fieldname) or []]


def _plain(df, value):
	"""Bring a value as sent (text, None) and as stored (date, number) to one comparable form."""
	if df.fieldtype in ("Int", "Check"):
		return cint(value)
	if df.fieldtype in ("Float", "Currency", "Percent"):
		return flt(value)
	if df.fieldtype == "Date":
		return getdate(value) if value else None
	if df.fieldtype == "Datetime":
		return get_datetime(value) if value else None
	return cstr(value).replace("\r\n", "\n").strip()
