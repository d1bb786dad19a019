"""Days of the sample: the township has a past, so its records are made on the days on which they happened.

The controllers write down today's date themselves, and rightly so. While a day of the past is told, the
framework's clock stands at that day; every rule, number and due date then comes out as it would have then.
"""

import re
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import getdate

from deputy_affairs import clock
from deputy_affairs.rules.deadlines import add_months

# Never on a whole second: the framework writes such a moment with six zeros, reads it back without and then takes
# a record that is saved twice for one that somebody else has changed.
TICK = timedelta(milliseconds=40, microseconds=1)
BETWEEN_STEPS = timedelta(minutes=5)
OPENING = time(8, 40)
PLACEHOLDER = re.compile(r"\{([md]?)([+-]\d+)\}|\{(y)\}")


class Timeline:
	"""Working days around the day on which the sample is made, and a clock that can stand on each of them."""

	def __init__(self, congress: str | None = None, today: date | None = None):
		self.today = today or getdate()
		self.congress = congress
		self._last: datetime | None = None

	def day(self, offset: int, forward: bool = False) -> date:
		"""Return the working day `offset` days from today: the nearest before, or with `forward` after."""
		found = self.today + timedelta(days=offset)
		calendar = clock.calendar_of(self.congress)
		while not calendar.is_workday(found):
			found += timedelta(days=1 if forward else -1)
		return min(found, self.today)

	def months(self, count: int, extra: int = 0) -> date:
		"""Return the day `count` months and then `extra` days from today, working day or not."""
		return add_months(self.today, count) + timedelta(days=extra)

	@contextmanager
	def at(self, day: date):
		"""Let the framework's clock stand in the office hours of a day, later at each step of the same day."""
		moment = datetime.combine(day, OPENING)
		if self._last and self._last.date() == day:
			moment = max(moment, self._last + BETWEEN_STEPS)
		# A long row of steps on one day must not run into the next one.
		moment = min(moment, datetime.combine(day, time(23, 50)))
		state = [max(moment, self._last + TICK) if self._last else moment]

		def tick(_utc):
			state[0] += TICK
			return state[0]

		# All of the framework's "now", "today" and `getdate()` come from this one function.
		with patch.object(frappe.utils.data, "convert_utc_to_system_timezone", tick):
			try:
				yield
			finally:
				self._last = state[0]

	def fill(self, text: str | None) -> str | None:
		"""Put dates into a text: {+45} is a day from today, {m+2} a month, {y} this year.

		{d-90} is a day on which something was done: a working day as the steps' own, so that a letter of the
		same offset never tells of something that happens after it.
		"""

		def words(match):
			kind, number, year = match.groups()
			if year:
				return str(self.today.year)
			if kind == "m":
				found = add_months(self.today, int(number))
				return f"{found.year}年{found.month}月"
			done = kind == "d"
			found = self.day(int(number)) if done else self.today + timedelta(days=int(number))
			return f"{found.year}年{found.month}月{found.day}日"

		return PLACEHOLDER.sub(words, text) if text else text
