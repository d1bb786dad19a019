"""People and a township for the tests of the records."""

import factories
import frappe
import pytest


@pytest.fixture(scope="session")
def people(site):
	"""Logins that stay for the whole run; what they may see comes from the congress of each test."""
	# the framework lets only so many users be made in an hour
	site.local.conf.throttle_user_limit = 10_000
	made = factories.make_people(factories.unique())
	site.db.commit()
	yield made
	site.db.rollback()
	site.set_user("Administrator")
	factories.remove([], [made["clerk"], made["chair"], made["office"], *made["workers"], *made["chiefs"]])


@pytest.fixture(autouse=True)
def forgetful(site, clean):
	"""No test reads what another has rolled back."""
	factories.forget()
	yield
	factories.forget()


@pytest.fixture
def prefix(site):
	"""A prefix for names."""
	return factories.unique()


@pytest.fixture
def town(site, people, prefix):
	"""A township with three deputies and three units."""
	return factories.make_township(prefix, people)


@pytest.fixture
def two(site, people, prefix):
	"""A township, and a county that is not above it in the tree, with a clerk, a deputy and a unit of its own."""
	town = factories.make_township(
		prefix, people, presidium_code=f"{prefix}人主函", contact_person="周敏", hotline="0871-65550100"
	)
	clerk = factories.make_user(factories.address(prefix, "county"), "Congress Clerk")
	county = factories.make_congress(f"{prefix}县", level="County", staff=[clerk])
	term = factories.make_term(county.name)
	place = factories.make_constituency(term.name)
	deputy = factories.make_deputy("钱县代", county.name, term.name, place.name, "901")
	unit = factories.make_unit(
		county.name, "水务局", users=[people["workers"][0]], chief=people["chiefs"][0], code=f"{prefix}水函"
	)
	factories.forget()
	return frappe._dict(town=town, county=county.name, clerk=clerk, deputy=deputy.name, unit=unit.name)


@pytest.fixture
def numbered_town(town):
	"""A township whose presidium can give numbers."""
	frappe.db.set_value(
		"Congress",
		town.congress,
		{
			"presidium_code": f"{town.congress}函",
			"contact_person": "周敏",
			"hotline": "0871-65550100",
			"government_name": "云溪镇人民政府",
		},
	)
	frappe.clear_document_cache("Congress", town.congress)
	return town


@pytest.fixture
def outgoing():
	"""An account to send from; nothing leaves a test site."""
	frappe.get_doc(
		{
			"doctype": "Email Account",
			"email_account_name": "镇人大",
			"email_id": "office@example.com",
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "localhost",
		}
	).insert()
	yield
	frappe.local.outgoing_email_account = {}
