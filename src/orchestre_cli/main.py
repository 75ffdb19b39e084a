"""`orchestre ROOM …`: choose the room, hand over, turn what goes wrong into one sentence.

To add a room: one line in `ROOMS` and one module that offers

    HELP: Mapping[Language, str]                             what the room does, shown by `orchestre ROOM --help`
    configure(parser: Parser, language: Language) -> None    its arguments, or its verbs by `parser.add_subparsers`
    run(args: argparse.Namespace) -> int                     the work; `args.language`, `args.json` are always there

The module is imported only when its room is chosen, so that `orchestre --help` answers at once. `run` returns 0 or lets
an `OrchestreError` go up: its sentence is printed on stderr and the command leaves with 2. Anything else that
goes up is our fault: one sentence, and 1.
"""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, cast

from orchestre.basics import Language, OrchestreError
from orchestre_cli.parser import Parser
from orchestre_cli.talk import language_of, sentence, tell

DONE, OUR_FAULT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

# In our words: those of the system are in the system's language.
_FILE_TROUBLES: Mapping[type[OSError], str] = {
    FileNotFoundError: "cli.file_missing",
    NotADirectoryError: "cli.file_missing",
    IsADirectoryError: "cli.file_is_folder",
    PermissionError: "cli.file_forbidden",
}


class Room(NamedTuple):
    name: str
    module: str
    line: Mapping[Language, str]
    """One line in the list of `orchestre --help`."""


ROOMS: tuple[Room, ...] = (
    Room(
        "need",
        "orchestre_cli.need",
        {
            "fr": "écrire votre besoin à partir d'une phrase, avec ce que vous n'aviez pas demandé",
            "en": "write your need from one sentence, with what you had not asked for",
        },
    ),
    Room(
        "replies",
        "orchestre_cli.replies",
        {
            "fr": "lire des réponses : fichiers en entrée, une ligne JSON par réponse en sortie",
            "en": "read replies: files in, one JSON line a reply out",
        },
    ),
    Room(
        "shortlist",
        "orchestre_cli.shortlist",
        {
            "fr": "classer les offres reçues selon vos critères, et montrer pourquoi",
            "en": "rank the offers received by your criteria, and show why",
        },
    ),
    Room(
        "decide",
        "orchestre_cli.decide",
        {
            "fr": "calculer un cas en JSON par une méthode au choix : pour les scripts et les vérifications",
            "en": "work out a case in JSON by a method of your choice: for scripts and for checking",
        },
    ),
    Room(
        "arbitrate",
        "orchestre_cli.arbitrate",
        {
            "fr": "trancher une décision par vos chiffres : boutique ou places de marché, publicité, rédaction…",
            "en": "settle a decision by your numbers: shop or marketplaces, advertising, writing…",
        },
    ),
    Room(
        "staffing",
        "orchestre_cli.staffing",
        {
            "fr": "faire le bon calcul : ce que coûte un poste, et quelle équipe coûte le moins à travail égal",
            "en": "do the right sum: what a post costs, and which team costs least for equal work",
        },
    ),
    Room(
        "roadmap",
        "orchestre_cli.roadmap",
        {
            "fr": "dire quels projets et à quelles dates, en euros, sans arrêter l'entreprise",
            "en": "say which projects and at which dates, in euros, without stopping the business",
        },
    ),
    Room(
        "audit",
        "orchestre_cli.audit",
        {
            "fr": "regarder un site et dire ce qui s'y trouve, avec la preuve ; noter une page par des barèmes publiés",
            "en": "look at a site and say what is found there, with the proof; grade a page by published scales",
        },
    ),
    Room(
        "knowledge",
        "orchestre_cli.knowledge",
        {
            "fr": "contrôler la date des chiffres sur lesquels le programme s'appuie",
            "en": "check the dates of the figures the program leans on",
        },
    ),
)


