"""What the congress office tells of the handling as a whole: the bulletin to the units, the report to the congress."""

import frappe

from deputy_affairs.demo import users
from deputy_affairs.demo.path import THIRD_MEETING, Path

BULLETIN_PROBLEMS = (
	"一是进度不平衡。多数单位按期答复，个别单位临近期限才联系代表，至今没有书面答复。\n"
	"二是重答复、轻落实。有的承诺事项只写“抓紧推进”，没有报告进展，代表不了解落实情况。\n"
	"三是协办意见过于简单。有的单位只回复“无意见”，被要求重新提出。"
)
BULLETIN_DEMANDS = (
	"逾期未答复的，请于{+10}前书面答复代表，并向镇人大主席团说明逾期原因。\n"
	"承诺事项逐项明确时限和责任人，落实一项、报告一项，不能按期落实的及时书面说明。\n"
	"代表不满意的，由单位主要负责人当面听取意见，重新研究办理。"
)
REPORT_PRACTICES = (
	"（一）集中交办。会后召开交办会，逐件明确主办、协办单位和答复期限，重点建议由主席团成员领衔督办。\n"
	"（二）当面沟通。承办单位办理前、办理中到村到户与代表见面，商量解决办法，答复前征求代表意见。\n"
	"（三）跟踪督办。对逾期未答复的发出催办通知和督办通知书，对代表不满意的召开面商协调会，重新交办。"
)
REPORT_PROBLEMS = (
	"个别建议逾期未答复；养老服务、产业扶持等建议受资金限制，一时难以解决；有的承诺事项落实进展报告不及时。"
)
REPORT_NEXT_STEPS = (
	"（一）跟踪承诺事项。逐项明确时限和责任人，落实一项、销号一项，落实情况由代表评价。\n"
	"（二）加大督办力度。对逾期未答复和代表不满意的建议挂牌督办，重新答复前当面征求代表意见。\n"
	"（三）列入项目计划。把代表多次提出的饮水、供电、道路建议列入明年镇级项目计划。"
)


def path() -> Path:
	"""The bulletin some days ago; the report to the next meeting is being written."""
	return Path.office(-6).add(0, "bulletin").add(4, "report")


class Reporting:
	"""Steps that are about no single suggestion."""

	def bulletin(self) -> None:
		"""督查通报, issued under a number; its figures stand still from that day on."""
		self.office_paper(
			"Handling Bulletin",
			problems=self.fill(BULLETIN_PROBLEMS),
			demands=self.fill(BULLETIN_DEMANDS),
		).issue()

	def report(self) -> None:
		"""办理情况报告, still a draft."""
		self.office_paper(
			"Handling Report",
			reporter="Presidium",
			practices=REPORT_PRACTICES,
			problems=REPORT_PROBLEMS,
			next_steps=REPORT_NEXT_STEPS,
		)

	def office_paper(self, doctype: str, **values):
		"""A report on the suggestions since the last meeting, with the figures of its day."""
		frappe.set_user(users.CLERK)
		town = self.town
		return town.ledger.insert(
			doctype,
			congress=town.congress,
			from_date=town.timeline.day(THIRD_MEETING),
			to_date=frappe.utils.today(),
			period_text="镇第十九届人民代表大会第三次会议以来",
			as_of=frappe.utils.today(),
			**values,
		)
