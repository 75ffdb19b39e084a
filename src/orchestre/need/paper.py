"""A need on paper: one document for every format, as long as the need deserves.

It is made from the JSON document `orchestre.need/1`, with whatever its owner changed in it: a section may be rewritten,
a requirement added or gone. Nothing is said here that the JSON does not hold, beside headings and legends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from orchestre.basics import Language, say
from orchestre.basics.sentences import sentences
from orchestre.basics.typography import money, money_span
from orchestre.documents.markdown import write_markdown
from orchestre.documents.model import (
    Block,
    Document,
    Grid,
    Heading,
    KeyFigure,
    KeyFigures,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Tone,
)
from orchestre.need.budget import UNKNOWN
from orchestre.need.document import Need, as_mapping, lots_of

Row = Mapping[str, Any]

OWNERS_LINES = (
    "need.instead_nothing", "need.instead_self", "need.instead_train", "need.buy", "need.pitfalls", "need.sentence",
    "need.pay_no_budget", "need.instead_self_unknown", "need.instead_train_unknown",
)  # fmt: skip
"""Sentences that are the owner's business: a provider does not read them."""
SAID = frozenset({"sentence", "owner"})
"""Origins of a ceiling that is the owner's, not a range of ours."""
ELSE = "functions"
"""The section of a requirement that names none."""
LEAD = 45
"""Characters that may lead a line, before a colon or a parenthesis."""


def need_paper(
    need: Need | Row,
    *,
    author: str = "",
    made_on: date | None = None,
    for_providers: bool = False,
    as_lines: bool = False,
) -> Document:
    """`for_providers`: without what only the owner should read (other ways than buying, our own price range, traps,
    questions to him, where to publish, what was asked by whom). `as_lines`: no table of requirements, for reading as
    plain text."""
    document = as_mapping(need)
    paper = _Paper(document, document.get("language", "fr"), for_providers, as_lines)
    title = str(document.get("title") or paper.say("need.title", kind=""))
    dense = paper.small
    return Document(title, paper.language, tuple(paper.blocks()), author, made_on, dense=dense)


def to_markdown(need: Need | Row, *, for_providers: bool = False) -> str:
    """The need as text to read."""
    return write_markdown(need_paper(need, for_providers=for_providers, as_lines=True))


def owners_lines_left_out(lines: Sequence[str], language: str) -> list[str]:
    """Without what only the owner should read, known by how our sentences begin; his own lines stay."""
    openings = tuple(filter(None, (sentences("orchestre.need")[c][language].partition("{")[0] for c in OWNERS_LINES)))
    return [line for line in lines if not line.startswith(openings)]


def goals_of(document: Row) -> list[str]:
    """The goals of a need as its owner left them, without the figures to count nor what only he should read."""
    language = document.get("language", "fr")
    text = next((str(each["text"]) for each in document["sections"] if each["id"] == "goals"), "")
    counted = sentences("orchestre.need")["need.kpis"][language].partition("{")[0]
    lines = [line.strip() for line in text.split("\n") if line.strip() and not line.startswith(counted)]
    return owners_lines_left_out(lines, language)


def scale_said(price: Row, language: Language) -> str:
    """How prices become points; of a price that nobody knows, that its scale is still to be set."""
    if price.get("origin") == UNKNOWN:
        return say("need.price_scale_unknown", language)
    floor, ceiling = (money(price[end], language) for end in ("floor", "ceiling"))
    return say("need.price_scale", language, floor=floor, ceiling=ceiling)


