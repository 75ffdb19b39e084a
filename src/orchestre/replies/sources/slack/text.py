"""Slack's own marks in a text, as people read them."""

import html
import re
from collections.abc import Iterator, Mapping

_MARK = re.compile(r"<([@#!]?)([^<>|]{1,3000})(?:\|([^<>]{0,3000}))?>")
_SCHEME = re.compile(r"^(?:https?://(?:www\.)?|mailto:|tel:)")


def plain(text: str, names: Mapping[str, str]) -> str:
    """Mentions by their names, links after their words, entities as characters.

    >>> plain("<@U1> voir <https://a.exemple|mon site> &amp; <#C1|devis> <!here>", {"U1": "maud"})
    '@maud voir mon site (https://a.exemple) & #devis @here'
    """

    def shown(match: "re.Match[str]") -> str:
        sign, target, label = match.groups()
        if sign == "@":
            return f"@{names.get(target) or label or target}"
        if sign == "#":
            return f"#{label or target}"
        if sign == "!":
            return label or ("@" + target.split("^", 1)[0] if not target.startswith("date^") else "")
        if not re.match(r"[a-z][a-z+.-]*:", target, re.I):
            return match[0]  # somebody's own angle brackets
        if not label or _SCHEME.sub("", target).rstrip("/") == _SCHEME.sub("", label).rstrip("/"):
            return _SCHEME.sub("", target) if target.startswith(("mailto:", "tel:")) else target
        return f"{label} ({_SCHEME.sub('', target) if target.startswith(('mailto:', 'tel:')) else target})"

    if "<" in text:
        text = _MARK.sub(shown, text)
    return html.unescape(text) if "&" in text else text


def block_texts(blocks: object, depth: int = 0) -> Iterator[str]:
    """The words of a message that has blocks and no text."""
    if depth > 12:
        return
    if isinstance(blocks, list):
        for block in blocks:
            yield from block_texts(block, depth + 1)
    elif isinstance(blocks, dict):
        for key in ("text", "fallback", "pretext", "title", "url", "elements", "fields", "footer"):
            value = blocks.get(key)
            if isinstance(value, str):
                yield value
                if key in ("text", "fallback"):
                    return
            elif value is not None:
                yield from block_texts(value, depth + 1)
