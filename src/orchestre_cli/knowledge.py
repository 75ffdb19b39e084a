"""`orchestre knowledge check`: which figures are past the date they were vouched for."""

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime

from orchestre.basics import Language, OrchestreError
from orchestre.knowledge import load
from orchestre.need.dated import dated_figures, past_their_date
from orchestre_cli.parser import Parser
from orchestre_cli.talk import sentence, write_json

HELP: Mapping[Language, str] = {
    "fr": "Ce que le programme sait : genres de besoin, sujets, chiffres datés.",
    "en": "What the program knows: kinds of need, topics, dated figures.",
}


class NotADay(OrchestreError):
    code = "cli.knowledge_not_a_day"


def configure(parser: Parser, language: Language) -> None:
    verbs = parser.add_subparsers(
        dest="verb", metavar=sentence("cli.verb", language), title=sentence("cli.verbs", language)
    )
    help_text = sentence("cli.knowledge_check", language)
    check = verbs.add_parser("check", help=help_text, description=help_text)
    check.add_argument("--on", default=None, metavar="DAY", help=sentence("cli.knowledge_on", language))


def run(args: argparse.Namespace) -> int:
    """0 even when figures are old: it is told, and theirs to replace."""
    language: Language = args.language
    try:
        today = date.fromisoformat(args.on) if args.on else datetime.now(UTC).date()
    except ValueError:
        raise NotADay(said=args.on) from None
    n, old = len(dated_figures()), past_their_date(today)
    laws = [duty for topic in load().topics.values() for duty in topic.duties]
    checked = sum(duty.checked is not None for duty in laws)
    if args.json:
        write_json(
            {
                "schema": "orchestre.knowledge_check/1",
                "on": today.isoformat(),
                "figures": n,
                "laws": len(laws),
                "laws_checked": checked,
                "past": [
                    {
                        "id": each.id,
                        "label": each.label.said(language),
                        "unit": each.unit,
                        "low": each.low,
                        "likely": each.likely,
                        "high": each.high,
                        "source": each.source,
                        "year": each.year,
                        "quality": each.quality,
                        "valid_until": each.valid_until.isoformat(),
                    }
                    for each in old
                ],
            }
        )
        return 0
    sys.stdout.write(sentence("cli.knowledge_count", language, n=n, old=len(old)) + "\n")
    for each in old:
        line = sentence(
            "cli.knowledge_old",
            language,
            id=each.id,
            label=each.label.said(language),
            until=each.valid_until,
            source=each.source,
        )
        sys.stdout.write(line + "\n")
    sys.stdout.write(sentence("cli.knowledge_laws", language, n=len(laws), checked=checked) + "\n")
    return 0
