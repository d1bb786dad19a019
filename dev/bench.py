"""./dev/demo, ./dev/test and ./dev/stop: a bench of their own with this checkout as an app.

usage: ./dev/demo [--fresh]            make and start the demo site, print address and users
       ./dev/test [pytest arguments]   make the test site and run the tests
       ./dev/test --prepare            only make the test site, or bring it up to date
       ./dev/test --fresh [...]        the same with a new site; --fresh must come first
       ./dev/stop                      stop what these started

settings by environment (more in docs/operations.md):
  DEPUTY_AFFAIRS_HOME     folder for bench, database, logs   ($XDG_DATA_HOME/deputy-affairs)
  DEPUTY_AFFAIRS_BENCH    an existing bench, or where to make one         (bench in that folder)
  DEPUTY_AFFAIRS_USER     the user a root run works as                          (deputy-affairs)
  DEPUTY_AFFAIRS_PYTHON   the Python of the bench                                      (python3)
  FRAPPE_REPO             where Frappe comes from            (https://github.com/frappe/frappe)
  FRAPPE_BRANCH           its branch                                                (version-15)
  DEPUTY_AFFAIRS_PORT, DEPUTY_AFFAIRS_TEST_PORT                     web, demo and test (8100, 8200)
  DEPUTY_AFFAIRS_SOCKETIO_PORT, DEPUTY_AFFAIRS_TEST_SOCKETIO_PORT             socketio (9100, 9200)
  DEPUTY_AFFAIRS_DB_PORT                                                          MariaDB (13316)
  DEPUTY_AFFAIRS_REDIS_CACHE_PORT, DEPUTY_AFFAIRS_REDIS_QUEUE_PORT           Redis (13110, 11110)
  DEPUTY_AFFAIRS_DB_ROOT_PASSWORD   needed once, to make a site in an existing bench
  CHROMIUM                the browser of the tests                              (from the PATH)
  CI=true                 missing bench, site or browser is a failure
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import packages
import services
import sites
from machine import (
	APP,
	CHECKOUT,
	Failure,
	Settings,
	Unreachable,
	become,
	carry_settings,
	in_ci,
	read_settings,
	run,
	say,
)


def lock(settings: Settings):
	"""Only one of these commands prepares at a time; the lock ends with the process."""
	file = (settings.data / "lock").open("w")
	try:
		fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
	except OSError:
		say("Waiting for another run of these commands")
		fcntl.flock(file, fcntl.LOCK_EX)
	return file


def prepare(settings: Settings, tree: sites.Tree, kind: str, fresh: bool) -> str:
	"""Bench, database, app and site of that kind; returns the site's name."""
	state = sites.State(settings)
	foreign = sites.is_foreign(settings, state)
	if foreign:
		sites.install_yarn(settings)
		sites.install_app(settings, state, tree, foreign)
	else:
		sites.make_bench(settings, state)
		sites.configure_bench(settings)
		services.start_mariadb(settings)
		services.start_redis(settings)
		sites.install_app(settings, state, tree, foreign)
	if fresh:
		# what served the old site must not be left with half of it
		services.stop(settings, f"web-{kind}")
	site = sites.make_site(settings, state, tree, kind, foreign, fresh)
	code = sites.fingerprint(tree, sites.CODE)
	sites.clear_cache(settings, state, site, code)
	services.start_web(settings, kind, site, code)
	if not foreign:
		services.start_socketio(settings, kind, site)
		services.start_workers(settings, code)
		if kind == "demo":
			services.start_scheduler(settings, code)
	return site


def wait_for_login(settings: Settings, kind: str) -> str:
	"""Wait until the login page answers; returns the address."""
	address = f"http://127.0.0.1:{settings.ports[kind]}"
	# a proxy of the environment must not be asked for our own machine
	opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

	def ready() -> bool:
		try:
			with opener.open(f"{address}/login", timeout=30) as answer:
				return answer.status == 200
		except (urllib.error.URLError, OSError):
			return False

	services.wait_for(settings, f"web-{kind}", ready, 90)
	return address


