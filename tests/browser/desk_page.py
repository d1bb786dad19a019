"""The desk as a user meets it: fields by their name, buttons and actions by the words on them."""

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError, expect

expect.set_options(timeout=20_000)
SIZE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PICTURES = os.environ.get("SCREENSHOTS")
# the realtime connection comes and goes with the page; nobody sees it
NOISE = re.compile(r"socket\.io|ERR_CONNECTION|ERR_NETWORK_CHANGED|favicon|websocket", re.IGNORECASE)


class DeskPage:
	"""One browser page with somebody logged in."""

	def __init__(self, page: Page, who: str):
		self.page, self.who = page, who
		self.errors: list[str] = []
		self.pictures = 0
		page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
		page.on("console", self._hear)
		page.on("response", self._answer)

	def _hear(self, message):
		place = (message.location or {}).get("url", "")
		if message.type == "error" and not NOISE.search(f"{message.text} {place}"):
			self.errors.append(f"{self.page.url}: {message.text} {place}")

	def _answer(self, response):
		if response.status >= 400 and not NOISE.search(response.url):
			self.errors.append(f"{self.page.url}: {response.status} {response.url}")

	@property
	def shown(self) -> Locator:
		"""The desk page in front; the earlier ones stay in the document, hidden."""
		return self.page.locator(".page-container:visible")

	def picture(self, name: str) -> None:
		"""Keep a picture when a folder was asked for with SCREENSHOTS."""
		if PICTURES:
			self.pictures += 1
			path = Path(PICTURES) / f"{self.who}-{self.pictures:02}-{name}.png"
			self.page.screenshot(path=path, animations="disabled")

	def log_in(self, user: str, password: str) -> None:
		"""Through the page for it, as people do."""
		self.page.goto("/login")
		self.page.locator("#login_email").fill(user)
		self.page.locator("#login_password").fill(password)
		self.picture("登录")
		self.page.locator(".form-login .btn-login").click()
		self.page.wait_for_url(re.compile("/app"))
		self.settle()

	def settle(self) -> None:
		"""Until nothing is loading, frozen or on its way."""
		self.page.wait_for_function(
			"""() => window.frappe && frappe.request && !frappe.request.ajax_count
				&& !document.querySelector("#freeze.in, #freeze.show")
				&& document.querySelector(".page-container:not([style*='display: none'])")"""
		)

	def open(self, *route: str) -> None:
		"""A desk page by its address."""
		self.page.goto("/app/" + "/".join(route))
		self.settle()

	def open_form(self, doctype: str, name: str) -> None:
		"""A record's form."""
		self.open(doctype.lower().replace(" ", "-"), name)
		self.wait_for_form(name)

	def wait_for_form(self, name: str | None = None) -> None:
		"""Until the form of the record is drawn."""
		self.page.wait_for_function(
			"""name => window.cur_frm && cur_frm.doc && (!name || cur_frm.doc.name === name)
				&& cur_frm.layout && cur_frm.$wrapper.is(":visible")""",
			arg=name,
		)
		self.settle()

	def name(self) -> str:
		"""The name of the record in front."""
		return self.page.evaluate("cur_frm.doc.name")

	def value(self, fieldname: str):
		"""What the form holds in a field."""
		return self.page.evaluate("fieldname => cur_frm.doc[fieldname]", fieldname)

	def field(self, fieldname: str) -> Locator:
		"""A field of the form or of the dialog in front."""
		return self.front().locator(f".frappe-control[data-fieldname='{fieldname}']:visible")

	def front(self) -> Locator:
		"""The dialog when one is open, else the page."""
		dialog = self.page.locator(".modal.show")
		return dialog.last if dialog.count() else self.shown

	def fill(self, fieldname: str, text: str) -> None:
		"""Type into a field and leave it."""
		box = self.field(fieldname).locator("input, textarea").first
		box.fill(text)
		box.blur()

	def choose(self, fieldname: str, label: str) -> None:
		"""Choose from a list of values by the words shown."""
		self.field(fieldname).locator("select").select_option(label=label)

	def pick(self, box: Locator, text: str) -> None:
		"""Type into a box that searches records, and take the one that is offered."""
		box.click()
		box.fill("")
		box.press_sequentially(text, delay=20)
		offered = self.page.locator("ul[role=listbox]:visible [role=option]", has_text=text).first
		offered.click()
		expect(self.page.locator("ul[role=listbox]:visible")).to_have_count(0)
		self.settle()

	def link(self, fieldname: str, text: str) -> None:
		"""Fill a field that points to another record."""
		self.pick(self.field(fieldname).locator("input").first, text)

	def rows(self, fieldname: str) -> Locator:
		"""The rows of a table."""
		return self.field(fieldname).locator(".grid-body .grid-row")

	def row_box(self, table: str, number: int, fieldname: str) -> Locator:
		"""The box of one cell, which appears when the cell is clicked."""
		cell = self.rows(table).nth(number).locator(f".data-row [data-fieldname='{fieldname}']").first
		cell.click()
		return cell.locator("input, textarea, select").first

	def edit_row(self, table: str, number: int, **values: str) -> None:
		"""Open a row's own form, fill its fields (a list of values by the words shown) and close it."""
		row = self.rows(table).nth(number)
		row.locator(".btn-open-row").first.click()
		form = row.locator(".form-in-grid")
		expect(form).to_be_visible()
		for fieldname, text in values.items():
			control = form.locator(f".frappe-control[data-fieldname='{fieldname}']")
			if control.locator("select").count():
				control.locator("select").select_option(label=text)
			else:
				box = control.locator("input, textarea").first
				for _try in range(3):
					box.click()
					box.fill(text)
					box.press("Tab")
					# a date picker that is still opening drops what was typed; a person types it again
					if box.input_value() == text:
						break
				expect(box).to_have_value(text)
		self.picture(f"{table}-{number + 1}")
		form.locator(".grid-collapse-row").first.click()
		expect(form).not_to_be_visible()

	def add_row(self, table: str) -> None:
		"""One more row of a table."""
		before = self.rows(table).count()
		self.field(table).locator(".grid-add-row").click()
		expect(self.rows(table)).to_have_count(before + 1)

	def save(self) -> None:
		"""Press 保存 and wait until the record is kept."""
		with self.page.expect_response(re.compile("frappe.desk.form.save.savedocs")) as answer:
			self.shown.locator(".page-actions .primary-action", has_text="保存").click()
		assert answer.value.ok, answer.value.text()[:500]
		self.page.wait_for_function("() => !cur_frm.is_dirty() && !cur_frm.is_new()")
		self.settle()

	def button(self, label: str) -> Locator:
		"""A button of the page."""
		return self.shown.get_by_role("button", name=label, exact=True)

	def press(self, label: str, group: str | None = None) -> None:
		"""Press a button, in a group of buttons if it stands in one."""
		if group:
			box = self.shown.locator(".inner-group-button:visible", has_text=group)
			entry = box.locator(".dropdown-menu a", has_text=re.compile(f"^\\s*{label}\\s*$"))
			self.open_menu(box.locator("button"), entry)
			entry.click()
		else:
			self.button(label).click()

	def open_menu(self, button: Locator, entry: Locator) -> None:
		"""Open a menu; a form that is drawn anew in between closes it, so it is opened again."""
		for _try in range(5):
			if not entry.is_visible():
				button.click()
			try:
				entry.click(trial=True, timeout=3000)
				return
			except TimeoutError:
				continue

	def act(self, action: str, **inputs: str) -> None:
		"""Choose an action of the workflow; `inputs` fill its dialog."""
		group = self.shown.locator(".actions-btn-group:visible")
		entry = group.locator(".dropdown-menu a", has_text=re.compile(f"^\\s*{action}\\s*$"))
		self.open_menu(group.locator("button").first, entry)
		self.picture(f"操作-{action}")
		with self.page.expect_response(re.compile("workflow.apply_workflow")) as answer:
			entry.click()
			if inputs:
				self.dialog(action)
				for fieldname, text in inputs.items():
					self.fill(fieldname, text)
				self.picture(f"对话框-{action}")
				self.confirm(action)
		assert answer.value.ok, answer.value.text()[:500]
		self.no_dialog()
		self.settle()

	def no_dialog(self) -> None:
		"""Until the dialogs are closed."""
		expect(self.page.locator(".modal.show, .modal-backdrop")).to_have_count(0)

	def close(self) -> None:
		"""Close the dialog or message in front by its cross; a key pressed while it still opens is lost."""
		self.page.locator(".modal.show .modal-header .btn-modal-close:visible").last.click()
		self.no_dialog()

	def dialog(self, title: str) -> Locator:
		"""The dialog of this title, once it is open."""
		dialog = self.page.locator(".modal.show", has=self.page.locator(".modal-title", has_text=title))
		expect(dialog).to_be_visible()
		return dialog

	def confirm(self, label: str) -> None:
		"""Press the main button of the dialog in front."""
		self.page.locator(".modal.show").last.locator(".modal-footer .btn-primary:visible").filter(
			has_text=label
		).click()

	def send(self, label: str) -> None:
		"""Press the main button of the dialog in front and wait until the server has done it."""
		with self.page.expect_response(re.compile("run_doc_method")) as answer:
			self.confirm(label)
		assert answer.value.ok, answer.value.text()[-3000:]
		self.no_dialog()
		self.settle()

	def expect_stage(self, words: str) -> None:
		"""The headline of the form begins with these words."""
		expect(self.shown.locator(".form-message:visible").filter(has_text=words).first).to_be_visible()

	def no_trouble(self) -> None:
		"""Nothing went wrong on the way, neither in the browser's console nor before the user's eyes."""
		expect(self.page.locator(".msgprint:visible")).to_have_count(0)
		assert not self.errors, "\n".join(self.errors)

	def fits(self) -> None:
		"""The page is not wider than the screen."""
		wide = self.page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
		assert wide <= 0, f"{self.page.url} is {wide} pixels too wide"
