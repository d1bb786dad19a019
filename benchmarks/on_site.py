"""What the benchmarks on a site share: the arguments that name it, opening it, and leaving it as it was."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def parser(doc: str) -> argparse.ArgumentParser:
	"""A command line with --bench, --site, and --keep and --laid for a second run on the same data."""
	found = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
	found.add_argument("--bench", required=True, type=lambda given: Path(given).resolve())
	found.add_argument("--site", required=True)
	found.add_argument(
		"--keep", action="store_true", help="leave the data, for another run or a look at the desk"
	)
	found.add_argument("--laid", action="store_true", help="the data is there, from a run with --keep")
	return found


def connect(options: argparse.Namespace) -> None:
	"""Open the site; a request served in this process has closed it."""
	os.chdir(options.bench / "sites")
	import frappe

	frappe.init(options.site, sites_path=".", force=True)
	frappe.connect()


def leave(options: argparse.Namespace) -> None:
	"""Take the data away unless it is to stay, and close the site."""
	import frappe
	import site_data

	frappe.db.rollback()
	frappe.set_user("Administrator")
	if not options.keep:
		site_data.remove()
	frappe.destroy()
