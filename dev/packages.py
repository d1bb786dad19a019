"""The Debian packages a bench needs: which are missing, and how they come."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from machine import Failure, in_ci, say

# Debian package -> how to see that it is there: a command, a file pattern, or the package itself
PACKAGES = {
	"git": "command:git",
	"python3-venv": "package",
	"python3-dev": "package",
	"build-essential": "command:cc",
	"pkg-config": "command:pkg-config",
	"libmariadb-dev": "package",
	"mariadb-server": "command:mariadbd|mysqld",
	"mariadb-client": "command:mariadb",
	"redis-server": "command:redis-server",
	"nodejs": "command:node",
	"npm": "command:npm",
	"libpangoft2-1.0-0": "package",
	"libreoffice-writer": "command:soffice",
	"poppler-utils": "command:pdftotext",
	"fonts-noto-cjk": "package",
	"fonts-arphic-ukai": "package",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# These are enough to see whether Frappe's source can be reached, and for the paper alone.
FIRST_PACKAGES = ("git", "python3-venv")


def has_package(package: str) -> bool:
	"""Whether dpkg knows the package as installed."""
	query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}", package]
	try:
		return subprocess.run(query, capture_output=True, text=True).stdout.strip() == "installed"
	except FileNotFoundError:
		# not Debian: whoever runs this has brought the libraries in another way, or sees a build fail
		return True


def is_there(package: str) -> bool:
	"""Whether what the package brings is there, however it came."""
	kind, _, names = PACKAGES.get(package, f"command:{package}").partition(":")
	if kind == "package":
		return has_package(package)
	path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin"
	return any(shutil.which(name, path=path) for name in names.split("|"))


def find_browser() -> str | None:
	"""A Chromium for the browser tests."""
	return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def install(packages: tuple[str, ...] | list[str]) -> None:
	"""Install what is missing from Debian's archive; without the right to do so, name it."""
	missing = [package for package in packages if not is_there(package)]
	if not missing:
		return
	names = " ".join(missing)
	ask = f"Please install: apt-get install {names}"
	if not shutil.which("apt-get"):
		raise Failure(f"These Debian packages are missing, under whatever name they have here: {names}")
	sudo = []
	if os.geteuid() != 0:
		if not shutil.which("sudo"):
			raise Failure(ask)
		sudo = ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
		if subprocess.run([*sudo, "true"], stderr=subprocess.DEVNULL).returncode:
			raise Failure(ask)
	say(f"Installing {names}")
	apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
	subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, capture_output=True)
	# another database server of the user's must not have to go for this
	command = [*apt, "install", "--yes", "--no-remove", "--no-install-recommends", *missing]
	done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
	if done.returncode:
		reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
		raise Failure(f"{ask}   (apt-get said: {reason})")


def install_browser() -> None:
	"""Bring a Chromium for the browser tests; without one they are left out, but not on a build server."""
	if find_browser():
		return
	try:
		if "ID=ubuntu" in Path("/etc/os-release").read_text():
			raise Failure(
				"No Chromium, and Ubuntu has it only as a snap; install Google Chrome or set CHROMIUM."
			)
		install(["chromium"])
	except Failure as failure:
		if in_ci():
			raise
		say(f"{failure}   The browser tests are left out.")
