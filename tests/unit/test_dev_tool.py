"""The tool behind ./dev/demo, ./dev/test and ./dev/stop, as far as it can be tried without a bench."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "dev"))

import bench  # noqa: E402
import machine  # noqa: E402
import packages  # noqa: E402
import services  # noqa: E402
import sites  # noqa: E402


@pytest.fixture
def settings(tmp_path, monkeypatch):
	"""Settings that point into a folder of the test."""
	monkeypatch.setenv("DEPUTY_AFFAIRS_HOME", str(tmp_path / "data"))
	monkeypatch.delenv("DEPUTY_AFFAIRS_BENCH", raising=False)
	for name in ("FRAPPE_REPO", "FRAPPE_BRANCH"):
		monkeypatch.delenv(name, raising=False)
	# as root the real function would make a service user
	monkeypatch.setattr(machine.os, "geteuid", os.getuid)
	monkeypatch.setattr(machine, "service_user", lambda named: machine.pwd.getpwuid(os.getuid()))
	read = machine.read_settings()
	for folder in (read.data, read.run, read.logs):
		folder.mkdir(parents=True)
	return read


@pytest.fixture
def checkout(tmp_path, monkeypatch):
	"""A small checkout under git."""
	folder = tmp_path / "checkout"
	(folder / "deputy_affairs" / "public").mkdir(parents=True)
	(folder / ".gitignore").write_text("ignored.txt\n")
	(folder / "ignored.txt").write_text("x")
	(folder / "deputy_affairs" / "hooks.py").write_text("app_name = 'x'\n")
	(folder / "deputy_affairs" / "public" / "a.js").write_text("1\n")
	subprocess.run(["git", "init", "-q", folder], check=True)
	monkeypatch.setattr(sites, "CHECKOUT", folder)
	return folder


def test_checkout_is_read_with_new_files_but_without_ignored_ones(checkout):
	assert set(sites.read_checkout()) == {
		".gitignore",
		"deputy_affairs/hooks.py",
		"deputy_affairs/public/a.js",
	}


def test_a_checkout_without_git_is_read_too(checkout):
	subprocess.run(["rm", "-rf", checkout / ".git"], check=True)
	(checkout / "deputy_affairs" / "__pycache__").mkdir()
	(checkout / "deputy_affairs" / "__pycache__" / "hooks.pyc").write_text("")
	assert "deputy_affairs/hooks.py" in sites.read_checkout()
	assert not [name for name in sites.read_checkout() if "pycache" in name]


def test_the_copy_follows_the_checkout(checkout, tmp_path):
	target = tmp_path / "copy"
	sites.write_tree(sites.read_checkout(), target)
	hooks, script = target / "deputy_affairs" / "hooks.py", target / "deputy_affairs" / "public" / "a.js"
	os.utime(hooks, (1, 1))
	built = target / "deputy_affairs" / "locale" / "zh.mo"
	built.parent.mkdir()
	built.write_text("")
	(target / "deputy_affairs" / "old" / "__pycache__").mkdir(parents=True)
	(target / "deputy_affairs" / "old" / "old.py").write_text("")
	(checkout / "deputy_affairs" / "public" / "a.js").unlink()
	sites.write_tree(sites.read_checkout(), target)
	assert hooks.stat().st_mtime == 1, "an unchanged file keeps its time"
	assert not script.exists() and not (target / "deputy_affairs" / "old").exists()
	assert built.exists(), "what was built is kept"


def test_executables_stay_executable(checkout, tmp_path):
	(checkout / "run").write_text("#!/bin/sh\n")
	(checkout / "run").chmod(0o700)
	sites.write_tree(sites.read_checkout(), tmp_path / "copy")
	assert os.access(tmp_path / "copy" / "run", os.X_OK)


@pytest.mark.parametrize(
	("name", "migrates", "builds"),
	[
		("deputy_affairs/deputy_affairs/doctype/deputy/deputy.json", True, False),
		("deputy_affairs/deputy_affairs/doctype/deputy/deputy.py", False, False),
		("deputy_affairs/hooks.py", True, False),
		("deputy_affairs/patches/v1/x.py", True, False),
		("deputy_affairs/setup/roles.py", True, False),
		("deputy_affairs/public/js/x.bundle.js", False, True),
		("deputy_affairs/locale/zh.po", False, True),
		("docs/operations.md", False, False),
	],
)
def test_only_what_matters_is_done_again(name, migrates, builds):
	before, after = {name: (0o644, b"1")}, {name: (0o644, b"2")}
	for pattern, expected in ((sites.SCHEMA, migrates), (sites.ASSETS, builds)):
		assert (sites.fingerprint(before, pattern) != sites.fingerprint(after, pattern)) is expected


def test_requirements_are_those_of_pyproject():
	tree = {"pyproject.toml": (0o644, (ROOT / "pyproject.toml").read_bytes())}
	plain = [re.match(r"[\w-]+", pin).group() for pin in sites.listed(tree, "dependencies")]
	assert {"docxtpl", "python-docx", "holidays", "pypinyin", "cn-sort"} <= set(plain)
	assert {"pytest", "hypothesis", "playwright", "ruff"} <= {
		re.match(r"[\w-]+", pin).group() for pin in sites.listed(tree, "tools")
	}


def test_a_wrong_port_is_one_clear_line(monkeypatch):
	monkeypatch.setenv("DEPUTY_AFFAIRS_PORT", "eighty")
	with pytest.raises(machine.Failure, match="DEPUTY_AFFAIRS_PORT=eighty is not a port"):
		machine.number("DEPUTY_AFFAIRS_PORT", 8100)


def test_a_used_port_names_the_setting(settings):
	with socket.socket() as other:
		other.bind(("127.0.0.1", 0))
		other.listen()
		settings.ports["demo"] = other.getsockname()[1]
		with pytest.raises(machine.Failure, match="set DEPUTY_AFFAIRS_PORT to a free one"):
			services.start(settings, "web-demo", ["sleep", "60"], port="demo")


def test_a_service_is_started_once_and_again_for_new_code(settings):
	assert services.start(settings, "worker", ["sleep", "60"], code="1")
	first = services.is_running(settings, "worker")
	assert not services.start(settings, "worker", ["sleep", "60"], code="1")
	assert services.start(settings, "worker", ["sleep", "60"], code="2")
	assert services.is_running(settings, "worker")["pid"] != first["pid"]
	assert services.stop_all(settings) == ["worker"]
	assert services.is_gone(first) and not services.is_running(settings, "worker")
	assert services.stop_all(settings) == []


def test_a_file_left_by_a_killed_run_is_ignored(settings):
	# the number is in use, by a process that started at another time
	machine.write_json(settings.run / "web-demo.json", {"pid": os.getpid(), "started": "1", "code": ""})
	assert not services.is_running(settings, "web-demo")
	assert services.stop_all(settings) == []
	(settings.run / "web-demo.json").write_text("half a rec")
	assert not services.is_running(settings, "web-demo")


def test_a_service_that_dies_is_reported_with_its_last_line(settings):
	services.start(settings, "redis_queue", ["sh", "-c", "echo no memory; exit 1"])
	with pytest.raises(machine.Failure, match=r"redis_queue did not start: no memory .*redis_queue\.log"):
		services.wait_for(settings, "redis_queue", lambda: False, 20)


def test_everything_that_is_started_has_a_place_in_the_stopping_order(settings):
	for name in ("mariadb", "redis_cache", "redis_queue", "web-demo", "worker", "schedule", "socketio-test"):
		machine.write_json(settings.run / f"{name}.json", {"pid": 2**22 + 1, "started": "1"})
	assert services.stop_all(settings) == []
	assert not list(settings.run.glob("*.json"))


def test_a_failed_command_is_one_line_and_the_rest_in_the_log(settings, monkeypatch):
	monkeypatch.delenv("CI", raising=False)
	with pytest.raises(machine.Failure, match=r"^build failed: it broke   Details: .*setup\.log$"):
		machine.run(settings, "build", ["sh", "-c", "echo begin; echo it broke; exit 3"])
	assert "begin" in settings.log.read_text()


def test_an_unreachable_source_names_setting_and_page(settings, tmp_path):
	settings.repo = f"file://{tmp_path}/nothing"
	with pytest.raises(machine.Unreachable, match=r"FRAPPE_REPO .*docs/operations\.md"):
		sites.check_source(settings)
	assert (ROOT / machine.GUIDE).is_file()


def test_without_the_right_to_install_the_packages_are_named(monkeypatch):
	monkeypatch.setattr(packages, "is_there", lambda package: package == "git")
	monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
	monkeypatch.setattr(
		packages.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
	)
	with pytest.raises(machine.Failure, match=r"Please install: apt-get install python3-venv$"):
		packages.install(packages.FIRST_PACKAGES)


def test_a_missing_browser_is_a_failure_only_in_ci(monkeypatch, capsys):
	def refuse(names):
		raise machine.Failure(f"Please install: {names}")

	monkeypatch.setattr(packages, "find_browser", lambda: None)
	monkeypatch.setattr(packages, "install", refuse)
	monkeypatch.setenv("CI", "")
	packages.install_browser()
	assert "browser tests are left out" in capsys.readouterr().out
	monkeypatch.setenv("CI", "true")
	with pytest.raises(machine.Failure):
		packages.install_browser()


def test_ci_takes_nothing_less(monkeypatch):
	monkeypatch.setenv("CI", "true")
	for fallback in (bench.show_paper, lambda failure: bench.test_units(failure, [])):
		with pytest.raises(machine.Unreachable):
			fallback(machine.Unreachable("gone"))


def test_the_database_starts_without_anonymous_users_and_with_a_password(settings):
	file = services.write_first_statements(settings)
	assert "DELETE FROM mysql.global_priv WHERE User = ''" in file.read_text()
	assert services.secret(settings, "mariadb-root") in file.read_text()
	assert file.stat().st_mode & 0o077 == 0
	assert (settings.data / "secrets" / "mariadb-root").stat().st_mode & 0o077 == 0


def test_yarns_mirror_is_found_and_linked(settings, tmp_path, monkeypatch):
	monkeypatch.delenv("YARN_YARN_OFFLINE_MIRROR", raising=False)
	(tmp_path / "home" / "tarballs").mkdir(parents=True)
	(tmp_path / "home" / "tarballs" / "abc").write_text("x")
	(tmp_path / "home" / ".yarnrc").write_text('yarn-offline-mirror "./tarballs"\n')
	monkeypatch.setattr(machine.Path, "home", lambda: tmp_path / "home")
	machine.carry_settings(settings)
	machine.link_mirror(settings)
	assert settings.environment()["YARN_YARN_OFFLINE_MIRROR"] == str(settings.mirror)
	assert (settings.mirror / "abc").read_text() == "x"


def test_settings_of_the_caller_are_passed_on(settings, monkeypatch):
	monkeypatch.setenv("PIP_CERT", "/ca.pem")
	monkeypatch.setenv("PYTHONPATH", "/elsewhere")
	env = settings.environment()
	assert env["PIP_CERT"] == "/ca.pem" and "PYTHONPATH" not in env
	assert env["HOME"] == str(settings.home)


def test_tests_are_named_by_their_path_in_the_checkout(monkeypatch):
	monkeypatch.chdir(ROOT / "tests")
	name = "tests/unit/test_dev_tool.py"
	assert bench.inside_app(f"{name}::test_x") == f"{{app}}/{name}::test_x"
	assert bench.inside_app("unit") == "{app}/tests/unit"
	assert bench.inside_app("-k") == "-k"
	assert bench.inside_app("no such thing") == "no such thing"


def test_every_setting_is_in_the_help_and_in_the_guide():
	code = "".join(
		(ROOT / "dev" / f"{name}.py").read_text() for name in ("machine", "packages", "services", "sites")
	)
	names = set(re.findall(r'(?:environ\.get|number)\("([A-Z_]+)"', code)) - {
		"PATH",
		"XDG_DATA_HOME",
		"TMPDIR",
	}
	guide = (ROOT / machine.GUIDE).read_text()
	assert len(names) > 10
	for name in names:
		assert name in guide, name
		if name.startswith(("DEPUTY_AFFAIRS", "FRAPPE")):
			assert name in bench.__doc__, name


@pytest.mark.parametrize("command", ["demo", "test", "stop"])
def test_help_needs_nothing(command):
	done = subprocess.run([ROOT / "dev" / command, "--help"], capture_output=True, text=True, timeout=30)
	assert done.returncode == 0 and "FRAPPE_REPO" in done.stdout
