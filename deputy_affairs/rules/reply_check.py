"""What a reply lacks before it is issued: answers, class, promises, reasons, contact, signers, plain words.

A pure function over plain data. Each finding says what is wrong, where, what to do and by which rule. What the law
or a rule demands blocks; what is a matter of judgement has to be justified by whoever checks the reply, in writing;
the rest is a hint. domain.md §2.3; how well it does on fifty replies: docs/reply-check.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from hashlib import sha256

from deputy_affairs.rules import private_data
from deputy_affairs.rules import reply_words as words
from deputy_affairs.rules.reply_findings import FINDINGS, HINT
from deputy_affairs.rules.text import Text

DONE, UNDER_WAY, PLANNED, NOT_POSSIBLE = "Done", "Under Way", "Planned", "Not Possible"
# What a class of the congress stands for, whatever its letter (domain.md §2.3 lists several tables of classes).
SOLVED, BEING_SOLVED, NOT_NOW, REFERENCE = "Solved", "Being Solved", "Not Now", "For Reference"

LONGEST_EXCERPT = 40
SHORT = 8  # characters that say something
ALIKE = 0.9
OWN_WORDS = 8  # what an answer adds to the demand it repeats

_PHONE = re.compile(
	r"^(?:(?:\+?86-?)?1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?|400-?\d{3,4}-?\d{3,4}|1[0-2]\d{3})$"
)
_MOBILE = re.compile(r"\D*(?:86)?\D*1[\s\-./_]{0,2}[3-9]")
_PHONE_NOISE = re.compile(r"[\s（）()]+")
_SALUTATION = re.compile(
	r"^\s*(?:尊敬的)?(?P<names>[\u4e00-\u9fff·、，,和\s]{2,40}?)等?(?:人大)?代表(?:您好)?[：:，,]"
)
_GENERAL = re.compile(r"^(?:各位|有关|领衔|人大|全体|尊敬的)?$")
_NUMBER = re.compile(r"第\s*(?P<number>\d+)\s*号(?=[^。；]{0,4}建议|[）)])")
_MATTER = re.compile(r"《(?P<title>关于[^》]{2,80}(?:建议|意见|批评|议案))》")


@dataclass(frozen=True)
class Answer:
	"""One demand with what the unit says to it."""

	demand: str
	outcome: str = ""
	answer: str = ""
	promised: date | None = None
	responsible: str = ""


@dataclass(frozen=True)
class Reply:
	"""A reply as plain data. `signers` is empty where the checker may not know them (anonymous suggestions)."""

	today: date
	title: str
	answers: tuple[Answer, ...]
	class_letter: str = ""
	stands_for: str = ""
	needs_promise: bool = False
	number: str = ""
	opening: str = ""
	body: str = ""
	contact_person: str = ""
	contact_phone: str = ""
	contacted: bool = False
	no_contact_reason: str = ""
	signers: tuple[str, ...] = ()
	addressees: tuple[str, ...] = ()
	anonymous: bool = False
	public: bool = False
	assist: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class Finding:
	"""`demand` counts from 1, 0 means the whole reply; `fieldname` is the field with the place."""

	code: str
	severity: str
	demand: int
	fieldname: str
	excerpt: str
	text: Text
	advice: Text
	source: str

	@property
	def key(self) -> str:
		"""Tells one finding from another as long as the words it is about are the same."""
		said = f"{self.code}|{self.demand}|{self.fieldname}|{self.excerpt}"
		return f"{self.code}-{sha256(said.encode()).hexdigest()[:12]}"


def check(reply: Reply) -> list[Finding]:
	"""All findings, in the order of the letter."""
	return [
		*_whole(reply),
		*_opening(reply),
		*(finding for no, row in enumerate(reply.answers, 1) for finding in _answer(reply, no, row)),
		*_answers_alike(reply),
		*_body(reply),
	]


def _finding(
	code: str, *args: object, demand: int = 0, at: str = "", excerpt: str = "", severity: str = ""
) -> Finding:
	about = FINDINGS[code]
	return Finding(
		code,
		severity or about.severity,
		demand,
		at or about.fieldname,
		excerpt[:LONGEST_EXCERPT],
		Text(about.text, args),
		Text(about.advice),
		about.source,
	)


def _whole(reply: Reply) -> Iterator[Finding]:
	if not reply.class_letter:
		yield _finding("class_missing")
	elif reply.answers and (better := _class_that_fits(reply)):
		yield _finding("class_mismatch", reply.class_letter, Text(better))
	if not reply.contacted and not reply.no_contact_reason.strip():
		yield _finding("contact_not_logged")
	for name in reply.signers:
		if name not in reply.addressees:
			yield _finding("signer_not_listed", name, excerpt=name)
	for unit, opinion in reply.assist:
		if not opinion.strip():
			yield _finding("assist_opinion_missing", unit, excerpt=unit)
	if not reply.contact_person.strip():
		yield _finding("contact_person_missing")
	if not reply.contact_phone.strip():
		yield _finding("phone_missing")
	elif not _PHONE.match(_PHONE_NOISE.sub("", reply.contact_phone)):
		yield _finding("phone_implausible", reply.contact_phone, excerpt=reply.contact_phone)


def _class_that_fits(reply: Reply) -> str:
	"""What the class should rather say, by the outcomes of the demands; nothing when they agree."""
	outcomes = [row.outcome for row in reply.answers if row.outcome]
	if len(outcomes) < len(reply.answers):
		return ""
	done, open_ = outcomes.count(DONE), {UNDER_WAY, PLANNED} & set(outcomes)
	all_done = done == len(outcomes)
	match reply.stands_for:
		case "Solved":
			if NOT_POSSIBLE in outcomes or PLANNED in outcomes or 2 * done < len(outcomes):
				return BEING_SOLVED if open_ else NOT_NOW
		case "Being Solved":
			if not open_:
				return SOLVED if all_done else NOT_NOW
		case "Not Now" | "For Reference":
			if all_done:
				return SOLVED
	return ""


def _opening(reply: Reply) -> Iterator[Finding]:
	yield from _salutation(reply, "opening", reply.opening)
	yield from _citations(reply, "opening", reply.opening)
	yield from _dates(reply, 0, "opening", reply.opening)


def _salutation(reply: Reply, at: str, text: str) -> Iterator[Finding]:
	"""Whom the text addresses: a signer, and nobody by name where the deputy asked for anonymity."""
	found = _SALUTATION.match(text)
	if not found:
		return
	named = [
		name.removesuffix("等").strip() for name in re.split(r"[、，,和\s]+", found["names"]) if name.strip()
	]
	named = [name for name in named if not _GENERAL.match(name)]
	if named and reply.anonymous:
		yield _finding("deputy_named", at=at, excerpt=found.group())
	elif reply.signers and (strange := [name for name in named if name not in reply.signers]):
		yield _finding("wrong_addressee", "、".join(strange), at=at, excerpt=found.group())


def _citations(reply: Reply, at: str, text: str) -> Iterator[Finding]:
	"""Number and title of the suggestion, where the text cites them."""
	own = re.findall(r"\d+", reply.number)
	for found in _NUMBER.finditer(text):
		if own and int(found["number"]) != int(own[-1]):
			yield _finding("wrong_number", found["number"], reply.number, at=at, excerpt=found.group())
	for found in _MATTER.finditer(text):
		if words.plain(found["title"]) != words.plain(reply.title):
			yield _finding("wrong_title", found["title"], at=at, excerpt=found.group())


def _answer(reply: Reply, no: int, row: Answer) -> Iterator[Finding]:
	said = row.answer.strip()
	if not row.outcome:
		yield _finding("outcome_missing", no, demand=no)
	if not said:
		yield _finding("answer_missing", no, demand=no, excerpt=row.demand)
	else:
		yield from _wording(reply, no, row, said)
		yield from _dates(reply, no, "answers", said)
		yield from _private(reply, no, "answers", said)
	yield from _promise(reply, no, row)


def _wording(reply: Reply, no: int, row: Answer, said: str) -> Iterator[Finding]:
	is_done = row.outcome == DONE
	vague = list(_vague(reply, no, "answers", said, row.promised))
	yield from vague
	if vague:
		pass  # which says more than that little is left without it
	elif words.is_empty(said):
		yield _finding("empty_answer", no, demand=no, excerpt=said)
	elif (
		not (is_done and "已" in said)
		and words.own_words(said, row.demand) < OWN_WORDS
		and _repeats(said, row)
	):
		yield _finding("copied_demand", no, demand=no, excerpt=said)
	elif len(words.plain(said)) < SHORT:
		yield _finding("short_answer", no, demand=no, excerpt=said)
	if is_done and words.is_all_ahead(said):
		yield _finding("done_in_future", no, demand=no, excerpt=said)
	refused = row.outcome == NOT_POSSIBLE or (reply.stands_for in (NOT_NOW, REFERENCE) and not is_done)
	if refused and not words.REASON.search(said) and not words.REASON.search(reply.body):
		yield _finding("reason_missing", no, demand=no, excerpt=said)


def _repeats(said: str, row: Answer) -> bool:
	"""Whether the answer shares most of its words with the demand, so that few own words are telling."""
	rest = words.substance(said)
	return bool(rest) and words.own_words(said, row.demand) < 0.5 * len(rest)


def _vague(reply: Reply, no: int, at: str, text: str, promised: date | None = None) -> Iterator[Finding]:
	"""Where the row itself names the day, the phrase is bad style and no more."""
	for place in words.vague_phrases(text, reply.today):
		severity = HINT if promised else ""
		yield _finding("vague_phrase", place.words, demand=no, at=at, excerpt=place.words, severity=severity)


def _dates(reply: Reply, no: int, at: str, text: str) -> Iterator[Finding]:
	for place in words.dates_said_to_come(text, reply.today):
		yield _finding("date_in_past", place.words, demand=no, at=at, excerpt=place.words)
	for place in words.impossible_dates(text):
		yield _finding("date_impossible", place.words, demand=no, at=at, excerpt=place.words)


def _private(reply: Reply, no: int, at: str, text: str) -> Iterator[Finding]:
	"""Numbers and addresses of people in a letter that says it may be published (此件公开发布)."""
	if not reply.public:
		return
	for mark in private_data.find(text):
		office = mark.kind == private_data.PHONE and not _MOBILE.match(
			mark.words.translate(private_data.NARROW)
		)
		if mark.kind != private_data.NAME and not office:  # people of the matter may be named in a letter
			yield _finding("private_data", mark.words, demand=no, at=at, excerpt=mark.words)


def _promise(reply: Reply, no: int, row: Answer) -> Iterator[Finding]:
	"""Each demand of a B reply that is neither done nor refused has a day and somebody who answers for it."""
	if row.promised and row.promised < reply.today:
		yield _finding("promise_in_past", no, row.promised, demand=no)
	if not reply.needs_promise or row.outcome in (DONE, NOT_POSSIBLE) or not row.answer.strip():
		return
	if not row.promised:
		yield _finding("promise_missing", no, demand=no, excerpt=row.demand)
	if not row.responsible.strip():
		yield _finding("promise_person_missing", no, demand=no, excerpt=row.demand)


def _answers_alike(reply: Reply) -> Iterator[Finding]:
	"""The same answer to two different demands; the later one is named."""
	texts = [words.plain(row.answer) for row in reply.answers]
	for later, text in enumerate(texts):
		for earlier in range(later):
			if text and texts[earlier] and _alike(texts[earlier], text):
				args = (later + 1, earlier + 1)
				yield _finding(
					"identical_answers", *args, demand=later + 1, excerpt=reply.answers[later].answer.strip()
				)
				break


def _alike(one: str, other: str) -> bool:
	if one == other:
		return True
	# A number apart, such as 3 or 5 kilometres, is another answer.
	if min(len(one), len(other)) < SHORT or re.findall(r"\d+", one) != re.findall(r"\d+", other):
		return False
	return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _body(reply: Reply) -> Iterator[Finding]:
	yield from _salutation(reply, "body", reply.body)
	yield from _citations(reply, "body", reply.body)
	yield from _vague(reply, 0, "body", reply.body)
	yield from _dates(reply, 0, "body", reply.body)
	yield from _private(reply, 0, "body", reply.body)
