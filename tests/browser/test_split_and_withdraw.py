"""One suggestion is split into two; another is withdrawn when all signers ask for it, by link and on paper."""

import factories as make
import frappe
from playwright.sync_api import expect

MIXED = "关于整治河道和增设公交站的建议"
PARTS = ("关于整治花溪河道的建议", "关于在集镇增设公交站的建议")
DONE = "关于修补镇东桥栏杆的建议"


def registered(town, title: str, cosigners=()) -> str:
	with make.acting(town.clerk):
		return make.register(make.make_suggestion(town.deputies[0], cosigners, title=title)).name


def stored(name: str):
	frappe.db.rollback()
	return frappe.get_doc("Deputy Suggestion", name)


def choose_action(desk, action: str) -> None:
	group = desk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text=action)
	desk.open_menu(group.locator("button").first, entry)
	entry.click()


def test_two_matters_become_two_suggestions(town, sit_down, patiently):
	name = patiently(lambda: registered(town, MIXED, town.deputies[1:2]))
	clerk = sit_down(town.clerk, "专干拆分")
	clerk.open_form("Deputy Suggestion", name)
	choose_action(clerk, "拆分")
	dialog = clerk.dialog("拆分为几件")
	clerk.picture("拆分")
	for part, title in enumerate(PARTS, 1):
		clerk.fill(f"title_{part}", title)
		clerk.field(f"demands_{part}").locator("input[type=checkbox]").nth(part - 1).check()
	clerk.fill("reason", "一事一议")
	clerk.picture("拆分填好")
	clerk.confirm("拆分")
	expect(dialog).to_be_hidden()
	clerk.expect_stage("已拆分")
	for title in PARTS:
		expect(clerk.shown.locator(".form-message").first).to_contain_text(title)
	clerk.picture("已拆分")
	clerk.shown.locator(".form-message a", has_text=PARTS[1]).click()
	clerk.page.wait_for_function("title => cur_frm.doc.title === title", arg=PARTS[1])
	clerk.wait_for_form()
	clerk.expect_stage("审查中")
	expect(clerk.shown.locator(".form-message").first).to_contain_text(MIXED)
	clerk.picture("拆出的建议")
	clerk.act("受理立案", review_opinion="同意立案")
	clerk.expect_stage("已立案")
	clerk.no_trouble()

	second = stored(clerk.name())
	first = stored(frappe.db.get_value("Deputy Suggestion", {"split_from": name, "title": PARTS[0]}))
	assert [row.demand for row in first.demands + second.demands] == ["清淤五公里", "落实管护人员"]
	assert first.signers() == second.signers() == town.deputies[:2]
	assert (first.stage, second.stage, stored(name).stage) == ("Under Review", "Registered", "Split")


def test_all_signers_withdraw_by_link_and_on_paper(town, sit_down, phone, patiently):
	name = patiently(lambda: registered(town, DONE, town.deputies[1:2]))
	clerk = sit_down(town.clerk, "专干撤回")
	clerk.open_form("Deputy Suggestion", name)
	choose_action(clerk, "撤回")
	dialog = clerk.dialog("撤回")
	clerk.fill("withdrawal_reason", "栏杆已经修好")
	clerk.picture("撤回对话框")
	dialog.get_by_role("button", name="发送链接征求意见").click()
	shown = clerk.dialog("签名代表的链接")
	expect(shown.locator("[data-row]")).to_have_count(2)
	clerk.picture("撤回链接")
	row = shown.locator("[data-row]", has_text="李梅")
	url = row.locator(".text-break").inner_text()
	clerk.confirm("完成")
	clerk.no_dialog()

	deputy = phone(url)
	expect(deputy.locator("h1")).to_have_text(DONE)
	expect(deputy.locator("main")).to_contain_text("栏杆已经修好")
	if clerk.pictures:
		clerk.page, seen = deputy, clerk.page
		clerk.picture("手机征求撤回")
		clerk.page = seen
	deputy.get_by_role("button", name="申请撤回", exact=True).click()
	deputy.get_by_role("button", name="确定提交").click()
	expect(deputy.locator("h1")).to_contain_text("已经记录")

	clerk.open_form("Deputy Suggestion", name)
	choose_action(clerk, "撤回")
	clerk.dialog("撤回")
	expect(clerk.front()).to_contain_text("李梅：申请撤回")
	clerk.confirm("撤回")  # the lead deputy has not asked for it
	message = clerk.page.locator(".msgprint:visible")
	expect(message).to_contain_text("张建国")
	clerk.picture("还缺领衔代表")
	clerk.errors.clear()
	clerk.close()
	assert stored(name).stage == "Registered"

	choose_action(clerk, "撤回")
	clerk.dialog("撤回")
	clerk.row_box("rows", 0, "state").select_option(label="申请撤回")
	clerk.picture("书面撤回")
	clerk.confirm("撤回")
	clerk.no_dialog()
	clerk.expect_stage("已撤回")
	clerk.picture("已撤回")
	clerk.no_trouble()
	doc = stored(name)
	assert {row.deputy: (row.state, row.manner) for row in doc.withdrawal_consents} == {
		town.deputies[0]: ("Confirmed", "Signed Paper"),
		town.deputies[1]: ("Confirmed", "One-time Link"),
	}
	assert (doc.stage, doc.withdrawal_reason) == ("Withdrawn", "栏杆已经修好")
