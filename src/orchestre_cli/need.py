"""`orchestre need "SENTENCE"`: one sentence in, an expression of need out, as Markdown or JSON."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from orchestre.basics import Language, OrchestreError
from orchestre.need import Need, read_answers, to_markdown, write_need
from orchestre_cli.files import keep_apart, writing
from orchestre_cli.parser import Parser
from orchestre_cli.talk import sentence, tell, write_json

HELP: Mapping[Language, str] = {
    "fr": "Écrire une expression de besoin à partir d'une phrase : exigences, questions, règle de choix, où publier.",
    "en": "Write an expression of need from one sentence: requirements, questions, choice rule, where to publish.",
}

FORMATS = (".md", ".json")


class UnknownFormat(OrchestreError):
    code = "cli.need_format"


class AnswersNotText(OrchestreError):
    code = "cli.need_answers_not_text"


def configure(parser: Parser, language: Language) -> None:
    def say(code: str) -> str:
        return sentence(code, language)

    parser.add_argument("sentence", metavar="SENTENCE", help=say("cli.need_sentence"))
    parser.add_argument("--sector", default="", metavar="S", help=say("cli.need_sector"))
    parser.add_argument("--headcount", type=int, default=None, metavar="N", help=say("cli.need_headcount"))
    parser.add_argument("--answers", default=None, metavar="F.toml", help=say("cli.need_answers"))
    parser.add_argument("-o", "--output", action="append", default=[], metavar="FILE", help=say("cli.need_output"))


def run(args: argparse.Namespace) -> int:
    language: Language = args.language
    keep_apart([args.answers], args.output)
    for name in args.output:
        if not name.endswith(FORMATS):
            raise UnknownFormat(file=name, known=", ".join(FORMATS))
    need = write_need(
        args.sentence,
        sector=args.sector,
        headcount=args.headcount,
        answers=_answers(args.answers),
        language=language,
    )
    for name in args.output:
        with writing(name) as stream:
            stream.write(_bytes(need, name))
        tell(sentence("cli.need_written", language, file=name))
    if args.json:
        write_json(need.as_document())
    elif not args.output:
        sys.stdout.write(to_markdown(need))
    return 0


def _answers(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        return read_answers(Path(path).read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise AnswersNotText(file=path) from None


def _bytes(need: Need, name: str) -> bytes:
    """Markdown or JSON by the end of the name; the other formats come with the document model."""
    if name.endswith(".json"):
        return (json.dumps(need.as_document(), ensure_ascii=False, indent=2) + "\n").encode()
    return to_markdown(need).encode()
