"""Templates drawn in fewer steps. The files, the tags and what they write are Django's; what changes is how a name is
looked up, a condition is asked and a part is drawn: a page does each a thousand times.

Whatever is not the ordinary case (a name nobody gave, a fault in a property, a value that needs its language) is handed
to Django's own code. While faults are looked for (`debug`) all of it is.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from django.conf import settings
from django.template import base, loader_tags
from django.template.base import FilterExpression, Lexer, Node, Token, Variable, VariableNode, render_value_in_context
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode, IfNode
from django.template.exceptions import TemplateDoesNotExist
from django.template.library import SimpleNode
from django.template.loaders import base as loading
from django.template.loaders import cached
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

_NOT_THERE = (TypeError, AttributeError, KeyError, ValueError, IndexError)
"""What Django takes for: not under this key, look for an attribute."""


class Name(Variable):
    """`offer.price.low`: the same steps as Django's, without what only matters when one fails."""

    __slots__ = ()

    def resolve(self, context: Any) -> Any:
        lookups = self.lookups
        if lookups is None or self.translate:
            return super().resolve(context)
        # In one piece, without a function of its own: a page looks ten thousand names up.
        try:
            first = lookups[0]
            for known in reversed(context.dicts):
                if first in known:
                    value = known[first]
                    break
            else:
                return super().resolve(context)
            if callable(value):
                value = _called(value)
            for step in lookups[1:]:
                try:
                    value = value[step] if hasattr(type(value), "__getitem__") else getattr(value, step)
                except _NOT_THERE:
                    value = getattr(value, step)
                if callable(value):
                    value = _called(value)
        except Exception:
            return super().resolve(context)
        return value


def _called(value: Any) -> Any:
    if getattr(value, "do_not_call_in_templates", False):
        return value
    if getattr(value, "alters_data", False):
        raise LookupError
    return value()


class Expression(FilterExpression):
    """A name or a constant with its filters, of which what never changes was asked once."""

    __slots__ = ("_steps",)

    def __init__(self, token: str, parser: base.Parser) -> None:
        super().__init__(token, parser)
        if self.is_var:
            self.var = Name(self.var.var)
        self._steps = tuple(
            (
                filtered,
                tuple((Name(given.var) if named else mark_safe(given), named) for named, given in args),  # noqa: S308
                getattr(filtered, "expects_localtime", False),
                getattr(filtered, "needs_autoescape", False),
                getattr(filtered, "is_safe", False),
            )
            for filtered, args in self.filters
        )

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        value = self.var
        if self.is_var:
            try:
                value = value.resolve(context)
            except base.VariableDoesNotExist:
                return super().resolve(context, ignore_failures)
        for filtered, args, local, escapes, safe in self._steps:
            given = [each.resolve(context) if named else each for each, named in args]
            if local:
                value = template_localtime(value, context.use_tz)
            more = {"autoescape": context.autoescape} if escapes else {}
            found = filtered(value, *given, **more)
            value = mark_safe(found) if safe and isinstance(value, SafeData) else found  # noqa: S308 - as Django
        return value

    def quietly(self, context: Context) -> Any:
        """None for what is not there."""
        return self.resolve(context, ignore_failures=True)


class Written(VariableNode):
    """`{{ name }}`"""

    def render_annotated(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value  # type: ignore[no-any-return]
        if kind is str:
            return escape(value) if context.autoescape else value
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return render_value_in_context(value, context)


Condition = Callable[[Context], Any]

_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda one, many: one in many,
    "not in": lambda one, many: one not in many,
}


def _condition(read: Any) -> Condition:
    """What stands behind `if`, as one function. A comparison that fails is false, as in Django."""
    if read.id == "literal":
        asked: Condition = read.value.quietly
        return asked
    first = _condition(read.first)
    if read.id == "not":
        return _safely(lambda context: not first(context))
    second = _condition(read.second)
    if read.id == "and":
        return _both(first, second)
    if read.id == "or":
        return _either(first, second)
    return _compared(_COMPARED[read.id], first, second)


def _safely(asked: Condition) -> Condition:
    def answer(context: Context) -> Any:
        try:
            return asked(context)
        except Exception:
            return False

    return answer


def _both(first: Condition, second: Condition) -> Condition:
    return _safely(lambda context: first(context) and second(context))


def _either(first: Condition, second: Condition) -> Condition:
    return _safely(lambda context: first(context) or second(context))


def _compared(compare: Callable[[Any, Any], Any], first: Condition, second: Condition) -> Condition:
    def answer(context: Context) -> Any:
        try:
            return compare(first(context), second(context))
        except Exception:
            return False

    return answer


