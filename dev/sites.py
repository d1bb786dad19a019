"""The bench itself: Frappe, the copy of this checkout as an app, and the sites."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import services
from machine import (
	APP,
	CHECKOUT,
	GUIDE,
	Failure,
	Settings,
	Unreachable,
	check_node,
	choose_python,
	in_ci,
	link_mirror,
	read_json,
	run,
	say,
	write_json,
)

BENCH_VERSION = "frappe-bench~=5.31.1"
YARN_VERSION = "yarn@1.22.22"
# What tools leave in a checkout or in the app's copy and what is therefore neither copied nor deleted
LEFTOVERS = re.compile(
	r"(^|/)(\.git|__pycache__|node_modules|\.venv|venv|\.(pytest|ruff)_cache|\.hypothesis|[^/]+\.egg-info)(/|$)"
	rf"|\.(pyc|mo)$|^{APP}/public/dist(/|$)|^(out|build|dist)/"
)
# A change of these is seen by a site only after `bench migrate`
SCHEMA = re.compile(
	rf"^{APP}/(.*\.json|hooks\.py|modules\.txt|patches\.txt|(patches|setup|fixtures)/.*"
	r"|.*/(doctype|report|page|workspace|print_format|web_form|notification)/.*\.(json|html))$"
)
ASSETS = re.compile(rf"^{APP}/(public/.*|locale/.*|.*\.bundle\.[a-z]+)$")
CODE = re.compile(rf"^({APP}/.*\.(py|html|json|txt|csv|po|docx)|{APP}/public/.*|dev/web\.py)$")

Tree = dict[str, tuple[int, bytes]]


def read_checkout() -> Tree:
	"""The checkout's files in memory: the bench's user may not be allowed to read them where they lie."""
	command = [
		"git",
		"-c",
		"safe.directory=*",
		"ls-files",
		"-z",
		"--cached",
		"--others",
		"--exclude-standard",
	]
	done = subprocess.run(command, cwd=CHECKOUT, capture_output=True)
	if done.returncode == 0 and (CHECKOUT / ".git").exists():
		names = [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
	else:
		names = [str(path.relative_to(CHECKOUT)) for path in CHECKOUT.rglob("*")]
	tree = {}
	for name in sorted(names):
		path = CHECKOUT / name
		if path.is_file() and not LEFTOVERS.search(name):
			tree[name] = (path.stat().st_mode & 0o755 | 0o644, path.read_bytes())
	return tree


def write_tree(tree: Tree, target: Path) -> None:
	"""Make a folder equal to the checkout; what did not change keeps its time."""
	for name, (mode, content) in tree.items():
		path = target / name
		path.parent.mkdir(parents=True, exist_ok=True)
		if not path.is_file() or path.read_bytes() != content:
			path.write_bytes(content)
		if path.stat().st_mode & 0o777 != mode:
			path.chmod(mode)
	for folder, _, files in os.walk(target, topdown=False):
		for file in files:
			name = str((Path(folder) / file).relative_to(target))
			if name not in tree and not LEFTOVERS.search(name):
				(target / name).unlink()
		here = Path(folder)
		left = [name for name in os.listdir(here) if name != "__pycache__"]
		if not left and here != target and not LEFTOVERS.search(str(here.relative_to(target))):
			shutil.rmtree(here)


def fingerprint(tree: Tree, pattern: str | re.Pattern) -> str:
	"""One short text that changes when a matching file changes."""
	digest = hashlib.sha256()
	for name, (_, content) in tree.items():
		if re.search(pattern, name):
			digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
	return digest.hexdigest()[:16]


def listed(tree: Tree, table: str) -> list[str]:
	"""Requirements from our pyproject: `dependencies` or the table of tools for development."""
	text = tree["pyproject.toml"][1].decode()
	if table == "dependencies":
		block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL).group(1)
		return re.findall(r'^\s*"([^"]+)",', block, re.MULTILINE)
	block = re.search(r"^\[tool\.bench\.dev-dependencies\]\n(.*?)(?=^\[|\Z)", text, re.M | re.S).group(1)
	return [name + pin for name, pin in re.findall(r'^([\w.-]+) = "([^"]+)"', block, re.MULTILINE)]


class State:
	"""What has been done already, in one small file; so a run that was stopped can be picked up."""

	def __init__(self, settings: Settings):
		self.file = settings.data / "state.json"
		self.values = read_json(self.file)

	def __getitem__(self, key: str):
		return self.values.get(key)

	def __setitem__(self, key: str, value) -> None:
		self.values[key] = value
		write_json(self.file, self.values)


def is_bench(folder: Path) -> bool:
	"""Whether the folder holds a bench with Frappe."""
	return all((folder / part).exists() for part in ("env/bin/python", "apps/frappe", "sites/apps.txt"))


def is_foreign(settings: Settings, state: State) -> bool:
	"""Whether the user named a bench that these commands did not make."""
	if not settings.bench_is_named or state["making"] == str(settings.bench):
		return False
	if settings.bench.exists() and not is_bench(settings.bench):
		raise Failure(f"{settings.bench} is no bench; set DEPUTY_AFFAIRS_BENCH to one, or to a new folder.")
	return settings.bench.exists()


def check_source(settings: Settings) -> None:
	"""Ask the source of Frappe for the branch, and do not wait long for an answer."""
	command = ["git", "ls-remote", "--exit-code", "--heads", settings.repo, settings.branch]
	env = settings.environment(GIT_TERMINAL_PROMPT="0")
	try:
		done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=25)
		if done.returncode == 0:
			return
		reason = "no such branch" if done.returncode == 2 else (done.stderr.strip() or "?").splitlines()[-1]
	except subprocess.TimeoutExpired:
		reason = "no answer"
	raise Unreachable(
		f"Frappe {settings.branch} cannot be reached at {settings.repo} ({reason[:120]}); "
		f"set FRAPPE_REPO to a mirror, see {GUIDE}."
	)


def is_made(settings: Settings, state: State) -> bool:
	"""Whether our bench was made to its end."""
	return state["bench"] == str(settings.bench) and is_bench(settings.bench)


def make_bench(settings: Settings, state: State) -> None:
	"""bench init; a folder that an earlier run left unfinished is made anew."""
	if is_made(settings, state):
		if (state["repo"], state["branch"]) != (settings.repo, settings.branch):
			raise Failure(
				f"{settings.bench} holds {state['branch']} of {state['repo']}; for another Frappe "
				"set DEPUTY_AFFAIRS_HOME to another folder."
			)
		return
	choose_python(settings)
	check_node(settings)
	say(f"Making a bench with Frappe {settings.branch} in {settings.bench} (some minutes)")
	state["making"] = str(settings.bench)
	tools = settings.data / "tools"
	if state["tools"] != settings.python:
		shutil.rmtree(tools, ignore_errors=True)
		run(settings, "venv", [settings.python, "-m", "venv", tools])
		run(settings, "pip install frappe-bench", [tools / "bin" / "pip", "install", BENCH_VERSION])
		state["tools"] = settings.python
	install_yarn(settings)
	shutil.rmtree(settings.bench, ignore_errors=True)
	# bench asks git for the address with .git at its end, pip asks for others without
	address = settings.repo if settings.repo.endswith(".git") else settings.repo + ".git"
	if not settings.repo.startswith(("http://", "https://")):
		address = settings.repo
	init = [tools / "bin" / "bench", "init", "--frappe-path", address, "--frappe-branch", settings.branch]
	init += ["--python", settings.python, "--skip-redis-config-generation", "--no-backups", "--skip-assets"]
	run(settings, "bench init", [*init, settings.bench])
	state["assets"] = None
	state["requirements"] = None
	state["sites"] = {}
	state["repo"], state["branch"] = settings.repo, settings.branch
	state["bench"] = str(settings.bench)


def install_yarn(settings: Settings) -> None:
	"""A yarn of our own; Frappe builds with it, also in a bench of the user's."""
	link_mirror(settings)
	if not (settings.data / "node" / "node_modules" / ".bin" / "yarn").exists():
		run(
			settings, "npm install yarn", ["npm", "install", "--prefix", settings.data / "node", YARN_VERSION]
		)


