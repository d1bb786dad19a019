"""The programs a bench needs, started without a supervisor: one process group and one file each."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from machine import Failure, Settings, read_json, run, say, write_json

PORT_SETTINGS = {
	"demo": "DEPUTY_AFFAIRS_PORT",
	"test": "DEPUTY_AFFAIRS_TEST_PORT",
	"demo_socketio": "DEPUTY_AFFAIRS_SOCKETIO_PORT",
	"test_socketio": "DEPUTY_AFFAIRS_TEST_SOCKETIO_PORT",
	"mariadb": "DEPUTY_AFFAIRS_DB_PORT",
	"redis_cache": "DEPUTY_AFFAIRS_REDIS_CACHE_PORT",
	"redis_queue": "DEPUTY_AFFAIRS_REDIS_QUEUE_PORT",
}
# The order in which things are stopped: the database goes last
STOP_ORDER = ("web", "schedule", "worker", "socketio", "redis", "mariadb")


def started_at(pid: int) -> str | None:
	"""When the kernel started the process; with the pid this tells it from a later one of that number."""
	try:
		fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
	except OSError:
		return None
	# one that ended and only waits to be collected does not run; in a container nobody may ever collect it
	return None if fields[0] in "ZX" else fields[19]


def is_running(settings: Settings, name: str) -> dict:
	"""The record of a service that still runs, else an empty one; leftovers of a killed run are ignored."""
	record = read_json(settings.run / f"{name}.json")
	if record and record["started"] and started_at(record["pid"]) == record["started"]:
		return record
	return {}


def answers(port: int) -> bool:
	"""Whether something listens on the port."""
	with socket.socket() as probe:
		probe.settimeout(1)
		return probe.connect_ex(("127.0.0.1", port)) == 0


def start(
	settings: Settings,
	name: str,
	command: list,
	port: str | None = None,
	code: str = "",
	cwd: Path | None = None,
	**env: str,
) -> bool:
	"""Start a service unless it runs already with this code; True if it was started."""
	record = is_running(settings, name)
	if record and record.get("code") == code:
		return False
	if record:
		stop(settings, name)
	# what a killed run left behind may need a moment to see that its parent is gone
	if port and not wait_until(lambda: not answers(settings.ports[port]), 5):
		raise Failure(
			f"Port {settings.ports[port]} is used by another program; "
			f"set {PORT_SETTINGS[port]} to a free one."
		)
	env = settings.environment(**env)
	# with it Frappe's workers would behave as in a test
	env.pop("CI", None)
	with (settings.logs / f"{name}.log").open("a") as log:
		process = subprocess.Popen(
			[str(part) for part in command],
			cwd=cwd or settings.data,
			env=env,
			stdin=subprocess.DEVNULL,
			stdout=log,
			stderr=log,
			start_new_session=True,
		)
	record = {"pid": process.pid, "started": started_at(process.pid), "code": code}
	write_json(settings.run / f"{name}.json", record)
	return True


def stop(settings: Settings, name: str) -> bool:
	"""Stop a service and what it started; True if there was something to stop."""
	record = is_running(settings, name)
	if record:
		for sign, patience in ((signal.SIGTERM, 40), (signal.SIGKILL, 5)):
			try:
				os.killpg(record["pid"], sign)
			except ProcessLookupError:
				break
			if wait_until(lambda: is_gone(record), patience):
				break
	(settings.run / f"{name}.json").unlink(missing_ok=True)
	return bool(record)


def is_gone(record: dict) -> bool:
	"""Whether the process ended; if it was started by this run, it is collected."""
	try:
		os.waitpid(record["pid"], os.WNOHANG)
	except ChildProcessError:
		pass
	return started_at(record["pid"]) != record["started"]


def wait_until(condition, seconds: float) -> bool:
	"""Ask a few times a second until it is so."""
	end = time.monotonic() + seconds
	while time.monotonic() < end:
		if condition():
			return True
		time.sleep(0.2)
	return bool(condition())


def wait_for(settings: Settings, name: str, condition, seconds: float = 60) -> None:
	"""Wait until a service is ready, but not longer than it lives."""
	if wait_until(lambda: condition() or not is_running(settings, name), seconds) and condition():
		return
	log = settings.logs / f"{name}.log"
	lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()] or ["nothing"]
	raise Failure(f"{name} did not start: {lines[-1][:200]}   Details: {log}")


def stop_all(settings: Settings) -> list[str]:
	"""Stop everything these commands started, the database last."""
	names = [file.stem for file in settings.run.glob("*.json")]
	names.sort(key=lambda name: [name.startswith(kind) for kind in STOP_ORDER].index(True))
	return [name for name in names if stop(settings, name)]


def secret(settings: Settings, name: str) -> str:
	"""A password made once and kept where only the owner reads it."""
	file = settings.data / "secrets" / name
	file.parent.mkdir(mode=0o700, exist_ok=True)
	if not file.exists() or not file.read_text().strip():
		file.touch(mode=0o600)
		file.write_text(secrets.token_urlsafe(15) + "\n")
	return file.read_text().strip()


def start_redis(settings: Settings) -> None:
	"""Two Redis without files, as bench has them: the cache may forget, the queue may not."""
	for name, limits in (
		("redis_cache", ["--maxmemory", "400mb", "--maxmemory-policy", "allkeys-lru"]),
		("redis_queue", []),
	):
		port = settings.ports[name]
		command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
		start(settings, name, [*command, *limits], port=name, cwd=settings.run)
		wait_for(settings, name, lambda port=port: answers(port))


def start_mariadb(settings: Settings) -> None:
	"""A MariaDB of our own: no anonymous user (new-site would be denied), a root password, local only."""
	folder = settings.data / "mariadb"
	if not folder.exists():
		say("Making the database server's folder")
		half = settings.data / "mariadb.unfinished"
		shutil.rmtree(half, ignore_errors=True)
		install = ["mariadb-install-db", "--no-defaults", f"--datadir={half}", "--skip-test-db"]
		run(settings, "mariadb-install-db", [*install, "--auth-root-authentication-method=normal"])
		half.rename(folder)
	server = shutil.which("mariadbd", path="/usr/sbin:/usr/bin") or "mysqld"
	port = settings.ports["mariadb"]
	command = [
		server,
		"--no-defaults",
		f"--datadir={folder}",
		f"--socket={settings.run / 'mariadb.sock'}",
		f"--pid-file={settings.run / 'mariadb.pid'}",
		f"--port={port}",
		"--bind-address=127.0.0.1",
		f"--init-file={write_first_statements(settings)}",
		"--character-set-server=utf8mb4",
		"--collation-server=utf8mb4_unicode_ci",
		"--innodb-buffer-pool-size=512M",
		# a killed server loses nothing, only a machine that loses power may lose a second
		"--innodb-flush-log-at-trx-commit=2",
		"--max-allowed-packet=64M",
		"--max-connections=200",
		# a forgotten connection must not let a migration wait for a day, which is the default
		"--lock-wait-timeout=120",
	]
	start(settings, "mariadb", command, port="mariadb")
	# after a kill the server first reads its journal again
	wait_for(settings, "mariadb", lambda: accepts_root(settings), 180)


def write_first_statements(settings: Settings) -> Path:
	"""What the server executes at each start; all of it may be repeated."""
	password = secret(settings, "mariadb-root")
	lines = ["DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');"]
	lines.append("FLUSH PRIVILEGES;")
	for host in ("localhost", "127.0.0.1"):
		lines.append(f"CREATE USER IF NOT EXISTS 'root'@'{host}';")
		lines.append(f"ALTER USER 'root'@'{host}' IDENTIFIED BY '{password}';")
		lines.append(f"GRANT ALL PRIVILEGES ON *.* TO 'root'@'{host}' WITH GRANT OPTION;")
	file = settings.data / "secrets" / "mariadb-start.sql"
	file.touch(mode=0o600)
	file.write_text("\n".join(lines) + "\n")
	return file


def query(settings: Settings, statement: str) -> subprocess.CompletedProcess:
	"""Ask the database as root over TCP."""
	command = ["mariadb", "--no-defaults", "--protocol=tcp", "--host=127.0.0.1", "--user=root", "--batch"]
	return subprocess.run(
		[*command, "--skip-column-names", f"--port={settings.ports['mariadb']}", f"--execute={statement}"],
		env=settings.environment(MYSQL_PWD=secret(settings, "mariadb-root")),
		capture_output=True,
		text=True,
	)


def accepts_root(settings: Settings) -> bool:
	"""Whether the database answers with our password."""
	return query(settings, "select 1").returncode == 0


def free_database(settings: Settings, name: str) -> None:
	"""End every connection to a site's database; one left open would hold up its removal."""
	asked = f"select id from information_schema.processlist where db = '{name}'"
	for number in query(settings, asked).stdout.split():
		query(settings, f"kill {number}")


