"""What flows back from the suggestion that a transfer has made in another congress."""

from dataclasses import astuple

import frappe
from frappe.utils import today

from deputy_affairs import publication
from deputy_affairs.paperwork.text import cn_date
from deputy_affairs.reminders import AddressBook, remind
from deputy_affairs.rules import private_data, stages
from deputy_affairs.rules import transfers as rules

STAGE_WORDS = {
	"Draft": "待提交",
	"Under Review": "审查中",
	"Second Review": "复审中",
	"Returned for Rewriting": "退回修改",
	"Refused": "不予受理",
	"Withdrawn": "已撤回",
	"Split": "已分为几件办理",
	"On the Agenda": "已列入会议议程",
	"Registered": "已登记，待交办",
	"Assigned": "已交办",
	"Reassignment": "重新交办中",
	"Handling": "办理中",
	"Replied": "已答复",
	"Awaiting Decision": "研究是否重新办理",
	"Transferred": "再向上转报",
	"Closed": "已办结",
}
SEEN = ("linked_number", "linked_stage", "linked_class", "linked_rating", "linked_answer")
GRADE_WORDS = {"Satisfied": "满意", "Basically Satisfied": "基本满意", "Dissatisfied": "不满意"}


def tell(suggestion) -> None:
	"""Note on the transfer what has changed with the suggestion it made; called whenever that one is saved."""
	if not suggestion.transfer:
		return
	transfer = frappe.get_doc("Suggestion Transfer", suggestion.transfer, for_update=True)
	seen = rules.may_flow_back(
		suggestion.registration_number or "",
		suggestion.stage,
		suggestion.result_class or "",
		suggestion.overall_rating or "",
		answers_of(suggestion.name) if suggestion.stage in stages.ANSWERED else "",
	)
	if seen == rules.Seen(*(transfer.get(field) or "" for field in SEEN)):
		return
	transfer.update(dict(zip(SEEN, astuple(seen), strict=True)))
	words = in_words(seen)
	transfer.linked_suggestion = suggestion.name
	if seen.stage in rules.ENDS:
		transfer.outcome, transfer.outcome_on = words, today()
	transfer.flags.by_system = True
	transfer.note(words)
	# Who works on the suggestion there has no right on the transfer; it follows.
	transfer.save(ignore_permissions=True)  # see above
	tell_deputies(transfer, words)
	tell_office(transfer, transfer.congress, words)


def answers_of(suggestion: str) -> str:
	"""What the replies of the last answered round say to each demand: what the deputies below are told of it."""
	parts = []
	for row in publication.issued_replies(suggestion):
		reply = frappe.get_doc("Suggestion Reply", row.name)
		unit = frappe.db.get_value("Handling Unit", reply.unit, "unit_name")
		parts.append(f"{unit}（{reply.document_number}，{cn_date(str(reply.issued_on))}）：")
		for answer in reply.answers:
			promised = f"（{cn_date(str(answer.promised_date))}前办结）" if answer.promised_date else ""
			said = private_data.clean(answer.answer).strip()
			parts.append(f"{answer.idx}．{answer.demand}：{said}{promised}" if said else "")
		parts.append(private_data.clean(reply.body).strip())
	return "\n".join(filter(None, parts))


def in_words(seen: rules.Seen) -> str:
	"""The state of the suggestion there, as it stands in the lower congress's records."""
	parts = [f"编号{seen.number}" if seen.number else "", STAGE_WORDS[seen.stage]]
	if seen.reply_class:
		parts.append(f"办理结果{seen.reply_class}类")
	if seen.rating:
		parts.append(f"代表评价{GRADE_WORDS[seen.rating]}")
	return "，".join(filter(None, parts)) + "。"


def tell_deputies(transfer, words: str) -> None:
	"""Send the signers what has happened, as far as they can be reached by desk, mail or short message."""
	suggestion = frappe.get_doc("Deputy Suggestion", transfer.suggestion)
	book = AddressBook()
	people = [person for deputy in suggestion.signers() for person in book.deputy(deputy)]
	_send(transfer, people, f"您提出的建议转报进展：{transfer.suggestion_title}", words)


def tell_office(transfer, congress: str, words: str) -> None:
	"""Send the clerks of one of the two congresses what the other one has done."""
	people = AddressBook().office(congress)
	_send(transfer, people, f"建议转报：{transfer.suggestion_title}", words)


def _send(transfer, people: list, subject: str, words: str) -> None:
	remind(
		"Transfer Progress",
		transfer,
		frappe.generate_hash(length=8),  # each change is another message
		today(),
		people,
		subject,
		f"{transfer.receiver_in_words()}：{words}",
	)
