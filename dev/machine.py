"""What the machine must have: settings, packages, the service user, and a way to run commands."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

APP = "deputy_affairs"
CHECKOUT = Path(__file__).resolve().parent.parent
GUIDE = "docs/operations.md"

# The Python versions a Frappe branch accepts: first and first no longer accepted
PYTHONS = {"version-15": ((3, 10), (3, 14)), "version-16": ((3, 14), (3, 15))}
NODES = {"version-15": 18, "version-16": 24}


class Failure(Exception):
	"""One line for the user: what went wrong and what to do."""


class Unreachable(Failure):
	"""Frappe's source cannot be reached."""


def say(text: str) -> None:
	"""Print one line of progress."""
	print(text, flush=True)


def in_ci() -> bool:
	"""True where a missing bench, site or browser is a failure and not a reason to do less."""
	return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def number(name: str, default: int) -> int:
	"""A port from the environment."""
	value = os.environ.get(name) or str(default)
	if not value.isdigit() or not 0 < int(value) < 65536:
		raise Failure(f"{name}={value} is not a port number.")
	return int(value)


@dataclass
class Settings:
	"""Everything that can be set by environment, and the folders that follow from it."""

	user: str
	home: Path
	data: Path
	bench: Path
	bench_is_named: bool
	repo: str
	branch: str
	python: str = ""
	ports: dict[str, int] = field(default_factory=dict)
	carried: dict[str, str] = field(default_factory=dict)

	@property
	def app(self) -> Path:
		"""The app's copy inside the bench."""
		return self.bench / "apps" / APP

	@property
	def sites(self) -> Path:
		"""The bench's folder of sites."""
		return self.bench / "sites"

	@property
	def bench_python(self) -> Path:
		"""The bench's own Python."""
		return self.bench / "env" / "bin" / "python"

	@property
	def run(self) -> Path:
		"""Folder of pid files and sockets."""
		return self.data / "run"

	@property
	def logs(self) -> Path:
		"""Folder of log files."""
		return self.data / "logs"

	@property
	def log(self) -> Path:
		"""The log of everything the tool ran."""
		return self.logs / "setup.log"

	@property
	def mirror(self) -> Path:
		"""Links into yarn's offline mirror, see carry_settings."""
		return self.data / "yarn-mirror"

	def environment(self, **more: str) -> dict[str, str]:
		"""The environment of every command run for the bench."""
		dropped = re.compile(r"^(PYTHON(PATH|HOME|STARTUP)|VIRTUAL_ENV|PYENV_.*|CONDA_.*|SUDO_.*|MAIL)$")
		env = {key: value for key, value in os.environ.items() if not dropped.match(key)}
		own = [self.data / "tools" / "bin", self.data / "node" / "node_modules" / ".bin"]
		env["PATH"] = ":".join(dict.fromkeys([*map(str, own), *search_path()]))
		env.update(HOME=str(self.home), USER=self.user, LOGNAME=self.user, LC_ALL="C.UTF-8", LANG="C.UTF-8")
		# pip's settings are the ones this project documents; bench's other installer does not read them
		env["BENCH_DISABLE_UV"] = "1"
		env.update(self.carried)
		env.update(more)
		return env


def search_path() -> list[str]:
	"""The caller's PATH as far as the bench's user may use it, and the usual folders."""
	given = [part for part in os.environ.get("PATH", "").split(":") if os.access(part, os.X_OK)]
	return [*given, *"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".split(":")]