def first_steps(kind: str) -> tuple[Settings, sites.Tree]:
	"""What only root may do, then the rest as the bench's user; a bench that cannot be made is said here."""
	packages.install(packages.FIRST_PACKAGES)
	settings = read_settings()
	carry_settings(settings)
	tree = sites.read_checkout()
	state = sites.State(settings)
	if not sites.is_foreign(settings, state) and not sites.is_made(settings, state):
		# asked before anything is installed for nothing
		sites.check_source(settings)
	packages.install(list(packages.PACKAGES))
	if kind == "test":
		packages.install_browser()
	become(settings)
	return settings, tree


def demo(arguments: list[str]) -> int:
	"""./dev/demo"""
	if arguments not in ([], ["--fresh"]):
		raise Failure(f"it knows only --fresh and --help, not {' '.join(arguments)}.")
	try:
		settings, tree = first_steps("demo")
	except Unreachable as failure:
		return show_paper(failure)
	with lock(settings):
		site = prepare(settings, tree, "demo", fresh=bool(arguments))
		address = wait_for_login(settings, "demo")
		if sites.offers(tree, "make"):
			say("Loading the sample township")
			sites.call(settings, site, f"{APP}.demo", "make")
			# what fell due meanwhile: reminders, drafts of notices, promises that became overdue
			sites.call(settings, site, f"{APP}.tasks", "daily")
		print_users(settings, tree, site, address)
	return 0


def print_users(settings: Settings, tree: sites.Tree, site: str, address: str) -> None:
	"""The address, and one user and password per role."""
	admin = {"role": "Administrator", "user": "Administrator"}
	users = [{**admin, "password": services.secret(settings, "admin-demo")}]
	if sites.offers(tree, "credentials"):
		users += json.loads(sites.call(settings, site, f"{APP}.demo", "credentials"))
	print(f"\nThe demo runs / 演示系统已启动: {address}\n")
	for user in users:
		print(f"  {user['user']:<34} {user['password']:<24} {user['role']}")
	print(f"\nIts data is under {settings.data}; ./dev/stop stops it / 用 ./dev/stop 停止", flush=True)


