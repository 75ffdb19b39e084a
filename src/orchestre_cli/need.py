"""`orchestre need "SENTENCE"`: one sentence in; out, a statement of need, or what goes with it: a job description, a
mission letter, the posts that announce the call. As text, as JSON, or as files of every format."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestre.basics import Language, OrchestreError
from orchestre.need import Need, need_paper, read_answers, to_markdown, write_need
from orchestre.need.given import language_of
from orchestre_cli.files import keep_apart, writing
from orchestre_cli.parser import Parser
from orchestre_cli.talk import sentence, tell, write_json

if TYPE_CHECKING:
    from orchestre.documents.model import Document

HELP: Mapping[Language, str] = {
    "fr": "Écrire une expression de besoin à partir d'une phrase\u202f: exigences, questions, règle de choix, où "
    "publier, dans la langue de la phrase si --lang ne dit rien. Avec --profile, --mission ou --announce\u202f: une "
    "fiche de poste, une lettre de mission, les annonces.",
    "en": "Write a statement of need from one sentence: requirements, questions, choice rule, where to publish, in "
    "the language of the sentence unless --lang says otherwise. With --profile, --mission or --announce: a job "
    "description, a mission letter, the posts.",
}

RELEASE = ".ocds.json"
PAPERS = (".pdf", ".docx", ".odt", ".md", ".html")
FORMATS = (*PAPERS, ".json", RELEASE)


class UnknownFormat(OrchestreError):
    code = "cli.need_format"


class NoRelease(OrchestreError):
    code = "cli.need_no_release"


class AnswersNotText(OrchestreError):
    code = "cli.need_answers_not_text"


class NotADay(OrchestreError):
    code = "cli.need_not_a_day"


def configure(parser: Parser, language: Language) -> None:
    def say(code: str, **values: object) -> str:
        return sentence(code, language, **values)

    parser.add_argument("sentence", metavar="SENTENCE", help=say("cli.need_sentence"))
    parser.add_argument("--sector", default="", metavar="S", help=say("cli.need_sector"))
    parser.add_argument("--headcount", type=int, default=None, metavar="N", help=say("cli.need_headcount"))
    parser.add_argument("--answers", default=None, metavar="F.toml", help=say("cli.need_answers"))
    parser.add_argument("-o", "--output", action="append", default=[], metavar="FILE", help=say("cli.need_output"))
    parser.add_argument("--for-providers", action="store_true", help=say("cli.need_for_providers"))
    parser.add_argument("--buyer", default="", metavar="NAME", help=say("cli.need_buyer"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--profile", metavar="P", help=say("cli.need_profile", known=", ".join(_known("job"))))
    who.add_argument("--mission", metavar="M", help=say("cli.need_mission", known=", ".join(_known("mission"))))
    parser.add_argument("--announce", metavar="WHERE", help=say("cli.need_announce", known=", ".join(_places())))
    parser.add_argument("--link", default="", metavar="URL", help=say("cli.need_link"))
    parser.add_argument("--until", default=None, metavar="DAY", help=say("cli.need_until"))


def _known(form: str) -> list[str]:
    from orchestre.need.roles import AUTO, roles

    return [AUTO, *(role.id for role in roles().values() if role.form == form)]


def _places() -> list[str]:
    from orchestre.need.announcing import ALL, places

    return [ALL, *places()]


@dataclass(frozen=True, slots=True)
class Made:
    """What was asked for: as JSON values, as text for the screen, as a document."""

    values: Callable[[], dict[str, Any]]
    text: Callable[[], str]
    paper: Callable[[], "Document"]
    need: Need | None = None


def run(args: argparse.Namespace) -> int:
    language = _language(args)
    keep_apart([args.answers], args.output)
    until = _day(args.until)
    for name in args.output:
        _check(name, release=not (args.profile or args.mission or args.announce))
    need = write_need(
        args.sentence,
        sector=args.sector,
        headcount=args.headcount,
        answers=_answers(args.answers),
        language=language,
    )
    made = _made(need, args, until)
    for name in args.output:
        with writing(name) as stream:
            stream.write(_bytes(made, name, args))
        tell(sentence("cli.need_written", language, file=name))
    if args.json:
        write_json(made.values())
    elif not args.output:
        sys.stdout.write(made.text())
    return 0


def _language(args: argparse.Namespace) -> Language:
    """`--lang`, else the language the sentence is in: who writes in English is answered in English."""
    spoken: Language = args.language
    if getattr(args, "lang", None):
        return spoken
    return language_of(args.sentence, spoken)


def _check(name: str, *, release: bool) -> None:
    """Before anything is worked out. Raises UnknownFormat, NoRelease."""
    if not name.lower().endswith(FORMATS):
        raise UnknownFormat(file=name, known=", ".join(FORMATS))
    if name.lower().endswith(RELEASE) and not release:
        raise NoRelease(file=name)


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise NotADay(said=said) from None


def _made(need: Need, args: argparse.Namespace, until: date | None) -> Made:
    today, author = datetime.now(UTC).date(), args.buyer
    form, name = ("mission", args.mission) if args.mission else ("job", args.profile)
    role = None
    if name:
        from orchestre.need.roles import role_paper

        role = role_paper(need, name, form=form)
        if role.better and not role.adapted:
            tell(sentence("cli.need_not_adapted", need.language, better=", ".join(role.better)))
    if args.announce:
        from orchestre.need.announcing import announcements

        posts = announcements(need, place=args.announce, about=role, link=args.link, until=until)
        return Made(posts.as_document, posts.as_text, lambda: posts.paper(author=author, made_on=today))
    if role is not None:
        from orchestre.documents.markdown import write_markdown

        chosen = role
        return Made(
            chosen.as_document,
            lambda: write_markdown(chosen.paper(public=args.for_providers)),
            lambda: chosen.paper(author=author, made_on=today, public=args.for_providers),
        )
    return Made(
        need.as_document,
        lambda: to_markdown(need, for_providers=args.for_providers),
        lambda: need_paper(need, author=author, made_on=today, for_providers=args.for_providers),
        need,
    )


def _answers(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        return read_answers(Path(path).read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise AnswersNotText(file=path) from None


def _bytes(made: Made, name: str, args: argparse.Namespace) -> bytes:
    """By the end of the name. Each format is imported only when it is asked for."""
    ending = name.lower()
    if ending.endswith(RELEASE) and made.need is not None:
        return _json(_release(made.need, args))
    if ending.endswith(".json"):
        return _json(made.values())
    if ending.endswith(".md"):
        return made.text().encode("utf-8", "backslashreplace")
    from orchestre.documents.formats import FORMATS as WRITTEN

    return WRITTEN[ending.rpartition(".")[2]].write(made.paper())


def _json(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _release(need: Need, args: argparse.Namespace) -> dict[str, Any]:
    """Named by what the need says, so that the same need keeps its name."""
    from orchestre.need.ocds import NO_PREFIX, Buyer, Dates, tender_release

    said = json.dumps(need.as_document(), sort_keys=True, ensure_ascii=False)
    name = sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:12]
    until = _day(args.until)
    closes = datetime(until.year, until.month, until.day, 23, 59, 59, tzinfo=UTC) if until else None
    return tender_release(
        need,
        ocid=f"{NO_PREFIX}-{name}",
        release_id=f"{name}-1",
        made_at=datetime.now(UTC).replace(microsecond=0),
        buyer=Buyer(id="buyer", name=args.buyer) if args.buyer else None,
        dates=Dates(closes=closes),
        public=args.for_providers,
    )