def read_settings() -> Settings:
	"""Settings from the environment; as root those of the service user."""
	named = os.environ.get("DEPUTY_AFFAIRS_BENCH")
	user = pwd.getpwuid(os.geteuid())
	if os.geteuid() == 0:
		user = service_user(Path(named) if named else None)
	home = Path(user.pw_dir)
	data_home = home / ".local" / "share"
	if user.pw_uid == os.geteuid() and os.environ.get("XDG_DATA_HOME"):
		data_home = Path(os.environ["XDG_DATA_HOME"])
	data = Path(os.environ.get("DEPUTY_AFFAIRS_HOME") or data_home / "deputy-affairs").absolute()
	ports = {
		"demo": number("DEPUTY_AFFAIRS_PORT", 8100),
		"test": number("DEPUTY_AFFAIRS_TEST_PORT", 8200),
		"demo_socketio": number("DEPUTY_AFFAIRS_SOCKETIO_PORT", 9100),
		"test_socketio": number("DEPUTY_AFFAIRS_TEST_SOCKETIO_PORT", 9200),
		"mariadb": number("DEPUTY_AFFAIRS_DB_PORT", 13316),
		"redis_cache": number("DEPUTY_AFFAIRS_REDIS_CACHE_PORT", 13110),
		"redis_queue": number("DEPUTY_AFFAIRS_REDIS_QUEUE_PORT", 11110),
	}
	return Settings(
		user=user.pw_name,
		home=home,
		data=data,
		bench=Path(named).absolute() if named else data / "bench",
		bench_is_named=bool(named),
		repo=os.environ.get("FRAPPE_REPO") or "https://github.com/frappe/frappe",
		branch=os.environ.get("FRAPPE_BRANCH") or "version-15",
		ports=ports,
	)


def service_user(bench: Path | None) -> pwd.struct_passwd:
	"""The user a root run works as: the owner of a named bench, else one of our own."""
	if bench and bench.exists() and bench.stat().st_uid != 0:
		return pwd.getpwuid(bench.stat().st_uid)
	name = os.environ.get("DEPUTY_AFFAIRS_USER") or "deputy-affairs"
	try:
		user = pwd.getpwnam(name)
	except KeyError:
		say(f"Making the service user {name}")
		done = subprocess.run(
			["useradd", "--create-home", "--shell", "/bin/bash", name], capture_output=True, text=True
		)
		if done.returncode:
			raise Failure(f"useradd {name} failed: {done.stderr.strip()}") from None
		user = pwd.getpwnam(name)
	if user.pw_uid == 0:
		raise Failure("bench refuses to run as root; set DEPUTY_AFFAIRS_USER to another user.")
	return user


def carry_settings(settings: Settings) -> None:
	"""Take the caller's own mirror settings along, for the service user does not see their files."""
	carried = settings.carried
	found = subprocess.run(
		["git", "config", "--get-regexp", r"^url\..*\.insteadof$"], capture_output=True, text=True
	)
	for at, line in enumerate(found.stdout.splitlines()):
		key, _, value = line.partition(" ")
		carried.update({f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value})
		carried["GIT_CONFIG_COUNT"] = str(at + 1)
	pip = [sys.executable, "-m", "pip", "config", "list"]
	listed = subprocess.run(pip, capture_output=True, text=True).stdout
	wanted = "index-url|extra-index-url|find-links|trusted-host|cert"
	for key, value in re.findall(rf"^(?:global|install)\.({wanted})='(.*)'$", listed, re.MULTILINE):
		name = "PIP_" + key.upper().replace("-", "_")
		if name not in os.environ:
			carried[name] = value.replace("\\n", " ").strip()
	folder = os.environ.get("YARN_YARN_OFFLINE_MIRROR") or offline_mirror()
	if folder and Path(folder).is_dir():
		carried["YARN_YARN_OFFLINE_MIRROR"] = str(settings.mirror)
		carried["DEPUTY_AFFAIRS_YARN_MIRROR"] = folder


def offline_mirror() -> str | None:
	"""yarn's offline mirror as its settings name it: the user's, node's, or the machine's."""
	node = shutil.which("node")
	places = [Path.home() / ".yarnrc"]
	if node:
		places.append(Path(node).resolve().parent.parent / "etc" / "yarnrc")
	places.append(Path("/etc/yarnrc"))
	for place in places:
		if place.is_file():
			found = re.search(r'^yarn-offline-mirror\s+"?([^"\n]+?)"?\s*$', place.read_text(), re.MULTILINE)
			if found:
				return str(Path(place.parent, found.group(1)))
	return None


def link_mirror(settings: Settings) -> None:
	"""yarn writes what it downloads into its mirror; so it gets a folder of links of its own."""
	source = settings.carried.get("DEPUTY_AFFAIRS_YARN_MIRROR")
	if not source:
		return
	settings.mirror.mkdir(parents=True, exist_ok=True)
	for file in Path(source).iterdir():
		link = settings.mirror / file.name
		if link.is_symlink() and not link.exists():
			link.unlink()
		if not link.exists():
			link.symlink_to(file)


