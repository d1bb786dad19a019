"""PDF through LibreOffice, where it is installed.

The official Chinese faces are not free, so a server has none of them; a private fontconfig file names a look-alike
for each. The .docx keeps the official names. Page counts of the PDF are close to Word's, not equal.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from . import gb9704 as gb

# face → (look-alikes in order of likeness, bold)
SUBSTITUTES = {
	gb.FONT_TITLE: (
		("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FandolSong", "Noto Serif CJK SC", "Source Han Serif SC"),
		True,
	),
	gb.FONT_BODY: (
		("FangSong", "仿宋", "FandolFang", "AR PL UMing CN", "Noto Serif CJK SC", "Source Han Serif SC"),
		False,
	),
	gb.FONT_LEVEL_1: (("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"), False),
	gb.FONT_LEVEL_2: (("KaiTi", "楷体", "FandolKai", "AR PL UKai CN", "AR PL KaitiM GB"), False),
	gb.FONT_FOLIO: (
		("SimSun", "FandolSong", "AR PL UMing CN", "Noto Serif CJK SC", "Source Han Serif SC"),
		False,
	),
	gb.FONT_LATIN: (("Liberation Serif", "Tinos", "Nimbus Roman", "Noto Serif CJK SC"), False),
}


class PdfUnavailable(RuntimeError):
	"""LibreOffice is not installed, or it could not make a PDF of this document."""


def _program() -> str | None:
	return shutil.which("soffice") or shutil.which("libreoffice")


def available() -> bool:
	"""Whether LibreOffice is installed."""
	return _program() is not None


def to_pdf(docx: bytes, timeout: float = 120) -> bytes:
	"""The document as PDF; at most ``timeout`` seconds. :raises PdfUnavailable: see there."""
	return to_pdfs([docx], timeout)[0]


def to_pdfs(documents: list[bytes], timeout: float = 120) -> list[bytes]:
	"""Several documents with one start of LibreOffice, in their order; ``timeout`` is for all of them."""
	program = _program()
	if program is None:
		raise PdfUnavailable("LibreOffice is not installed on this server")
	if not documents:
		return []
	with tempfile.TemporaryDirectory(prefix="paperwork-") as folder:
		home = Path(folder)
		names = [f"{number:05d}" for number in range(len(documents))]
		for name, data in zip(names, documents, strict=True):
			(home / f"{name}.docx").write_bytes(data)
		config = home / "fonts.conf"
		config.write_text(font_configuration(home / "font-cache"), encoding="utf-8")
		command = [
			program,
			f"-env:UserInstallation={(home / 'profile').as_uri()}",
			"--headless",
			"--norestore",
			"--nolockcheck",
			"--convert-to",
			"pdf",
			"--outdir",
			str(home),
			*(str(home / f"{name}.docx") for name in names),
		]
		_run(command, home, config, timeout)
		return [_result(home / f"{name}.pdf") for name in names]


def _run(command: list[str], home: Path, config: Path, timeout: float) -> None:
	environment = {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(home)}
	process = subprocess.Popen(
		command,
		env=environment,
		cwd=home,
		start_new_session=True,
		stdin=subprocess.DEVNULL,
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	)
	try:
		process.wait(timeout)
	except subprocess.TimeoutExpired as error:
		raise PdfUnavailable(f"LibreOffice needed more than {timeout:g} seconds") from error
	finally:
		if process.poll() is None:
			os.killpg(
				process.pid, signal.SIGKILL
			)  # the group we started: soffice is a script around soffice.bin
			process.wait()


def _result(path: Path) -> bytes:
	if not path.exists():
		raise PdfUnavailable("LibreOffice could not make a PDF of this document")
	return path.read_bytes()


def font_configuration(cache: Path) -> str:
	"""A fontconfig file: the system's own, plus a look-alike for every official face that is not installed."""
	rules = []
	for family, (faces, bold) in SUBSTITUTES.items():
		names = "".join(f"<string>{escape(face)}</string>" for face in (family, *faces))
		weight = (
			'<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>' if bold else ""
		)
		rules.append(
			f'<match target="pattern"><test qual="any" name="family"><string>{escape(family)}</string></test>'
			f'<edit name="family" mode="assign" binding="strong">{names}</edit>{weight}</match>'
		)
	return (
		'<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
		'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
		f"<cachedir>{escape(str(cache))}</cachedir>\n" + "\n".join(rules) + "\n</fontconfig>\n"
	)
