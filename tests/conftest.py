"""How the tests find the site, the web server and the browser; tests/unit needs none of them.

`./dev/test` sets the environment. Without it the folders that need a site are skipped, and with CI=true
that is a failure.
"""

import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
NEEDS_SITE = {HERE / "site", HERE / "security", HERE / "browser"}
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
SITE = os.environ.get("DEPUTY_AFFAIRS_TEST_SITE")
URL = os.environ.get("DEPUTY_AFFAIRS_TEST_URL")
BENCH = os.environ.get("DEPUTY_AFFAIRS_BENCH")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class WithoutSite(pytest.Directory):
	"""A folder of tests that cannot run here; its files may import Frappe and are not even read."""

	def collect(self):
		"""Say why, loudly where nobody may overlook it."""
		reason = "needs a site: run ./dev/test (DEPUTY_AFFAIRS_TEST_SITE is not set)"
		if CI:
			pytest.fail(reason, pytrace=False)
		pytest.skip(reason, allow_module_level=True)


def pytest_collect_directory(path, parent):
	"""Leave out what needs a site when there is none."""
	if path in NEEDS_SITE and not (SITE and URL and BENCH):
		return WithoutSite.from_parent(parent, path=path)
	return None


def lacking(reason):
	"""Skip what cannot run here, but fail where everything must run."""
	if CI:
		pytest.fail(reason, pytrace=False)
	pytest.skip(reason)


@pytest.fixture(scope="session")
def site():
	"""The `frappe` module, connected to the test site as Administrator."""
	import frappe

	os.chdir(Path(BENCH) / "sites")
	frappe.init(SITE, sites_path=".")
	if not frappe.conf.allow_tests:
		pytest.exit(f"{SITE} does not allow tests (allow_tests in its site_config.json)", returncode=2)
	frappe.connect()
	frappe.flags.in_test = True
	frappe.flags.in_import = False  # the importer keeps it when it stops at a bad row
	frappe.set_user("Administrator")
	yield frappe
	frappe.db.rollback()
	frappe.destroy()


@pytest.fixture(autouse=True)
def clean(request):
	"""Every test of the site starts as Administrator and leaves nothing that it did not commit."""
	if not NEEDS_SITE.intersection(request.path.parents):
		yield
		return
	frappe = request.getfixturevalue("site")
	# also see what the web server and the workers have written since the last test
	forget(frappe)
	language = frappe.local.lang
	yield
	# the page of a one-time link speaks Chinese for the rest of its request, which here is the process
	frappe.local.lang = language
	forget(frappe)


def forget(frappe):
	"""Roll back, and drop what was read from rows that are gone now."""
	frappe.db.rollback()
	frappe.cache.delete_keys("document_cache::")
	for key in ("roles", "user_permissions"):  # of users whose rows are rolled back
		frappe.cache.delete_key(key)
	if hasattr(frappe.db, "value_cache"):
		frappe.db.value_cache.clear()
	frappe.clear_messages()
	frappe.flags.in_test = True
	frappe.flags.in_import = False  # the importer keeps it when it stops at a bad row
	frappe.set_user("Administrator")


@pytest.fixture(scope="session")
def base_url():
	"""Where the test site's web server answers."""
	return URL


@pytest.fixture
def http(base_url):
	"""http(user, password) is a logged-in requests.Session; its paths start at the site: get("/app")."""
	import requests

	class Session(requests.Session):
		"""A session that knows the site's address."""

		def request(self, method, url, *args, **kwargs):
			"""Complete the address; never wait forever."""
			kwargs.setdefault("timeout", 60)
			return super().request(method, base_url + url if url.startswith("/") else url, *args, **kwargs)

	opened = []

	def log_in(user=None, password=None):
		session = Session()
		opened.append(session)
		# a proxy of the environment must not be asked for our own machine
		session.trust_env = False
		session.headers["Accept"] = "application/json"
		if user:
			answer = session.post("/api/method/login", data={"usr": user, "pwd": password})
			assert answer.status_code == 200, (
				f"{user} cannot log in: {answer.status_code} {answer.text[:300]}"
			)
		return session

	yield log_in
	for session in opened:
		session.close()


@pytest.fixture(scope="session")
def browser():
	"""A Chromium without a window."""
	executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
	if not executable:
		lacking("no Chromium found; install it or set CHROMIUM")
	try:
		from playwright.sync_api import sync_playwright
	except ImportError:
		lacking("playwright is not installed")
	arguments = (
		"--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage"
	)
	arguments += " --disable-background-networking --disable-component-update --disable-sync"
	with sync_playwright() as playwright:
		launched = playwright.chromium.launch(executable_path=executable, args=arguments.split())
		yield launched
		launched.close()


@pytest.fixture
def new_context(browser, base_url):
	"""new_context(**options) is a session of a Chinese browser; it is closed at the end of the test."""
	opened = []

	def open_context(**options):
		context = browser.new_context(
			base_url=base_url,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
			# a dialog that is told to close while it still slides in stays open; no person is that quick
			reduced_motion="reduce",
			**options,
		)
		opened.append(context)
		context.set_default_timeout(30_000)
		# the site is on this machine; without another network the desk would cover its buttons with warnings
		context.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => true })")
		return context

	yield open_context
	for context in opened:
		context.close()


@pytest.fixture
def page(new_context):
	"""A page of its own session, in Chinese; page.goto("/login") is enough of an address."""
	return new_context(viewport={"width": 1366, "height": 900}).new_page()


@pytest.fixture
def login():
	"""login(page, user, password) opens a session for the page."""

	def log_in(page, user, password):
		answer = page.request.post("/api/method/login", form={"usr": user, "pwd": password})
		assert answer.ok, f"{user} cannot log in: {answer.status} {answer.text()[:300]}"
		return page

	return log_in


@pytest.fixture(scope="session")
def admin_password():
	"""Administrator's password on the test site."""
	return os.environ["DEPUTY_AFFAIRS_TEST_ADMIN_PASSWORD"]


@pytest.fixture
def unhurried(site):
	"""Nobody has tried in this minute; called, it forgets the tries until now."""

	def forget_tries():
		for key in site.cache.get_keys("rl:"):
			site.cache.delete(key)

	forget_tries()
	yield forget_tries
	forget_tries()
