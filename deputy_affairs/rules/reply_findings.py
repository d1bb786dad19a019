"""What can be found in a reply: how grave it is, in which field, the words for people, what to do, by which rule."""

from __future__ import annotations

from dataclasses import dataclass

from deputy_affairs.rules.text import mark as _

BLOCKS, JUSTIFY, HINT = "Blocks", "To Be Justified", "Hint"

_DL51 = _("Deputies Law (2025), Article 51")
_ZJ20 = _("Zhejiang suggestion rules (2016), Article 20")
_ZJ22 = _("Zhejiang suggestion rules (2016), Article 22")
_CQ18 = _("Chongqing suggestion rules (2017), Article 18")
_CQ20 = _("Chongqing suggestion rules (2017), Article 20")
_CQ24 = _("Chongqing suggestion rules (2017), Article 24")
_SD11 = _("Shandong suggestion rules (2017), Article 11")
_SD22 = _("Shandong suggestion rules (2017), Article 22")
_QD29 = _("Qingdao suggestion rules (2021), Article 29")
_CLASSES = _("National practice of result classes A to D")
_CUSTOM = _("Custom of the office")


@dataclass(frozen=True)
class About:
	"""One kind of finding; `text` takes the values of the place."""

	severity: str
	fieldname: str
	text: str
	advice: str
	source: str


FINDINGS: dict[str, About] = {
	"class_missing": About(
		BLOCKS,
		"reply_class",
		_("The class of the result is not chosen"),
		_("Choose the class that the outcomes of the demands add up to"),
		_CLASSES,
	),
	"class_mismatch": About(
		JUSTIFY,
		"reply_class",
		_("Class {0} does not fit the outcomes of the demands; they rather say: {1}"),
		_("Choose another class or correct the outcomes"),
		_CLASSES,
	),
	"contact_not_logged": About(
		BLOCKS,
		"no_contact_reason",
		_("No contact with the deputy is on record"),
		_("Log the contact at the assignment, or write down why the deputy could not be reached"),
		_CQ18,
	),
	"signer_not_listed": About(
		BLOCKS,
		"answers",
		_("{0} signed the suggestion and gets no letter"),
		_("Every signer gets the reply; the congress office can set that the lead deputy passes it on"),
		_ZJ22,
	),
	"assist_opinion_missing": About(
		JUSTIFY,
		"body",
		_("{0} has not given its assist opinion"),
		_("Ask the unit for it; the lead unit answers for all"),
		_CQ20,
	),
	"contact_person_missing": About(
		BLOCKS,
		"contact_person",
		_("The contact person is missing"),
		_("Name who can be asked about this reply"),
		_SD22,
	),
	"phone_missing": About(
		BLOCKS,
		"contact_phone",
		_("The telephone number is missing"),
		_("Give a number at which the contact person answers"),
		_SD22,
	),
	"phone_implausible": About(
		JUSTIFY,
		"contact_phone",
		_("{0} does not look like a telephone number"),
		_("Check the digits: a mobile number has 11, a landline 7 or 8 after the area code"),
		_CUSTOM,
	),
	"deputy_named": About(
		BLOCKS,
		"opening",
		_("The text names a deputy, though the proposer asked not to be named"),
		_("Address the letter without a name"),
		_SD11,
	),
	"wrong_addressee": About(
		JUSTIFY,
		"opening",
		_("The text addresses {0}, who did not sign this suggestion"),
		_("Correct the name; the template addresses each signer by itself"),
		_ZJ22,
	),
	"wrong_number": About(
		JUSTIFY,
		"opening",
		_("The text cites suggestion no. {0}; this one is {1}"),
		_("Correct the number"),
		_CUSTOM,
	),
	"wrong_title": About(
		JUSTIFY,
		"opening",
		_("The text cites another suggestion: {0}"),
		_("Correct the title, or say in the text why the other one is mentioned"),
		_CUSTOM,
	),
	"outcome_missing": About(
		BLOCKS,
		"answers",
		_("Demand {0} has no outcome"),
		_("Choose whether it is done, under way, planned or not possible"),
		_QD29,
	),
	"answer_missing": About(
		BLOCKS,
		"answers",
		_("Demand {0} is not answered"),
		_("Answer it, or refuse it with the reason"),
		_QD29,
	),
	"reason_missing": About(
		JUSTIFY,
		"answers",
		_("Demand {0} is not met and no reason is given"),
		_("Say why: the rule, the competence, the money or the condition that stands against it"),
		_QD29,
	),
	"promise_missing": About(
		BLOCKS,
		"answers",
		_("Demand {0} is not done and has no promised date"),
		_("Enter the day by which it will be done; it goes into the promise ledger"),
		_CQ24,
	),
	"promise_person_missing": About(
		BLOCKS,
		"answers",
		_("Nobody is named who answers for demand {0}"),
		_("Enter the responsible person"),
		_ZJ20,
	),
	"promise_in_past": About(
		BLOCKS,
		"answers",
		_("The date promised for demand {0}, {1}, has passed"),
		_("Promise a day that is still ahead, or set the outcome to done"),
		_ZJ20,
	),
	"empty_answer": About(
		JUSTIFY,
		"answers",
		_("The answer to demand {0} consists of stock phrases"),
		_("Say what was done or will be done: where, how much, by when, by whom"),
		_QD29,
	),
	"copied_demand": About(
		JUSTIFY,
		"answers",
		_("The answer to demand {0} repeats the demand"),
		_("Say what was done or will be done: where, how much, by when, by whom"),
		_QD29,
	),
	"short_answer": About(
		HINT,
		"answers",
		_("The answer to demand {0} is very short"),
		_("A figure, a place or a date would help the deputy to judge it"),
		_QD29,
	),
	"identical_answers": About(
		JUSTIFY,
		"answers",
		_("The answer to demand {0} is the same as that to demand {1}"),
		_("Answer each demand for itself"),
		_QD29,
	),
	"done_in_future": About(
		JUSTIFY,
		"answers",
		_("Demand {0} is said to be done, but the answer tells only of what is to come"),
		_("Write what was done, or set the outcome to under way or planned"),
		_CLASSES,
	),
	"vague_phrase": About(
		JUSTIFY,
		"answers",
		_("“{0}” without a date"),
		_("Say until when, or what has come of it so far"),
		_QD29,
	),
	"date_in_past": About(
		JUSTIFY,
		"answers",
		_("“{0}” is over already"),
		_("Correct the date, or write what came of it"),
		_CUSTOM,
	),
	"date_impossible": About(
		JUSTIFY,
		"answers",
		_("There is no such day: {0}"),
		_("Correct the date"),
		_CUSTOM,
	),
	"private_data": About(
		JUSTIFY,
		"answers",
		_("A reply that may be published holds private data: {0}"),
		_("Leave it out of the text, or mark the reply as not public"),
		_DL51,
	),
}
