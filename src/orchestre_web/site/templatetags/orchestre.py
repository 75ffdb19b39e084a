"""Tags and filters that every template has: sentences, figures and dates of the reader's language, icons."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from orchestre.basics import typography
from orchestre_web.site import words
from orchestre_web.site.addresses import address_of
from orchestre_web.site.words import escaped

register = template.Library()
Figure = int | float | Decimal

STYLESHEETS = tuple(
    f"site/css/{name}.css" for name in ("tokens", "base", "frame", "buttons", "forms", "tables", "parts", "print")
)


@register.simple_tag
def say(code: str, **values: object) -> SafeString:
    """`{% say "calls.title" n=3 %}`: the sentence of a code, its values escaped."""
    return words.say_safely(code, **values)


_say_anything = register.tags["say"]


class Said(template.Node):
    """`{% say "calls.title" %}`: a sentence without values is looked up once a language. A page has a hundred."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._said: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        spoken = words.language()
        if spoken not in self._said:
            self._said[spoken] = words.say_safely(self.code)
        return self._said[spoken]


@register.tag("say")
def say_or_said(parser: Parser, token: Token) -> template.Node:
    """`say`, by the shortest way."""
    bits = token.split_contents()
    if len(bits) == 2 and bits[1][0] == bits[1][-1] == '"':
        return Said(bits[1][1:-1])
    node: template.Node = _say_anything(parser, token)
    return node


@register.simple_tag
def say_with(code: str, values: Mapping[str, object]) -> SafeString:
    """`{% say_with error.code error.values %}`: the same, when the values are already together."""
    return words.say_safely(code, **values)


@register.simple_tag
def colon() -> str:
    """Between two parts that no sentence joins: French puts a space that never breaks before it."""
    return "\u00a0:" if words.language() == "fr" else ":"


class Address(URLNode):
    """`{% url %}` of Django, with the addresses that are known already."""

    def render(self, context: Context) -> str:
        if self.kwargs:
            return super().render(context)
        try:
            found = address_of(self.view_name.resolve(context), *(each.resolve(context) for each in self.args))
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""  # as Django: a room that is not there leaves the name empty
        if self.asvar is not None:
            context[self.asvar] = found
            return ""
        return escaped(found) if context.autoescape else found


@register.tag
def url(parser: Parser, token: Token) -> Address:
    read = django_url(parser, token)
    return Address(read.view_name, read.args, read.kwargs, read.asvar)


@register.simple_tag
@cache
def stylesheets() -> SafeString:
    """Kept: their names hold for as long as the server runs."""
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in STYLESHEETS))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of our line icons. Without a label it is decoration, and read by nobody."""
    if not label:
        return _plain_icon(name)
    sprite = static("site/icons.svg")
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, sprite, name)


@cache
def _plain_icon(name: str) -> SafeString:
    """Kept: a list draws a hundred and fifty of the same few."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("site/icons.svg"), name)


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: object = None) -> SafeString:
    """`{% options units price.unit %}`: what a list to choose from holds, in one go: drawn tag by tag, the lists of a
    form cost more than the rest of its page."""
    drawn = (
        f'<option value="{escaped(value)}"{" selected" if value == chosen else ""}>{escaped(label)}</option>'
        for value, label in choices
    )
    return SafeString("".join(drawn))


@register.filter
def unbroken(text: str) -> str:
    """The words of somebody, his figures kept on one line."""
    return typography.unbroken(text)


@register.filter
def number(value: Figure | None, decimals: int | None = None) -> str:
    return "" if value is None else typography.number(value, words.language(), decimals)


@register.filter
def money(value: Figure | None, currency: str = "EUR") -> str:
    return "" if value is None else typography.money(value, words.language(), currency)


@register.simple_tag
def money_span(low: Figure, high: Figure, currency: str = "EUR") -> str:
    """`{% money_span low high %}`: from one amount to another."""
    return typography.money_span(low, high, words.language(), currency)


@register.filter
def percent(share: Figure | None, decimals: int = 0) -> str:
    return "" if share is None else typography.percent(share, words.language(), decimals)


@register.filter
def about(value: Figure) -> int:
    return typography.about(value)


@register.filter
def day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return typography.day(value, words.language())


@register.filter
def duration(seconds: Figure | None) -> str:
    return "" if seconds is None else typography.duration(seconds, words.language())


@register.filter
def get(mapping: Mapping[Any, Any], key: object) -> Any:
    """`{{ mapping|get:key }}`; nothing when the key is not there."""
    return mapping.get(key, "")
