"""Figures past their date: those of the knowledge and the pay of the roles."""

from datetime import date, timedelta

from orchestre.need.dated import dated_figures, past_their_date
from orchestre.need.roles import roles


def test_they_are_told_oldest_first_and_none_before_its_day() -> None:
    every = dated_figures()
    assert len({each.id for each in every}) == len(every)
    old = past_their_date(date(2040, 1, 1))
    assert {each.id for each in old} == {each.id for each in every}
    assert old == sorted(old, key=lambda each: (each.valid_until, each.id))
    first = old[0].valid_until
    assert past_their_date(first) == []
    assert old[0] in past_their_date(first + timedelta(days=1))


def test_the_pay_of_every_role_is_among_them() -> None:
    paid = {f"{role.id}.pay-{n}" for role in roles().values() for n in range(1, len(role.pay) + 1)}
    assert paid
    assert paid <= {each.id for each in dated_figures()}
