"""The language of templates: fields, conditions, loops, our filters, and nothing else.

A template is written by the office and filled with words that deputies and voters typed, so neither may run
anything. Three walls stand behind each other: the syntax tree is checked against a short list of what is
allowed (:func:`check`); a value is only ever looked up in our own plain records, never as a Python attribute
(:class:`PaperEnvironment`); and every value is escaped, cleaned and written once, never read as a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from . import richtext, text
from .errors import FieldValueError, MissingFieldError, UnsafeExpressionError

MAX_LOOPS = 3  # loops within loops
_LOOP_FIELDS = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})
_BRACKETS = _("only a number of a row or the name of a field can stand in [ ]")
_UNDERSCORE = _("{0} is not a field: names of fields do not begin with an underscore")
# what people write, of jinja's names of things
_NODE_WORDS = {
	"Call": Text(_("a call with ( )")),
	"Assign": "set",
	"Include": "include",
	"Import": "import",
	"FromImport": "import",
	"Macro": "macro",
	"Concat": "~",
	"Mul": "*",
	"Div": "/",
	"Mod": "%",
	"Pow": "**",
	"FloorDiv": "//",
	"Test": "is",
	"Dict": "{ }",
	"Slice": "[ : ]",
}
_LINE_FIELDS = frozenset({"text", "level", "head", "rest"})
_ALLOWED = (
	nodes.Template,
	nodes.Output,
	nodes.TemplateData,
	nodes.If,
	nodes.For,
	nodes.Name,
	nodes.Getattr,
	nodes.Const,
	nodes.Filter,
	nodes.Compare,
	nodes.Operand,
	nodes.And,
	nodes.Or,
	nodes.Not,
	nodes.CondExpr,
	nodes.Getitem,
	nodes.Tuple,
	nodes.List,
	nodes.Add,
	nodes.Sub,
	nodes.Neg,
)


class Record:
	"""A group of fields that knows its dotted name, so that a missing field can be named in full.

	It cannot be run over or printed: only its fields can.
	"""

	__slots__ = ("fields", "path", "row")

	def __init__(self, data: Mapping, path: str, row: int | None = None):
		self.path, self.row = path, row
		self.fields = {
			str(key): plain(item, f"{path}.{key}" if path else str(key), row) for key, item in data.items()
		}

	def __bool__(self) -> bool:
		return bool(self.fields)


class Blank(str):
	"""A field that is there but holds nothing: false in a condition, an error on paper."""

	__slots__ = ("path", "row")

	def __new__(cls, path: str, row: int | None = None) -> Blank:
		self = super().__new__(cls, "")
		self.path, self.row = path, row
		return self

	def error(self) -> MissingFieldError:
		"""The error to raise when somebody needs the value."""
		return MissingFieldError(self.path, row=self.row, empty=True)

	def _refuse(self, *_others: Any) -> Any:
		raise self.error()

	__iter__ = __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = __neg__ = _refuse


def plain(value: Any, path: str, row: int | None = None) -> Any:
	"""The value as templates see it: our records, tuples, cleaned text, whole numbers, yes/no, :class:`Blank`.

	:raises FieldValueError: anything else (an object of the framework, bytes, a decimal fraction, …).
	"""
	if value is None:
		return Blank(path, row)
	if isinstance(value, str):
		words = text.clean(richtext.readable(value))
		return words if words.strip() else Blank(path, row)
	if isinstance(value, bool | int):
		return value
	if isinstance(value, Mapping):
		return Record(value, path, row)
	if isinstance(value, list | tuple):
		return tuple(plain(item, path, number) for number, item in enumerate(value, 1))
	if hasattr(value, "isoformat"):
		return str(value.isoformat())
	raise FieldValueError(
		Text(_("field {0} holds a {1}, which cannot be put on paper"), (path, type(value).__name__))
	)


class FieldUndefined(StrictUndefined):
	"""A field that does not exist: every use raises :class:`MissingFieldError` with its name."""

	__slots__ = ()

	def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = None):
		super().__init__(
			hint, obj, name or "?", exc if exc and issubclass(exc, MissingFieldError) else MissingFieldError
		)

	@property
	def _undefined_message(self) -> str:
		return str(self._undefined_name)


def _filter(function: Any) -> Any:
	def apply(value: Any) -> Any:
		if isinstance(value, Blank):
			raise value.error()
		if isinstance(value, FieldUndefined):
			raise MissingFieldError(value._undefined_message)
		try:
			return function(value)
		except (ValueError, TypeError, AttributeError, OverflowError) as error:
			raise FieldValueError(
				Text(_("the filter {0} cannot word this value: {1}"), (function.__name__, str(error)))
			) from error

	return apply


FILTERS = {
	function.__name__: _filter(function)
	for function in (
		text.cn_date,
		text.cn_year,
		text.cn_numeral,
		text.meeting_name,
		text.pad_name,
		text.paragraphs,
	)
}


def _finalize(value: Any) -> Any:
	if isinstance(value, Blank):
		raise value.error()
	if isinstance(value, FieldUndefined):
		raise MissingFieldError(value._undefined_message)
	if isinstance(value, bool) or not isinstance(value, str | int):
		raise FieldValueError(Text(_("a group, a list or yes/no cannot be printed: print one of its fields")))
	return value


class PaperEnvironment(ImmutableSandboxedEnvironment):
	"""Jinja without its globals, tests and filters; attributes are looked up in records only."""

	def __init__(self) -> None:
		super().__init__(autoescape=True, undefined=FieldUndefined, finalize=_finalize, cache_size=0)
		self.globals.clear()
		self.tests.clear()
		self.filters.clear()
		self.filters.update(FILTERS)

	def getattr(self, obj: Any, attribute: str) -> Any:
		"""A field of a record, of a line of text or of ``loop``. :raises UnsafeExpressionError: of anything else."""
		if isinstance(obj, Record):
			if attribute in obj.fields:
				return obj.fields[attribute]
			path = f"{obj.path}.{attribute}" if obj.path else attribute
			raise MissingFieldError(path, row=obj.row)
		if isinstance(obj, Blank):
			raise MissingFieldError(f"{obj.path}.{attribute}", row=obj.row)
		if isinstance(obj, FieldUndefined):
			raise MissingFieldError(f"{obj._undefined_message}.{attribute}")
		if isinstance(obj, text.Line) and attribute in _LINE_FIELDS:
			return getattr(obj, attribute)
		if isinstance(obj, LoopContext) and attribute in _LOOP_FIELDS:
			return getattr(obj, attribute)
		raise UnsafeExpressionError(
			Text(_("{0} is not a field: only fields of the record can be used"), (attribute,))
		)

	def getitem(self, obj: Any, argument: Any) -> Any:
		"""``list[0]`` and ``record["field"]``."""
		if isinstance(argument, str):
			return self.getattr(obj, argument)
		if isinstance(obj, tuple) and isinstance(argument, int) and not isinstance(argument, bool):
			try:
				return obj[argument]
			except IndexError:
				raise MissingFieldError(f"row {argument + 1} of a list") from None
		raise UnsafeExpressionError(Text(_BRACKETS))


def check(tree: nodes.Template) -> Iterator[tuple[int, Text]]:
	"""What the template may not do: pairs of line number and reason. Empty when it is safe."""
	yield from _check(tree, 0)


def _check(node: nodes.Node, loops: int) -> Iterator[tuple[int, Text]]:
	line = getattr(node, "lineno", 1) or 1
	if not isinstance(node, _ALLOWED):
		yield (
			line,
			Text(_("{0} is not allowed"), (_NODE_WORDS.get(type(node).__name__, type(node).__name__),)),
		)
		return
	if isinstance(node, nodes.For):
		loops += 1
		if node.recursive or node.else_ or node.test is not None or not isinstance(node.target, nodes.Name):
			yield line, Text(_("only plain loops are allowed, such as {0}"), ("{% for row in list %}",))
		if loops > MAX_LOOPS:
			yield line, Text(_("more than {0} loops within each other"), (MAX_LOOPS,))
	elif isinstance(node, nodes.Filter):
		if node.name not in FILTERS:
			yield (
				line,
				Text(_("there is no filter {0} (there are: {1})"), (node.name, ", ".join(sorted(FILTERS)))),
			)
		if (
			node.args
			or node.kwargs
			or node.dyn_args is not None
			or node.dyn_kwargs is not None
			or node.node is None
		):
			yield line, Text(_("the filter {0} takes nothing in brackets"), (node.name,))
	elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
		yield line, Text(_UNDERSCORE, (node.attr,))
	elif isinstance(node, nodes.Name) and node.name.startswith("_"):
		yield line, Text(_UNDERSCORE, (node.name,))
	elif isinstance(node, nodes.Getitem):
		argument = node.arg
		ok = isinstance(argument, nodes.Const) and isinstance(argument.value, str | int)
		if not ok or str(argument.value).startswith("_"):
			yield line, Text(_BRACKETS)
			return
	for child in node.iter_child_nodes():
		yield from _check(child, loops)


def fields(tree: nodes.Template) -> set[str]:
	"""Dotted names of all fields the template uses; a loop variable counts as the list it runs over."""
	return {path for path, _node in uses(tree)}


def uses(tree: nodes.Template) -> Iterator[tuple[str, nodes.Node]]:
	"""Each use of a field: its dotted name, as of :func:`fields`, and the node, which knows its line."""
	yield from _collect(tree, {})


def _path(node: nodes.Node, scope: dict[str, str | None]) -> str | None:
	if isinstance(node, nodes.Name):
		return scope.get(node.name, node.name)
	if isinstance(node, nodes.Getattr):
		base = _path(node.node, scope)
		return f"{base}.{node.attr}" if base else None
	if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
		base = _path(node.node, scope)
		return f"{base}.{node.arg.value}" if base and isinstance(node.arg.value, str) else base
	return None


def _collect(node: nodes.Node, scope: dict[str, str | None]) -> Iterator[tuple[str, nodes.Node]]:
	if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
		path = _path(node, scope)
		if path:
			yield path, node
		return
	if isinstance(node, nodes.For):
		yield from _collect(node.iter, scope)
		inner = {**scope, node.target.name: _path(node.iter, scope), "loop": None}
		for child in node.body:
			yield from _collect(child, inner)
		return
	for child in node.iter_child_nodes():
		yield from _collect(child, scope)
