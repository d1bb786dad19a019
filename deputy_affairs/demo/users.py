"""People who log in to the sample: one a role, and clerks and chiefs of the handling units."""

from unittest.mock import patch

import frappe
from frappe import _

from deputy_affairs.permissions import OFFICE_ROLE, UNIT_ROLE
from deputy_affairs.setup import modules
from deputy_affairs.setup.roles import DESK_ROLES

DOMAIN = "example.com"
PASSWORD = "Yunxi@2026"  # a password of invented people on a site for trying out, told by credentials()

CLERK = f"lixiulan@{DOMAIN}"
CHAIR = f"zhouguoping@{DOMAIN}"
OBSERVER = f"hejianming@{DOMAIN}"
OFFICE = f"zhaowenbo@{DOMAIN}"

# local part of the address, name, role, post
STAFF = (
	(CLERK, "李秀兰", "Congress Clerk", "人大专干"),
	(CHAIR, "周国平", "Congress Chair", "人大主席"),
	(OBSERVER, "何建明", "Congress Observer", "县人大代表工作委员会科员"),
	(OFFICE, "赵文博", "Government Office", "政府办主任"),
)
# Deputies with a login of their own: name of the deputy, address, roles
DEPUTIES = (
	("杨春梅", f"yangchunmei@{DOMAIN}", ("Deputy",)),
	("马德全", f"madequan@{DOMAIN}", ("Deputy",)),
	("黄丽华", f"huanglihua@{DOMAIN}", ("Deputy", "Group Liaison")),
)
# Shown by credentials(): the first of each role, and two stations with clerk and chief
SHOWN_UNITS = ("nongye", "cunjian")


def unit_clerk(key: str) -> str:
	"""The address of the person who works on a unit's assignments."""
	return f"{key}@{DOMAIN}"


def unit_chief(key: str) -> str:
	"""The address of the unit's chief."""
	return f"{key}.fuzeren@{DOMAIN}"


def create(ledger, address: str, name: str, roles: tuple[str, ...]):
	"""Insert a user with the demo password; no mail goes out. DemoInUseError if the address is taken."""
	from deputy_affairs.demo.ledger import DemoInUseError

	if frappe.db.exists("User", address):
		frappe.throw(f"用户 {address} 已经存在，示例数据不会改动它。", DemoInUseError)
	desk = bool(set(roles) & set(DESK_ROLES))
	values = {
		"email": address,
		"first_name": name,
		"enabled": 1,
		"language": "zh",
		"time_zone": "Asia/Shanghai",
		"send_welcome_email": 0,
		"new_password": PASSWORD,
		"user_type": "System User" if desk else "Website User",
		"roles": [{"role": role} for role in roles],
	}
	if desk:
		values["module_profile"] = modules.PROFILE
	if desk and frappe.get_meta("User").has_field("default_workspace"):
		unit = UNIT_ROLE in roles or OFFICE_ROLE in roles
		values["default_workspace"] = "My Assignments" if unit else "Deputy Affairs"
	flags = {"no_welcome_mail": True, "ignore_password_policy": True}
	# The framework allows sixty new users an hour, against sign-ups in bulk; this is the site's own command.
	with patch.dict(frappe.local.conf, throttle_user_limit=1000):
		return ledger.insert("User", flags=flags, **values)


def create_staff(ledger) -> None:
	"""Insert the staff of the congress, of the county and of the government office."""
	for address, name, role, _post in STAFF:
		create(ledger, address, name, (role,))


def credentials() -> list[dict]:
	"""Return role (translated), user and password of the logins worth trying."""
	rows = [(_(role, lang="zh"), address) for address, _name, role, _post in STAFF]
	for key in SHOWN_UNITS:
		rows.append((_("Handling Unit User", lang="zh"), unit_clerk(key)))
		rows.append((_("Handling Unit User", lang="zh") + "（负责人）", unit_chief(key)))
	rows += [("、".join(_(role, lang="zh") for role in roles), address) for _name, address, roles in DEPUTIES]
	return [{"role": role, "user": address, "password": PASSWORD} for role, address in rows]
