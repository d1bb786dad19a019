"""The sample township 云溪镇: for demonstrations and tests, never part of an installation.

    bench --site <site> execute deputy_affairs.demo.make
    bench --site <site> execute deputy_affairs.demo.clear

Both need `allow_demo_data` in the site's configuration. All people and places are invented.
"""

from contextlib import contextmanager

import frappe

from deputy_affairs.demo import site, township, users
from deputy_affairs.demo.ledger import DemoInUseError, DemoNotAllowedError, Ledger, require_allowed

__all__ = ["DemoInUseError", "DemoNotAllowedError", "clear", "credentials", "make", "site_defaults"]


def make() -> None:
	"""Build the sample township; a second run finds it complete and does nothing.

	Raises DemoNotAllowedError without `allow_demo_data`, DemoInUseError when a congress of that name exists.
	"""
	with _said_aloud():
		require_allowed()
		ledger = Ledger()
		if ledger.complete:
			print("示例乡镇已经建立。")
			return
		township.build(ledger)
		ledger.keep(complete=True)
	frappe.db.commit()  # a bench command: nothing else commits
	frappe.clear_cache()


def clear() -> None:
	"""Remove exactly what make() made. Raises DemoNotAllowedError, DemoInUseError when it is in use."""
	with _said_aloud():
		require_allowed()
		count = Ledger().remove_all()
	frappe.db.commit()  # a bench command: nothing else commits
	print(f"已删除示例记录 {count} 条。")


@contextmanager
def _said_aloud():
	"""Print why it is refused: `bench execute` itself shows only what goes wrong in its second attempt."""
	try:
		yield
	except (DemoInUseError, DemoNotAllowedError) as error:
		print(error)
		raise


def credentials() -> list[dict]:
	"""Return the logins to try out, one a role and more for handling units: role, user, password."""
	return users.credentials()


def site_defaults() -> None:
	"""Set language, country, time zone and calendar of a site in China, and skip the setup wizard."""
	site.apply()
	frappe.db.commit()  # a bench command: nothing else commits