def drawn(nodes: Iterable[Node], context: Context) -> str:
    return "".join([node.render_annotated(context) for node in nodes])  # type: ignore[misc]


class If(IfNode):
    """`{% if %}`"""

    def __init__(self, read: IfNode) -> None:
        super().__init__(read.conditions_nodelists)
        self._ways = [
            (None if asked is None else _condition(asked), tuple(nodes)) for asked, nodes in read.conditions_nodelists
        ]

    def render_annotated(self, context: Context) -> str:
        for asked, nodes in self._ways:
            try:
                holds = asked is None or asked(context)
            except base.VariableDoesNotExist:
                continue
            if holds:
                return drawn(nodes, context)
        return ""


_OF_THEIR_OWN = (loader_tags.ExtendsNode, loader_tags.BlockNode)
"""Parts that look at the template they stand in: a file that holds some is included by Django."""


class Include(loader_tags.IncludeNode):
    """`{% include "room/part.html" %}`: the file is looked for once."""

    def __init__(self, read: loader_tags.IncludeNode) -> None:
        super().__init__(read.template, extra_context=read.extra_context, isolated_context=read.isolated_context)
        self._nodes: tuple[Node, ...] | None = None
        self._simple = isinstance(read.template.var, str) and not read.template.filters and not read.isolated_context

    def render_annotated(self, context: Context) -> str:
        if self._nodes is None:
            if not self._simple:
                return str(super().render_annotated(context))
            self._look(context)
            return self.render_annotated(context)
        # All of them before the first is known under its new name.
        context.dicts.append({name: given.resolve(context) for name, given in self.extra_context.items()})
        try:
            return drawn(self._nodes, context)
        finally:
            context.dicts.pop()

    def _look(self, context: Context) -> None:
        here: Any = self.origin.template_name
        page: Any = context.template
        found = page.engine.get_template(loader_tags.construct_relative_path(here, self.template.var))
        if any(found.nodelist.get_nodes_by_type(kind) for kind in _OF_THEIR_OWN):
            self._simple = False
        else:
            self._nodes = tuple(found.nodelist)


class Called(SimpleNode):
    """A tag of ours that is a function."""

    def __init__(self, read: SimpleNode) -> None:
        super().__init__(read.func, read.takes_context, read.args, read.kwargs, read.target_var)

    def render_annotated(self, context: Context) -> str:
        if self.takes_context or self.target_var is not None:
            return str(super().render_annotated(context))
        given = [each.resolve(context) for each in self.args]
        found = self.func(*given, **{name: each.resolve(context) for name, each in self.kwargs.items()})
        return found if type(found) is SafeString or not context.autoescape else conditional_escape(found)


_TOKEN = "orchestre_csrf"  # noqa: S105 - a name


class Csrf(CsrfTokenNode):
    """`{% csrf_token %}`: written once a page, however many forms it has."""

    def render_annotated(self, context: Context) -> str:
        token = context.get("csrf_token")
        if not token:
            return str(super().render_annotated(context))
        kept: dict[Any, Any] = context.render_context.dicts[0]
        if kept.get(_TOKEN, (None,))[0] is not token:
            kept[_TOKEN] = token, self.render(context)
        written: str = kept[_TOKEN][1]
        return written


_QUICK: Mapping[type[Node], Callable[[Any], Node]] = {
    VariableNode: lambda read: Written(read.filter_expression),
    IfNode: If,
    loader_tags.IncludeNode: Include,
    SimpleNode: Called,
    CsrfTokenNode: lambda _: Csrf(),
}


class Parser(base.Parser):
    def compile_filter(self, token: str) -> FilterExpression:
        return Expression(token, self)

    def extend_nodelist(self, nodelist: base.NodeList, node: Node, token: Token) -> None:
        make = _QUICK.get(type(node))
        super().extend_nodelist(nodelist, make(node) if make else node, token)


class Template(base.Template):
    def compile_nodelist(self) -> base.NodeList:
        if self.engine.debug:
            return super().compile_nodelist()
        known = self.engine.template_libraries, self.engine.template_builtins
        parser = Parser(Lexer(self.source).tokenize(), *known, self.origin)
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return nodes


class _Reading(loading.Loader):
    """As Django's, with our templates."""

    def get_template(self, template_name: str, skip: list[base.Origin] | None = None) -> base.Template:
        tried = []
        for origin in self.get_template_sources(template_name):
            if skip is not None and origin in skip:
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                contents = self.get_contents(origin)  # type: ignore[attr-defined]
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            return Template(contents, origin, template_name, self.engine)
        raise TemplateDoesNotExist(template_name, tried=tried)


class Loader(cached.Loader, _Reading):
    """Each file is read once a process."""
