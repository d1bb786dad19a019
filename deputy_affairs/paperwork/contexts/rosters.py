"""Rosters of deputies and groups, and a deputy's handbook.

Private data (permission level 1 of Deputy) is only there for whoever may see it.
"""

import frappe
from frappe.utils import getdate

from deputy_affairs import settings
from deputy_affairs.permissions import criterion
from deputy_affairs.rules.mandates import SEATED, SUSPENDED

from .common import congress, today_iso

GENDER_WORDS = {"Male": "男", "Female": "女"}
EDUCATION_WORDS = {
	"Primary School or Below": "小学及以下",
	"Junior High School": "初中",
	"Senior High School": "高中",
	"Technical Secondary School": "中专",
	"Junior College": "大学专科",
	"Bachelor": "大学本科",
	"Master": "硕士研究生",
	"Doctor": "博士研究生",
}
DUTY_WORDS = {"Leader": "组长", "Deputy Leader": "副组长", "Liaison": "联络员", "Member": "组员"}
ORDERS = {"Strokes": ("stroke_key", "姓氏笔画"), "Pinyin": ("pinyin_key", "姓名拼音")}


def may_see_private() -> bool:
	"""Whether the user may read telephone numbers and addresses of deputies."""
	return 1 in frappe.get_meta("Deputy").get_permlevel_access("read")


def deputy_roster(term) -> dict:
	"""代表名册: all deputies who hold a seat in the term, in the congress's order (domain.md §4 no. 35)."""
	rows = _seated(term)
	groups = _groups_of_deputies(term.name)
	private = may_see_private()
	return {
		"congress": congress(term.congress),
		"roster": {
			"term_title": term.title,
			"order_text": ORDERS[settings.value(term.congress, "roster_order")][1],
			"seats": term.total_seats or "",
			"deputy_count": len(rows),
			"woman_count": sum(row.gender == "Female" for row in rows),
			"printed_on": today_iso(),
			"deputies": [
				_roster_row(no, row, groups.get(row.name, ""), private) for no, row in enumerate(rows, 1)
			],
		},
	}


def _seated(term) -> list[dict]:
	"""Deputies with a seat in the term whom the user may read, in roster order; one query."""
	deputy, mandate, place = (
		frappe.qb.DocType(name) for name in ("Deputy", "Deputy Mandate", "Constituency")
	)
	query = (
		frappe.qb.from_(mandate)
		.join(deputy)
		.on(deputy.name == mandate.parent)
		.left_join(place)
		.on(place.name == mandate.constituency)
		.select(
			deputy.name,
			deputy.deputy_name,
			deputy.gender,
			deputy.birth_date,
			deputy.ethnicity,
			deputy.political_party,
			deputy.education,
			deputy.workplace,
			deputy.post,
			deputy.phone,
			deputy.first_elected,
			deputy.stroke_key,
			deputy.pinyin_key,
			mandate.card_number,
			mandate.status,
			mandate.by_election,
			place.constituency_name,
		)
		.where((mandate.parenttype == "Deputy") & (mandate.term == term.name) & mandate.status.isin(SEATED))
	)
	allowed = criterion("Deputy")
	rows = (query.where(allowed) if allowed else query).run(as_dict=True)
	key = ORDERS[settings.value(term.congress, "roster_order")][0]
	return sorted(rows, key=lambda row: (row[key] or "", row.deputy_name, row.name))


def _groups_of_deputies(term: str) -> dict[str, str]:
	member, group = frappe.qb.DocType("Deputy Group Member"), frappe.qb.DocType("Deputy Group")
	rows = (
		frappe.qb.from_(member)
		.join(group)
		.on(group.name == member.parent)
		.select(member.deputy, group.group_name)
		.where(group.term == term)
		.run()
	)
	return dict(rows)


def _roster_row(no: int, row: dict, group: str, private: bool) -> dict:
	remarks = ["暂停职务"] if row.status == SUSPENDED else []
	remarks += ["补选"] if row.by_election else []
	return {
		"no": no,
		"name": row.deputy_name,
		"gender": GENDER_WORDS.get(row.gender, ""),
		"born": _month(row.birth_date),
		"ethnicity": row.ethnicity or "",
		"party": row.political_party or "",
		"education": EDUCATION_WORDS.get(row.education, ""),
		"workplace": "".join(filter(None, [row.workplace, row.post])),
		"constituency": row.constituency_name or "",
		"group": group,
		"card_number": row.card_number or "",
		"phone": (row.phone or "") if private else "",
		"first_elected": _month(row.first_elected),
		"remark": "、".join(remarks),
	}


