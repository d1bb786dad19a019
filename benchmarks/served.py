"""Both sides as a browser gets them: requests to the framework's web application, with a session, in this process.

The hand-written side is a whitelisted method that runs the SQL and returns its rows; sessions, connection to the
database and the making of JSON are the same on both sides. No network and no proxy.
"""

from __future__ import annotations

import sys
from types import ModuleType

import frappe
import frappe.app
from asking import Pair, in_turns
from werkzeug.test import Client

# The framework runs methods of installed apps only, so the method stands in ours, in this process alone.
MODULE = "deputy_affairs.benchmark_by_hand"


class Served:
	"""A browser that is logged in."""

	def __init__(self, site: str, user: str, password: str):
		frappe.app._site, frappe.app._sites_path = site, "."
		self.answers: dict = {}

		@frappe.whitelist()
		def answer(label: str):
			"""What the SQL of a pair finds."""
			return self.answers[label]()

		module = ModuleType(MODULE)
		module.answer = answer
		sys.modules[MODULE] = module
		self.client = Client(frappe.app.application)
		self.send("login", {"usr": user, "pwd": password}, post=True)

	def send(self, method: str, values: dict, post: bool = False):
		"""Send one request and read its whole answer."""
		if post:
			response = self.client.post(f"/api/method/{method}", data=values)
		else:
			response = self.client.get(f"/api/method/{method}", query_string=values)
		if response.status_code != 200:
			raise RuntimeError(f"{method}: {response.status_code} {response.get_data(as_text=True)[-600:]}")
		return response.get_data()

	def medians(self, pair: Pair, repeat: int) -> tuple[float, float]:
		"""Milliseconds of our request and of that for the SQL, taking turns, after one of each unmeasured."""
		self.answers[pair.label] = pair.served or pair.sql
		by_hand = (f"{MODULE}.answer", {"label": pair.label})
		self.send(*pair.request)
		self.send(*by_hand)
		return in_turns(lambda: self.send(*pair.request), lambda: self.send(*by_hand), repeat)
