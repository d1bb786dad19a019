"""The stock forms by kind. Needs no frappe."""

import pkgutil
from importlib import import_module
from types import ModuleType

from deputy_affairs.paperwork import stock

FORMS: tuple[ModuleType, ...] = tuple(
	import_module(f"{stock.__name__}.{module.name}")
	for module in sorted(pkgutil.iter_modules(stock.__path__), key=lambda module: module.name)
	if hasattr(import_module(f"{stock.__name__}.{module.name}"), "KIND")
)
FORM_OF: dict[str, ModuleType] = {form.KIND: form for form in FORMS}