def _month(day) -> str:
	"""A month as rosters write it: 1979.04."""
	return f"{getdate(day):%Y.%m}" if day else ""


def group_roster(term) -> dict:
	"""代表小组名册: all groups of the term with those of their members who hold a seat (no. 36)."""
	names = frappe.get_list(
		"Deputy Group",
		filters={"term": term.name},
		pluck="name",
		order_by="creation asc",
		limit_page_length=0,
	)
	groups = _groups(term, names, may_see_private())
	return {
		"congress": congress(term.congress),
		"roster": {
			"term_title": term.title,
			"group_count": len(groups),
			"member_count": sum(group["member_count"] for group in groups),
			"printed_on": today_iso(),
			"groups": [{"no": no, **group} for no, group in enumerate(groups, 1)],
		},
	}


def _groups(term, names: list[str], private: bool) -> list[dict]:
	seated = {row.name: row for row in _seated(term)}
	order = {name: at for at, name in enumerate(seated)}
	members: dict[str, list] = {}
	for row in frappe.get_all(
		"Deputy Group Member",
		filters={"parent": ("in", names or [""]), "parenttype": "Deputy Group"},
		fields=["parent", "deputy", "duty"],
	):
		if row.deputy in seated:
			members.setdefault(row.parent, []).append(row)
	duties = list(DUTY_WORDS)
	fields = ["name", "group_name", "contact_cadre", "contact_cadre_post", "villages"]
	found = {
		row.name: row
		for row in frappe.get_all("Deputy Group", filters={"name": ("in", names or [""])}, fields=fields)
	}
	return [
		_group(
			found[name],
			sorted(
				members.get(name, []), key=lambda row: (duties.index(row.duty or "Member"), order[row.deputy])
			),
			seated,
			private,
		)
		for name in names
	]


def _group(row: dict, members: list, seated: dict, private: bool) -> dict:
	def holding(duty: str) -> str:
		return "、".join(seated[member.deputy].deputy_name for member in members if member.duty == duty)

	post = f"（{row.contact_cadre_post}）" if row.contact_cadre_post else ""
	return {
		"name": row.group_name,
		"leader": holding("Leader"),
		"deputy_leaders": holding("Deputy Leader"),
		"liaison": holding("Liaison"),
		"contact_cadre": f"{row.contact_cadre}{post}" if row.contact_cadre else "",
		"villages": "、".join((row.villages or "").split()),
		"member_count": len(members),
		"members": [
			{
				"name": seated[member.deputy].deputy_name,
				"duty": DUTY_WORDS[member.duty or "Member"],
				"workplace": "".join(
					filter(None, [seated[member.deputy].workplace, seated[member.deputy].post])
				),
				"constituency": seated[member.deputy].constituency_name or "",
				**({"phone": seated[member.deputy].phone or ""} if private else {"phone": ""}),
			}
			for member in members
		],
	}


def deputy_handbook(deputy) -> dict:
	"""代表手册 of one deputy (no. 38); without private data, because everybody who sees the deputy may read it."""
	organ = congress(deputy.congress)
	term = frappe.get_doc("Congress Term", deputy.term)
	groups = _groups(term, [deputy.deputy_group], private=False) if deputy.deputy_group else []
	days = {
		"reply_months": "reply_months",
		"hard_months": "reply_months_hard",
		"rehandling_months": "rehandling_months",
		"opinion_days": "rating_return_workdays",
	}
	return {
		"congress": {**organ, "mailbox": frappe.db.get_value("Congress", deputy.congress, "mailbox") or ""},
		"deputy": {
			"term_title": term.title,
			"name": deputy.deputy_name,
			"card_number": deputy.card_number or "",
			"constituency": frappe.db.get_value("Constituency", deputy.constituency, "constituency_name")
			or "",
		},
		"rules": {name: settings.value(deputy.congress, setting) for name, setting in days.items()},
		"group": groups[0] if groups else None,
	}
