"""The long work of this room: one provider set beside several. A second, more with thousands of offers."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from orchestre.basics import OrchestreError
from orchestre.basics.sentences import LANGUAGES
from orchestre.decision.teams.document import answer_document
from orchestre.shortlist import rank
from orchestre.shortlist.teams import Teams, team_document, teams_of
from orchestre_web.calls.models import Call
from orchestre_web.jobs.kinds import job_kind
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.run import note_progress
from orchestre_web.shortlist import actions as choosing
from orchestre_web.shortlist import worked
from orchestre_web.teams import queries

EFFORT = 3.0
"""Deterministic seconds of one search: past them the best team found is shown, and said not to be proved the best."""


@job_kind(queries.KIND, name="teams.job")
def compare_teams(job: Job) -> Mapping[str, Any]:
    """Read what each offer covers, compare, keep the result beside the cells. What cannot be compared is kept too, as
    the sentence that says so."""
    call = Call.objects.select_related("company").filter(pk=int(job.arguments["call"])).first()
    standing = None if call is None else choosing.board(call, now=timezone.now())
    if call is None or standing is None or standing.read.lots is None or not len(standing.table):
        return {}
    board = standing
    tried = board.table.rank(board.points)

    def work() -> Mapping[str, Any]:
        note_progress(job, 0, "teams.doing_read", {"n": len(board.table)})
        whole, replies = choosing.full_board(board.call, board.read)
        note_progress(job, len(whole.candidates), "teams.doing_compare", {"n": len(whole.candidates)})
        try:
            found = teams_of(rank(whole, tried.points), effort=EFFORT)
        except OrchestreError as error:
            return {"problem": [error.code, {name: str(value) for name, value in error.values.items()}]}
        if found is None:
            return {}
        whole_of.update({language: team_document(found, language) for language in LANGUAGES})
        return _document(found, replies.rows)

    whole_of: dict[str, Any] = {}
    worked.once(board, tried, worked.TEAMS, work)
    if whole_of:
        worked.once(board, tried, worked.TEAMS_WHOLE, lambda: whole_of)
    return {"offers": len(tried.ranking)}


def _document(found: Teams, replies: Mapping[str, int]) -> dict[str, Any]:
    """The comparison with its sentences in both languages. `covers`: how many offers name something of each lot;
    `replies`: by id, the reply where an offer begins."""
    need, answer = found.answer.grid.need, found.answer
    document = answer_document(answer)
    named = {one.id for team in answer.forms() for one in team.members}
    named |= {one.id for one in answer.why_not} | {one.id for one in answer.losses}
    return {
        **{name: document[name] for name in ("best", "proven", "single", "team", "conducted", "verdict", "gap")},
        "currency": found.currency,
        "limit": need.top,
        "point": answer.grid.euros_a_point,
        "lots": [
            {
                "key": lot.key,
                "label": {"fr": lot.label.fr, "en": lot.label.en},
                "part": need.part_of(lot),
                "named": sum(lot.key in one.said for one in found.bids.values()),
                "skills": {one.key: {"fr": one.label.fr, "en": one.label.en, "must": one.must} for one in lot.skills},
            }
            for lot in need.lots
        ],
        "offers": len(found.bids),
        "names": _names(found, named),
        "replies": {key: replies[key] for key in sorted(named) if key in replies},
        "sentences": {
            language: {part: [one.text for one in each] for part, each in found.said(language).items()}
            for language in LANGUAGES
        },
    }


def _names(found: Teams, named: set[str]) -> dict[str, dict[str, str]]:
    conductors = {team.conductor for team in found.answer.forms() if team.conductor is not None}
    known = sorted(key for key in named | conductors if key in found.labels)
    return {key: {"fr": found.labels[key].fr, "en": found.labels[key].en} for key in known}