def configure_bench(settings: Settings) -> None:
	"""Tell the bench where its database and its Redis are."""
	file = settings.sites / "common_site_config.json"
	config = read_json(file)
	cache, queue = (f"redis://127.0.0.1:{settings.ports[name]}" for name in ("redis_cache", "redis_queue"))
	wanted = {
		"db_host": "127.0.0.1",
		"db_port": settings.ports["mariadb"],
		"redis_cache": cache,
		"redis_queue": queue,
		"redis_socketio": queue,
		"webserver_port": settings.ports["demo"],
		"socketio_port": settings.ports["demo_socketio"],
		"use_redis_auth": False,
		"developer_mode": 0,
	}
	if any(config.get(key) != value for key, value in wanted.items()):
		write_json(file, {**config, **wanted})


def install_app(settings: Settings, state: State, tree: Tree, foreign: bool) -> None:
	"""Bring the checkout into the bench, and do of the rest only what a change makes necessary."""
	write_tree(tree, settings.app)
	pip = [settings.bench_python, "-m", "pip", "install", "--quiet"]
	requirements = fingerprint(tree, r"^(pyproject\.toml|setup\.py)$") + str(settings.bench)
	if state["requirements"] != requirements:
		say("Installing the Python packages of the app and of its tests")
		run(settings, "pip install", [*pip, "--editable", settings.app, *listed(tree, "tools")])
		state["requirements"] = requirements
	apps = settings.sites / "apps.txt"
	names = apps.read_text().split()
	if APP not in names:
		apps.write_text("\n".join([*names, APP]) + "\n")
	# with CI set, Frappe builds its assets itself and looks nowhere for ready-made ones
	build = services.frappe(settings, "build", "--force", "--production", "--app")
	if not foreign and state["assets"] is None:
		say("Building Frappe's pages")
		run(settings, "bench build (frappe)", [*build, "frappe"], cwd=settings.sites, CI="1")
		state["assets"] = ""
	assets = fingerprint(tree, ASSETS)
	if state["assets"] != assets:
		say("Building the app's pages and translations")
		run(settings, "bench build (app)", [*build, APP], cwd=settings.sites, CI="1")
		state["assets"] = assets


