"""The panel of similar suggestions with real clicks: found while typing, marked and merged in review."""

import factories as make
import pytest
from factories import acting
from playwright.sync_api import expect

LAMPS = {
	"title": "关于在花溪村主干道安装太阳能路灯的建议",
	"situation": "花溪村三组主路没有路灯，老人和学生夜间摔伤的情况时有发生。",
	"demands": [{"demand": "安装太阳能路灯20盏"}],
	"category": "村镇建设",
}
AGAIN = "关于解决花溪村晚上路灯少的建议"


@pytest.fixture
def lamps(town, patiently):
	"""A registered suggestion that later ones are like, and one of the same matter under review."""

	def write():
		with acting(town.clerk):
			earlier = make.register(make.make_suggestion(town.deputies[0], **LAMPS))
			again = make.make_suggestion(town.deputies[1], **(LAMPS | {"title": AGAIN}))
			make.act(again, "Submit for Review")
		return earlier, again

	return patiently(write)


def panel(desk):
	return desk.page.locator(".similar-suggestions:visible")


def test_found_while_typing(sit_down, town, lamps):
	desk = sit_down(town.clerk, "写建议")
	desk.open("deputy-suggestion", "new")
	desk.wait_for_form()
	box = desk.field("title").locator("input")
	box.click()
	box.press_sequentially("花溪村晚上路灯不亮", delay=20)
	note = desk.page.locator(".similar-note:visible")
	expect(note).to_have_count(1)
	row = panel(desk).locator(".similar-row", has_text=LAMPS["title"])
	expect(row).to_contain_text(lamps[0].registration_number)
	expect(row).to_contain_text("同一地点")
	expect(box).to_be_focused()
	note.click()
	expect(row).to_be_in_viewport()
	desk.picture("同类建议")
	assert not desk.errors


def test_marked_and_merged_in_review(site, sit_down, town, lamps):
	earlier, again = lamps
	desk = sit_down(town.clerk, "审查同类")
	desk.open_form("Deputy Suggestion", again.name)
	row = panel(desk).locator(f".similar-row:has([data-name='{earlier.name}'])")
	expect(row).to_contain_text(LAMPS["title"])
	desk.picture("审查")
	row.get_by_role("button", name="多年重复").click()
	expect(row.get_by_role("button", name="不是同一事项")).to_be_visible()
	desk.settle()
	row.get_by_role("button", name="同一事项，并案").click()
	dialog = desk.page.locator(".modal.show")
	expect(dialog).to_contain_text(LAMPS["title"])
	button = dialog.get_by_role("button", name="并案", exact=True)
	# The desk reads a form again a moment after each change; the button must work in that moment too.
	button.evaluate("(button) => { cur_frm.reload_doc(); button.click(); }")
	desk.page.wait_for_function("() => cur_frm.doc.merged_into")
	expect(panel(desk)).to_have_count(0)
	site.db.rollback()
	again.reload()
	assert again.merged_into == earlier.name
	assert [link.suggestion for link in again.earlier_suggestions] == [earlier.name]
	desk.picture("已并案")
	assert not desk.errors
