"""Which faces a PDF is set in. The official Chinese faces are not free, so a server has none or few of them.

A private fontconfig file names look-alikes for each, the office's own choice first. The .docx always names the
official faces. Free look-alikes in Debian: 仿宋 FandolFang (``texlive-lang-chinese``), 楷体 AR PL UKai
(``fonts-arphic-ukai``) or FandolKai, 宋体 and 黑体 Noto CJK (``fonts-noto-cjk``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from . import gb9704 as gb

Fonts = Mapping[str, Sequence[str]]  # official face → faces to use instead, the best first

# official face → (look-alikes in order of likeness, bold)
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
# Debian keeps the Fandol faces where only TeX looks for them
FOLDERS = (
	"/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
	"/usr/share/texmf/fonts/opentype/public/fandol",
)


def font_configuration(cache: Path, fonts: Fonts | None = None) -> str:
	"""A fontconfig file: the system's own, plus look-alikes for every official face that is not installed.

	``fonts``: the office's own choice, tried before ours. :raises ValueError: it names a face that is not official
	"""
	if unknown := sorted(set(fonts or ()) - set(SUBSTITUTES)):
		raise ValueError(f"not an official face: {', '.join(unknown)}")
	rules = []
	for family, (faces, bold) in SUBSTITUTES.items():
		wanted = (family, *(fonts or {}).get(family, ()), *faces)
		names = "".join(f"<string>{escape(face)}</string>" for face in wanted)
		weight = (
			'<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>' if bold else ""
		)
		rules.append(
			f'<match target="pattern"><test qual="any" name="family"><string>{escape(family)}</string></test>'
			f'<edit name="family" mode="assign" binding="strong">{names}</edit>{weight}</match>'
		)
	folders = "".join(f"<dir>{escape(folder)}</dir>\n" for folder in FOLDERS)
	return (
		'<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
		f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n{folders}'
		f"<cachedir>{escape(str(cache))}</cachedir>\n" + "\n".join(rules) + "\n</fontconfig>\n"
	)


def stand_ins(fonts: Fonts | None = None) -> dict[str, str]:
	"""Official face → face that a PDF made on this server really uses (itself where it is installed).

	Asked of fontconfig, as LibreOffice does. "" where its program ``fc-match`` is not installed.
	"""
	program = shutil.which("fc-match")
	if program is None:
		return dict.fromkeys(SUBSTITUTES, "")
	with tempfile.TemporaryDirectory(prefix="paperwork-") as folder:
		config = Path(folder) / "fonts.conf"
		config.write_text(font_configuration(Path(folder) / "cache", fonts), encoding="utf-8")
		environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
		return {family: _match(program, environment, family) for family in SUBSTITUTES}


def _match(program: str, environment: dict[str, str], family: str) -> str:
	result = subprocess.run(
		[program, "--format", "%{family}", family],
		env=environment,
		capture_output=True,
		timeout=60,
		check=False,
	)
	names = result.stdout.decode("utf-8", "replace").split(",")  # a face may have names in several languages
	return family if family in names else names[0]
