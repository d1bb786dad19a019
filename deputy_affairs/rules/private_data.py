"""Private data in a text that is to be made public: numbers, addresses and names of people, each with its place.

DL25 §51 wants the report on handling public; suggestions and replies may be, except state secrets, business secrets
and privacy (SD-S §27, QD-S §30, CQ-S §36). The detector marks too much rather than too little: a clerk looks at every
mark before anything is published, and what nobody has looked at stays covered.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from deputy_affairs.rules.text import mark as _

PHONE, IDENTITY, BANK_CARD, PLATE, MAIL, ADDRESS, NAME, ACCOUNT, BY_HAND = (
	"Telephone",
	"Identity Number",
	"Bank Card",
	"Car Plate",
	"E-mail",
	"House Address",
	"Name",
	"Online Account",
	"By Hand",
)
# What stands in the place of the covered words; it says what was there, never how long it was.
COVERS: Mapping[str, str] = {
	PHONE: "［电话已隐去］",
	IDENTITY: "［证件号已隐去］",
	BANK_CARD: "［账号已隐去］",
	PLATE: "［车牌已隐去］",
	MAIL: "［邮箱已隐去］",
	ADDRESS: "［住址已隐去］",
	NAME: "×××",
	ACCOUNT: "［账号已隐去］",
	BY_HAND: "［已隐去］",
}
KINDS = {
	PHONE: _("Telephone"),
	IDENTITY: _("Identity Number"),
	BANK_CARD: _("Bank Card"),
	PLATE: _("Car Plate"),
	MAIL: _("E-mail"),
	ADDRESS: _("House Address"),
	NAME: _("Name"),
	ACCOUNT: _("Online Account"),
	BY_HAND: _("By Hand"),
}

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# One character for one, so that places stay.
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
NARROW |= {ord(dash): ord("-") for dash in "‐‑‒–—―－﹣~～·•・"}
NARROW |= {0x2460 + at: ord("1") + at for at in range(9)}  # ①
_DIGIT_WORDS = str.maketrans("〇零○Ｏ一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "000012345678911234" + "56789")

_GAP = r"[\s\-./_]{0,2}"


def _digits(count: str) -> str:
	return rf"(?:\d{_GAP}){{{count}}}"


_SURNAMES = (
	"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
	"钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊"
	"葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路"
	"游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟"
	"应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
)
_DOUBLE = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|长孙|宇文|端木|百里"
_FAMILY = rf"(?:{_DOUBLE}|[{_SURNAMES}])"
_GIVEN = r"[\u4e00-\u9fff·]"
# What follows a name in running text, so that the name ends there.
_AFTER = (
	r"(?=[，。；、：:,;.（）()\s“”\"》]|等|家|在|的|和|与|及|向|反映|说|表示|称|因|将|被|已|于|是|为|户|组|同志|先生|女士|代表|老人"
	r"|到|从|对|把|去|今年|现|患|住|自|要|想|提|来|拿|打|通过|联系|电话|手机|身份|卡|账|开|用|养|种|有|没|无|也|都|就|还|又|再|$)"
)
_CALLED = r"(?:先生|女士|同志|小姐|大爷|大妈|大娘|大叔|大哥|大嫂|大姐|阿姨|老汉|老人|师傅|老师|医生|某某|某)"
_BEFORE = (
	r"(?:村民|居民|群众|农户|农民|低保户|五保户|贫困户|脱贫户|监测户|困难户|户主|业主|住户|房主|租户|商户|店主|摊主|老板|村医|学生"
	r"|家长|患者|病人|残疾人|老党员|当事人|申请人|投诉人|反映人|举报人|受害人|死者|伤者|司机|车主|联系人|责任人|经办人|负责人|姓名)"
)
# Words that begin like a name after 村民 and the like.
_NO_NAME = re.compile(
	r"^(?:高度|高兴|高龄|平均|方便|方面|和谐|安全|安置|安装|安排|时常|时间|成员|成立|应当|应急|应该|关于|关心|关注|有|反映|全部|全体|于是|明确|明显|解决"
	r"|文化|单位|连续|连片|商量|商议|路边|路上|石料|金额|金融|江边|水|常年|常住|向来|向政府|向镇|向村|马上|毛|白天|温饱|查看|谈话|开|边远|都|简单|车辆|车流"
	r"|管理|原来|原有|农业|农村|农产|和|张贴|代表大会|许多|任何|何时|何处|司法|项目|包括|万元|单独|米|计|党员|党支部|官方|官员|师生|曾经|曾|常|钱款|钱物|乐意|宁可"
	r"|封闭|封路|房屋|房子|应|成|时|全|明|原|单|连|向|查)"
)


@dataclass(frozen=True)
class Mark:
	"""A place with private data: `start` and `end` in the text as it was given."""

	kind: str
	start: int
	end: int
	words: str


_PATTERNS: tuple[tuple[str, re.Pattern], ...] = (
	(MAIL, re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]*\s?@\s?[A-Za-z0-9\-]+(?:\s?\.\s?[A-Za-z0-9\-]+)+")),
	(IDENTITY, re.compile(rf"(?<!\d)[1-9]{_GAP}{_digits('16')}[\dXx](?![\dA-Za-z])")),
	(IDENTITY, re.compile(rf"(?<=身份证)[^\d\n]{{0,8}}[1-9]{_GAP}{_digits('13')}\d(?!\d)")),
	(IDENTITY, re.compile(r"(?<![A-Za-z\d])[EGDSPHM][A-Za-z]?\d{7,8}(?!\d)")),
	(BANK_CARD, re.compile(rf"(?<!\d)[3-9]{_GAP}{_digits('14,17')}\d(?!\d)")),
	(PHONE, re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1{_GAP}[3-9]{_GAP}{_digits('8')}\d(?!\d)")),
	(
		PHONE,
		re.compile(
			rf"(?<!\d)\(?0\d{{2,3}}\)?{_GAP}[2-9](?:\d{_GAP}){{5,6}}\d(?:\s?(?:转|-)\s?\d{{1,6}})?(?!\d)"
		),
	),
	(
		PHONE,
		re.compile(
			r"(?:(?<=电话)|(?<=手机)|(?<=联系方式)|(?<=热线)|(?<=拨打)|(?<=致电))[:\s为是号码]{0,5}\d[\d\s\-]{4,14}\d"
		),
	),
	(PHONE, re.compile(rf"(?<!\d)400{_GAP}\d{{3,4}}{_GAP}\d{{3,4}}(?!\d)")),
	(
		PLATE,
		re.compile(
			r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][\s\-]?(?=[A-Za-z\d]*\d)[A-HJ-NP-Za-hj-np-z\d]{4,5}[A-HJ-NP-Za-hj-np-z\d挂学警港澳](?![A-Za-z\d])"
		),
	),
	(
		ACCOUNT,
		re.compile(
			r"(?:微信|微信号|QQ|qq|抖音号?|支付宝)\s?(?:号码?|账号|帐号)?\s?[::为是]?\s?[A-Za-z\d][A-Za-z\d_\-@.]{4,30}"
		),
	),
	(
		ADDRESS,
		re.compile(
			r"[\u4e00-\u9fff\d]{1,12}?(?:路|街|巷|弄|大道|胡同|小区|花园|苑|新村|家园|公寓|里|村|组|社|屯|寨|湾|坪)[\u4e00-\u9fff]{0,4}?[\dA-Za-z]{1,5}(?:\-[\dA-Za-z]{1,4}){0,3}"
			r"(?:号楼|幢|栋|座|单元|室|号(?!文|线|公路|桥|井|泵|提灌|机|楼|点|段|台|渠|闸|大棚))(?:[\dA-Za-z一二三四五六七八九十\-]{1,8}(?:号楼|幢|栋|座|单元|层|楼|室|户|号))*"
		),
	),
)
_CALLED_NAME = re.compile(rf"(?P<name>{_FAMILY}{_GIVEN}{{0,2}}?){_CALLED}")
_NAME_AFTER_ROLE = re.compile(rf"{_BEFORE}[:为是\s]{{0,3}}(?P<name>{_FAMILY}{_GIVEN}{{1,2}}?){_AFTER}")
_NAME_WITH_DATA = re.compile(
	rf"(?P<name>{_FAMILY}{_GIVEN}{{1,2}})[(,，\s]{{0,2}}(?:男|女|身份证|手机|电话|\d{{2,3}}岁)"
)
_IN_WORDS = (PHONE, IDENTITY)
_TAG = re.compile(r"<[^<>]{1,400}>")


def clean(text: str | None) -> str:
	"""The text as it can be read: without tags, entities and invisible characters that would split a number."""
	return _INVISIBLE.sub("", html.unescape(_TAG.sub("", text or "")))


def find(text: str, names: Iterable[str] = ()) -> list[Mark]:
	"""Mark private data in a cleaned text; `names` are people of the registers who are not to be named.

	Marks do not overlap and stand in the order of the text.
	"""
	narrow = text.translate(NARROW)
	marks = [*_numbers(text, narrow, _PATTERNS)]
	# 一三八〇〇〇… and the like
	in_digits = narrow.translate(_DIGIT_WORDS)
	if in_digits != narrow:
		marks += _numbers(text, in_digits, [row for row in _PATTERNS if row[0] in _IN_WORDS])
	marks += _names(text, narrow)
	for name in names:
		marks += occurrences(text, name, NAME)
	return _apart(marks, text)


def occurrences(text: str, words: str, kind: str) -> list[Mark]:
	"""Where the words stand, also with blanks between the characters or in wide digits."""
	wanted = re.sub(r"\s+", "", words.translate(NARROW))
	if not wanted:
		return []
	pattern = r"\s*".join(map(re.escape, wanted))
	return [
		Mark(kind, found.start(), found.end(), text[found.start() : found.end()])
		for found in re.finditer(pattern, text.translate(NARROW), re.IGNORECASE)
	]


def covered(text: str, layer: Iterable[tuple[str, str, bool]], names: Iterable[str] = ()) -> str:
	"""The text with its private data covered.

	`layer` holds (kind, words, cover) as a clerk decided: words to be covered wherever they stand, and marks of the
	detector that may be shown. What the detector finds and nobody has decided on is covered.
	"""
	return _put_covers(clean(text), open_marks(clean(text), layer, names))


def open_marks(text: str, layer: Iterable[tuple[str, str, bool]], names: Iterable[str] = ()) -> list[Mark]:
	"""The marks of a cleaned text that are in force under a layer."""
	layer = list(layer)
	shown = {squeezed(words) for _kind, words, cover in layer if not cover}
	marks = [mark for mark in find(text, names) if squeezed(mark.words) not in shown]
	for kind, words, cover in layer:
		if cover:
			marks += occurrences(text, words, kind)
	return _apart(marks, text)


def squeezed(words: str) -> str:
	"""The words without blanks and in narrow characters, to compare two marks."""
	return re.sub(r"\s+", "", words.translate(NARROW)).lower()


def _put_covers(text: str, marks: list[Mark]) -> str:
	parts, at = [], 0
	for mark in marks:
		parts += [text[at : mark.start], COVERS.get(mark.kind, COVERS[BY_HAND])]
		at = mark.end
	return "".join([*parts, text[at:]])


def _numbers(text: str, narrow: str, patterns) -> Iterator[Mark]:
	for kind, pattern in patterns:
		for found in pattern.finditer(narrow):
			yield Mark(kind, found.start(), found.end(), text[found.start() : found.end()])


def _names(text: str, narrow: str) -> Iterator[Mark]:
	"""张大山大爷, 李某某; 村民张大山, 户主：李秀兰; 王小二，男，身份证……"""
	for pattern in (_CALLED_NAME, _NAME_AFTER_ROLE, _NAME_WITH_DATA):
		for found in pattern.finditer(narrow):
			if not _NO_NAME.match(found["name"]):
				start, end = found.span("name") if pattern is not _CALLED_NAME else found.span()
				yield Mark(NAME, start, end, text[start:end])


def _apart(marks: list[Mark], text: str) -> list[Mark]:
	"""Marks that overlap become one, of the kind of the longest."""
	result: list[Mark] = []
	for mark in sorted(marks, key=lambda row: (row.start, -row.end)):
		last = result[-1] if result else None
		if not last or mark.start >= last.end:
			result.append(mark)
		elif mark.end > last.end:
			kind = last.kind if last.end - last.start >= mark.end - mark.start else mark.kind
			result[-1] = Mark(kind, last.start, mark.end, text[last.start : mark.end])
	return result
