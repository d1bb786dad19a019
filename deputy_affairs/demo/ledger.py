"""What the sample township has made, so that exactly this can be taken away again."""

import json
from pathlib import Path

import frappe
from frappe.model import table_fields
from frappe.utils.nestedset import rebuild_tree

DEFAULT_KEY = "deputy_affairs_demo"
COMPLETE = "complete"
# Records that others of our records bring with them, found by the congress they carry.
BROUGHT_ALONG = (
	"Suggestion Rating",
	"Document Number Series",
	"Issued Document",
	"Handling Trace",
	"Due Reminder",
	"Supervision Notice",
	"One Time Link",
	"Escalation",
	"Reply Commitment",
	"Commitment Receipt",
	"Reply Countersignature",
	"Suggestion Search Entry",
)
# Tables of the framework that speak about a record: table, field of the DocType, field of the name.
SATELLITES = (
	("Comment", "reference_doctype", "reference_name"),
	("Version", "ref_doctype", "docname"),
	("Activity Log", "reference_doctype", "reference_name"),
	("Notification Log", "document_type", "document_name"),
	("ToDo", "reference_type", "reference_name"),
	("DocShare", "share_doctype", "share_name"),
	("View Log", "reference_doctype", "reference_name"),
)
# What the framework keeps about a login besides the user's record and its tables: table and field of the user.
OF_A_USER = (
	("__Auth", "name"),
	("Sessions", "user"),
	("Notification Settings", "name"),
	("Notification Log", "for_user"),
	("Activity Log", "user"),
	("User Permission", "user"),
	("DocShare", "user"),
	("ToDo", "allocated_to"),
	("List Filter", "for_user"),
	("DefaultValue", "parent"),
)


class DemoNotAllowedError(frappe.ValidationError):
	"""The site's configuration does not allow sample data."""


class DemoInUseError(frappe.ValidationError):
	"""Something else stands where the sample township wants to be, or uses its records."""


def require_allowed() -> None:
	"""Refuse on a site whose configuration lacks `allow_demo_data`. Raises DemoNotAllowedError."""
	if not frappe.conf.allow_demo_data:
		frappe.throw(
			"此站点不允许示例数据。仅限演示或测试站点：请先在 site_config.json 中设置 allow_demo_data 为 1。"
			" (Sample data needs allow_demo_data in site_config.json.)",
			DemoNotAllowedError,
		)


class Ledger:
	"""The names of all records made, in the order in which they were made; kept as a default of the site."""

	def __init__(self):
		# Past the cache of defaults, which does not know of a transaction that was rolled back.
		written = frappe.db.get_value(
			"DefaultValue", {"parent": "__default", "defkey": DEFAULT_KEY}, "defvalue"
		)
		stored = json.loads(written or "{}")
		self.entries: list[list[str]] = stored.get("entries", [])
		self.complete: bool = stored.get(COMPLETE, False)

	def insert(self, doctype: str, **values):
		"""Insert a record and note its name; as the session's user, with the controllers' full rules."""
		flags = values.pop("flags", {})
		doc = frappe.get_doc({"doctype": doctype, **values})
		doc.flags.update(flags)
		doc.insert()
		self.note(doc)
		return doc

	def note(self, doc) -> None:
		"""Note a record that was made elsewhere, by a method of another record for example."""
		self.entries.append([doc.doctype, doc.name])

	def names(self, doctype: str) -> list[str]:
		"""Return the noted names of one DocType, the oldest first."""
		return [name for kind, name in self.entries if kind == doctype]

	def note_brought_along(self) -> None:
		"""Note the records that others of our records have brought with them."""
		for doctype in BROUGHT_ALONG:
			known = set(self.names(doctype))
			found = frappe.get_all(
				doctype,
				filters={"congress": ("in", self.names("Congress") or [""])},
				pluck="name",
				order_by="creation asc",
			)
			self.entries += [[doctype, name] for name in found if name not in known]

	def keep(self, complete: bool = False) -> None:
		"""Write the ledger down; `complete` says that the township stands."""
		self.complete = complete
		if complete:
			self.note_brought_along()
		frappe.db.set_default(
			DEFAULT_KEY, json.dumps({"entries": self.entries, COMPLETE: complete}, ensure_ascii=False)
		)

	def remove_all(self) -> int:
		"""Remove every noted record, the youngest first; returns how many. Counters fall back as well."""
		self.refuse_if_used()
		self.note_brought_along()
		by_doctype: dict[str, list[str]] = {}
		for doctype, name in reversed(self.entries):
			by_doctype.setdefault(doctype, []).append(name)
		congresses = self.names("Congress")
		frappe.db.delete("User Permission", {"allow": "Congress", "for_value": ("in", congresses or [""])})
		for doctype, names in by_doctype.items():
			_remove_rows(doctype, names)
		_forget_users(by_doctype.get("User", []))
		rebuild_tree("Congress")
		for congress in congresses:
			frappe.db.delete("Series", {"name": ("like", f"{congress}:%")})
		for doctype in by_doctype:
			_lower_series(doctype)
		frappe.db.delete("DefaultValue", {"parent": "__default", "defkey": DEFAULT_KEY})
		count, self.entries, self.complete = len(self.entries), [], False
		frappe.clear_cache()
		return count

	def refuse_if_used(self) -> None:
		"""Refuse while somebody's own records hang on the sample's congresses. Raises DemoInUseError."""
		congresses = self.names("Congress")
		for doctype in _doctypes_of_congress():
			own = set(self.names(doctype))
			rows = frappe.get_all(doctype, filters={"congress": ("in", congresses or [""])}, pluck="name")
			foreign = [name for name in rows if name not in own and doctype not in BROUGHT_ALONG]
			if foreign:
				frappe.throw(
					f"示例乡镇下还有不是示例程序建立的记录：{doctype} {foreign[0]}。请先移走或删除。"
					" (Records that were added later hang on the sample township.)",
					DemoInUseError,
				)


