"""`orchestre decide CASE.json`: one case in, one answer out; `--self-test`: the published cases, again."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence

from orchestre.basics import Language, OrchestreError
from orchestre.basics.typography import number
from orchestre.decision import self_test
from orchestre.decision.cases import answer, methods, read_case
from orchestre_cli.files import text_of
from orchestre_cli.parser import Parser
from orchestre_cli.talk import one_line, sentence, tell, write_json

HELP: Mapping[Language, str] = {
    "fr": "Calculer un cas écrit en JSON par une méthode d'aide au choix, ou refaire les cas publiés.",
    "en": "Work out a case written in JSON by one method of choice, or do the published cases again.",
}

ON_SCREEN = 20
"""Lines of one table when --json is not given."""


class NothingToDecide(OrchestreError):
    code = "cli.decide_nothing"


def configure(parser: Parser, language: Language) -> None:
    parser.add_argument("case", nargs="?", metavar="CASE", help=sentence("cli.decide_case", language))
    parser.add_argument("--self-test", action="store_true", help=sentence("cli.decide_self_test", language))
    parser.epilog = sentence("cli.decide_methods", language, known=", ".join(methods()))


def run(args: argparse.Namespace) -> int:
    language: Language = args.language
    if args.self_test:
        return _self_test(language, as_json=args.json)
    if args.case is None:
        raise NothingToDecide()
    document = answer(read_case(text_of(args.case), language))
    if args.json:
        write_json(document)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines(document, language)))
    return 0


# --- As text ------------------------------------------------------------------------------------------------------


def lines(document: Mapping[str, object], language: Language) -> Iterator[str]:
    """Short tables for a terminal: one of the alternatives in their order, one of the rest."""
    order = _whole(document.get("ranking"))
    names = document.get("alternatives")
    yield sentence("cli.decide_heading", language, method=document["method"])
    said = document.get("sentences")
    if isinstance(said, Mapping):  # a method that says its answer in words
        yield from (text for part in said.values() for text in part)
        yield from _warnings(document)
        return
    # A list as long as the ranking has one figure an alternative; `weights` and names have their own place.
    beside = {
        key: value
        for key, value in document.items()
        if key not in ("ranking", "weights") and isinstance(value, list) and _one_each(value, len(order))
    }
    if order:
        yield " · ".join(["", *beside]) if beside else ""
    for place, row in enumerate(order[:ON_SCREEN], start=1):
        name = names[row] if isinstance(names, list) else f"[{row}]"
        yield " · ".join([f"{place:>4}. {name}", *(_said(value[row], language) for value in beside.values())])
    if len(order) > ON_SCREEN:
        yield sentence("cli.decide_more", language, n=len(order) - ON_SCREEN)
    for key, value in document.items():
        if key not in ("schema", "method", "alternatives", "ranking", "warnings", *beside):
            yield f"{key}: {_said(value, language)}"
    yield from _warnings(document)


def _warnings(document: Mapping[str, object]) -> Iterator[str]:
    warnings = document.get("warnings")
    for warning in warnings if isinstance(warnings, list) else []:
        yield f"! {warning['text'] if isinstance(warning, dict) else warning}"


def _whole(value: object) -> list[int]:
    return [one for one in value if isinstance(one, int)] if isinstance(value, list) else []


def _one_each(values: list[object], count: int) -> bool:
    return 0 < count == len(values) and all(type(one) in (int, float) for one in values)


def _said(value: object, language: Language) -> str:
    """Figures as people read them; a long list shows its beginning."""
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, (int, float)):
        return number(value, language)
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_said(one, language)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        shown = [_said(one, language) for one in value[:ON_SCREEN]]
        return " | ".join([*shown, "…"] if len(value) > ON_SCREEN else shown)
    return str(value)


# --- The published cases ------------------------------------------------------------------------------------------


def _self_test(language: Language, *, as_json: bool) -> int:
    """1 when a case is not reproduced: nothing that this program ranks should then be believed."""
    results = self_test.run()
    failed = [result for result in results if not result.kept]
    if as_json:
        write_json(self_test.document(results))
    else:
        for result in results:
            word = sentence("cli.decide_kept" if result.kept else "cli.decide_broken", language)
            sys.stdout.write(
                sentence(
                    "cli.decide_difference",
                    language,
                    word=word,
                    name=result.name,
                    difference=f"{result.difference:.2g}",
                    tolerance=f"{result.tolerance:.2g}",
                    source=result.source,
                )
                + "\n"
            )
    if failed:
        tell(sentence("cli.decide_self_test_failed", language, n=len(failed), names=", ".join(r.name for r in failed)))
        return 1
    tell(sentence("cli.decide_self_test_kept", language, n=len(results)))
    return 0
