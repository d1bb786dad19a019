"""Masters that every congress needs on the first day; all editable afterwards."""

from dataclasses import asdict

import frappe

from deputy_affairs.rules import unit_rating

# domain.md §2.2: the subjects that congresses commonly sort by.
CATEGORIES = (
	"道路交通",
	"村镇建设",
	"农林水利",
	"生态环境",
	"教育科技",
	"文化体育",
	"医疗卫生",
	"社会保障",
	"社会治理",
	"财政经济",
	"其他",
)

# domain.md §2.3, national practice [U01].
REPLY_CLASSES = (
	("A", "已经解决或基本解决", "Solved", 0),
	("B", "正在解决或列入计划逐步解决", "Being Solved", 1),
	("C", "因目前条件限制或其他原因，留待以后解决", "Not Now", 0),
	("D", "留作参考", "For Reference", 0),
)


def create() -> None:
	"""Insert what is missing."""
	for category in CATEGORIES:
		if not frappe.db.exists("Suggestion Category", category):
			frappe.get_doc({"doctype": "Suggestion Category", "category_name": category}).insert()
	for letter, meaning, stands_for, needs_promise in REPLY_CLASSES:
		if not frappe.db.exists("Reply Class", letter):
			frappe.get_doc(
				{
					"doctype": "Reply Class",
					"class_letter": letter,
					"meaning": meaning,
					"stands_for": stands_for,
					"needs_promise": needs_promise,
				}
			).insert()
	create_grading_rule()


def create_grading_rule() -> None:
	"""Lay the default rule by which units are graded, where there is none; any office may replace it."""
	if frappe.db.exists("Unit Grading Rule", {}):
		return
	frappe.get_doc(
		{
			"doctype": "Unit Grading Rule",
			"rule_name": "承办单位考评办法（默认）",
			"remark": "参照深圳市2007年考评办法：签收、答复、满意三项，任一项不合格即为不合格。可按本地办法修改。",
			"items": [asdict(item) for item in unit_rating.SHENZHEN],
		}
	).insert()