@dataclass(frozen=True, slots=True)
class _Paper:
    document: Row
    language: Language
    for_providers: bool
    as_lines: bool

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    @property
    def small(self) -> bool:
        return str(self.document.get("size", "middle")) == "small"

    def blocks(self) -> Iterator[Block]:
        if not self.for_providers:
            yield Quote(" ".join(str(self.document.get("sentence", "")).split()), self.say("need.your_words"))
            post = self.say("need.assume_post")
            if post in self.document["assumptions"]:  # said first: a post is no purchase
                yield Paragraph([Run(post, bold=True)])
        yield KeyFigures(tuple(self.figures()))
        yield Paragraph(self.legend(), Tone.SMALL)
        for number, section in self.sections():
            blocks = list(self.section(section))
            if blocks:
                yield Heading(f"{number}. {section['title']}")
                yield from blocks
        if not self.for_providers and self.document["channels"]:
            yield Heading(self.say("need.channels_title"))
            yield self.channels()
        if not (self.small or self.as_lines):
            yield from self.reply_grid()

    def channels(self) -> Block:
        """A small need names them; why each is in the JSON."""
        told = self.document["channels"]
        if self.small and not self.as_lines:
            return Paragraph(" · ".join(str(each["label"]) for each in told))
        return Listing([(Run(f"{each['label']}. ", bold=True), Run(str(each["why"]))) for each in told])

    def legend(self) -> str:
        if self.for_providers:
            return self.say("need.legend_providers")
        return self.say("need.legend_short" if self.small and not self.as_lines else "need.legend")

    def sections(self) -> list[tuple[int, Row]]:
        """Numbered as they come: an empty one keeps its number, so that a requirement never changes its own."""
        return list(enumerate(self.document["sections"], start=1))

    def numbers(self) -> dict[str, str]:
        """`{"redesign.pages": "4.1"}`: asked first, as they are shown."""
        return {
            str(line["id"]): f"{number}.{n}"
            for number, section in self.sections()
            for n, line in enumerate(self.lines_of(section), start=1)
        }

    def lines_of(self, section: Row) -> list[Row]:
        lines = [each for each in self.document["requirements"] if each.get("section", ELSE) == section["id"]]
        return sorted(lines, key=lambda each: not each["asked"])

    # --- What stands on top ---------------------------------------------------------------------------------------

    def figures(self) -> Iterator[KeyFigure]:
        lines = self.document["requirements"]
        unasked = sum(not each["asked"] for each in lines)
        note = "" if self.for_providers or not unasked else self.say("need.figure_unasked", n=unasked)
        yield KeyFigure(str(len(lines)), self.say("need.figure_points", n=len(lines)), note)
        price = self.document["choice_rule"].get("price", {})
        if price.get("origin") in SAID:
            yield self.ceiling(price)
        elif price and price.get("origin") != UNKNOWN and not self.for_providers:
            span = money_span(price["floor"], price["ceiling"], self.language)
            yield KeyFigure(span, self.say("need.figure_range"), self.say("need.figure_ours"))
        for fact in self.document["facts"]:
            if fact["id"] == "deadline":
                yield KeyFigure(str(fact["value"]), self.say("need.figure_deadline"))
                return

    def ceiling(self, price: Row) -> KeyFigure:
        """What the owner said: for the set-up, a month, or over three years."""
        for name, code in (("setup_ceiling", "need.figure_setup"), ("run_month_ceiling", "need.figure_run")):
            if price.get(name) and price["origin"] == "sentence":
                sum_said, label = price[name], self.say(code)
                break
        else:
            sum_said, label = price["ceiling"], self.say("need.figure_ceiling")
        note = "" if self.for_providers else self.say("need.figure_said")
        return KeyFigure(money(sum_said, self.language), label, note)

    # --- Sections -------------------------------------------------------------------------------------------------

    def section(self, section: Row) -> Iterator[Block]:
        name = str(section["id"])
        yield from self.text(self.own_lines(section))
        if name == "choice":
            yield from self.choice()
        if name == "open":
            yield from self.open()
        lines = self.lines_of(section)
        if lines and (self.small or self.as_lines):
            yield Listing([self.as_line(line) for line in lines])
        elif lines:
            yield self.as_grid(lines)
        if name == "answer" and not self.small:
            yield self.price_frame()

    def own_lines(self, section: Row) -> list[str]:
        """The lines of a section, without those that a table or a list of ours says."""
        lines = [line.strip() for line in str(section["text"]).split("\n") if line.strip()]
        said = {str(each) for each in self.document["assumptions"]} if section["id"] == "open" else set()
        if section["id"] == "choice":
            said |= {str(self.document["choice_rule"].get("frozen")), self.say("need.eliminatory")}
            said |= {
                self.say("need.criterion", label=c["label"], points=c["points"], worst=c["worst"], best=c["best"])
                for c in self.document["choice_rule"].get("criteria", ())
            }
        if section["id"] == "problem":
            said.add(self.say("need.sentence", sentence=" ".join(str(self.document.get("sentence", "")).split())))
        if self.for_providers:
            lines = owners_lines_left_out(lines, self.language)
        return [line for line in lines if line not in said]

    def text(self, lines: Sequence[str]) -> Iterator[Block]:
        if len(lines) == 1:
            yield Paragraph(_led(lines[0]))
        elif lines:
            yield Listing([_led(line) for line in lines])

    def as_line(self, line: Row) -> list[Run]:
        number = self.numbers()[str(line["id"])]
        tail = self.short_tail(line) if self.small else self.long_tail(line)
        added = self.small and not (line["asked"] or self.for_providers or self.as_lines)
        return [
            Run(f"{'+ ' if added else ''}{number} "),
            Run(str(line["text"]), bold=bool(line["asked"]) and not self.for_providers),
            Run(f" {tail}"),
            *self.reason(line, " "),
        ]

    def short_tail(self, line: Row) -> str:
        return "(" + ", ".join(filter(None, (str(line["flexibility"]), str(line["check"])))) + ")"

    def long_tail(self, line: Row) -> str:
        """What the owner's own line does not have is not said."""
        graded = self.say("need.graded", level=self.level(line), flexibility=line["flexibility"]) + "."
        criterion = self.say("need.tail_criterion", criterion=line["criterion"]) if line["criterion"] else ""
        check = self.say("need.tail_check", check=line["check"]) if line["check"] else ""
        return " ".join(filter(None, (criterion, graded, check)))

    def level(self, line: Row) -> str:
        return self.say(f"need.level_{line['level']}")

    def reason(self, line: Row, before: str) -> list[Run]:
        """Why it is there, said for what nobody asked for; a provider reads why without who asked."""
        if line["asked"] or not line["why"]:
            return []
        if self.small and not self.as_lines:
            return [Run(before), Run(str(line["why"]), italic=True)]
        code = "need.why_asked" if self.for_providers else "need.not_asked"
        return [Run(before), Run(self.say(code, why=line["why"]), italic=True)]

    def as_grid(self, lines: Sequence[Row]) -> Grid:
        numbers, lots = self.numbers(), lots_of(self.document)
        rows = []
        for line in lines:
            home = str(line["id"]).partition(".")[0]
            lot = "\n" + self.say("need.lot", n=lots.index(home) + 1) if home in lots else ""
            text = Run(str(line["text"]), bold=bool(line["asked"]) and not self.for_providers)
            graded = self.say("need.graded", level=self.level(line), flexibility=line["flexibility"])
            rows.append(
                (
                    numbers[str(line["id"])] + lot,
                    (text, *self.reason(line, "\n")),
                    str(line["criterion"]),
                    graded,
                    str(line["check"]),
                )
            )
        codes = ("number", "requirement", "criterion", "level", "check")
        header = tuple(self.say(f"need.column_{code}") for code in codes)
        return Grid("", header, tuple(rows), widths=(5, 26, 12, 8, 11))  # the heading above says what it holds

    def choice(self) -> Iterator[Block]:
        rule = self.document["choice_rule"]
        if rule.get("frozen"):
            yield Paragraph(str(rule["frozen"]))
        criteria = rule.get("criteria", ())
        if criteria:
            rows = [(str(c["label"]), str(c["points"]), str(c["worst"]), str(c["best"])) for c in criteria]
            rows.append((self.say("need.choice_total"), str(sum(int(c["points"]) for c in criteria)), "", ""))
            codes = ("criterion", "points", "worst", "best")
            header = tuple(self.say(f"need.column_{code}") for code in codes)
            yield Grid(self.say("need.choice_caption"), header, tuple(rows), frozenset({1}), (7, 3, 8, 8))
        price = rule.get("price", {})
        if price:
            said = scale_said(price, self.language)
            if price.get("origin") not in {*SAID, UNKNOWN}:
                said += " " + self.say("need.price_scale_ours")
            yield Paragraph(said)
        if out := self.eliminatory(rule):
            listed = self.say("need.eliminatory_list", numbers=out)
            yield Paragraph([Run(listed, bold=True), Run(" " + self.say("need.eliminatory"))])

    def eliminatory(self, rule: Row) -> str:
        """Numbers of what rules an offer out: for the whole first, then for each lot."""
        chosen, lots = {str(each) for each in rule.get("eliminatory", ())}, lots_of(self.document)
        homes: dict[int, list[str]] = {n: [] for n in range(len(lots) + 1)}
        for name, number in self.numbers().items():
            if name in chosen:
                home = name.partition(".")[0]
                homes[lots.index(home) + 1 if home in lots else 0].append(number)
        whole = ", ".join(homes.pop(0))
        told = [
            self.say("need.eliminatory_in_lot", lot=self.say("need.lot", n=n), numbers=", ".join(found))
            for n, found in homes.items()
            if found
        ]
        return "".join([whole, *told]).lstrip("\u202f; ")

    def open(self) -> Iterator[Block]:
        if self.document["assumptions"]:
            yield Listing([str(each) for each in self.document["assumptions"]])
        if self.document["questions"] and not self.for_providers:
            yield Heading(self.say("need.questions_title"), 2)
            yield Listing(
                [(Run(f"{q['text']} "), Run(str(q["why"]), italic=True)) for q in self.document["questions"]],
                ordered=True,
            )

    def price_frame(self) -> Grid:
        rows = tuple((self.say(f"need.line_{code}"), "", "", "") for code in ("setup", "run", "three_years"))
        header = tuple(self.say(f"need.column_{code}") for code in ("line", "net", "gross", "left_out"))
        return Grid(self.say("need.price_caption"), header, rows, widths=(4, 3, 3, 5))

    def reply_grid(self) -> Iterator[Block]:
        """One line a requirement, by its number and its criterion: the same for everybody who answers."""
        numbers = self.numbers()
        lines = [line for _, section in self.sections() for line in self.lines_of(section)]
        if lines:
            yield PageBreak()
            yield Heading(self.say("need.reply_grid"))
            header = tuple(self.say(f"need.column_{code}") for code in ("number", "criterion", "answer", "how"))
            rows = tuple((numbers[str(line["id"])], str(line["criterion"]), "", "") for line in lines)
            yield Grid(self.say("need.reply_caption"), header, rows, widths=(2, 9, 5, 10))


def _led(line: str) -> tuple[Run, ...]:
    """What a line is about, before a colon or a parenthesis near its beginning, stands out."""
    ends = [at for at in (line.find(" ("), line.find(" :"), line.find("\u00a0:"), line.find(":")) if 2 < at <= LEAD]
    if not ends or "." in line[: min(ends)]:
        return (Run(line),)
    return Run(line[: min(ends)], bold=True), Run(line[min(ends) :])
