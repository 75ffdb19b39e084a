"""Every sentence is there in both languages, is used, and speaks the words of the people it is for."""

import ast
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

import orchestre
from orchestre.basics import OrchestreError
from runner.environments import HERE

SRC = HERE / "src"
CODE = re.compile(r"[a-z_]+\.[a-z0-9_]*[a-z0-9]")
SLOT = re.compile(r"\{(\w+)[^{}]*\}")
# What is written into the sentence; `{n|mise|mises}` only picks a form, which one language may need and not the other.
VALUE = re.compile(r"\{(\w+)(?::\w+)?\}")
NESTED = re.compile(r"\{[^{}]*\{")
JOB_KINDS = {
    "calls.import",
    "calls.compare",
    "calls.learn",
    "calls.fetch",
    "teams.compare",
    "leaving.pack",
    "publishing.take",
    "mailbox.read",
    "publishing.mail",
}  # names of long work, never said
FILE_ENDINGS = {
    "css",
    "csv",
    "db",
    "html",
    "ics",
    "js",
    "json",
    "jsonl",
    "md",
    "ods",
    "pdf",
    "py",
    "svg",
    "toml",
    "tsv",
}
FILE_ENDINGS |= {"txt", "xls", "xlsx", "zip", "sqlite3"}
# Looked up by Django itself, by their name.
FOUND_BY_NAME = re.compile(r"(400|403|403_csrf|404|500)\.html|django/.*|registration/.*")


def files_of_sentences(folder: Path) -> list[Path]:
    """`messages.toml` of a room, or one file a page in its `messages/`."""
    return sorted([*folder.rglob("messages.toml"), *folder.rglob("messages/*.toml")])


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every entry of every file of sentences: `{"room.name": {"fr": …, "en": …}}`."""
    found: dict[str, dict[str, str]] = {}
    for file in files_of_sentences(SRC):
        for room, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for name, both in entries.items():
                assert f"{room}.{name}" not in found, f"{room}.{name} is written twice; again in {file}"
                found[f"{room}.{name}"] = both
    return found


@cache
def python_trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(SRC.rglob("*.py"))}


def literals(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def patterns(tree: ast.AST) -> Iterator[re.Pattern[str]]:
    """`f"accounts.role_{role}"` stands for every code that begins so; `f"accounts.{name}"` for none, since it would
    stand for all of a room and hide what nobody says."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if re.fullmatch(r"[a-z]+\.", parts[0] or "") and parts[1:] in ([None], [None, "_", None]):
                continue
            if sum(len(part.strip(".{}")) for part in parts if part) >= 4:
                yield re.compile("".join(r"[\w./-]+" if part is None else re.escape(str(part)) for part in parts))


def data_words() -> Iterator[str]:
    """Quoted words of templates and of data files that are not the sentences themselves."""
    said = set(files_of_sentences(SRC))
    for file in SRC.rglob("*"):
        if file.suffix in {".html", ".toml", ".js", ".txt"} and file not in said:
            yield from re.findall(r"""["']([\w./-]+)["']""", file.read_text(encoding="utf-8"))


@cache
def used() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    words = {word for tree in python_trees().values() for word in literals(tree)} | set(data_words())
    shapes = {shape.pattern: shape for tree in python_trees().values() for shape in patterns(tree)}
    # "calls.kind_" is completed where it is said.
    shapes |= {word: re.compile(re.escape(word) + r"\w+") for word in words if re.fullmatch(r"[a-z]+\.\w+_", word)}
    return frozenset(words), tuple(shapes.values())


def is_used(name: str) -> bool:
    words, shapes = used()
    return name in words or any(shape.fullmatch(name) for shape in shapes)


# --- Sentences ----------------------------------------------------------------------------------------------------


def test_every_sentence_has_both_languages_and_the_same_slots() -> None:
    for code, both in sentences().items():
        assert set(both) == {"fr", "en"}, code
        assert all(text.strip() for text in both.values()), code
        french, english = (set(VALUE.findall(both[language])) for language in ("fr", "en"))
        assert french == english, f"{code}: {french ^ english} stands in one language only"
        assert not any(NESTED.search(text) for text in both.values()), (
            f"{code}: a brace inside a brace is shown as it is"
        )


def test_every_sentence_is_used() -> None:
    unused = [code for code in sentences() if not is_used(code)]
    assert not unused, "write the code whole, or as an f-string with the room in it, where it is used"


def test_a_sentence_nobody_says_would_be_seen() -> None:
    assert not is_used("cli" + ".nobody_says_this")


