"""Bytes of an answer to a page: its letters, its tree, the words a reader sees."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from orchestre.audit.site.addresses import normal, path_of
from orchestre.audit.site.values import Answer, Page

UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "svg", "object", "iframe", "datalist"})
"""Elements whose words no reader sees. What a script writes is another matter: a browser tells."""
ASIDE = frozenset({"header", "nav", "footer", "aside"})
_OTHER = {
    b"%PDF-": "PDF", b"PK\x03\x04": "ZIP", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "RIFF",
    b"\x1f\x8b": "GZIP", b"\x7fELF": "ELF", b"MZ\x90": "EXE",
}  # fmt: skip
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"\s+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def other_format(body: bytes) -> str:
    """What bytes that are no page are by how they begin, whatever their header says; empty for anything else."""
    return next((name for start, name in _OTHER.items() if body.startswith(start)), "")


def is_html(answer: Answer) -> bool:
    """By the type that is said; by its first letters where none is, or where it is said to be anything at all. Bytes
    of another format are no page, whatever is said of them."""
    if other_format(answer.body):
        return False
    said = (answer.header("content-type") or "").split(";")[0].strip().lower()
    if said in ("text/html", "application/xhtml+xml"):
        return True
    if said and said not in ("application/octet-stream", "text/plain", "application/x-unknown"):
        return False
    start = answer.body[:1024].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) or (not said and b"<body" in start)


def decoded(answer: Answer) -> str:
    """The letters of an answer: what the mark at its beginning, the header, then the page itself say; else UTF-8 where
    it holds, else the letters of Western Europe. A lie is found out: what is said must hold."""
    body = answer.body
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    header = _HEADER.search(answer.header("content-type") or "")
    meta = _META.search(body[:4096])
    for name in (header[1] if header else "", meta[1].decode("ascii", "replace") if meta else "", "utf-8"):
        try:
            if name and codecs.lookup(name).name not in ("utf-7", "idna", "punycode", "unicode_escape"):
                # The web reads Latin-1 as the letters of Windows, and so do people.
                known = "cp1252" if codecs.lookup(name).name in ("iso8859-1", "ascii") else name
                return body.decode(known)
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("cp1252", "replace")


def read_page(answer: Answer) -> Page | None:
    """None for what holds no element at all."""
    text = _NOT_XML.sub(" ", _PROLOG.sub("", decoded(answer)))
    if not text.strip():
        return None
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, recover=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    whole, main = [], []
    for element, words in seen(tree):
        whole.append(words)
        if not _aside(element):
            main.append(words)
    return Page(path_of(answer.url), answer, tree, _joined(whole), _joined(main))


def seen(tree: Any, without: frozenset[str] = frozenset()) -> Iterator[tuple[Any, str]]:
    """Every run of words a reader sees, with its element. `without`: elements left out with all that is in them."""
    out = UNSEEN | without
    body = tree.find("body")
    stack: list[tuple[Any, bool]] = [(tree if body is None else body, False)]
    while stack:
        element, tail = stack.pop()
        if tail:
            if element.tail:
                yield element.getparent(), element.tail
            continue
        if not isinstance(element.tag, str) or element.tag.lower() in out or hidden(element):
            continue
        if element.text:
            yield element, element.text
        for child in reversed(element):
            stack.append((child, True))
            stack.append((child, False))


_ROOTS = frozenset({"app", "root", "__next", "__nuxt", "svelte", "q-app", "main-app", "___gatsby"})


def is_shell(page: Page) -> bool:
    """Whether a page waits for its scripts to be written: an empty root for them, and next to no words."""
    roots = (each for each in page.tree.iter("div", "main", "app-root") if each.get("id") in _ROOTS or "-" in each.tag)
    bare = any(not len(each) and not (each.text or "").strip() for each in roots)
    return bare and len(page.text.split()) < 10 and page.tree.find(".//script[@src]") is not None


def hidden(element: Any) -> bool:
    """By its own attributes: a style sheet may hide more."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _aside(element: Any) -> bool:
    while element is not None:
        if element.tag in ASIDE or (element.get("role") or "").lower() in _ROLES:
            return True
        element = element.getparent()
    return False


def _joined(parts: list[str]) -> str:
    return _BLANKS.sub(" ", " ".join(parts)).strip()


def base_of(page: Page) -> str:
    """What the addresses of a page are counted from."""
    found = page.tree.find(".//base[@href]")
    said = None if found is None else normal(found.get("href") or "", page.answer.url)
    return said or page.answer.url


def links(page: Page) -> Iterator[tuple[Any, str]]:
    """Every link with its whole address, in the order of the page; what is no address of the web is left out."""
    base = base_of(page)
    for element in page.tree.iter("a", "area"):
        if href := (element.get("href") or "").strip():
            if href.startswith("#"):
                continue
            address = normal(href, base)
            if address:
                yield element, address


def words_of(element: Any) -> str:
    """The words inside an element that a reader sees."""
    parts = [element.text or ""] if not hidden(element) else []
    for child in element:
        if isinstance(child.tag, str) and child.tag.lower() not in UNSEEN and not hidden(child):
            parts.append(words_of(child))
        parts.append(child.tail or "")
    return _BLANKS.sub(" ", " ".join(parts)).strip()


def selector(element: Any) -> str:
    """A CSS selector that finds the element again: by its id where it has one, else by its place."""
    steps: list[str] = []
    while element is not None and isinstance(element.tag, str):
        name = element.tag.lower()
        own = element.get("id")
        if own and re.fullmatch(r"[A-Za-z][\w-]*", own) and len(element.getroottree().xpath("//*[@id=$i]", i=own)) == 1:
            steps.append(f"{name}#{own}")
            break
        parent = element.getparent()
        if parent is None:
            steps.append(name)
            break
        alike = [child for child in parent if child.tag == element.tag]
        steps.append(name if len(alike) == 1 else f"{name}:nth-of-type({alike.index(element) + 1})")
        element = parent
    return " > ".join(reversed(steps))
