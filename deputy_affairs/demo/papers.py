"""One paper of each kind from the sample township's own records, for looking at and for the pictures in docs/papers.

bench --site <site> execute deputy_affairs.demo.papers.write --kwargs "{'folder': '/tmp/papers'}"
"""

from pathlib import Path

import frappe

from deputy_affairs.demo import places, users
from deputy_affairs.demo.ledger import require_allowed
from deputy_affairs.paperwork import catalogue, service

TERM = {"name": f"{places.TOWNSHIP}-19"}
FIRST, LAST = "creation asc", "creation desc"
# Kind → which of the records: filters, order, how many. "reply_letter_second_round" is a reply_letter as well.
CHOICES = {
	"suggestion_form": ({"is_key": 1}, FIRST, 1),
	"refusal_notice": ({"workflow_state": "Refused"}, FIRST, 1),
	"receipt_notice": ({"registration_number": ("like", "19-3-%"), "stage": "Handling"}, FIRST, 1),
	"assignment_notice": (
		{"round": 1, "handling_role": "Lead", "assignment_meeting": ("is", "set")},
		FIRST,
		1,
	),
	"assignment_list": ({"round": 1, "assignment_meeting": ("is", "set")}, FIRST, 60),
	"return_request": ({"returned_on": ("is", "set")}, FIRST, 1),
	"assist_opinion": ({"opinion_number": ("like", "云派函%")}, FIRST, 1),
	"rehandling_notice": ({"round": 2, "handling_role": "Lead"}, LAST, 1),
	"reply_letter": ({"workflow_state": "Issued", "round": 1, "reply_class": "B"}, FIRST, 1),
	"reply_letter_second_round": ({"workflow_state": "Issued", "round": 2}, FIRST, 1),
	"opinion_form": ({"status": "Awaited"}, LAST, 1),
	"face_to_face_record": ({"mode": "Visit", "deputy_opinion": ("is", "set")}, FIRST, 1),
	"contact_register": ({"mode": "Joint Inspection", "deputy_opinion": ("is", "set")}, FIRST, 1),
	"extension_request": ({"workflow_state": "Extension Approved"}, FIRST, 1),
	"extension_decision": ({"workflow_state": "Extension Approved"}, FIRST, 1),
	"extension_notice": ({"workflow_state": "Extension Approved"}, FIRST, 1),
	"meeting_notice": ({}, FIRST, 1),
	"meeting_record": ({}, FIRST, 1),
	"merge_notice": ({"merged_into": ("is", "set")}, FIRST, 1),
	"urge_notice": ({"kind": "Reminder Notice"}, FIRST, 1),
	"supervision_notice": ({"kind": "Supervision Letter"}, FIRST, 1),
	"commitment_ledger": ({}, "promised_date asc", 60),
	"commitment_receipt": ({"status": "Awaited", "occasion": "Outcome"}, FIRST, 1),
	"transfer_letter": ({"direction": "Higher Congress"}, FIRST, 1),
	"transfer_result_notice": ({"status": "Deputy Told"}, FIRST, 1),
	"handling_bulletin": ({}, FIRST, 1),
	"handling_report": ({}, FIRST, 1),
	"deputy_roster": (TERM, FIRST, 1),
	"group_roster": (TERM, FIRST, 1),
	"deputy_handbook": ({"status": "In Office"}, FIRST, 1),
}
SECOND_ROUND = "_second_round"
OF_THE_UNIT = ("return_request", "assist_opinion", "extension_request")


def write(folder: str) -> list[str]:
	"""Write a .docx of each kind into a folder; the site is left as it was. Returns their paths."""
	require_allowed()
	target = Path(folder)
	target.mkdir(parents=True, exist_ok=True)
	paths = []
	for name, content in make().items():
		path = target / f"{name}.docx"
		path.write_bytes(content)
		paths.append(str(path))
	frappe.db.rollback()
	return paths


def make() -> dict[str, bytes]:
	"""Print one of each kind as the person whose paper it is; raises ValueError for what cannot be made."""
	made = {}
	for name in CHOICES:
		kind = name.removesuffix(SECOND_ROUND)
		doctype, records = chosen(name)
		user = frappe.session.user
		frappe.set_user(_unit_user(doctype, records[0]) if kind in OF_THE_UNIT else users.CLERK)
		try:
			answer = service.create(kind, doctype, records)
		finally:
			frappe.set_user(user)
		if answer["failed"]:
			raise ValueError(f"{name}: {answer['failed']}")
		file = frappe.get_doc("File", {"file_url": answer["files"][0]["file_url"]})
		made[name] = file.get_content()
	return made


def chosen(name: str) -> tuple[str, list[str]]:
	"""Return the DocType and the names of the records a kind is shown with; ValueError when there are none."""
	filters, order, most = CHOICES[name]
	doctype = catalogue.form(name.removesuffix(SECOND_ROUND)).REFERENCE_DOCTYPE
	found = frappe.get_all(
		doctype, filters={"congress": places.TOWNSHIP, **filters}, order_by=order, limit=most, pluck="name"
	)
	if not found:
		raise ValueError(f"{name}: {doctype} {filters}")
	return doctype, found


def _unit_user(doctype: str, name: str) -> str:
	"""The login of the unit that works on a record."""
	unit = frappe.db.get_value(doctype, name, "unit")
	return frappe.get_all("Handling Unit Member", {"parent": unit}, pluck="user", order_by="idx asc")[0]
