"""`orchestre audit site URL`: a site looked at, page by page, as a visitor who reads its pages and sends nothing."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from orchestre.audit.site.report import document
from orchestre.audit.site.walk import MAX_PAGES
from orchestre.basics import Language, OrchestreError
from orchestre.basics.typography import day, number, percent
from orchestre_cli.parser import Parser
from orchestre_cli.talk import Progress, one_line, sentence, write_json

MOST_PAGES = 500
SHOWN = 5
"""Pages named under one fault on a screen; --json has them all."""


class PagesOutside(OrchestreError):
    code = "cli.audit_pages_outside"


def configure(verb: Parser, language: Language) -> None:
    def said(name: str) -> str:
        return sentence(f"cli.audit_{name}", language)

    verb.add_argument("url", metavar="URL", help=said("url"))
    verb.add_argument("--http-url", default="", metavar="URL", help=said("http_url"))
    verb.add_argument("--owner", action="store_true", help=said("owner"))
    verb.add_argument("--max-pages", type=int, default=MAX_PAGES, metavar="N", help=said("pages"))
    verb.add_argument("--allow-private", action="store_true", help=said("private"))
    verb.add_argument("--insecure", action="store_true", help=said("insecure"))
    verb.add_argument("--browser", choices=("auto", "off"), default="auto", help=said("browser"))


def run(args: argparse.Namespace) -> int:
    if not 1 <= args.max_pages <= MOST_PAGES:
        raise PagesOutside(said=args.max_pages, most=MOST_PAGES)
    from orchestre_net import browsing, sites  # the network, and what it brings, for this verb alone

    guard = sites.ANYWHERE if args.allow_private else replace(sites.PUBLIC, any_port=True)
    policy = sites.trusting(guard, insecure=args.insecure)
    with Progress("cli.audit_asking", args.language, every=1) as progress:
        site = sites.walked(
            args.url, policy=policy, owner=args.owner, max_pages=args.max_pages, plain_url=args.http_url,
            told=lambda n, url: progress.at(n, url=one_line(url)[:100]),
        )  # fmt: skip
    if args.browser == "auto":
        site = replace(site, opened=browsing.opened(site, policy=policy))
    if not site.opened:
        site = replace(site, not_measured=(*site.not_measured, "browser"))
    said = document(site, language=args.language)
    if args.json:
        write_json(said)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines(said, args.language)))
    return 0


def lines(said: Mapping[str, Any], language: Language) -> Iterator[str]:
    """The gravest first, with its proof and what to do; pages that share a fault are said together."""
    counts = said["counts"]
    yield sentence("cli.audit_seen", language, url=said["url"], n=counts["pages"], found=counts["findings"])
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for finding in said["findings"]:
        grouped.setdefault(finding["code"], []).append(finding)
    for alike in grouped.values():
        yield ""
        yield from _one(alike, language)
    yield ""
    for name, graded in said["grades"].items():
        score = number(round(graded["score"]), language)
        yield sentence("cli.audit_graded", language, kind=name, score=score, grade=graded["grade"])
    yield from _how_sure(said["measured_on"], language)
    yield sentence("cli.audit_not_measured", language)
    yield from ("  " + sentence(f"cli.audit_not_{name}", language) for name in said["not_measured"])


def _how_sure(measured: Mapping[str, Any], language: Language) -> Iterator[str]:
    """How often such a report is wrong."""
    first = measured["first_sight"]
    yield sentence(
        "cli.audit_measured", language, n=measured["sites"], day=day(date.fromisoformat(measured["date"]), language),
        first_found=percent(first["recall"], language), first_wrong=percent(first["false_alarm_share"], language, 1),
        found=percent(measured["recall"], language), wrong=percent(measured["false_alarm_share"], language, 1),
    )  # fmt: skip


def _one(alike: list[Mapping[str, Any]], language: Language) -> Iterator[str]:
    first = alike[0]
    sure = "" if first["certain"] else f" ({sentence('cli.audit_likely', language)})"
    yield f"{'!' * first['severity']} {first['title']}{sure}"
    for finding in alike[:SHOWN]:
        proof = finding["evidence"]["quote"] or finding["evidence"]["header"] or finding["evidence"]["url"] or ""
        yield f"  {finding['page'] or '*'}  {proof[:120]}"
    if len(alike) > SHOWN:
        yield "  " + sentence("cli.audit_more", language, n=len(alike) - SHOWN)
    yield f"  → {first['advice']}"
    if first["law"]:
        yield f"    {first['law']['name']}, {first['law']['url']}"
