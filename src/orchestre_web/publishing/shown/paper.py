"""The call as documents to download, and as structured data: what the public page says, and nothing else."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

from django.utils import timezone

from orchestre.documents.formats import FORMATS, RELEASE
from orchestre.documents.model import Block, Document, Heading, Listing, Paragraph, Tone
from orchestre.need import need_paper
from orchestre_web.need import queries as needs
from orchestre_web.publishing import queries
from orchestre_web.publishing.models import Publication
from orchestre_web.publishing.shown import pages as shown
from orchestre_web.publishing.shown.for_all import for_all, rule_lines
from orchestre_web.publishing.shown.rules import rule_shown
from orchestre_web.site.words import language, say, speaking


def endings(publication: Publication) -> list[str]:
    """Of the files it is given as. Data of open contracting are made from a need."""
    return [*FORMATS, RELEASE] if publication.need is not None else [*FORMATS]


def paper(publication: Publication, ending: str) -> bytes:
    """The call as a document, in the language of its need, else of the reader. The last ones made are held: the page is
    open to everybody."""
    return _written(_document(publication), ending)


@lru_cache(maxsize=16)
def _written(document: Document, ending: str) -> bytes:
    return FORMATS[ending].write(document)


def _document(publication: Publication) -> Document:
    day = timezone.localdate(publication.published_at) if publication.published_at else None
    with _spoken_by_the_need(publication):
        blocks = (*_top(publication), *_middle(publication), *_questions(publication))
        return Document(publication.call.title, language(), blocks, publication.call.company.name, day)


def _spoken_by_the_need(publication: Publication) -> AbstractContextManager[Any]:
    """Its sections are written in one language: what stands around them is said in it too."""
    spoken = str((publication.need or {}).get("language") or language())
    return speaking(spoken)


def _top(publication: Publication) -> Iterator[Block]:
    call = publication.call
    yield Paragraph(say("publishing.until", when=shown.moment_in_words(publication.deadline)), Tone.LEAD)
    if call.need_text and call.need_text != call.title:
        yield Paragraph(call.need_text)


def _middle(publication: Publication) -> Iterator[Block]:
    """The need as a provider reads it, with the rule in its place; for a call in a sentence, the rule alone."""
    rule = rule_shown(publication)
    for part in publication.form.get("about", ()):
        yield Heading(part["title"])
        yield Listing(part["text"].split("\n"))
    if publication.need is not None:
        yield from need_paper(for_all(publication, rule), for_providers=True).blocks
    elif rule is not None:
        yield Heading(say("publishing.rule_title"))
        yield Listing(rule_lines(rule))


def _questions(publication: Publication) -> Iterator[Block]:
    answers = queries.answered(publication)
    if answers:
        yield Heading(say("publishing.questions_title"))
        for each in answers:
            yield Paragraph(each.question)
            yield Paragraph(each.answer)


def release(publication: Publication, address: str) -> dict[str, Any] | None:
    """The call as a package of one open contracting release, as it stands now; `address` is where the package is. None
    for a call that was made from no need."""
    from orchestre.need.ocds import Buyer, Dates, release_package, tender_release

    ocid, opened = needs.ocid_of(publication.call.pk), publication.published_at
    if publication.need is None or ocid is None or opened is None:
        return None
    changes = queries.changes(publication)
    at = changes[0].at if changes else opened
    name = publication.call.company.name
    with _spoken_by_the_need(publication):
        rule = rule_shown(publication)
        made = tender_release(
            for_all(publication, rule),
            ocid=ocid,
            release_id=f"{ocid}-tender-{max(len(changes), 1)}",
            made_at=at,
            buyer=Buyer(id="buyer", name=name),
            dates=Dates(opens=opened, questions_until=publication.questions_until, closes=publication.deadline),
            public=True,
        )
        if rule is not None:
            made["tender"]["awardCriteriaDetails"] = "\n".join(rule_lines(rule))
    made["tender"]["title"] = publication.call.title
    return release_package([made], uri=address, publisher=name, published_at=at)


def structured(publication: Publication, address: str) -> dict[str, Any]:
    """schema.org: what a company seeks, from when to when."""
    call = publication.call
    demand: dict[str, Any] = {
        "@type": "Demand",
        "name": call.title,
        "description": call.need_text or call.title,
        "url": address,
        "availabilityStarts": publication.published_at.isoformat() if publication.published_at else None,
        "availabilityEnds": publication.deadline.isoformat() if publication.deadline else None,
    }
    if publication.shows_budget:
        price = publication.rule["price"]
        demand["priceSpecification"] = {
            "@type": "PriceSpecification",
            "minPrice": price.get("floor", 0),
            "maxPrice": price["ceiling"],
            "priceCurrency": price.get("currency", "EUR"),
            "valueAddedTaxIncluded": price.get("tax") == "incl",
        }
    held = {name: value for name, value in demand.items() if value is not None}
    return {"@context": "https://schema.org", "@type": "Organization", "name": call.company.name, "seeks": held}