@pytest.mark.parametrize(
    ("source", "is_a_shape"),
    [
        ('f"shortlist.{name}"', False),
        ('f"calls.{field}_{value}"', False),
        ('f"accounts.role_{role}"', True),
        ('f"calls.{field}_of_{value}"', True),
    ],
)
def test_a_whole_room_in_one_slot_counts_for_nothing(source: str, is_a_shape: bool) -> None:
    assert bool(list(patterns(ast.parse(source)))) is is_a_shape


def test_every_code_has_its_sentence() -> None:
    rooms = {code.partition(".")[0] for code in sentences()}
    missing = set()
    for file, tree in python_trees().items():
        if "migrations" in file.parts:
            continue
        for word in literals(tree):
            room, _, name = word.partition(".")
            looks_like_a_code = CODE.fullmatch(word) and room in rooms and name not in FILE_ENDINGS
            if looks_like_a_code and word not in sentences() and word not in JOB_KINDS:
                missing.add(f"{word} ({file.relative_to(HERE)})")
    for file in SRC.rglob("*.html"):
        for word in re.findall(r"""\{% say\w* ["']([^"']+)["']""", file.read_text(encoding="utf-8")):
            if word not in sentences() and not word.endswith(("_", ".")):  # completed with |add:
                missing.add(f"{word} ({file.relative_to(HERE)})")
    assert not missing


def test_every_error_of_the_library_has_a_code_with_a_sentence() -> None:
    for module in pkgutil.walk_packages(orchestre.__path__, "orchestre."):
        importlib.import_module(module.name)

    def below(kind: type[OrchestreError]) -> Iterator[type[OrchestreError]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    for error in below(OrchestreError):
        if error.__module__.startswith("orchestre") and not error.__subclasses__():
            assert error.code in sentences(), error.__qualname__


def test_french_is_typeset_as_french() -> None:
    """U+202F before ; ! ? % €, U+00A0 before a colon, no plain space inside « »: a sign must never begin a line."""
    wrong = re.compile(r" [:;!?%€»]|« |\d \d{3}\b")
    assert not {code: both["fr"] for code, both in sentences().items() if wrong.search(both["fr"])}


# --- Pages --------------------------------------------------------------------------------------------------------

TEMPLATES = {
    file.relative_to(folder).as_posix(): file
    for folder in sorted(SRC.glob("orchestre_web/*/templates"))
    for file in sorted(folder.rglob("*.*"))
}


def test_every_template_is_used() -> None:
    assert not [name for name in TEMPLATES if not FOUND_BY_NAME.fullmatch(name) and not is_used(name)]


def jargon() -> re.Pattern[str]:
    lines = (HERE / "tests/house/jargon.txt").read_text(encoding="utf-8").splitlines()
    words = [line.partition("#")[0].strip() for line in lines]
    return re.compile(rf"(?<![\w.#-])(?:{'|'.join(word for word in words if word)})(?![\w-])", re.IGNORECASE)


class VisibleText(HTMLParser):
    """What a reader sees or hears of a template: text and spoken attributes, not classes, scripts or tags of Django."""

    SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0
        source = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", source, flags=re.DOTALL)
        self.feed(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        self.words += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def shown_to_owners() -> Iterator[tuple[str, str]]:
    for name, file in TEMPLATES.items():
        if file.suffix == ".html":
            yield name, " ".join(VisibleText(file.read_text(encoding="utf-8")).words)
    for file in files_of_sentences(SRC / "orchestre_web"):
        for room, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for name, both in entries.items():
                yield f"{room}.{name}", " / ".join(SLOT.sub("", text) for text in both.values())


def test_pages_hold_no_jargon() -> None:
    banned = jargon()
    found = {place: match.group() for place, text in shown_to_owners() if (match := banned.search(text))}
    assert not found, "say it as the head of a company would (tests/house/jargon.txt)"


@pytest.mark.parametrize(
    ("text", "is_jargon"),
    [
        ("Le poids SMAA de ce critère", True),
        ("Un veto a été posé", True),
        ("Les alternatives sont classées", True),
        ("Le fichier JSON est vide", True),
        ("The parser failed", True),
        ("Ces offres sont écartées par votre limite", False),
        ("the token-free way", False),
        ("Vous avez le choix", False),
    ],
)
def test_the_list_of_banned_words_is_read_as_meant(text: str, is_jargon: bool) -> None:
    assert bool(jargon().search(text)) is is_jargon


def test_only_visible_text_is_looked_at() -> None:
    source = (
        '<p class="matrix" title="seen">{{ json }}{% if veto %}read{% endif %}<script>var json</script>{# regex #}</p>'
    )
    assert VisibleText(source).words == ["seen", "read"]
