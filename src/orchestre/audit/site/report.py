"""What was found on a site as one document: `orchestre.site_audit/1`."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from orchestre.audit.grades import grade
from orchestre.audit.site.catalogue import Entry, catalogue
from orchestre.audit.site.checks import checks
from orchestre.audit.site.checks.links import is_lost, lost_page
from orchestre.audit.site.measured import measured_on
from orchestre.audit.site.reading import is_shell
from orchestre.audit.site.resources import resources_of
from orchestre.audit.site.values import Finding, Level, Page, Site
from orchestre.basics import Language, OrchestreError

SCHEMA = "orchestre.site_audit/1"


OF_WORDS = frozenset(
    {
        "h1-missing", "html-lang-wrong", "structured-data-missing", "title-duplicate",
        "legal-notice-missing", "privacy-policy-missing", "cgv-missing", "mediator-missing",
    }
)  # fmt: skip
"""What nobody can say of a page that its scripts have still to write."""


def find(site: Site) -> list[Finding]:
    """Everything found, the gravest first, then in the order of the pages. Two findings that say the same of the same
    page at the same place are one."""
    pages, whole = checks()
    lost = lost_page(site)
    # A “not found” page that says 200 is no page of the site: what it lacks is nobody's fault.
    real = [page for page in site.pages if page is site.home or not is_lost(page.answer, lost)]
    site = replace(site, pages=real)
    found = [finding for check in whole for finding in check(site)]
    found += [finding for page in real for check in pages for finding in check(page, site)]
    blank = {page.path for page in real if is_shell(page)}
    found = [each for each in found if each.code not in OF_WORDS or (each.page or site.home.path) not in blank]
    return sorted(_once(found), key=lambda finding: -catalogue()[finding.code].severity)


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    told = set()
    for finding in found:
        key = (finding.code, finding.page, finding.evidence)
        if key not in told:
            told.add(key)
            yield finding


def document(site: Site, *, language: Language = "fr", found: list[Finding] | None = None) -> dict[str, object]:
    """`page` of a finding: path as served, null at the level of the site."""
    findings = find(site) if found is None else found
    counted = Counter(finding.code for finding in findings)
    return {
        "schema": SCHEMA,
        "url": site.url,
        "owner": site.owner,
        "pages": [_page(page) for page in site.pages],
        "findings": [_finding(finding, catalogue()[finding.code], language) for finding in findings],
        "grades": dict(_grades(site)),
        "not_measured": sorted({*site.not_measured, *_unseen(site), "lighthouse"}),
        "counts": {
            "pages": len(site.pages),
            "links": len(site.links),
            "resources": len(site.resources),
            "findings": len(findings),
            "certain": sum(finding.certain for finding in findings),
            "by_code": dict(sorted(counted.items())),
        },
        "measured_on": dict(measured_on()),
    }


def _unseen(site: Site) -> Iterator[str]:
    if any(is_shell(page) for page in site.pages):
        yield "pages_of_scripts"


def _page(page: Page) -> dict[str, object]:
    answer = page.answer
    title = page.tree.findtext(".//title")
    return {
        "page": page.path,
        "url": answer.url,
        "status": answer.status,
        "title": None if title is None else " ".join(title.split()),
        "bytes": answer.length,
        "first_byte_seconds": answer.seconds,
        "words": len(page.text.split()),
    }


def _finding(finding: Finding, entry: Entry, language: Language) -> dict[str, object]:
    advice = entry.advice.said(language)
    for name in re.findall(r"\{(\w+)\}", advice):
        advice = advice.replace(f"{{{name}}}", finding.which.get(f"{name}_{language}", finding.which.get(name, "")))
    evidence = finding.evidence
    return {
        "code": finding.code,
        "level": str(entry.level),
        "page": finding.page if entry.level is Level.PAGE else None,
        "severity": int(entry.severity),
        "certain": finding.certain,
        "title": entry.title.said(language),
        "evidence": {
            "quote": evidence.quote,
            "selector": evidence.selector,
            "header": evidence.header,
            "url": evidence.url,
        },
        "advice": advice,
        "who": entry.who,
        "days": {"low": entry.days[0], "high": entry.days[1]},
        "law": None
        if entry.law is None
        else {"name": entry.law.name, "since": entry.law.since.isoformat(), "url": entry.law.url},
    }


def _grades(site: Site) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Published scales on the first page. EcoIndex counts what its HTML names: a browser sees what scripts load too."""
    headers: dict[str, list[str]] = {}
    for name, value in site.home.answer.headers:
        headers.setdefault(name, []).append(value)
    seen = site.opened.get(site.home.path)
    loaded = [site.resources[url] for url in dict.fromkeys(resources_of(site.home)) if url in site.resources]
    weight = (site.home.answer.length or len(site.home.answer.body)) + sum(each.length or 0 for each in loaded)
    eco = {"dom": _elements(site.home), "requests": 1 + len(loaded), "kb": weight / 1000}
    if seen is not None:
        eco = {"dom": seen.elements, "requests": len(seen.asked), "kb": seen.weight / 1000}
    for kind, case in (("headers", {"url": site.home.answer.url, "headers": headers}), ("ecoindex", eco)):
        try:
            said = grade(json.dumps({"kind": kind, **case}))
        except OrchestreError:  # a header that no rule reads: the rest of the report is worth as much
            continue
        kept = {name: value for name, value in said.items() if name not in ("schema", "kind", "unused_fields")}
        yield (
            kind,
            {**kept, **({"of": eco, "how": "static" if seen is None else "browser"} if kind == "ecoindex" else {})},
        )


def _elements(page: Page) -> int:
    return sum(1 for element in page.tree.iter() if isinstance(element.tag, str))
