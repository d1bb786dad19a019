"""The page that a one-time link opens: `/d?k=…`, for a phone, without login and without the website's scripts.

It is rendered apart from the website's pages: nothing is cached, no address leaks to other sites, and a strict
Content-Security-Policy holds because there is no script in the page itself.
"""

import re
from functools import cache
from pathlib import Path

import frappe
from frappe.rate_limiter import rate_limit
from frappe.utils import getdate
from frappe.website.page_renderers.base_renderer import BaseRenderer
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

import deputy_affairs

ROUTE = "d"
TEMPLATES = Path(__file__).parent / "templates" / "one_time"
HEADERS = {
	"Cache-Control": "no-store",
	"Content-Security-Policy": (
		"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
		" form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
	),
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "DENY",
	"X-Robots-Tag": "noindex, nofollow",
}
# A county has some twenty townships; a longer list helps nobody on a phone.
OFFICES = 40
THANKS = {
	"Rating": "您的评价已经记录",
	"Co-signing": "您的答复已经记录",
	"Withdrawal": "您的意见已经记录",
	"Commitment Receipt": "您的回执已经记录",
}


class OneTimePage(BaseRenderer):
	"""Answers `/d`; a website page of this name is not looked for."""

	def can_render(self) -> bool:
		"""This route only."""
		return self.path == ROUTE

	def render(self):
		"""Show what the link opens, or the same calm page for every link that cannot be used."""
		speak_chinese()
		try:
			html, status = self._page()
		except frappe.RateLimitExceededError:
			html, status = _layout("wait.html"), 429
		except Exception:
			# The framework's error page would log the address with the token in it.
			frappe.db.rollback()
			log_failure()
			html, status = _layout("failure.html"), 500
		return self.build_response(html, status, HEADERS)

	def _page(self) -> tuple[str, int]:
		from deputy_affairs import one_time_links

		token = frappe.form_dict.get("k") or ""
		_count_view()
		one_time_links.limit_one_link(token)
		return one_time_links.show(token)


def speak_chinese() -> None:
	"""Deputies read Chinese, whatever their phone or the site is set to."""
	frappe.local.lang = "zh"


def log_failure() -> None:
	"""Write an error down without the values of the request, among which is the token."""
	frappe.db.rollback()
	frappe.log_error("One Time Link", message=frappe.get_traceback(with_context=False))


@rate_limit(limit=60, seconds=60)
def _count_view() -> None:
	pass


def form(link, described: dict) -> str:
	"""The page of an open link: the purpose's own part, filled with what its module describes."""
	return _layout(
		f"{frappe.scrub(link.purpose)}.html",
		link=link,
		office=_office(link.congress),
		**{"heading": "", **described},
	)


def refused() -> str:
	"""The page for a link that is unknown, used, expired or revoked: always the same."""
	return _layout("refused.html", offices=_offices())


def refused_body() -> str:
	"""The same without the frame, for a page that stands open already."""
	return _environment().get_template("refused.html").render(offices=_offices())


def thanks_body(link, recorded: list | None) -> str:
	"""What was recorded, shown once."""
	return (
		_environment()
		.get_template("thanks.html")
		.render(heading=THANKS.get(link.purpose, ""), recorded=recorded or [], office=_office(link.congress))
	)


def _layout(part: str, **values) -> str:
	body = _environment().get_template(part).render(**values)
	page = _environment().get_template("layout.html")
	return page.render(body=body, version=deputy_affairs.__version__)


@cache
def _environment() -> SandboxedEnvironment:
	"""Everything is escaped: what a page shows was written by many people."""
	environment = SandboxedEnvironment(
		loader=FileSystemLoader(TEMPLATES),
		autoescape=True,
		undefined=StrictUndefined,
		trim_blocks=True,
		lstrip_blocks=True,
	)
	environment.filters["day"] = _day
	environment.filters["organ"] = _organ
	environment.filters["digits"] = lambda text: re.sub(r"[^0-9+]", "", str(text or ""))
	return environment


def _day(value) -> str:
	day = getdate(value)
	return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _organ(short_name: str | None) -> str:
	"""A congress as its office writes it; some enter only the place as its short name."""
	name = short_name or ""
	return name if name.endswith(("人大", "人民代表大会")) else f"{name}人大"


def _office(congress: str) -> dict:
	return frappe.db.get_value(
		"Congress",
		congress,
		["short_name", "congress_name", "presidium_name", "hotline", "contact_person"],
		as_dict=True,
	)


def _offices() -> list[dict]:
	"""All offices with a telephone, so that the page tells nothing about the link that was tried."""
	return frappe.get_all(
		"Congress",
		filters={"hotline": ("is", "set")},
		fields=["short_name", "hotline"],
		order_by="lft asc",
		limit=OFFICES,
	)
