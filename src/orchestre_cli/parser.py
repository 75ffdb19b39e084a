"""argparse in French and English: headings, the common options, and one sentence instead of a usage block."""

import argparse
import re
from functools import partial
from typing import Any, NoReturn

from orchestre.basics import Language
from orchestre_cli.talk import sentence, tell

# What argparse says, and the code of our sentence. The groups fill the sentence.
_SAID = (
    (r"the following arguments are required: (?P<names>.+)", "cli.argument_missing"),
    (r"unrecognized arguments: (?P<names>.+)", "cli.argument_unknown"),
    (r"argument (?P<name>.+?): expected .*argument.*", "cli.value_missing"),
    (r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)", "cli.choice_unknown"),
    (r"argument (?P<name>.+?): invalid \w+ value: (?P<value>.+)", "cli.value_unreadable"),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "cli.not_together"),
    (r"one of the arguments (?P<names>.+) is required", "cli.argument_missing"),
    (r"ambiguous option: (?P<name>.+?) could match (?P<choices>.+)", "cli.option_ambiguous"),
)


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str, *, usage: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)  # the same text everywhere: the docs hold it
        self._usage_word = usage

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._usage_word if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Every parser and sub-parser takes `--help`, `--json` and `--lang`."""

    def __init__(self, *, language: Language = "fr", **options: Any) -> None:
        usage = sentence("cli.usage", language) + " "
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=partial(_Help, usage=usage), **options)
        self.language = language
        self._positionals.title = sentence("cli.arguments", language)
        self._optionals.title = sentence("cli.options", language)
        self.add_argument("-h", "--help", action="help", help=sentence("cli.option_help", language))
        for flag, action in (("--json", {"action": "store_true"}), ("--lang", {"choices": ("fr", "en")})):
            text = sentence(f"cli.option_{flag[2:]}", language)
            self.add_argument(flag, default=argparse.SUPPRESS, help=text, **action)

    def add_subparsers(self, **options: Any) -> Any:
        options.setdefault("parser_class", partial(type(self), language=self.language))
        options.setdefault("required", self._subparsers is None and " " in self.prog)
        return super().add_subparsers(**options)

    def error(self, message: str) -> NoReturn:
        for said, code in _SAID:
            if match := re.fullmatch(said, message, re.DOTALL):
                message = sentence(code, self.language, **match.groupdict())
                break
        tell(f"{message} {sentence('cli.see_help', self.language, command=self.prog)}")
        raise SystemExit(2)
