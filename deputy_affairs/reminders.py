"""Reminders: noted once for each record, kind, step and due date, then sent by desk, mail and, where wanted, SMS.

`remind` notes; `send`, the last step of the daily job, puts all that a person gets on one day into one mail. A
reminder noted outside the daily job goes out at once.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.utils import cstr, get_url_to_form, getdate, now_datetime

from deputy_affairs import daily, settings
from deputy_affairs.i18n import format_value, in_site_language
from deputy_affairs.rules import reminders as rules

# Their words for the desk stand in desk.LABELS.
DESK, MAIL, SMS = "Desk Notice", "Mail", "SMS"


@dataclass(frozen=True)
class Recipient:
	"""Somebody who is reminded: a login, a mail address, a mobile number, as far as they are known."""

	name: str = ""
	user: str | None = None
	email: str | None = None
	mobile: str | None = None

	@property
	def key(self) -> str:
		"""What makes two entries the same person."""
		return self.user or self.email or self.mobile or ""


def remind(
	kind: str,
	doc,
	step: str,
	day: date | str,
	recipients: list[Recipient],
	subject: str,
	message: str,
	*,
	due_date: date | str | None = None,
	link: str | None = None,
) -> str | None:
	"""Note a reminder once and return its name; None when it was noted before, comes too late or has nobody to go to.

	`doc` has doctype, name and congress (a Document or a `frappe._dict`). The due date, by default `doc.due_date`,
	belongs to the key: one that has moved starts its steps anew. `message` is plain text, a paragraph a line.
	`link` is for people without login, such as a one-time link; users of the desk get the record's address.
	"""
	due = getdate(due_date or doc.get("due_date")) if due_date or doc.get("due_date") else None
	people = _once(recipients)
	if not people or rules.too_late(getdate(day), daily.today()):
		return None
	name = key_of(doc.doctype, doc.name, kind, step, due)
	if frappe.db.exists("Due Reminder", name):
		return None
	frappe.get_doc(
		{
			"doctype": "Due Reminder",
			"name": name,
			"kind": kind,
			"step": step,
			"day": day,
			"due_date": due,
			"congress": doc.get("congress"),
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"subject": subject,
			"message": message,
			"link": link,
			"recipients": [
				{
					"recipient_name": person.name,
					"user": person.user,
					"email": person.email,
					"mobile": person.mobile,
				}
				for person in people
			],
		}
	).insert(ignore_permissions=True)  # the job writes them, nobody else may
	if not frappe.flags.daily_today:
		send(day, [name])
	return name


def key_of(doctype: str, name: str, kind: str, step: str, due: date | None) -> str:
	"""The name of a reminder follows from what it is about, so that the database itself refuses a second one."""
	return hashlib.sha256("\n".join([doctype, name, kind, step, cstr(due)]).encode()).hexdigest()[:32]


@in_site_language()
def send(day: date | str, names: list[str] | None = None) -> int:
	"""Send what is noted and not sent: a desk notice for each, one mail and one SMS a person; return how many.

	A site without an outgoing mail account sends desk notices only.
	"""
	filters = {"sent_at": ("is", "not set"), "day": ("<=", getdate(day))}
	if names is not None:
		filters["name"] = ("in", names)
	docs = [
		frappe.get_doc("Due Reminder", name) for name in frappe.get_all("Due Reminder", filters, pluck="name")
	]
	docs.sort(key=lambda doc: (doc.day, cstr(doc.due_date), doc.creation))
	for_whom = defaultdict(list)
	for doc in docs:
		for row in doc.recipients:
			for_whom[(doc.day, doc.congress, row.user or row.email or row.mobile)].append((doc, row))
	with_mail = can_mail()
	for (_day, congress, _key), pairs in for_whom.items():
		channels = [
			channel
			for channel, did in (
				(DESK, _notify(pairs)),
				(MAIL, with_mail and _mail(congress, pairs)),
				(SMS, _text(congress, pairs)),
			)
			if did
		]
		for _doc, row in pairs:
			row.channels = ", ".join(channels)
	for doc in docs:
		used = {channel for row in doc.recipients for channel in cstr(row.channels).split(", ") if channel}
		doc.channels = ", ".join(channel for channel in (DESK, MAIL, SMS) if channel in used)
		doc.sent_at = now_datetime()
		doc.link = None  # a one-time link lives in the letter only
		doc.flags.by_system = True
		doc.save(ignore_permissions=True)  # the job writes them, nobody else may
	return len(docs)


def can_mail() -> bool:
	"""Whether the site has an account that sends mail; a site with muted mail has one without address."""
	account = EmailAccount.find_default_outgoing()
	return bool(account and account.email_id)


def can_text(congress: str | None) -> bool:
	"""Whether the congress wants short messages and the site's SMS gateway is set."""
	return bool(
		congress
		and settings.value(congress, "reminder_sms") == "Yes"
		and frappe.db.get_single_value("SMS Settings", "sms_gateway_url")
	)


def steps_of(congress: str) -> tuple[tuple[int, ...], int]:
	"""Return the days before a due date, and every how many days after it, on which the congress reminds."""
	return (
		rules.parse_days(settings.value(congress, "reminder_days")),
		int(settings.value(congress, "overdue_every_days")),
	)


def due_dates_on(day: date) -> list[date]:
	"""The due dates that have a step on the day by the settings of any congress: what a step has to read."""
	plans = {steps_of(congress) for congress in frappe.get_all("Congress", pluck="name")}
	return sorted({due for plan in plans for due in rules.due_dates_to_remind(day, *plan)})


