"""What a browser saw start before anybody clicked."""

from collections.abc import Iterator

from orchestre.audit.site.addresses import same_site
from orchestre.audit.site.checks.consent import starts, tracker_in
from orchestre.audit.site.values import Evidence, Finding, Page, Site


def trackers(page: Page, site: Site) -> Iterator[Finding]:
    """Each tracker once a page, unless its program in the page has told it already."""
    seen = site.opened.get(page.path)
    if seen is None:
        return
    told = {finding.which.get("name") for finding in starts(page, site)}
    for url in seen.asked:
        found = None if same_site(url, page.answer.url) else tracker_in(url)
        if found and found[0] not in told:
            told.add(found[0])
            evidence = Evidence(found[1], url=url[:300])
            yield Finding("tracker-before-consent", page.path, True, evidence, {"name": found[0]})


PAGE = (trackers,)
