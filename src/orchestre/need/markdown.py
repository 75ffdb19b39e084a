"""The need as Markdown. The one place that turns the document into text to read: the document model takes it over."""

from collections.abc import Iterator

from orchestre.basics import say
from orchestre.need.document import Line, Need


def to_markdown(need: Need) -> str:
    """Title, sections with their requirements (asked first, then those nobody asked for, each with its why), questions,
    channels."""
    return "\n".join(_lines(need)).rstrip() + "\n"


def _lines(need: Need) -> Iterator[str]:
    language = need.language
    yield f"# {_plain(need.title)}"
    yield ""
    yield say(
        "need.counts",
        language,
        asked=sum(e.asked for e in need.requirements),
        unasked=sum(not e.asked for e in need.requirements),
    )
    yield ""
    for number, section in enumerate(need.sections, start=1):
        lines = [each for each in need.requirements if each.section == section.id]
        if not lines and not section.text:
            continue
        yield f"## {number}. {section.title}"
        yield ""
        for text in section.text.split("\n") if section.text else ():
            yield f"- {_plain(text)}" if section.text.count("\n") else _plain(text)
        if section.text:
            yield ""
        yield from (_requirement(each, need) for each in sorted(lines, key=lambda each: not each.asked))
        if lines:
            yield ""
    if need.questions:
        yield f"## {say('need.questions_title', language)}"
        yield ""
        yield from (f"{n}. {q['text']} *{q['why']}* (`{q['id']}`)" for n, q in enumerate(need.questions, start=1))
        yield ""
    yield f"## {say('need.channels_title', language)}"
    yield ""
    yield from ("- " + say("need.channel", language, label=each["label"], why=each["why"]) for each in need.channels)


def _requirement(line: Line, need: Need) -> str:
    code = "need.line_asked" if line.asked else "need.line_unasked"
    if need.size == "small":  # two pages: criterion and level stay in the JSON and in the grid of replies
        code = "need.short_asked" if line.asked else "need.short_unasked"
    level = say(f"need.level_{line.level}", need.language)
    return "- " + say(
        code, need.language, text=_plain(line.text), criterion=line.criterion, level=level,
        flexibility=line.flexibility, check=line.check, why=line.why,
    )  # fmt: skip


def _plain(text: str) -> str:
    """What was typed comes out as typed: signs of Markdown are escaped."""
    return "".join(f"\\{sign}" if sign in "\\`*_#<>|[]" else sign for sign in " ".join(text.split()))
