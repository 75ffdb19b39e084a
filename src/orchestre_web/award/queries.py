"""Rows become values here: the choice an award stands on, where it is, what was signed, who has his letter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, prefetch_related_objects

from orchestre.award import AwardState, Contract, PaperKind, ProviderKind, Seen, Vigilance, Winner, vigilance
from orchestre.shortlist.letters import IN_PLACE, LetterKind
from orchestre_web.answers import writing
from orchestre_web.answers.people import Person
from orchestre_web.answers.states import AnswerState, Group
from orchestre_web.award.models import Award, AwardEvent, Paper, Release
from orchestre_web.calls.models import STANDING, Call, Reply
from orchestre_web.judging import queries as judging
from orchestre_web.judging.models import Choice
from orchestre_web.need import queries as needs
from orchestre_web.publishing import queries as publishing
from orchestre_web.site.asked_often import Often

UNTOLD = (AwardState.CHOSEN, AwardState.APPROVED)
OVER = (AwardState.ENDED.value, AwardState.GIVEN_UP.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """`choice`: the one the award speaks of; `newest`: the one that stands, another when people chose again since, None
    when it was taken back.
    `state`: approved as soon as a second person said yes, though no step was taken."""

    award: Award
    choice: Choice | None
    newest: Choice | None
    state: AwardState
    choices: Sequence[Choice]

    @property
    def needs_approval(self) -> bool:
        return self.choice is not None and self.choice.limit is not None

    @property
    def approved(self) -> bool:
        """Nobody had to, or somebody did and stands by it."""
        return self.choice is not None and (self.choice.limit is None or judging.is_approved(self.choice))

    @property
    def refused(self) -> bool:
        said = None if self.choice is None else judging.approval_of(self.choice)
        return said is not None and not said.approved

    @property
    def taken_back(self) -> Choice | None:
        """Told or signed, and nothing is chosen any more: the choice that was taken back last."""
        return self.choices[0] if self.choice is not None and self.newest is None else None

    @property
    def replaced(self) -> bool:
        """Another offer was chosen since people were told."""
        return self.choice is not None and self.newest is not None and self.choice.pk != self.newest.pk


def standing(award: Award) -> Standing:
    """Two queries."""
    choices = judging.choices_of(award.call)
    newest = judging.standing_of(choices)
    state = AwardState(award.state)
    told = next((each for each in choices if each.pk == award.choice_id), None)
    if state in UNTOLD:  # an approval is the word said of the choice of now
        state = AwardState.CHOSEN
    choice = newest if state is AwardState.CHOSEN or told is None else told
    if state is AwardState.CHOSEN and choice is not None and choice.limit is not None:
        state = AwardState.APPROVED if judging.is_approved(choice) else state
    return Standing(award, choice, newest, state, choices)


def log_of(award: Award) -> Sequence[AwardEvent]:
    """Newest first. One query, for a page: whoever asks this award for its steps afterwards makes none, and sees no
    step that is taken later."""
    if award.pk:
        prefetch_related_objects([award], Prefetch("events", AwardEvent.objects.select_related("by", "undone")))
    return _steps(award)


def last_step(steps: Iterable[AwardEvent]) -> AwardEvent | None:
    """Of steps, newest first, what undoing would take back. An approval is not taken back here: it is the word of
    somebody else."""
    last = next((each for each in steps if each.undoes_id is None and not each.is_undone), None)
    return None if last is None or last.what in UNTOLD else last


def undoable(found: Standing, steps: Iterable[AwardEvent]) -> AwardEvent | None:
    """The last step, unless undoing it would tell people again of a choice that was taken back."""
    last = last_step(steps)
    is_told_again = last is not None and last.what == AwardState.GIVEN_UP and last.before == AwardState.TOLD
    return None if is_told_again and found.taken_back else last


def _steps(award: Award) -> Sequence[AwardEvent]:
    """Newest first. One query; none for an award of `under_way` or after `log_of`."""
    return list(award.events.all()) if award.pk else []


def _begun_again(award: Award) -> AwardEvent | None:
    """The step since which another offer is meant: what was signed or seen before is not its own."""
    return next((each for each in _steps(award) if each.what == AwardState.CHOSEN), None)


def contract_of(award: Award) -> Contract | None:
    """As it was signed, or as it was amended last."""
    steps = _steps(award)
    undone = {each.undoes_id for each in steps}
    for each in steps:
        if each.what == AwardState.CHOSEN:  # what was signed before was another offer
            return None
        if each.undoes_id is None and each.pk not in undone and "contract" in each.values:
            return contract_read(each.values["contract"])
    return None


def contract_read(written: dict[str, Any]) -> Contract:
    def read(name: str) -> date | None:
        return date.fromisoformat(written[name]) if written.get(name) else None

    signed_on = read("signed_on")
    assert signed_on is not None
    amount = None if written.get("amount") is None else Decimal(written["amount"])
    return Contract(signed_on, amount, written.get("currency", "EUR"), read("starts_on"), read("ends_on"))


def contract_written(contract: Contract) -> dict[str, Any]:
    def day(value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    return {
        "signed_on": day(contract.signed_on),
        "amount": None if contract.amount is None else str(contract.amount),
        "currency": contract.currency,
        "starts_on": day(contract.starts_on),
        "ends_on": day(contract.ends_on),
    }


def papers_of(award: Award) -> list[Paper]:
    """Of the provider of now, newest first, withdrawn ones too."""
    if not award.pk:
        return []
    begun = _begun_again(award)
    return [each for each in award.papers.all() if begun is None or each.at >= begun.at]


def vigilance_of(
    award: Award, choice: Choice | None, contract: Contract | None, papers: Sequence[Paper], today: date
) -> Vigilance:
    """What was signed counts before what was offered. A price in another currency is not compared."""
    amount: float | None = None
    most: float | None = None
    if contract is not None and contract.amount is not None:
        amount = most = float(contract.amount) if contract.currency == "EUR" else None
    elif choice is not None and choice.currency == "EUR":
        amount, most = choice.amount, choice.amount_most
    return vigilance(
        ProviderKind(award.provider_kind) if award.provider_kind else None,
        amount=amount,
        most=most,
        seen=[Seen(PaperKind(each.kind), each.seen_on, each.until) for each in papers if each.withdrawn_at is None],
        today=today,
        ended=award.state in OVER,
    )


@dataclass(frozen=True, slots=True)
class Letters:
    """Of those who made an offer: who has his last word, who waits for it. `chosen`: whose offer was chosen, None when
    his reply is gone; `ready`: the letters are those of a choice that is made."""

    chosen: Person | None
    chosen_told: bool
    sent: int
    waiting: tuple[Person, ...]
    ready: bool


LAST_WORDS = frozenset({LetterKind.CHOSEN, LetterKind.REFUSAL})


def letters_of(desk: writing.Desk, choice: Choice) -> Letters:
    about = desk.about(choice.offer_id)
    chosen = about.chosen
    offers = [
        person for group in (Group.FIRST, Group.OFFERS) for person in desk.of(group) if person.kind not in IN_PLACE
    ]
    done = [each for each in offers if each.state is AnswerState.SENT and each.sent_kind in LAST_WORDS]
    waiting = tuple(each for each in offers if each not in done)
    told = chosen is not None and chosen.sent_kind is LetterKind.CHOSEN and chosen.state is AnswerState.SENT
    return Letters(chosen, told, len(done), waiting, about.ready)


def amended_since(found: Standing) -> datetime | None:
    """When who is chosen last changed his offer, if after the choice and before the signature."""
    choice = found.choice
    if choice is None or found.state not in (*UNTOLD, AwardState.TOLD):
        return None
    return publishing.amended_after(found.award.call, choice.offer_id, choice.at)


def releases_of(award: Award) -> list[Release]:
    return list(award.releases.all()) if award.pk else []


def need_of(call: Call) -> dict[str, Any] | None:
    """As it was published, else as it stood when the call was made."""
    publication = publishing.publication_of(call)
    if publication is not None and publication.need:
        return dict(publication.need)
    return needs.need_of(call.pk)


def winner_of(choice: Choice, name: str) -> Winner:
    amount = None if choice.amount is None else Decimal(choice.amount)
    return Winner(f"offer-{choice.offer_id}", name, choice.at, amount, choice.currency)


MOST_CHOICES = 12
"""Newest ones looked at for those to tell people of: some wait for an approval."""

_untold = Often(
    lambda company: (
        Choice.objects.filter(call__company_id=company, call__demonstration=False)
        .standing()
        .exclude(call__award__state__in=[state.value for state in AwardState if state not in UNTOLD])
        .select_related("call")
        .only("limit", "call__title")
        .prefetch_related("approvals")
        .order_by("-pk")[:MOST_CHOICES]
    )
)
_told = Often(
    lambda company: (
        Award.objects.filter(
            call__company_id=company,
            call__demonstration=False,
            state__in=[AwardState.TOLD.value, AwardState.SIGNED.value],
        )
        .select_related("call", "choice")
        .only("state", "provider_kind", "call__title", "choice__amount", "choice__amount_most", "choice__currency")
        .prefetch_related("events", "papers")
        .order_by("pk")
    )
)


def to_tell(company_id: int, most: int = 3) -> list[Choice]:
    """Newest choices, approved where they had to be, that nobody was told of yet."""
    return [each for each in _untold.all(company_id) if each.limit is None or judging.is_approved(each)][:most]


def under_way(company_id: int) -> list[Award]:
    """Told or signed, not over: those whose papers may run out. With their choice, their steps and their papers: three
    queries at most."""
    return _told.all(company_id)


@dataclass(frozen=True, slots=True)
class Yield:
    """What one channel brought to all the calls of a company. `replies`: each said once; `offers`: those among them
    that are compared; `chosen`: calls whose chosen offer came by it."""

    channel: str
    calls: int
    replies: int
    offers: int
    chosen: int


def yields(company_id: int) -> list[Yield]:
    """By channel as the sources name it ("" where they name none), most offers first. Three queries."""
    rows = (
        Reply.objects.filter(call__company_id=company_id, folded=False)
        .order_by("channel")
        .values("channel")
        .annotate(calls=Count("call", distinct=True), replies=Count("pk"), offers=Count("pk", filter=STANDING))
    )
    choices = Choice.objects.filter(call__company_id=company_id).standing()
    newest: dict[int, str] = dict(choices.values_list("call_id", "offer_id"))
    wanted = Q(call__company_id=company_id, call__in=newest, source_id__in=set(newest.values()))
    chosen = Counter(
        channel
        for call, offer, channel in Reply.objects.filter(wanted).values_list("call_id", "source_id", "channel")
        if newest[call] == offer
    )
    found = [Yield(**row, chosen=chosen[row["channel"]]) for row in rows]
    return sorted(found, key=lambda each: (-each.offers, -each.replies, each.channel))
