"""What installing the app does: look at the framework's version, then roles, workflows, masters, templates."""

import frappe

MINIMUM = (15, 44)
BELOW = (17, 0)


class FrameworkVersionError(frappe.ValidationError):
	"""The site's framework is older or newer than this app was made for."""


def before_install() -> None:
	"""Refuse a framework that lacks what the app needs, before anything is created."""
	version = tuple(int(part) for part in frappe.__version__.split("-")[0].split(".")[:2])
	if not MINIMUM <= version < BELOW:
		frappe.throw(
			f"deputy_affairs needs Frappe {MINIMUM[0]}.{MINIMUM[1]} or newer, below {BELOW[0]}; "
			f"this bench has {frappe.__version__}. 请先升级或更换 Frappe 版本。",
			FrameworkVersionError,
		)


def after_install() -> None:
	"""Lay the records that the app works with; safe to run again, never overwriting what was changed."""
	from deputy_affairs.setup import boards, desk_blocks, masters, modules, roles, templates, workflows

	roles.create()
	workflows.create()
	masters.create()
	templates.create()
	modules.create()
	desk_blocks.create()
	boards.create()