def test(arguments: list[str]) -> int:
	"""./dev/test"""
	fresh = in_ci() or arguments[:1] == ["--fresh"]
	arguments = arguments[1:] if arguments[:1] == ["--fresh"] else arguments
	arguments = [inside_app(argument) for argument in arguments]
	try:
		settings, tree = first_steps("test")
	except Unreachable as failure:
		return test_units(failure, arguments)
	with lock(settings):
		site = prepare(settings, tree, "test", fresh)
		address = wait_for_login(settings, "test")
	if arguments == ["--prepare"]:
		say(f"The test site runs: {address}")
		return 0
	browser = packages.find_browser() or ""
	env = settings.environment(
		DEPUTY_AFFAIRS_TEST_SITE=site,
		DEPUTY_AFFAIRS_TEST_URL=address,
		DEPUTY_AFFAIRS_TEST_ADMIN_PASSWORD=services.secret(settings, "admin-test"),
		DEPUTY_AFFAIRS_BENCH=str(settings.bench),
		HYPOTHESIS_STORAGE_DIRECTORY=str(settings.data / "hypothesis"),
		**({"CHROMIUM": browser} if browser else {}),
	)
	say("ruff check")
	checked = subprocess.run(
		[settings.bench_python, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", "."],
		cwd=settings.app,
		env=env,
	)
	pytest = [settings.bench_python, "-m", "pytest", "-c", settings.app / "pyproject.toml"]
	pytest += ["--rootdir", settings.app, "-p", "no:cacheprovider"]
	arguments = [argument.replace("{app}", str(settings.app)) for argument in arguments]
	if not any(argument.startswith(str(settings.app)) for argument in arguments):
		arguments.append(str(settings.app / "tests"))
	done = subprocess.run([*map(str, pytest), *arguments], cwd=settings.sites, env=env)
	if checked.returncode:
		say("ruff check found something, see above")
	return done.returncode or checked.returncode


def inside_app(argument: str) -> str:
	"""A test named by its path in the checkout, as a path in the app's copy; other arguments as they are."""
	name, mark, rest = argument.partition("::")
	if not name or name.startswith("-"):
		return argument
	for path in (Path.cwd() / name, CHECKOUT / name):
		path = Path(os.path.abspath(path))
		if path.exists() and path.is_relative_to(CHECKOUT):
			return f"{{app}}/{path.relative_to(CHECKOUT)}{mark}{rest}"
	return argument


def plain_python(what: str) -> tuple[Settings, Path]:
	"""Without Frappe: a small environment with the app's own packages, and the checkout beside it."""
	tree = sites.read_checkout()
	settings = read_settings()
	carry_settings(settings)
	become(settings)
	folder = settings.data / "plain"
	source = folder / "source"
	sites.write_tree(tree, source)
	python = folder / "env" / "bin" / "python"
	wanted = sites.listed(tree, "dependencies")
	wanted += [pin for pin in sites.listed(tree, "tools") if pin.startswith(("pytest", "hypothesis"))]
	mark = folder / "installed"
	if not mark.exists() or mark.read_text() != "\n".join(wanted):
		say(f"Installing the few Python packages for {what}")
		run(settings, "venv", ["/usr/bin/env", "python3", "-m", "venv", "--clear", folder / "env"])
		run(settings, "pip install", [python, "-m", "pip", "install", "--quiet", *wanted])
		mark.write_text("\n".join(wanted))
	return settings, python


def show_paper(failure: Unreachable) -> int:
	"""Without Frappe the paper can still be looked at: rules and rendering need none."""
	if in_ci():
		raise failure
	say(str(failure))
	settings, python = plain_python("the sample letters")
	source, out = settings.data / "plain" / "source", settings.data / "samples"
	out.mkdir(exist_ok=True)
	run(settings, "sample letters", [python, "-m", f"{APP}.paperwork.samples", out], cwd=source)
	say(f"No site; the sample letters are in {out} / 未启动系统，公文样张见此目录")
	return 0


def test_units(failure: Unreachable, arguments: list[str]) -> int:
	"""Without Frappe the rules can still be tested."""
	if in_ci():
		raise failure
	say(str(failure))
	settings, python = plain_python("tests/unit")
	source = settings.data / "plain" / "source"
	arguments = [argument.replace("{app}", str(source)) for argument in arguments]
	if not any("tests/unit" in argument for argument in arguments):
		arguments.append(str(source / "tests" / "unit"))
	command = [str(python), "-m", "pytest", "-p", "no:cacheprovider", *arguments]
	code = subprocess.run(command, cwd=source, env=settings.environment()).returncode
	say(
		"Left out: tests/site, tests/security and tests/browser, for they need a site. / 未运行需要系统的测试"
	)
	return code


def stop(_arguments: list[str]) -> int:
	"""./dev/stop"""
	settings = read_settings()
	become(settings)
	with lock(settings):
		stopped = services.stop_all(settings)
	say("Stopped " + ", ".join(stopped) if stopped else "Nothing of ours was running")
	return 0


def main(arguments: list[str]) -> int:
	"""Do the command; a failure is one line."""
	command, *rest = arguments or ["--help"]
	if command not in ("demo", "test", "stop") or rest[:1] in (["--help"], ["-h"]):
		print(__doc__)
		return 0
	began = time.monotonic()
	try:
		code = {"demo": demo, "test": test, "stop": stop}[command](rest)
	except Failure as failure:
		print(f"dev/{command}: {failure}", file=sys.stderr, flush=True)
		return 1
	except KeyboardInterrupt:
		print(f"dev/{command}: interrupted; run it again to go on", file=sys.stderr, flush=True)
		return 130
	if command != "stop":
		say(f"dev/{command} took {time.monotonic() - began:.0f} seconds")
	return code


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
