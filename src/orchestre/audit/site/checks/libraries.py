"""Libraries with a flaw that is public."""

import re
from collections.abc import Iterator

from orchestre.audit.site.reading import decoded, selector
from orchestre.audit.site.resources import scripts_of
from orchestre.audit.site.values import Evidence, Finding, Page, Site

SAFE = (3, 5, 0)
"""Of jQuery: CVE-2020-11022 and CVE-2020-11023 are mended from there on."""
_BANNER = re.compile(r"jQuery (?:JavaScript Library )?v(\d+(?:\.\d+){1,2})")
_FILE = re.compile(
    r"/jquery(?:[-.](\d+(?:\.\d+){1,2}))?(?:[-.](?:slim|min|core|full|packed))*\.js(?:$|[?#])", re.IGNORECASE
)
_FOLDER = re.compile(r"/jquery[@/](\d+(?:\.\d+){1,2})/", re.IGNORECASE)
_QUERY = re.compile(r"[?&](?:ver|v|version)=(\d+(?:\.\d+){1,2})\b", re.IGNORECASE)
_CDN = re.compile(r"/libs/jquery/(\d+(?:\.\d+){1,2})/", re.IGNORECASE)
_PARTS = re.compile(
    r"jquery[-_./]?(?:ui|migrate|mobile|validat|easing|cookie|fancybox|slick|form|mask|color)", re.IGNORECASE
)


def jquery(page: Page, site: Site) -> Iterator[Finding]:
    for element, url in scripts_of(page):
        answer = site.resources.get(url)
        body = decoded(answer)[:4000] if answer is not None and answer.status == 200 else ""
        version, quote = _version(url, body)
        if version and _number(version) < SAFE:
            evidence = Evidence(quote, selector(element), url=url)
            yield Finding("js-lib-outdated", page.path, True, evidence, {"version": version})
            return
    for element in page.tree.iter("script"):
        found = _BANNER.search(element.text or "") if not element.get("src") else None
        if found and _number(found[1]) < SAFE:
            evidence = Evidence(found[0], selector(element))
            yield Finding("js-lib-outdated", page.path, True, evidence, {"version": found[1]})
            return


def _version(url: str, body: str) -> tuple[str, str]:
    """What the file itself says, else its name, its folder, or its address. What is built on jQuery is not it."""
    if found := _BANNER.search(body):
        return found[1], found[0]
    if _PARTS.search(url):
        return "", ""
    name = _FILE.search(url)
    folder = _FOLDER.search(url) or _CDN.search(url)
    if name and name[1]:
        return name[1], url
    if folder and re.search(r"jquery(?:\.slim)?(?:\.min)?(?:\.js)?(?:$|[?#])", url, re.IGNORECASE):
        return folder[1], url
    asked = _QUERY.search(url)
    return (asked[1], url) if name and asked else ("", "")


def _number(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


PAGE = (jquery,)