def _forget_users(users: list[str]) -> None:
	"""Remove what the framework keeps about a login outside of the user's own record."""
	_remove_rows("Contact", frappe.get_all("Contact", {"user": ("in", users or [""])}, pluck="name"))
	for table, field in OF_A_USER:
		frappe.db.delete(table, {field: ("in", users or [""])})


def _doctypes_of_congress() -> list[str]:
	"""Return the DocTypes of the app whose records belong to a congress."""
	names = frappe.get_all("DocType", filters={"module": "Deputy Affairs", "istable": 0}, pluck="name")
	return [name for name in names if frappe.get_meta(name).has_field("congress")]


def _remove_rows(doctype: str, names: list[str]) -> None:
	"""Delete rows with their child rows. Records on file refuse to be deleted one by one, and rightly so."""
	for df in frappe.get_meta(doctype).get("fields", {"fieldtype": ("in", table_fields)}):
		frappe.db.delete(df.options, {"parenttype": doctype, "parent": ("in", names or [""])})
	frappe.db.delete(doctype, {"name": ("in", names or [""])})
	_remove_satellites(doctype, names)


def _remove_satellites(doctype: str, names: list[str]) -> None:
	if doctype != "Workflow Action":
		of_record = {"reference_doctype": doctype, "reference_name": ("in", names or [""])}
		_remove_rows("Workflow Action", frappe.get_all("Workflow Action", of_record, pluck="name"))
	for table, doctype_field, name_field in SATELLITES:
		frappe.db.delete(table, {doctype_field: doctype, name_field: ("in", names or [""])})
	_remove_files(doctype, names)


def _remove_files(doctype: str, names: list[str]) -> None:
	"""Delete the letters attached to records, and their bytes unless another record has the same file."""
	of_record = {"attached_to_doctype": doctype, "attached_to_name": ("in", names or [""])}
	addresses = set(frappe.get_all("File", filters=of_record, pluck="file_url"))
	frappe.db.delete("File", of_record)
	still_used = set(
		frappe.get_all("File", filters={"file_url": ("in", list(addresses) or [""])}, pluck="file_url")
	)
	for address in filter(None, addresses - still_used):
		Path(frappe.get_site_path(address.lstrip("/"))).unlink(missing_ok=True)


def _lower_series(doctype: str) -> None:
	"""Set the naming counters of a DocType to the highest number still in use."""
	autoname = frappe.get_meta(doctype).autoname or ""
	if ".#" not in autoname:
		return
	prefix = autoname.split(".", 1)[0]
	series = frappe.qb.DocType("Series")
	rows = frappe.qb.from_(series).select(series.name).where(series.name.like(f"{prefix}%")).run(pluck=True)
	for row in rows:
		used = frappe.get_all(doctype, filters={"name": ("like", f"{row}%")}, pluck="name")
		numbers = [int(name[len(row) :]) for name in used if name[len(row) :].isdigit()]
		if numbers:
			frappe.qb.update(series).set(series.current, max(numbers)).where(series.name == row).run()
		else:
			frappe.db.delete("Series", {"name": row})
