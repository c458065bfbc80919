"""Paper sheets typed by the adviser; who can answer, and how many; the links by mail; an answer sent twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.surveys import actions, queries, session_answers
from etabli.programme.surveys.models import Answer, Pass
from etabli.programme.surveys.tasks import forget_links, invite_due, settle_due
from etabli.programme.workshops.actions import mark_presence
from etabli.programme.workshops.models import Session
from tests import factories

SHEET = {"useful": "very", "able": "4", "themes": ["social", "loyalty"], "half_day": "maybe", "free": ""}


@pytest.fixture
def desk(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


@pytest.fixture
def came(under_way: Session, adviser: Viewer) -> list[Person]:
    """Three who signed up: two present, one absent."""
    people = [factories.person(under_way.chamber) for _ in range(3)]
    for rank, person in enumerate(people):
        row = factories.sign_up(under_way.occasion, person)
        mark_presence(sign_up=row, present=rank < 2, by=adviser, at=timezone.now())
    return people


def pages(session: Session) -> str:
    return f"/seances/{session.pk}/avis/"


def hand_in(session: Session, **more: Any) -> Answer:
    at = session.occasion.ends_at
    given = {"session": session, "answers": SHEET, "name": "", "contact": "", "by": Viewer.nobody(), "at": at}
    return actions.submit_answer(**{**given, **more})


def latest(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def test_sheets_one_after_the_other_without_a_script(desk: Client, under_way: Session) -> None:
    page = f"{pages(under_way)}feuille/"
    assert "Feuille 1 sur 12" in desk.get(page).content.decode()
    said = desk.post(page, SHEET, follow=True).content.decode()
    assert "Feuille 2 sur 12" in said
    assert "La feuille 1 est gardée" in said
    answer = Answer.objects.get()
    assert (answer.source, answer.person, answer.sheet) == ("paper", None, 1)
    assert answer.answers["themes"] == ["social", "loyalty"]
    assert answer.answers["able"] == 4
    assert answer.answered_on == timezone.localdate(under_way.occasion.ends_at)


def test_what_is_missing_or_doubtful_is_flagged_and_stops_nothing(desk: Client, under_way: Session) -> None:
    typed = {**SHEET, "useful": "", "doubtful": ["able"]}
    said = desk.post(f"{pages(under_way)}feuille/", typed, follow=True).content.decode()
    assert "Il manque" in said
    listed = desk.get(pages(under_way)).content.decode()
    assert "Manque" in listed
    assert "À relire" in listed
    flaws = session_answers.flaws(Answer.objects.get())
    assert len(flaws.missing) == len(flaws.doubtful) == 1


def test_a_sheet_is_corrected_and_taken_out_and_both_are_taken_back(
    desk: Client, under_way: Session, adviser: Viewer
) -> None:
    desk.post(f"{pages(under_way)}feuille/", SHEET)
    first = Answer.objects.get()
    page = f"{pages(under_way)}feuille/{first.pk}/"
    assert (
        'value="very" required' in desk.get(page).content.decode()
        or "checked" in desk.get(page).content.decode()
    )
    desk.post(page, {**SHEET, "useful": "little", "missing": ["time"]})
    second = queries.active_answers().get()
    assert (second.sheet, second.answers["useful"], second.answers["missing"]) == (1, "little", ["time"])
    undo(entry=latest("surveys.correct_sheet"), by=adviser, at=timezone.now())
    assert queries.active_answers().get() == first
    desk.post(f"{page}retirer/")
    assert not queries.active_answers().exists()
    undo(entry=latest("surveys.remove_sheet"), by=adviser, at=timezone.now())
    assert queries.active_answers().get() == first
    assert "Bien" not in repr([(e.before, e.after) for e in Entry.objects.all()])


def test_wishes_follow_a_correction_made_after_they_were_written(
    under_way: Session, adviser: Viewer, came: list[Person]
) -> None:
    """Of somebody at once, of nobody once they are mixed: never twice, and never one too many."""
    person = came[0]
    typed = {"session": under_way, "by": adviser, "at": timezone.now()}
    named = actions.type_sheet(answers={**SHEET, "half_day": "yes"}, person=person, **typed)
    nobody = actions.type_sheet(answers={**SHEET, "themes": ["customers"]}, **typed)
    assert wishes(person) == ["half_day:", "theme:loyalty", "theme:social"]
    assert wishes(None) == []
    settle_due(timezone.now() + timedelta(days=8))
    assert wishes(None) == ["theme:customers"]
    by = {"by": adviser, "at": timezone.now()}
    actions.correct_sheet(answer=named, answers={**SHEET, "themes": ["social"]}, person=person, **by)
    assert wishes(person) == ["theme:social"]
    undo(entry=latest("surveys.correct_sheet"), **by)
    assert wishes(person) == ["half_day:", "theme:loyalty", "theme:social"]
    nobody.refresh_from_db()
    actions.remove_sheet(answer=nobody, **by)
    assert wishes(None) == []


def wishes(person: Person | None) -> list[str]:
    found = Wish.objects.filter(person=person, withdrawn_at=None)
    return sorted(f"{kind}:{code}" for kind, code in found.values_list("kind", "theme_code"))


def test_as_many_answers_as_people_present(under_way: Session, came: list[Person], adviser: Viewer) -> None:
    hand_in(under_way)
    actions.type_sheet(session=under_way, answers=SHEET, by=adviser, at=timezone.now())
    assert session_answers.progress(under_way).is_full
    with pytest.raises(actions.SurveyFull):
        hand_in(under_way)
    with pytest.raises(actions.SurveyFull):
        actions.type_sheet(session=under_way, answers=SHEET, by=adviser, at=timezone.now())


def test_who_is_not_marked_yet_may_have_come(under_way: Session, came: list[Person]) -> None:
    factories.sign_up(under_way.occasion, factories.person(under_way.chamber))
    assert queries.most_answers(under_way) == 3


def test_one_sent_twice_counts_once_even_when_it_was_the_last(under_way: Session, came: list[Person]) -> None:
    hand_in(under_way)
    hand_in(under_way, sheet="la-meme-feuille")
    with pytest.raises(actions.AlreadyIn):
        hand_in(under_way, sheet="la-meme-feuille")
    assert Answer.objects.count() == 2


def test_a_page_sent_again_thanks(client: Client, under_way: Session) -> None:
    """The network fell after the answer came in and before the page did: the phone sends the same sheet again."""
    typed = {**SHEET, "sheet": "la-meme-feuille"}
    Client().post(f"/q/{under_way.code}/", typed)
    again = client.post(f"/q/{under_way.code}/", typed, follow=True)
    assert "vos réponses sont arrivées" in again.content.decode()
    assert Answer.objects.count() == 1


def test_links_go_once_to_those_who_were_present(
    desk: Client, under_way: Session, came: list[Person]
) -> None:
    desk.post(f"{pages(under_way)}liens/")
    mails = factories.mails().filter(to__in=[person.email for person in came])
    assert {mail.to for mail in mails} == {came[0].email, came[1].email}
    desk.post(f"{pages(under_way)}liens/")
    invite_due(under_way.occasion.ends_at + timedelta(days=1))
    assert mails.count() == 2
    body = mails[0].body
    address = next(word for word in body.split() if "/avis/" in word)
    assert "/l/" not in address, "the link says nothing of whose it is"
    phone, path = Client(), "/avis/" + address.partition("/avis/")[2]
    assert phone.get(path).status_code == 200
    assert "arrivées" in phone.post(path, {**SHEET, "sheet": "x1"}, follow=True).content.decode()
    assert Client().post(path, {**SHEET, "sheet": "x1"}).status_code == 302, "sent again, it is thanked"
    assert Client().get(path).status_code == 410
    assert Answer.objects.count() == 1


def test_no_link_leaves_once_everyone_has_answered(under_way: Session, came: list[Person]) -> None:
    assert len(queries.to_invite(under_way)) == 2
    hand_in(under_way)
    hand_in(under_way)
    assert queries.to_invite(under_way) == []


def test_the_clock_sends_them_the_day_after(under_way: Session, came: list[Person]) -> None:
    invite_due(under_way.occasion.ends_at + timedelta(minutes=1))
    assert not factories.mails().filter(to=came[0].email).exists()
    tomorrow = timezone.localtime(under_way.occasion.ends_at).replace(hour=9) + timedelta(days=1)
    invite_due(tomorrow)
    assert factories.mails().filter(to=came[0].email).count() == 1
    assert not factories.mails().filter(to=came[2].email).exists()


def test_links_that_were_not_used_are_forgotten_with_the_questionnaire(
    under_way: Session, came: list[Person], adviser: Viewer
) -> None:
    asked = queries.to_invite(under_way)
    given = {"session": under_way, "sign_ups": asked, "by": adviser, "at": timezone.now()}
    assert actions.invite(**given) == 2
    assert actions.invite(**given) == 0, "two clicks at once ask nobody twice"
    forget_links(under_way.occasion.ends_at + timedelta(days=59))
    assert Pass.objects.count() == 2
    forget_links(under_way.occasion.ends_at + timedelta(days=61))
    assert not Pass.objects.exists()


def test_a_sheet_is_typed_by_the_chamber_alone(under_way: Session, neighbour: Membership) -> None:
    from etabli.foundation.people.viewer import of_membership

    with pytest.raises(ActionError):
        actions.type_sheet(session=under_way, answers=SHEET, by=of_membership(neighbour), at=timezone.now())


def test_what_came_from_a_phone_is_not_corrected(under_way: Session, adviser: Viewer) -> None:
    answer = hand_in(under_way)
    with pytest.raises(ActionError):
        actions.remove_sheet(answer=answer, by=adviser, at=timezone.now())


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_session_takes_the_same_statements(
    desk: Client, under_way: Session, adviser: Viewer, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        actions.type_sheet(session=under_way, answers=SHEET, by=adviser, at=timezone.now())
    desk.get(pages(under_way))
    with django_assert_num_queries(16):
        desk.get(pages(under_way))


@pytest.mark.parametrize(
    ("language", "subject"), [("fr", "Votre avis, en une minute"), ("en", "Your opinion, in a minute")]
)
def test_each_is_asked_in_their_language(
    desk: Client, under_way: Session, came: list[Person], language: str, subject: str
) -> None:
    Party.objects.filter(pk=came[0].party_id).update(language=language)
    desk.post(f"{pages(under_way)}liens/")
    assert factories.mails().get(to=came[0].email).subject.startswith(subject)