def root_password(settings: Settings, foreign: bool) -> str:
	"""The password of the database's root: ours, or for a named bench the one the user tells."""
	if not foreign:
		return services.secret(settings, "mariadb-root")
	password = os.environ.get("DEPUTY_AFFAIRS_DB_ROOT_PASSWORD")
	if not password:
		raise Failure(
			"To make a site in a bench of yours, set DEPUTY_AFFAIRS_DB_ROOT_PASSWORD to its database's."
		)
	return password


def site_config(settings: Settings, kind: str, site: str, foreign: bool) -> dict:
	"""What is set in the site's own configuration."""
	config = {
		"allow_demo_data": 1,
		"host_name": f"http://{site}:{settings.ports[kind]}",
		"mute_emails": 1,
		"developer_mode": 0,
		"server_script_enabled": False,
	}
	if not foreign:
		config["socketio_port"] = settings.ports[f"{kind}_socketio"]
	if kind == "test":
		config.update(allow_tests=True, pause_scheduler=1)
	return config


def make_site(settings: Settings, state: State, tree: Tree, kind: str, foreign: bool, fresh: bool) -> str:
	"""Make the site with the app, or bring it up to date; returns its name."""
	site = f"{kind}.localhost" if not foreign else f"deputy-affairs-{kind}.localhost"
	done = dict(state["sites"] or {})
	schema = fingerprint(tree, SCHEMA)
	folder = settings.sites / site
	began = time.monotonic()
	if fresh or site not in done or not (folder / "site_config.json").exists():
		if foreign and folder.exists() and site not in done:
			raise Failure(f"{folder} exists and was not made by this command; remove or rename it.")
		say(f"Making the site {site}")
		done.pop(site, None)
		state["sites"] = done
		new = services.frappe(settings, "new-site", site, "--force", "--mariadb-user-host-login-scope", "%")
		new += ["--db-root-username", "root", "--db-root-password", root_password(settings, foreign)]
		new += ["--admin-password", services.secret(settings, f"admin-{kind}")]
		old = read_json(folder / "site_config.json").get("db_name")
		shutil.rmtree(folder, ignore_errors=True)
		if old and not foreign:
			# these hold connections to it; they are started again afterwards
			for name in ("worker", *(["schedule"] if kind == "demo" else [])):
				services.stop(settings, name)
			services.free_database(settings, old)
		run(settings, f"new-site {site}", new, cwd=settings.sites)
		write_site_config(settings, kind, site, foreign)
		on_site = services.frappe(settings, "--site", site)
		run(settings, f"install-app on {site}", [*on_site, "install-app", APP], cwd=settings.sites)
		state["defaults"] = [name for name in state["defaults"] or [] if name != site]
		if kind == "demo":
			run(settings, "scheduler enable", [*on_site, "scheduler", "enable"], cwd=settings.sites)
	else:
		write_site_config(settings, kind, site, foreign)
		if done[site] != schema:
			say(f"Migrating the site {site}")
			migrate = services.frappe(settings, "--site", site, "migrate")
			run(settings, f"migrate {site}", migrate, cwd=settings.sites)
	set_defaults(settings, state, tree, site)
	if done.get(site) != schema:
		say(f"  took {time.monotonic() - began:.0f} seconds")
	done[site] = schema
	state["sites"] = done
	return site


