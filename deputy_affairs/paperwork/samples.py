"""Write the example of every stock form: ``python -m deputy_affairs.paperwork.samples FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from . import catalogue
from .names import document_filename
from .rendering import compile_template


def write_samples(folder: Path) -> list[Path]:
	"""One .docx for each stock form, filled with its example; returns the paths."""
	folder.mkdir(parents=True, exist_ok=True)
	paths = []
	for form in catalogue.forms():
		document = compile_template(form.build()).render(form.SAMPLE)
		subject = form.SAMPLE.get("suggestion", {}).get("title") or form.TITLE
		path = folder / document_filename(subject, form.KIND)
		path.write_bytes(document)
		paths.append(path)
	return paths


if __name__ == "__main__":
	if len(sys.argv) != 2:
		sys.exit("usage: python -m deputy_affairs.paperwork.samples FOLDER")
	for written in write_samples(Path(sys.argv[1])):
		print(written)
