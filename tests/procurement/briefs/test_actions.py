"""Who may write, what each act leaves in the journal, and that each can be taken back."""

import datetime

import pytest

from etabli.foundation.journal import ActionError, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import Consent
from etabli.foundation.people.queries import NotVisible
from etabli.procurement.briefs import actions, queries
from etabli.procurement.briefs.models import Brief
from tests.procurement.briefs.conftest import AT, House

pytestmark = pytest.mark.django_db


def test_an_artisan_writes_and_each_answer_replaces_the_last(house: House) -> None:
    brief = house.brief()
    for text in ("Trois pages", "Cinq pages"):
        actions.answer_need(brief=brief, need_id="pages", answer=text, by=house.artisan, at=AT)
    fresh = queries.get_brief(house.artisan, brief.pk)
    assert [(row.need_id, row.number, row.answer, row.weight) for row in fresh.answers.all()] == [
        ("pages", 21, "Cinq pages", "must")
    ]
    assert fresh.answers.get().written_by_id == house.artisan.actor.party_id


def test_every_act_is_taken_back_and_restored(house: House) -> None:
    brief = house.brief()
    by, pk = house.artisan, brief.pk
    actions.answer_need(brief=brief, need_id="pages", answer="Cinq", by=by, at=AT)
    actions.describe_brief(brief=brief, title="Mon site", trade="maçon", outcome="shop", by=by, at=AT)
    actions.set_frame(
        brief=brief, low_cents=100_000, high_cents=200_000, blank_why="", deadline_on=AT.date(), by=by, at=AT
    )
    actions.hand_over(brief=brief, by=by, at=AT)
    actions.withdraw_brief(brief=brief, by=by, at=AT)

    def state() -> dict[str, object]:
        row = Brief.objects.values().get(pk=pk)
        return {**row, "answers": list(brief.answers.values_list("answer", "weight"))}

    done = list(Entry.objects.order_by("-pk"))
    states = [state()]
    for entry in done:
        undo(entry=entry, by=by, at=AT)
        states.append(state())
    assert states[1]["state"] == "ready"
    assert states[2]["state"] == "draft"
    assert states[3]["budget_high_cents"] is None
    assert states[4]["outcome"] == "site"
    assert states[5]["answers"] == [("", "must")]
    assert states[6]["state"] == "withdrawn"
    for entry in reversed(Entry.objects.filter(undoes__in=done).order_by("pk")):
        undo(entry=entry, by=by, at=AT)
    assert state() == states[0]


def test_an_answer_taken_back_counts_as_not_given(house: House) -> None:
    brief = house.brief()
    actions.answer_need(brief=brief, need_id="photos", answer="", weight="not", by=house.artisan, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=house.artisan, at=AT)
    assert queries.plain(queries.get_brief(house.artisan, brief.pk)).answers == ()


def test_the_adviser_writes_only_beside_the_artisan(house: House) -> None:
    brief = house.brief()
    with pytest.raises(NotAllowed):
        actions.answer_need(brief=brief, need_id="pages", answer="Cinq", by=house.adviser, at=AT)
    actions.write_beside(brief=brief, by=house.adviser, at=AT)
    row = actions.answer_need(brief=brief, need_id="pages", answer="Cinq", by=house.adviser, at=AT)
    assert row.written_by_id == house.adviser.actor.party_id
    consent = Consent.objects.get()
    assert (consent.purpose, consent.subject_type, consent.subject_id) == (
        "beside",
        "briefs.brief",
        str(brief.pk),
    )
    withdraw_consent(consent=consent, by=house.artisan, at=AT)
    with pytest.raises(NotAllowed):
        actions.answer_need(brief=brief, need_id="texts", answer="Moi", by=house.adviser, at=AT)


def test_an_agreement_is_for_one_brief_only(house: House) -> None:
    first, second = house.brief(), house.brief("page")
    actions.write_beside(brief=first, by=house.adviser, at=AT)
    with pytest.raises(NotAllowed):
        actions.set_frame(
            brief=second, low_cents=1, high_cents=2, blank_why="", deadline_on=None, by=house.adviser, at=AT
        )
    with pytest.raises(actions.AlreadyBeside):
        actions.write_beside(brief=first, by=house.adviser, at=AT)


def test_the_adviser_starts_a_brief_with_the_agreement_or_not_at_all(house: House) -> None:
    with pytest.raises(NotAllowed):
        actions.start_brief(person=house.person, outcome="site", by=house.adviser, at=AT)
    brief = actions.start_brief(person=house.person, outcome="site", beside=True, by=house.adviser, at=AT)
    actions.answer_need(brief=brief, need_id="pages", answer="Cinq", by=house.adviser, at=AT)
    assert Consent.objects.get().recorded_by_id == house.adviser.actor.party_id


def test_a_neighbour_chamber_neither_sees_nor_writes(house: House, neighbour: House) -> None:
    brief = house.brief()
    for viewer in (neighbour.adviser, neighbour.artisan):
        with pytest.raises(NotVisible):
            queries.get_brief(viewer, brief.pk)
        with pytest.raises(NotAllowed):
            actions.hand_over(brief=brief, by=viewer, at=AT)
        assert queries.my_briefs(viewer) == []
    with pytest.raises(NotAllowed):
        actions.write_beside(brief=brief, by=neighbour.adviser, at=AT)
    with pytest.raises(NotAllowed):
        actions.start_brief(person=house.person, outcome="site", beside=True, by=neighbour.adviser, at=AT)


def test_what_makes_no_sense_is_refused_with_a_sentence(house: House) -> None:
    brief, by = house.brief(), house.artisan
    with pytest.raises(actions.UnknownNeed):
        actions.answer_need(brief=brief, need_id="unicorn", answer="x", by=by, at=AT)
    with pytest.raises(actions.NothingSaid):
        actions.answer_need(brief=brief, need_id="pages", answer="  ", by=by, at=AT)
    with pytest.raises(actions.NothingToHandOver):
        actions.hand_over(brief=brief, by=by, at=AT)
    with pytest.raises(actions.BadBudget):
        actions.set_frame(
            brief=brief, low_cents=3, high_cents=2, blank_why="", deadline_on=None, by=by, at=AT
        )
    assert issubclass(actions.BadBudget, ActionError)


def test_one_amount_alone_is_the_whole_budget(house: House) -> None:
    brief = house.brief()
    actions.set_frame(
        brief=brief,
        low_cents=None,
        high_cents=150_000,
        blank_why="x",
        deadline_on=None,
        by=house.artisan,
        at=AT,
    )
    assert (brief.budget_low_cents, brief.budget_high_cents, brief.budget_blank_why) == (150_000, 150_000, "")


def test_handing_over_again_makes_a_version(house: House) -> None:
    brief = house.brief()
    actions.answer_need(brief=brief, need_id="pages", answer="Cinq", by=house.artisan, at=AT)
    versions = []
    for day in (0, 1):
        actions.hand_over(brief=brief, by=house.artisan, at=AT + datetime.timedelta(days=day))
        versions.append(brief.version)
    assert versions == [1, 2]


def test_the_ad_names_neither_the_artisan_nor_a_commune(house: House) -> None:
    brief = house.brief()
    actions.answer_need(
        brief=brief,
        need_id="goals-public",
        answer="Chez etcheverry on vient de loin",
        by=house.artisan,
        at=AT,
    )
    result = queries.ad_of(queries.get_brief(house.artisan, brief.pk))
    assert "etcheverry" not in result.ad.text.lower()
