#!/usr/bin/env python3
"""The Chinese translation of the app's messages, deputy_affairs/locale/zh.po.

	python dev/translations.py check     what is missing, obsolete or damaged; exit code 1 if anything is
	python dev/translations.py update    bring zh.po up to date; translations are kept
	python dev/translations.py words     our words without context that Frappe translates, and how

Runs with the Python of a bench (it needs Frappe and Babel), without a site or a database. `messages.py` says
which messages there are.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from messages import APP, MARKUP, Message, Messages, collect

CATALOG = APP / "locale" / "zh.po"

# Words of the desk around our records that Frappe's own Chinese lacks. They are ours only until it has them.
FRAMEWORK_WORDS = (
	"Add New",
	"Add/Update Filter",
	"Add numbers or special characters.",
	"All Results",
	"Clear Link",
	"Clear all filters",
	"Common words are easy to guess.",
	"Data Import is not allowed for {0}. Enable 'Allow Import' in DocType settings.",
	"Documentation",
	'File "{0}" was skipped because only {1} uploads are allowed',
	'File "{0}" was skipped because only {1} uploads are allowed for DocType "{2}"',
	'File "{0}" was skipped because size exceeds {1} MB',
	"File upload failed.",
	"Hidden columns include: {0}",
	"Include hidden columns",
	"Liked by me",
	"Not permitted. {0}.",
	"Original",
	"Password requirements not met",
	"Refresh List",
	"Scan",
	"Search for countries...",
	"Search for icons...",
	"Server error during upload. The file might be corrupted.",
	"Size exceeds the maximum allowed file size.",
	"Use a few uncommon words together.",
	"XMLHttpRequest Error",
	"You are not allowed to edit this workspace",
	"You can only upload JPG, PNG, GIF, PDF, TXT, CSV or Microsoft documents.",
	"You cannot share `{0}` on {1} `{2}` as you do not have `{0}` permission on `{1}`",
	"You do not have import permission for {0}",
	"in",
)
# The one word of Frappe's that is corrected: "3 M" in a list, three months ago, is 3兆 (megabytes) there.
CORRECTIONS = ("{0} M",)
# What the desk makes of field names, in the line that tells how the choices of a link are filtered.
FIELD_NAMES = ("Handling Role",)

# Latin words that a Chinese text may keep.
LATIN = {
	*"ABCDT",
	*("CSV", "Excel", "GB", "GBK", "GIF", "ID", "JPG", "PDF", "PNG", "TXT", "UTF", "WPS", "Word"),
	*("csv", "docx", "pdf", "xlsx"),
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{\w*(?::\w+)?\}|%\(\w+\)s|%[sd]")


def framework_words() -> dict[str, str]:
	"""Return what Frappe itself translates into Chinese without context."""
	import frappe

	folder = Path(frappe.__file__).parent
	words: dict[str, str] = {}
	with (folder / "translations" / "zh.csv").open(encoding="utf-8", newline="") as file:
		for row in csv.reader(file):
			if len(row) >= 2 and row[1] and not (len(row) > 2 and row[2]):
				words[row[0]] = row[1]
	for message in read_catalog(folder / "locale" / "zh.po"):
		if message.id and message.string and not message.context and isinstance(message.id, str):
			words[message.id] = message.string
	return words


def read_catalog(path: Path) -> Catalog:
	"""Return a catalogue, an empty one of ours if there is no file."""
	if path.exists():
		with path.open("rb") as file:
			return read_po(file, locale="zh")
	return new_catalog(datetime.now(timezone.utc))


def new_catalog(date: datetime) -> Catalog:
	"""Return an empty catalogue with our header."""
	return Catalog(
		locale="zh",
		header_comment="# Chinese translation of deputy_affairs.\n# Terms as in the laws of the people's congresses.",
		project="deputy_affairs",
		version="1",
		msgid_bugs_address="maintainers@example.com",
		last_translator="The deputy_affairs maintainers",
		language_team="zh",
		creation_date=date,
		revision_date=date,
		fuzzy=False,
	)


def wanted(found: Messages) -> dict[Message, set[str]]:
	"""Return the messages to translate with the places they come from.

	A message that is looked up without context too gets an entry without context. What Frappe translates
	itself is left to it: an entry of ours without context would change the word for the whole desk.
	"""
	theirs = framework_words()
	entries = {}
	for (text, context), places in found.places.items():
		if context or text not in theirs:
			entries[text, context] = places
	for text, places in found.bare.items():
		if text not in theirs:
			entries[text, None] = entries.get((text, None), set()) | places
	for text in (*FRAMEWORK_WORDS, *FIELD_NAMES):
		if text not in theirs:
			entries.setdefault((text, None), {"frappe"})
	entries.update({(text, None): {"frappe"} for text in CORRECTIONS})
	return entries


def left_to_frappe(found: Messages) -> dict[str, str]:
	"""Return our words that are looked up without context and translated by Frappe, with its translation.

	Where Frappe's translation does not fit, the source needs another word or a context.
	"""
	texts = {text for text, context in found.places if not context} | set(found.bare)
	return {text: word for text, word in sorted(framework_words().items()) if text in texts}


def problems() -> list[str]:
	"""Return everything that is wrong with the catalogue, one sentence each."""
	found = collect()
	entries = wanted(found)
	catalog = read_catalog(CATALOG)
	have = {(m.id, m.context): m for m in catalog if m.id}
	wrong = list(found.faults)
	for message in sorted(entries, key=_order):
		if message not in have:
			wrong.append(f"missing: {_named(message)} ({', '.join(sorted(entries[message]))})")
		elif not have[message].string:
			wrong.append(f"without translation: {_named(message)} ({', '.join(sorted(entries[message]))})")
	for message, entry in sorted(have.items(), key=lambda item: _order(item[0])):
		if message not in entries:
			wrong.append(f"obsolete: {_named(message)}")
		elif entry.string:
			wrong += [
				f"{fault}: {_named(message)} -> {entry.string}" for fault in faults(entry.id, entry.string)
			]
	wrong += [f"obsolete: {_named((m.id, m.context))}" for m in catalog.obsolete.values()]
	wrong += [f"marked fuzzy: {_named((m.id, m.context))}" for m in have.values() if m.fuzzy]
	return wrong


def faults(source: str, text: str) -> Iterator[str]:
	"""Yield what is wrong with one translation."""
	if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(text)):
		yield "placeholders differ"
	if Counter(map(_tag, MARKUP.findall(source))) != Counter(map(_tag, MARKUP.findall(text))):
		yield "markup differs"
	words = set(re.findall(r"[A-Za-z]+", PLACEHOLDER.sub("", MARKUP.sub("", text)))) - LATIN
	if words:
		yield f"Latin words {', '.join(sorted(words))}"


def _tag(markup: str) -> str:
	return re.split(r"[\s/>]", markup.strip("<>/"))[0] if markup.startswith("<") else markup


def _named(message: Message) -> str:
	text, context = message
	return repr(text) + (f" in {context}" if context else "")


def _order(message: Message) -> tuple[str, str]:
	return message[0], message[1] or ""


def update() -> tuple[int, int]:
	"""Rewrite the catalogue with today's messages; return the number of entries and of empty ones.

	A new entry whose message has exactly one translation elsewhere in the catalogue takes that one.
	"""
	found = collect()
	entries = wanted(found)
	old = read_catalog(CATALOG)
	have = {(m.id, m.context): m.string for m in old if m.id}
	elsewhere: dict[str, set[str]] = defaultdict(set)
	for (text, _context), string in have.items():
		if string:
			elsewhere[text].add(string)
	new = new_catalog(old.creation_date)
	new.revision_date = old.revision_date
	for message in sorted(entries, key=_order):
		text, context = message
		string = have.get(message)
		if not string and len(elsewhere[text]) == 1:
			string = next(iter(elsewhere[text]))
		new.add(
			text,
			string or "",
			locations=[(place, None) for place in sorted(entries[message])],
			auto_comments=sorted(found.comments.get(message, ())),
			context=context,
		)
	if _content(new) != _content(old):
		new.revision_date = datetime.now(timezone.utc)
		CATALOG.parent.mkdir(exist_ok=True)
		with CATALOG.open("wb") as file:
			write_po(file, new, width=None, sort_output=True, include_lineno=False)
	return len(entries), sum(1 for m in new if m.id and not m.string)


def _content(catalog: Catalog) -> list:
	return sorted(
		(
			m.id,
			m.context or "",
			m.string,
			sorted(place for place, _line in m.locations),
			sorted(m.auto_comments),
		)
		for m in catalog
		if m.id
	)


def main(arguments: list[str]) -> int:
	"""Run one command and return the exit code."""
	if arguments == ["update"]:
		total, empty = update()
		print(f"{total} messages, {empty} without translation")
		return 0
	if arguments == ["check"]:
		wrong = problems()
		print("\n".join(wrong) or "The translation is complete.")
		return int(bool(wrong))
	if arguments == ["words"]:
		print("\n".join(f"{text!r}: {word}" for text, word in left_to_frappe(collect()).items()))
		return 0
	print(__doc__)
	return 2


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
