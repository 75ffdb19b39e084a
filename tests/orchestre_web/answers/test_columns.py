"""Everybody as columns: what is counted is what the people say one by one, and what is kept comes back."""

import json
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.extract import Kind
from orchestre.shortlist.letters import LetterKind
from orchestre_web.answers.models import Answering
from orchestre_web.answers.people import Alike, People, SaidOfLetter, Writers, names_of, packed, unpacked
from orchestre_web.answers.states import AnswerState, Group

MOST = 6

ONE = st.fixed_dictionaries(
    {
        "author": st.text(max_size=5),
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "channel": st.sampled_from(["", "email", "linkedin"]),
        "recommended": st.booleans(),
        "language": st.sampled_from(["", "fr", "en", "de"]),
        "email": st.sampled_from(["", "ana@exemple.example"]),
        "row": st.integers(-1, MOST - 1),
        "again": st.booleans(),
    }
)
SAID = st.builds(
    SaidOfLetter,
    state=st.sampled_from([state.value for state in AnswerState]),
    kind=st.sampled_from(["", *(kind.value for kind in LetterKind)]),
    sent_kind=st.sampled_from(["", "thanks", "chosen"]),
    own_kind=st.sampled_from(["", *(kind.value for kind in LetterKind)]),
    subject=st.just("Objet"),
    text=st.sampled_from(["", "Mes mots"]),
    questions=st.just(()),
)


@st.composite
def wrote(draw: st.DrawFn) -> Writers:
    some = draw(st.lists(ONE, max_size=12))
    columns = {name: [one[name] for one in some] for name in ("author", "kind", "channel", "recommended", "language")}
    columns |= {name: [one[name] for one in some] for name in ("email", "row", "again")}
    places = draw(st.permutations(range(len(some))))
    return columns | {"pk": [100 + 3 * i for i in range(len(some))], "position": list(places)}


@given(wrote(), st.lists(st.integers(0, MOST), min_size=MOST, max_size=MOST), st.dictionaries(st.integers(0, 40), SAID))
def test_what_is_counted_is_what_each_says(wrote: Writers, ranks: list[int], said: dict[int, SaidOfLetter]) -> None:
    columns = unpacked(json.loads(json.dumps(packed(wrote))))
    names = json.loads(json.dumps(names_of(wrote)))
    by_reply = {100 + 3 * at: one for at, one in said.items()}
    people = People(Answering(first=2), columns, lambda: names, np.array(ranks, dtype=np.intp), by_reply)
    for some in (people, *(people.of(group) for group in Group)):
        assert len(list(some)) == len(some)
        assert some.alike == Counter(
            Alike(each.kind, each.state, each.read_language, each.email != "", each.own_text) for each in some
        )
    at = {pk: i for i, pk in enumerate(wrote["pk"])}
    for each in people:
        i = at[each.pk]
        told = each.author, each.reply_kind.value, each.channel, each.position, each.email, each.read_language
        assert told == (*(wrote[name][i] for name in ("author", "kind", "channel", "position", "email")),
                        wrote["language"][i] or None)  # fmt: skip
        assert each.row == (wrote["row"][i] if wrote["row"][i] >= 0 else None)


@given(wrote())
def test_no_name_is_asked_for_while_nobody_is_looked_at(wrote: Writers) -> None:
    def names() -> dict[str, list[str]]:
        raise AssertionError("a count needs no name")

    people = People(Answering(), unpacked(packed(wrote)), names, np.zeros(0, dtype=np.intp), {})
    assert sum(people.alike.values()) == len(people) == sum(len(people.of(group)) for group in Group)