def clear_cache(settings: Settings, state: State, site: str, code: str) -> None:
	"""Translations, assets and hooks are remembered in Redis; forget them when the code changed."""
	done = dict(state["caches"] or {})
	if done.get(site) != code:
		command = services.frappe(settings, "--site", site, "clear-cache")
		run(settings, f"clear-cache {site}", command, cwd=settings.sites)
		state["caches"] = {**done, site: code}


def write_site_config(settings: Settings, kind: str, site: str, foreign: bool) -> None:
	"""Add our settings to those Frappe wrote."""
	file = settings.sites / site / "site_config.json"
	config = read_json(file)
	wanted = site_config(settings, kind, site, foreign)
	if any(config.get(key) != value for key, value in wanted.items()):
		write_json(file, {**config, **wanted}, mode=0o600)


def offers(tree: Tree, function: str) -> bool:
	"""Whether the app's demo package has the function."""
	return (
		re.search(rf"\b{function}\b".encode(), tree.get(f"{APP}/demo/__init__.py", (0, b""))[1]) is not None
	)


def set_defaults(settings: Settings, state: State, tree: Tree, site: str) -> None:
	"""Language, time zone, and no setup wizard; once for each site."""
	done = state["defaults"] or []
	if site not in done and offers(tree, "site_defaults"):
		try:
			call(settings, site, f"{APP}.demo", "site_defaults")
			state["defaults"] = [*done, site]
		except Failure as failure:
			# the site can be used without; the next run tries again
			if in_ci():
				raise
			say(f"Going on without the site's defaults: {failure}")


def call(settings: Settings, site: str, module: str, function: str) -> str:
	"""Call a function of the app; `bench execute` would hide the reason of a failure behind a second one."""
	script = (
		f"import frappe; frappe.init({site!r}); frappe.connect();"
		f"from {module} import {function} as function; result = function(); frappe.db.commit();"  # as bench does
		"print('result: ' + frappe.as_json(result, indent=None)); frappe.destroy()"
	)
	output = run(settings, f"{function} on {site}", [settings.bench_python, "-c", script], cwd=settings.sites)
	return output.rpartition("result: ")[2].strip()
