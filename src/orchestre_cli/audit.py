"""`orchestre audit`: a site looked at (`site`), or a published grade worked out again from its inputs (`grade`)."""

import argparse
import sys
from collections.abc import Iterator, Mapping

from orchestre.audit import grade, kinds
from orchestre.basics import Language
from orchestre.basics.typography import number
from orchestre_cli import audit_site
from orchestre_cli.files import text_of
from orchestre_cli.parser import Parser
from orchestre_cli.talk import one_line, sentence, write_json

HELP: Mapping[Language, str] = {
    "fr": "Regarder un site et dire ce qui s'y trouve, ou noter une page par des barèmes publiés.",
    "en": "Look at a site and say what is found there, or grade a page by published scales.",
}


def configure(parser: Parser, language: Language) -> None:
    verbs = parser.add_subparsers(
        dest="verb", metavar=sentence("cli.verb", language), title=sentence("cli.verbs", language)
    )
    help_text = sentence("cli.audit_grade", language)
    verb = verbs.add_parser("grade", help=help_text, description=help_text)
    verb.add_argument("case", metavar="CASE", help=sentence("cli.decide_case", language))
    verb.epilog = sentence("cli.audit_kinds", language, known=", ".join(kinds()))
    help_text = sentence("cli.audit_site", language)
    audit_site.configure(verbs.add_parser("site", help=help_text, description=help_text), language)


def run(args: argparse.Namespace) -> int:
    if args.verb == "site":
        return audit_site.run(args)
    document = grade(text_of(args.case))
    if args.json:
        write_json(document)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines(document, args.language)))
    return 0


def lines(document: Mapping[str, object], language: Language) -> Iterator[str]:
    """The score first, then what it was made of, a line each."""
    yield sentence("cli.audit_heading", language, kind=document["kind"], score=_said(document["score"], language))
    for key, value in document.items():
        if key in ("schema", "kind", "score"):
            continue
        if isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {name}: {_said(one, language)}" for name, one in value.items())
        else:
            yield f"{key}: {_said(value, language)}"


def _said(value: object, language: Language) -> str:
    if isinstance(value, (int, float)):
        return number(value, language)
    if isinstance(value, Mapping):
        return " · ".join(_said(one, language) for one in value.values())
    if isinstance(value, list):
        return ", ".join(_said(one, language) for one in value) or "-"
    return "-" if value is None else str(value)
