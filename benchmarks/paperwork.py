"""How fast letters are written: ours, plain docxtpl and the floor, side by side in one run.

The paper is the reply letter; every letter has other words (seeded, so every run measures the same ones).

- ours: the template is compiled once, then rendered for each letter.
- docxtpl: ``DocxTemplate`` is opened, rendered and saved for each letter, the way its manual shows. It does less:
  no check of missing fields, no fitting of mark, title and signature, no document properties.
- floor: the parts of the finished letter are written with ``zipfile`` at the same level (6). Whatever makes a
  .docx must at least do that.

The three take turns in blocks of ten letters, so that a busy machine slows all of them. Memory is measured in
processes of their own, for a tenth of the letters and for all: the same peak means flat.

    python benchmarks/paperwork.py [--letters 1000] [--pdf 40]

Runs without a site; needs the app's Python dependencies, for ``--pdf`` LibreOffice as well.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import random
import resource
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from deputy_affairs.paperwork import pdf, text
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.stock import reply_letter

BLOCK = 10
SEED = 2026
Render = Callable[[dict], bytes]

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗欧阳"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国文斌志远"
_PLACES = ("下河村", "石桥村", "云溪社区", "上坪村", "龙潭村", "青石板村", "老街社区", "桃花坞村", "三岔河村")
_MATTERS = (
	"清淤并修复灌溉渠道",
	"更换提灌站老旧机组",
	"加快农村公路安全防护栏建设",
	"增设老年人日间照料中心",
	"整治集镇占道经营和车辆乱停乱放",
	"解决高山片区季节性缺水",
	"增加村小学教师配备并改善食宿条件",
	"规范农村生活垃圾清运收费",
)
_SENTENCES = (
	"镇农业农村服务中心会同村委会于3月上旬完成了全线踏勘，问题属实。",
	"该项目总投资38.6万元，已列入本年度高标准农田建设计划，县农业农村局批复了实施方案。",
	"目前正在公开招标，计划于雨季前开工，10月底前完工并组织代表现场验收。",
	"镇政府已制定管护办法，明确由所在村负责日常管护，经费由镇财政和村集体按比例分担。",
	"对暂时不具备条件的路段，先行设置警示标志和临时护栏，并安排专人巡查。",
	"感谢您长期以来对这项工作的关注，我们将定期向您通报进展情况。",
)
_UNITS = ("农业农村服务中心", "财政所", "自然资源所", "村镇规划建设中心", "社会事务办公室", "派出所")


def letters(count: int) -> Iterator[dict]:
	"""``count`` different contexts of the reply letter, the same in every run."""
	rng = random.Random(SEED)
	for number in range(1, count + 1):
		yield _letter(rng, number)


def _letter(rng: random.Random, number: int) -> dict:
	place, matter, unit = rng.choice(_PLACES), rng.choice(_MATTERS), rng.choice(_UNITS)
	town = rng.choice(("云溪镇", "石桥乡", "青龙山镇", "白马河回族乡"))
	second = rng.random() < 0.15
	promised = f"2026-{rng.randint(6, 12):02d}-{rng.randint(1, 28):02d}"
	answers = [
		{
			"no": row,
			"demand": f"{rng.choice(_PLACES)}{rng.choice(_MATTERS)}",
			"answer": "\n".join(
				"".join(rng.choices(_SENTENCES, k=rng.randint(1, 4))) for _ in range(rng.randint(1, 3))
			),
			"promised_date": promised if rng.random() < 0.6 else "",
			"responsible": town + rng.choice(_UNITS) if rng.random() < 0.8 else "",
		}
		for row in range(1, rng.randint(1, 5) + 1)
	]
	return {
		"congress": {"name": f"{town}人民代表大会", "presidium_name": f"{town}人民代表大会主席团"},
		"suggestion": {
			"number": number,
			"number_text": f"第{number}号",
			"meeting_text": f"{town}第十九届人民代表大会第{'一二三四五'[number % 5]}次会议",
			"title": f"关于{place}{matter}的建议（{number}）",
		},
		"reply": {
			"number": f"{town[0]}政函〔2026〕{number}号",
			"class_letter": rng.choice("ABCD"),
			"addressee": _name(rng),
			"issuer": f"{town}人民政府" if rng.random() < 0.7 else town + unit,
			"issued_on": f"2026-{rng.randint(3, 6):02d}-{rng.randint(1, 28):02d}",
			"opening": "",
			"body": "" if rng.random() < 0.8 else "".join(rng.choices(_SENTENCES, k=3)),
			"answers": answers,
			"assist_opinions": [
				{"unit": town + name, "opinion": rng.choice(_SENTENCES)}
				for name in rng.sample(_UNITS, rng.randint(0, 2))
			],
			"reviewed_by": f"镇长{_name(rng)}" if rng.random() < 0.5 else "",
			"contact_person": _name(rng),
			"contact_phone": f"0871-{rng.randint(60000000, 69999999)}",
			"public_text": "（此件公开发布）" if rng.random() < 0.6 else "",
			"copies": [f"{town}{name}" for name in rng.sample(_UNITS, rng.randint(0, 3))],
			"round": 2 if second else 1,
			"previous": {
				"number": f"{town[0]}政函〔2025〕{number}号",
				"issued_on": "2025-12-05",
				"class_letter": "C",
				"objection": rng.choice(_SENTENCES),
			}
			if second
			else None,
			"return_by": "2026-07-10" if rng.random() < 0.9 else "",
		},
	}


def _name(rng: random.Random) -> str:
	return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.randint(1, 2)))


def ours() -> Render:
	"""Our renderer, compiled once."""
	return compile_template(reply_letter.build()).render


def plain_docxtpl() -> Render:
	"""docxtpl, opened and rendered for each letter; escaping on, and the filters the form uses."""
	template = reply_letter.build()

	def render(context: dict) -> bytes:
		environment = jinja2.Environment(autoescape=True)
		for function in (text.cn_date, text.cn_year, text.cn_numeral, text.pad_name, text.paragraphs):
			environment.filters[function.__name__] = function
		document = DocxTemplate(io.BytesIO(template))
		document.render(context, environment)
		buffer = io.BytesIO()
		document.save(buffer)
		return buffer.getvalue()

	return render


def deflate(parts: dict[str, bytes]) -> bytes:
	"""The floor: the parts of a finished letter, zipped."""
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
		for name, data in parts.items():
			archive.writestr(name, data)
	return buffer.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
	with zipfile.ZipFile(io.BytesIO(data)) as archive:
		return {name: archive.read(name) for name in archive.namelist()}


def measure_speed(count: int) -> dict[str, float]:
	"""Seconds for all letters by each of the three."""
	mine, plain = ours(), plain_docxtpl()
	seconds = {"ours": 0.0, "docxtpl": 0.0, "floor": 0.0}
	source = letters(count)
	while block := list(itertools.islice(source, BLOCK)):
		finished = _timed(seconds, "ours", mine, block)
		_timed(seconds, "docxtpl", plain, block)
		_timed(seconds, "floor", deflate, [_parts(data) for data in finished])
	return seconds


def _timed(seconds: dict[str, float], name: str, work: Callable, items: list) -> list[bytes]:
	start = time.perf_counter()
	results = [work(item) for item in items]
	seconds[name] += time.perf_counter() - start
	return results


def measure_memory(engine: str, count: int) -> tuple[float, float]:
	"""Peak of Python's own memory above the start and peak of the process, in MiB; letters are not kept."""
	render = {"ours": ours, "docxtpl": plain_docxtpl}[engine]()
	render(next(letters(1)))
	tracemalloc.start()
	for context in letters(count):
		render(context)
	peak = tracemalloc.get_traced_memory()[1]
	return peak / 2**20, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _memory_of(engine: str, count: int) -> tuple[float, float]:
	command = [sys.executable, __file__, "--memory-of", engine, "--letters", str(count)]
	return tuple(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def measure_pdf(count: int) -> tuple[int, float, float]:
	"""Pages, seconds with one LibreOffice for all, seconds with one for each letter (from a quarter of them)."""
	render = ours()
	documents = [render(context) for context in letters(count)]
	start = time.perf_counter()
	results = list(pdf.convert_many(documents))
	batch = time.perf_counter() - start
	pages = sum(pdf.page_count(result.pdf) for result in results if result.pdf)
	some = documents[: max(1, count // 4)]
	start = time.perf_counter()
	for document in some:
		pdf.to_pdf(document)
	return pages, batch, (time.perf_counter() - start) * count / len(some)


def main() -> None:
	"""Measure and print."""
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("--letters", type=int, default=1000)
	parser.add_argument("--pdf", type=int, default=0, metavar="N", help="also turn N letters into PDF")
	parser.add_argument("--memory-of", choices=("ours", "docxtpl"), help=argparse.SUPPRESS)
	arguments = parser.parse_args()
	count = arguments.letters
	if arguments.memory_of:
		print(json.dumps(measure_memory(arguments.memory_of, count)))
		return

	seconds = measure_speed(count)
	print(f"{count} different reply letters")
	for name, spent in seconds.items():
		print(f"  {name:8} {count / spent:8.0f} letters/s  {spent / count * 1000:7.2f} ms a letter")
	print(
		f"  ours against docxtpl: {seconds['docxtpl'] / seconds['ours']:.1f} times its rate (aim: at least 8)"
	)
	print(
		f"  ours against the floor: {seconds['ours'] / seconds['floor']:.2f} times its time (aim: at most 2.5)"
	)
	print("peak memory (Python's own above the start / whole process, MiB)")
	for engine in ("ours", "docxtpl"):
		for some in (max(1, count // 10), count):
			own, whole = _memory_of(engine, some)
			print(f"  {engine:8} {some:6} letters  {own:6.2f} / {whole:6.1f}")
	if arguments.pdf:
		pages, batch, single = measure_pdf(arguments.pdf)
		print(f"PDF, {arguments.pdf} letters, {pages} pages")
		print(f"  one LibreOffice for all    {pages / batch:6.2f} pages/s")
		print(f"  one LibreOffice a letter   {pages / single:6.2f} pages/s")
		print(f"  the batch against one a letter: {single / batch:.1f} times the rate")


if __name__ == "__main__":
	main()
