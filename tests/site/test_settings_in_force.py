"""Settings of many congresses are read at once and are the same."""

import factories as make
import frappe

from deputy_affairs import settings
from deputy_affairs.rules.settings import resolve


def test_settings_read_ahead_are_those_asked_for_one_by_one(people, prefix):
	county = make.make_congress(f"{prefix}南屏县", level="County", reply_months=2)
	below = make.make_congress(f"{prefix}云溪镇", parent=county.name, max_rounds=1)
	other = make.make_congress(f"{prefix}石门镇", parent=county.name)
	alone = make.make_congress(f"{prefix}北山乡")
	names = [doc.name for doc in (county, below, other, alone)]
	make.forget()
	one_by_one = {name: settings.chain_of(name) for name in names}
	make.forget()
	settings.read_ahead(names)
	before = frappe.db.sql("show session status like 'Questions'")[0][
		1
	]  # the server's own count of statements
	at_once = {name: settings.chain_of(name) for name in names}
	after = frappe.db.sql("show session status like 'Questions'")[0][1]  # see above
	assert int(after) == int(before) + 1
	for name in names:
		assert [own for own, _row in at_once[name]] == [own for own, _row in one_by_one[name]]
		for setting in ("reply_months", "max_rounds", "rating_model"):
			assert settings.effective(name, setting) == resolve(setting, one_by_one[name])