def step_of(congress: str, day: date, due: date) -> str | None:
	"""The step of the congress that falls on the day for this due date, or None."""
	return rules.step_on(getdate(day), getdate(due), *steps_of(congress))


class AddressBook:
	"""Whom to remind, each unit, office and deputy read once."""

	def __init__(self):
		self._read = {}

	def unit(self, unit: str, chiefs_only: bool = False) -> list[Recipient]:
		"""The users of a handling unit."""
		rows = self._members("Handling Unit", "Handling Unit Member", unit, ["user", "is_chief"])
		return [person for row, person in rows if row.is_chief or not chiefs_only]

	def office(self, congress: str, role: str = "Congress Clerk") -> list[Recipient]:
		"""The staff of a congress who have the role."""
		rows = self._members("Congress", "Congress Staff", congress, ["user"])
		return [person for row, person in rows if role in frappe.get_roles(row.user)]

	def user(self, user: str | None) -> list[Recipient]:
		"""One user, if enabled."""
		return self._people([user]) if user else []

	def deputy(self, deputy: str | None) -> list[Recipient]:
		"""A deputy: the login if there is one, and the mobile number of the register."""
		if not deputy:
			return []
		key = ("Deputy", deputy)
		if key not in self._read:
			row = frappe.db.get_value("Deputy", deputy, ["deputy_name", "user", "phone"], as_dict=True)
			person = (self._people([row.user]) or [Recipient()])[0]
			self._read[key] = [Recipient(row.deputy_name, person.user, person.email, row.phone)]
		return self._read[key]

	def _members(self, parenttype: str, doctype: str, parent: str, fields: list[str]) -> list[tuple]:
		key = (parenttype, parent)
		if key not in self._read:
			rows = frappe.get_all(
				doctype,
				filters={"parenttype": parenttype, "parent": parent},
				fields=fields,
				order_by="idx asc",
			)
			people = {person.user: person for person in self._people([row.user for row in rows])}
			self._read[key] = [(row, people[row.user]) for row in rows if row.user in people]
		return self._read[key]

	def _people(self, users: list[str]) -> list[Recipient]:
		rows = frappe.get_all(
			"User",
			filters={"name": ("in", [user for user in users if user] or [""]), "enabled": 1},
			fields=["name", "full_name", "email", "mobile_no"],
		)
		return [Recipient(row.full_name, row.name, row.email, row.mobile_no) for row in rows]


def _once(recipients: list[Recipient]) -> list[Recipient]:
	people = {}
	for person in recipients:
		if person.key:
			people.setdefault(person.key, person)
	return list(people.values())


def _notify(pairs: list[tuple]) -> bool:
	"""Put each reminder under the bell of a user."""
	told = False
	for doc, row in pairs:
		if not row.user:
			continue
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"type": "Alert",
				"for_user": row.user,
				"subject": frappe.utils.escape_html(doc.subject),
				"document_type": doc.reference_doctype,
				"document_name": doc.reference_name,
				"email_content": frappe.utils.escape_html(doc.message),
			}
		).insert(ignore_permissions=True)  # the framework's own way to write one
		told = True
	return told


def _mail(congress: str | None, pairs: list[tuple]) -> bool:
	"""Queue one mail with all that the person is reminded of."""
	row = pairs[0][1]
	if not row.email:
		return False
	docs = [doc for doc, _row in pairs]
	frappe.sendmail(
		recipients=[row.email],
		subject=summary(docs),
		template="reminders",
		args={
			"greeting": _("Dear {0},").format(frappe.utils.escape_html(row.recipient_name or _("colleague"))),
			"items": [_item(doc, row) for doc in docs],
			"closing": frappe.db.get_value("Congress", congress, "congress_name") if congress else "",
		},
		add_unsubscribe_link=0,
		reference_doctype="Due Reminder",
		reference_name=docs[0].name,
	)
	return True


def _item(doc, row) -> dict:
	own = get_url_to_form(doc.reference_doctype, doc.reference_name) if row.user else None
	late = ""
	if getdate(doc.day) < daily.today():
		late = _("This reminder was meant for {0} and is sent later.").format(format_value(getdate(doc.day)))
	return {
		"subject": doc.subject,
		"lines": [line for line in cstr(doc.message).splitlines() if line.strip()],
		"late": late,
		"link": doc.link or own,
		"link_words": _("Open in the system") if own and not doc.link else _("Open"),
	}


def summary(docs: list) -> str:
	"""The subject of a letter: that of the only reminder, or how many there are and the earliest due date."""
	if len(docs) == 1:
		return docs[0].subject
	dates = sorted(getdate(doc.due_date) for doc in docs if doc.due_date)
	if not dates:
		return _("{0} reminders of the work on suggestions").format(len(docs))
	return _("{0} reminders of the work on suggestions, the earliest due {1}").format(
		len(docs), format_value(dates[0])
	)


def _text(congress: str | None, pairs: list[tuple]) -> bool:
	"""Send one short message after the transaction, where the congress wants it."""
	row = pairs[0][1]
	if not row.mobile or not can_text(congress):
		return False
	docs = [doc for doc, _row in pairs]
	links = [doc.link for doc in docs if doc.link]
	frappe.enqueue(
		"deputy_affairs.reminders.send_sms",
		mobile=row.mobile,
		text=" ".join([summary(docs), *links]),
		enqueue_after_commit=True,
	)
	return True


def send_sms(mobile: str, text: str) -> None:
	"""Hand one short message to the gateway of SMS Settings; run in the background."""
	from frappe.core.doctype.sms_settings.sms_settings import send_sms as hand_over

	hand_over([mobile], text, success_msg=False)
