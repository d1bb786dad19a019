"""What flows back from the suggestion that a transfer has made in another congress."""

import frappe
from frappe.utils import today

from deputy_affairs.reminders import AddressBook, remind
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
	)
	fields = ("linked_number", "linked_stage", "linked_class", "linked_rating")
	if seen == rules.Seen(*(transfer.get(field) or "" for field in fields)):
		return
	transfer.update(dict(zip(fields, (seen.number, seen.stage, seen.reply_class, seen.rating), strict=True)))
	words = in_words(seen)
	transfer.linked_suggestion = suggestion.name
	if seen.stage in rules.ENDS:
		transfer.outcome, transfer.outcome_on = words, today()
	transfer.flags.by_system = True
	transfer.note(words)
	# Who works on the suggestion there has no right on the transfer; it follows.
	transfer.save(ignore_permissions=True)  # see above
	tell_deputies(transfer, words)


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
	remind(
		"Transfer Progress",
		transfer,
		frappe.generate_hash(length=8),  # each change is another message
		today(),
		people,
		f"您提出的建议转报进展：{transfer.suggestion_title}",
		f"{transfer.receiver_in_words()}：{words}",
	)
