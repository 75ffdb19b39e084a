"""What the page says of itself and gives to who cannot see it: language, title, headings, images, links."""

import re
from collections.abc import Iterator
from typing import Any

from orchestre.audit.site.addresses import normal
from orchestre.audit.site.reading import UNSEEN, hidden, seen, selector
from orchestre.audit.site.values import Evidence, Finding, Page, Site
from orchestre.reading.language import LANGUAGES, find_language, language_scores
from orchestre.reading.normal import prepare

MOST = 20
"""Findings of one kind on one page: the rest is the same fault again."""
LEAST_WORDS = 40
FEWEST_WORDS = 20
"""Between the two, a page is told only where its words leave no doubt (`_beyond_doubt`)."""
_CONTENT = frozenset({"pre", "code", "blockquote", "q"})
_NAMES = ("aria-label", "title")
_BLANK = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")


def _bare(text: str | None) -> str:
    return _BLANK.sub(" ", text or "").strip()


def images(page: Page, _site: Site) -> Iterator[Finding]:
    found = (each for each in page.tree.iter("img") if each.get("alt") is None and not _spared(each))
    for element, _ in zip(found, range(MOST), strict=False):
        yield Finding("img-alt-missing", page.path, True, Evidence(_source(element), selector(element)))


def _source(element: Any) -> str | None:
    return (element.get("src") or element.get("data-src") or "")[:200] or None


def _spared(element: Any) -> bool:
    """Inside what a browser with scripts never shows."""
    return any(each.tag in ("noscript", "template") for each in element.iterancestors())


def language_said(page: Page, _site: Site) -> Iterator[Finding]:
    if not _bare(page.tree.get("lang")):
        yield Finding("html-lang-missing", page.path, True, Evidence("<html>", "html"))


def language_true(page: Page, _site: Site) -> Iterator[Finding]:
    """Told on the text, quotations apart, when both its halves are in one language that is not the one declared. A
    short one must besides hold next to no word of the language it declares."""
    declared = _bare(page.tree.get("lang")).lower().replace("_", "-").partition("-")[0]
    if declared not in LANGUAGES:
        return
    runs = [words for element, words in seen(page.tree, _CONTENT) if not _of_another(element, declared)]
    words = " ".join(runs).split()
    if len(words) < LEAST_WORDS and not (len(words) >= FEWEST_WORDS and _beyond_doubt(words, declared)):
        return
    middle = len(words) // 2
    halves = {find_language(prepare(" ".join(part))) for part in (words[:middle], words[middle:], words)}
    if len(halves) == 1 and (written := halves.pop()) in LANGUAGES and written != declared:
        quote = " ".join(_bare(page.main).split()[:12])
        yield Finding(
            "html-lang-wrong", page.path, len(words) >= 2 * LEAST_WORDS, Evidence(quote or None, "html"),
            {"written": written, "declared": declared},
        )  # fmt: skip


def _beyond_doubt(words: list[str], declared: str) -> bool:
    """Five words or more of one other language, and four times more than of the one declared."""
    scores = language_scores(prepare(" ".join(words)))
    most = max(scores.values(), default=0.0)
    return most >= 5 and most >= 4 * scores.get(declared, 0.0)


def _of_another(element: Any, declared: str) -> bool:
    """Inside an element that says its own language."""
    while element is not None and element.getparent() is not None:
        own = _bare(element.get("lang")).lower().partition("-")[0]
        if own:
            return own != declared
        element = element.getparent()
    return False


def title_of(page: Page) -> str | None:
    """The words of the title, None without one; the titles of drawings are not it."""
    for element in page.tree.iter("title"):
        if not any(each.tag == "svg" for each in element.iterancestors()):
            return _bare(element.text_content())
    return None


def titles(page: Page, _site: Site) -> Iterator[Finding]:
    if not title_of(page):
        yield Finding("title-missing", page.path, True, Evidence(selector="head"))


def same_titles(page: Page, site: Site) -> Iterator[Finding]:
    """Not of a page that says another is the one to be shown."""
    own = title_of(page)
    if not own or _canonical(page) not in ("", page.answer.url):
        return
    for other in site.pages:
        if other is not page and other.path != page.path and title_of(other) == own:
            if _canonical(other) == page.answer.url:
                continue
            yield Finding("title-duplicate", page.path, True, Evidence(own[:200], "title", url=other.answer.url))
            return


def _canonical(page: Page) -> str:
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return normal(link.get("href") or "", page.answer.url) or ""
    return ""


def _metas(page: Page, name: str) -> list[str]:
    return [_bare(meta.get("content")) for meta in page.tree.iter("meta") if _bare(meta.get("name")).lower() == name]


def description(page: Page, _site: Site) -> Iterator[Finding]:
    if not any(_metas(page, "description")):
        yield Finding("meta-description-missing", page.path, True, Evidence(selector="head"))


def viewport(page: Page, _site: Site) -> Iterator[Finding]:
    said = _metas(page, "viewport")
    if not said:
        yield Finding("viewport-missing", page.path, True, Evidence(selector="head"))
    for content in said:
        given = dict(part.partition("=")[::2] for part in re.split(r"[,;]+", content.replace(" ", "")))
        fixed = given.get("user-scalable", "").lower() in ("no", "0", "0.0")
        if fixed or _scale(given.get("maximum-scale", "")) < 2:
            yield Finding("viewport-zoom-blocked", page.path, True, Evidence(content[:200], 'meta[name="viewport"]'))
            return


def _scale(written: str) -> float:
    found = re.match(r"\d*\.?\d+", written)
    return float(found[0]) if found else 10.0


def heading(page: Page, _site: Site) -> Iterator[Finding]:
    if page.tree.find(".//h1") is None:
        yield Finding("h1-missing", page.path, True, Evidence(selector="body"))


def link_names(page: Page, _site: Site) -> Iterator[Finding]:
    found = (each for each in page.tree.iter("a") if each.get("href") is not None and not _named(each, page))
    for element, _ in zip(found, range(MOST), strict=False):
        if not _unheard(element):
            yield Finding(
                "link-without-name", page.path, True, Evidence((element.get("href") or "")[:200], selector(element))
            )


def _unheard(element: Any) -> bool:
    chain = [element, *element.iterancestors()]
    return any(
        hidden(each) or each.get("aria-hidden") == "true" or each.tag in ("noscript", "template") for each in chain
    )


def _named(element: Any, page: Page) -> bool:
    return named_by(element, page) or any(_gives_a_name(each, element) for each in element.iter())


def _gives_a_name(each: Any, link: Any) -> bool:
    """Words of its own or after it, a label, the text of an image, the title of a drawing."""
    after = _bare(each.tail) if each is not link else ""
    if not isinstance(each.tag, str):
        return bool(after)
    words = _bare(each.text) if each.tag not in UNSEEN or each.tag == "title" else ""
    labels = [_bare(each.get(name)) for name in _NAMES]
    picture = _bare(each.get("alt")) if each.tag in ("img", "area", "input") else ""
    return bool(after or words or any(labels) or picture)


def named_by(element: Any, page: Page) -> bool:
    """By its own attributes, or by elements of the page that it names."""
    if any(_bare(element.get(name)) for name in _NAMES):
        return True
    ids = (element.get("aria-labelledby") or "").split()
    return any(_bare(found.text_content()) for name in ids for found in page.tree.xpath("//*[@id=$i]", i=name))


PAGE = (images, language_said, language_true, titles, same_titles, description, viewport, heading, link_names)