def become(settings: Settings) -> None:
	"""Leave root for good; everything after this belongs to the service user."""
	if os.geteuid() == 0:
		user = pwd.getpwnam(settings.user)
		os.initgroups(user.pw_name, user.pw_gid)
		os.setgid(user.pw_gid)
		os.setuid(user.pw_uid)
		os.umask(0o022)
		if not os.access(os.environ.get("TMPDIR", "/tmp"), os.W_OK):
			os.environ.pop("TMPDIR", None)
		for name in [name for name in os.environ if name.startswith("XDG_")]:
			del os.environ[name]
	os.environ["HOME"] = str(settings.home)
	try:
		for folder in (settings.data, settings.run, settings.logs):
			folder.mkdir(parents=True, exist_ok=True)
		settings.data.chmod(0o700)
		os.chdir(settings.data)
	except OSError as error:
		raise Failure(
			f"{settings.user} cannot write to {settings.data} ({error.strerror}); "
			"set DEPUTY_AFFAIRS_HOME to a folder it owns."
		) from None


def choose_python(settings: Settings) -> None:
	"""A Python that the branch accepts and that the bench's user can run."""
	low, high = PYTHONS.get(settings.branch, ((3, 10), (4, 0)))
	wanted = ".".join(map(str, low))
	named = os.environ.get("DEPUTY_AFFAIRS_PYTHON")
	names = [named] if named else [f"python{wanted}", "python3", "/usr/bin/python3", sys.executable]
	ask = "import ensurepip, sys; print(*sys.version_info[:2])"
	for name in names:
		# not the one in our own tools, which may be half made
		path = shutil.which(name, path=":".join(search_path()))
		if not path:
			continue
		done = subprocess.run([path, "-c", ask], capture_output=True, text=True, env=settings.environment())
		if done.returncode == 0 and low <= tuple(map(int, done.stdout.split())) < high:
			settings.python = path
			return
	raise Failure(
		f"Frappe {settings.branch} needs Python {wanted} or later (below {'.'.join(map(str, high))}); "
		"set DEPUTY_AFFAIRS_PYTHON to one."
	)


def check_node(settings: Settings) -> None:
	"""Frappe names the oldest Node it builds with."""
	oldest = NODES.get(settings.branch, 18)
	done = subprocess.run(["node", "--version"], capture_output=True, text=True, env=settings.environment())
	found = re.match(r"v(\d+)", done.stdout)
	if not found or int(found.group(1)) < oldest:
		raise Failure(
			f"Frappe {settings.branch} needs Node {oldest} or later, here is {done.stdout.strip() or 'none'}; "
			"install it from nodejs.org or nodesource."
		)


def run(settings: Settings, what: str, command: list, cwd: Path | None = None, **env: str) -> str:
	"""Run a command, its output into the log; a failure is one line that names the log."""
	command = [str(part) for part in command]
	start = settings.log.stat().st_size if settings.log.exists() else 0
	with settings.log.open("a") as log:
		log.write(f"\n### {what}\n")
		log.flush()
		done = subprocess.run(
			command,
			cwd=cwd or settings.data,
			env=settings.environment(**env),
			stdin=subprocess.DEVNULL,
			stdout=log,
			stderr=log,
		)
	with settings.log.open(errors="replace") as log:
		log.seek(start)
		output = log.read()
	if done.returncode:
		lines = [line for line in output.splitlines() if line.strip()]
		if in_ci():
			# nobody can open the log there
			print("\n".join(lines[-60:]), flush=True)
		raise Failure(f"{what} failed: {lines[-1].strip()[:200]}   Details: {settings.log}")
	return output


def read_json(path: Path) -> dict:
	"""A JSON file, or nothing if it is missing or half written."""
	try:
		return json.loads(path.read_text())
	except (OSError, ValueError):
		return {}


def write_json(path: Path, values: dict, mode: int = 0o644) -> None:
	"""Write a JSON file in one step, so that a killed run leaves the old one."""
	new = path.with_name(path.name + ".new")
	new.touch(mode=mode)
	new.chmod(mode)
	new.write_text(json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
	new.replace(path)
