"""`orchestre staffing cost`: what a post costs, line by line."""

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from orchestre.basics import Language, OrchestreError
from orchestre.basics.typography import money, number, percent
from orchestre.staffing.cost.document import batch, employer_cost
from orchestre.staffing.cost.given import read_post
from orchestre_cli.files import text_of
from orchestre_cli.parser import Parser
from orchestre_cli.talk import one_line, sentence, tell, write_json

HELP: Mapping[Language, str] = {
    "fr": "Faire le bon calcul : ce que coûte un poste.",
    "en": "Do the right sum: what a post costs.",
}
_VALUES = (
    ("gross", "EUR"),
    ("headcount", "N"),
    ("hours", "N"),
    ("contract", "CONTRACT"),
    ("age", "N"),
    ("year-of-contract", "N"),
    ("diploma", "N"),
    ("mobility", "FRACTION"),
    ("work-accident", "FRACTION"),
    ("health-cover-employer", "EUR"),
    ("date", "DAY"),
    ("signed", "DAY"),
    ("work-study-share", "FRACTION"),
)
_SWITCHES = ("executive", "disabled", "full-ceiling")


class BatchEmpty(OrchestreError):
    code = "cli.staffing_batch_empty"


class RowTooLong(OrchestreError):
    code = "cli.staffing_row_too_long"


def configure(parser: Parser, language: Language) -> None:
    verbs = parser.add_subparsers(
        dest="verb", metavar=sentence("cli.verb", language), title=sentence("cli.verbs", language)
    )
    help_text = sentence("cli.staffing_cost", language)
    cost = verbs.add_parser("cost", help=help_text, description=help_text)
    for name, shape in _VALUES:
        cost.add_argument(f"--{name}", metavar=shape, help=sentence(f"cli.staffing_{name.replace('-', '_')}", language))
    for name in _SWITCHES:
        text = sentence(f"cli.staffing_{name.replace('-', '_')}", language)
        cost.add_argument(f"--{name}", action="store_true", help=text)
    cost.add_argument("--batch", metavar="FILE", help=sentence("cli.staffing_batch", language))


def run(args: argparse.Namespace) -> int:
    return _batch(args) if args.batch else _one(args)


def _said(args: argparse.Namespace) -> dict[str, str | None]:
    names = [name.replace("-", "_") for name, _ in _VALUES]
    said = {name: getattr(args, name) for name in names}
    return {**said, **{name: "yes" for name in (one.replace("-", "_") for one in _SWITCHES) if getattr(args, name)}}


def _one(args: argparse.Namespace) -> int:
    document = employer_cost(read_post(_said(args), today=datetime.now(UTC).date()), args.language)
    if args.json:
        write_json(document)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines(document, args.language)))
    return 0


def _batch(args: argparse.Namespace) -> int:
    language: Language = args.language
    common = {name: value for name, value in _said(args).items() if value is not None}
    rows = [{**common, **{name: said for name, said in row.items() if said}} for row in _rows(text_of(args.batch))]
    document = batch(rows, today=datetime.now(UTC).date(), language=language)
    if args.json:
        write_json(document)
    else:
        for one in document["results"]:
            if "error" not in one:
                sys.stdout.write(f"{one['line']}: {_euros(one['employer_cost_per_year'], language)}\n")
    for one in document["results"]:
        if "error" in one:
            tell(sentence("staffing.bad_row", language, line=one["line"], what=one["error"]["text"]))
    return 2 if document["counts"]["refused"] else 0


def _rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file, comma or semicolon. Raises BatchEmpty, RowTooLong."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") >= max(1, head.count(",")) else ",")
    rows = []
    for place, row in enumerate(reader, start=2):
        if None in row:
            raise RowTooLong(line=place)
        rows.append({name: value or "" for name, value in row.items()})
    if not rows:
        raise BatchEmpty()
    return rows


def lines(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    """The cost first, then what it is made of, a line each, then what to look at."""
    words = {
        "cost": _euros(document["employer_cost_per_year"], language),
        "month": _euros(document["employer_cost_per_month"], language),
        "ratio": number(document["cost_to_gross"], language, 2),
    }
    yield sentence("cli.staffing_heading", language, **words)
    yield document["law"]["text"]
    yield ""
    for line in document["lines"]:
        rate = "" if line["base_kind"] == "flat" else percent(round(line["rate"], 6), language, 3)
        amount = _euros(line["amount"], language)
        yield f"  {line['label']:<58} {rate:>10} {amount:>14}  {line['law']}".rstrip()
    for kind in ("aids", "one_offs"):
        for one in document[kind]:
            amount = _euros(one["amount"], language)
            yield sentence("cli.staffing_beside", language, label=one["label"], amount=amount)
    for one in (*document["cliffs"], *document["warnings"]):
        yield f"- {one['text']}"


def _euros(amount: float, language: Language) -> str:
    return money(round(amount, 2), language)