class RoomModule(Protocol):
    HELP: Mapping[Language, str]
    configure: Callable[[Parser, Language], None]
    run: Callable[[argparse.Namespace], int]


def load(room: Room) -> RoomModule:
    return cast("RoomModule", importlib.import_module(room.module))


def build_parser(language: Language, chosen: Mapping[str, RoomModule]) -> Parser:
    """The whole parser; only the rooms in `chosen` get their arguments, the others their line of help."""
    parser = Parser(prog="orchestre", description=sentence("cli.what_it_is", language), language=language)
    parser.add_argument("--version", action=_Version, nargs=0, help=sentence("cli.option_version", language))
    rooms = parser.add_subparsers(
        dest="room", metavar=sentence("cli.room", language), title=sentence("cli.rooms", language)
    )
    for room in ROOMS:
        module = chosen.get(room.name)
        sub = rooms.add_parser(
            room.name, help=room.line[language], description=module.HELP[language] if module else None
        )
        if module:
            module.configure(sub, language)
            sub.set_defaults(run=module.run)
    return parser


class _Version(argparse.Action):
    """Looked up only when asked for: it costs as much as the rest of the help."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            sys.stdout.write(f"orchestre {version('orchestre')}\n")
        except PackageNotFoundError:  # run from a checkout that was never installed
            sys.stdout.write("orchestre\n")
        parser.exit()


def chosen_room(argv: Sequence[str]) -> Room | None:
    """The room named by the first word that is neither an option nor the value of `--lang`."""
    words = iter(argv)
    for word in words:
        if word == "--lang":
            next(words, None)
        elif not word.startswith("-"):
            return next((room for room in ROOMS if room.name == word), None)
    return None


def main(argv: Sequence[str] | None = None) -> int:
    argv = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a lone surrogate in a text becomes \udXXX, which JSON reads back
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    language = language_of(argv, os.environ)
    try:
        code = _work(argv, language)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse has said what it had to say
        return int(stop.code or DONE)
    except BrokenPipeError:  # `orchestre … | head`: the reader has had enough, nothing is wrong
        _forget_output()
        return DONE
    except (Exception, KeyboardInterrupt) as error:
        code, words = _what_went_wrong(error, language)
        if code == OUR_FAULT and os.environ.get("ORCHESTRE_DEBUG") == "1":
            raise
        tell(words)
    return code


def _forget_output() -> None:
    """What is left to write cannot be: Python would try again on leaving, and complain."""
    with contextlib.suppress(OSError, ValueError):  # a test may have put something else in its place
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _what_went_wrong(error: BaseException, language: Language) -> tuple[int, str]:
    """The exit code and the one sentence of an error."""
    match error:
        case OrchestreError():
            return BAD_INPUT, sentence(error.code, language, **error.values)
        case KeyboardInterrupt():
            return INTERRUPTED, sentence("cli.interrupted", language)
        case MemoryError():
            return BAD_INPUT, sentence("cli.out_of_memory", language)
        case OSError() if error.filename is not None:
            code = next((code for kind, code in _FILE_TROUBLES.items() if isinstance(error, kind)), "cli.file_trouble")
            return BAD_INPUT, sentence(code, language, file=error.filename)
        case OSError() if error.errno is not None:  # a full disk behind the standard output has no name
            _forget_output()
            return BAD_INPUT, sentence("cli.disk_trouble", language)
    return OUR_FAULT, sentence("cli.our_fault", language, what=f"{type(error).__name__}: {error}")


def _work(argv: list[str], language: Language) -> int:
    room = chosen_room(argv)
    if room is None:
        parser = build_parser(language, {})
        parser.parse_args(argv)  # --help and --version leave here, an unknown word too
        parser.print_help()
        return DONE
    parser = build_parser(language, {room.name: load(room)})
    args = parser.parse_args(argv)
    args.language = language
    args.json = getattr(args, "json", False)
    run = cast("Callable[[argparse.Namespace], int]", args.run)
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