def frappe(settings: Settings, *arguments: str) -> list:
	"""A command of Frappe itself, without bench around it."""
	return [settings.bench_python, "-m", "frappe.utils.bench_helper", "frappe", *arguments]


def start_workers(settings: Settings, code: str) -> None:
	"""One worker for all queues of all sites of the bench."""
	start(settings, "worker", frappe(settings, "worker"), code=code, cwd=settings.sites)


def start_scheduler(settings: Settings, code: str) -> None:
	"""The clock; it only serves sites whose scheduler is on."""
	start(settings, "schedule", frappe(settings, "schedule"), code=code, cwd=settings.sites)


def start_socketio(settings: Settings, kind: str, site: str) -> None:
	"""One per site: without a proxy it knows only this way which site 127.0.0.1 means."""
	port = f"{kind}_socketio"
	script = settings.bench / "apps" / "frappe" / "socketio.js"
	env = {"FRAPPE_SITE": site, "FRAPPE_SOCKETIO_PORT": str(settings.ports[port])}
	start(settings, f"socketio-{kind}", ["node", script], port=port, cwd=settings.bench, **env)
	wait_for(settings, f"socketio-{kind}", lambda: answers(settings.ports[port]))


def start_web(settings: Settings, kind: str, site: str, code: str) -> None:
	"""The web server of one site, whatever name or address it is asked by."""
	command = [settings.bench_python, "-m", "gunicorn", "--chdir", settings.sites]
	command += ["--pythonpath", settings.app / "dev", "--bind", f"0.0.0.0:{settings.ports[kind]}"]
	command += ["--workers", "2", "--threads", "4", "--timeout", "180", "web:application"]
	# makes the browser ask socketio at its own port, for there is no proxy that would join the two
	env = {"DEV_SERVER": "1", "DEPUTY_AFFAIRS_SITE": site}
	start(settings, f"web-{kind}", command, port=kind, code=code, cwd=settings.sites, **env)
