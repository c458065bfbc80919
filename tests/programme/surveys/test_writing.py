"""A chamber writes its own questionnaire, publishes it, and its workshops use it."""

from typing import Any

import pytest
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.surveys import actions, queries
from etabli.programme.surveys.engine import editing
from etabli.programme.surveys.models import Answer, Draft, Questionnaire
from etabli.programme.workshops.models import Session, Theme
from tests import factories

QUESTION = {"id": "q1", "kind": "text", "fr": "Une remarque ?"}
AT = factories.AT


@pytest.fixture
def desk(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


@pytest.fixture
def draft(adviser: Viewer, membership: Membership, delivered: None) -> Draft:
    chamber = membership.organisation
    return actions.start_draft(chamber=chamber, title="Le nôtre", content=[QUESTION], by=adviser, at=AT)


def published(draft: Draft, by: Viewer) -> Questionnaire:
    return actions.publish_questionnaire(
        code=draft.code, content=draft.content, chamber=draft.chamber, title=draft.title, by=by, at=AT
    )


def ids(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return [told["id"] for told in draft.content]


def test_from_the_delivered_one_to_a_version_without_a_mouse_or_a_script(
    desk: Client, session: Session
) -> None:
    """Begin, change, add, order, copy, take out, take that back, publish, use: each by a form or a button."""
    desk.post("/questionnaires/nouveau/", {"title": "Ateliers du Médoc", "origin": "end_of_workshop"})
    draft = Draft.objects.get()
    page = f"/questionnaires/{draft.pk}/"
    told = {"fr": "Trajet ?", "options_fr": "Court\nLong", "options_en": "Short\nLong"}
    desk.post(f"{page}question/?kind=choice", told)
    *first, new = ids(draft)
    assert first == ["useful", "missing", "able", "themes", "half_day", "free"]
    desk.post(f"{page}question/{new}/geste/", {"do": "up"})
    assert ids(draft)[-2:] == [new, "free"]
    desk.post(f"{page}question/{new}/geste/", {"do": "copy"})
    copy = ids(draft)[-2]
    assert ids(draft)[-3:] == [new, copy, "free"]
    desk.post(f"{page}question/{new}/geste/", {"do": "remove"})
    assert ids(draft)[-2:] == [copy, "free"]
    entry = Entry.objects.filter(verb="surveys.write").latest("pk")
    desk.post(f"/historique/{entry.pk}/annuler/")
    assert ids(draft)[-3:] == [new, copy, "free"]
    desk.post(f"{page}publier/")
    version = Questionnaire.objects.get(code=draft.code)
    assert (version.version, version.title) == (1, "Ateliers du Médoc")
    shown = desk.get(page).content.decode()
    assert "Version 1" in shown
    assert "Trajet" in shown
    desk.post("/questionnaires/", {"theme": "", "code": draft.code})
    assert queries.questionnaire_of(session) == version


def test_what_was_taken_out_comes_back_whole(draft: Draft, adviser: Viewer) -> None:
    before = draft.content
    actions.write_draft(
        draft=draft, title=draft.title, content=editing.without(before, "q1"), by=adviser, at=AT
    )
    undo(entry=Entry.objects.filter(verb="surveys.write").latest("pk"), by=adviser, at=AT)
    draft.refresh_from_db()
    assert draft.content == before


def test_a_published_version_never_changes_and_the_draft_goes_on(
    draft: Draft, adviser: Viewer, session: Session
) -> None:
    first = published(draft, adviser)
    actions.choose_questionnaire(chamber=draft.chamber, code=draft.code, session=session, by=adviser, at=AT)
    given = {
        "session": session,
        "name": "",
        "contact": "",
        "by": Viewer.nobody(),
        "at": session.occasion.ends_at,
    }
    answer = actions.submit_answer(answers={"q1": "Bien"}, **given)
    draft.refresh_from_db()
    assert draft.content == first.content, "the next version begins as a copy"
    other = {"id": "q2", "kind": "scale", "fr": "Note", "scale": {"from": 0, "to": 10}}
    actions.write_draft(draft=draft, title="Mieux", content=[other], by=adviser, at=AT)
    second = published(draft, adviser)
    first.refresh_from_db()
    assert (first.content, first.version, second.version) == ([QUESTION], 1, 2)
    assert actions.submit_answer(answers={"q2": "10"}, **given).answers == {"q2": 10}
    assert answer.questionnaire.questions[0].text["fr"] == "Une remarque ?", (
        "read with the version it answered"
    )
    late = actions.submit_answer(answers={"q1": "Tard"}, questionnaire=first, **given)
    assert late.answers == {"q1": "Tard"}, "what a phone kept meanwhile is still taken"


def test_a_publication_is_taken_back_until_somebody_answers(
    draft: Draft, adviser: Viewer, session: Session
) -> None:
    version = published(draft, adviser)
    entry = Entry.objects.filter(verb="surveys.publish").latest("pk")
    Answer.objects.create(session=session, questionnaire=version, answered_on=AT.date())
    with pytest.raises(CannotUndo, match="répondu"):
        undo(entry=entry, by=adviser, at=AT)
    Answer.objects.all().delete()
    undo(entry=entry, by=adviser, at=AT)
    assert queries.latest_version(draft.code) is None
    assert published(draft, adviser).version == 2, "the number of a version is never given again"


def test_the_session_then_the_theme_then_the_chamber_decide(
    draft: Draft, adviser: Viewer, make: Any, session: Session
) -> None:
    ours = published(draft, adviser)
    other = make(theme="social")
    use = {"chamber": draft.chamber, "by": adviser, "at": AT}
    actions.choose_questionnaire(code=draft.code, theme=Theme.objects.get(pk="visible"), **use)
    assert queries.questionnaire_of(session) == ours
    assert queries.questionnaire_of(other).code == "end_of_workshop"
    actions.choose_questionnaire(code="end_of_workshop", session=session, **use)
    assert queries.questionnaire_of(session).code == "end_of_workshop"
    actions.choose_questionnaire(code=draft.code, **use)
    assert queries.questionnaire_of(other) == ours


def test_one_that_workshops_use_is_not_put_away(draft: Draft, adviser: Viewer) -> None:
    published(draft, adviser)
    actions.choose_questionnaire(chamber=draft.chamber, code=draft.code, by=adviser, at=AT)
    with pytest.raises(actions.InUse):
        actions.put_away(draft=draft, by=adviser, at=AT)


def test_only_what_is_published_is_chosen(draft: Draft, adviser: Viewer, neighbour: Membership) -> None:
    use = {"chamber": draft.chamber, "by": adviser, "at": AT}
    with pytest.raises(actions.NotPublished):
        actions.choose_questionnaire(code=draft.code, **use)
    published(draft, adviser)
    actions.choose_questionnaire(code=draft.code, **use)
    with pytest.raises(actions.NotPublished):
        actions.choose_questionnaire(
            code=draft.code, chamber=neighbour.organisation, by=of_membership(neighbour), at=AT
        )


def test_nothing_to_publish_is_said(desk: Client, draft: Draft, adviser: Viewer) -> None:
    published(draft, adviser)
    assert "Rien n’a changé" in desk.post(f"/questionnaires/{draft.pk}/publier/").content.decode()
    empty = actions.start_draft(chamber=draft.chamber, title="Vide", content=[], by=adviser, at=AT)
    assert (
        "Il n’y a pas encore de question"
        in desk.post(f"/questionnaires/{empty.pk}/publier/").content.decode()
    )


CHOICE = {
    "id": "a",
    "kind": "choice",
    "fr": "Venu ?",
    "options": [{"id": "x", "fr": "Oui"}, {"id": "y", "fr": "Non"}],
}
DEPENDS = {**QUESTION, "only_if": {"question": "a", "is": ["x"]}}


@pytest.mark.parametrize(("do", "name"), [("up", "q1"), ("down", "a"), ("remove", "a")])
def test_a_condition_is_never_left_without_its_question(
    desk: Client, draft: Draft, adviser: Viewer, do: str, name: str
) -> None:
    actions.write_draft(draft=draft, title="X", content=[CHOICE, DEPENDS], by=adviser, at=AT)
    said = desk.post(f"/questionnaires/{draft.pk}/question/{name}/geste/", {"do": do}).content.decode()
    assert "« Une remarque ? » dépend d’une question" in said.replace("\u00a0", " ")
    assert ids(draft) == ["a", "q1"]


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("choice", {"fr": "Q", "options_fr": "Seule"}, "de deux à 12"),
        ("choice", {"fr": "Q", "options_fr": "Oui\nOui"}, "jamais les mêmes"),
        ("choice", {"fr": "", "options_fr": "Oui\nNon"}, "obligatoire"),
        ("scale", {"fr": "Q", "first": "5", "last": "2"}, "une échelle monte"),
        ("text", {"fr": "Q", "only_if": ["a:x"], "required": "on"}, "ne peut pas être obligatoire"),
        ("text", {"fr": "Q", "only_if": ["a:x", "b:1"]}, "d’une seule question"),
    ],
)
def test_a_wrong_question_is_told_and_what_was_typed_is_kept(
    desk: Client, draft: Draft, adviser: Viewer, kind: str, typed: dict[str, Any], said: str
) -> None:
    scale = {"id": "b", "kind": "scale", "fr": "Note", "scale": {"from": 1, "to": 3}}
    actions.write_draft(draft=draft, title="X", content=[CHOICE, scale], by=adviser, at=AT)
    shown = desk.post(f"/questionnaires/{draft.pk}/question/?kind={kind}", {**typed, "en": "In English"})
    assert said in shown.content.decode().replace("&#x27;", "’")
    assert "In English" in shown.content.decode()
    assert ids(draft) == ["a", "b"]


def test_options_keep_their_id_when_they_move_or_are_worded_anew() -> None:
    before = editing.options_of(["Oui", "Non", "Peut-être"], ["Yes", "No"])
    assert [o["id"] for o in before] == ["o1", "o2", "o3"]
    moved = editing.options_of(["Non", "Oui", "Peut-être plus tard", "Jamais"], [], before)
    assert [(o["id"], o["fr"]) for o in moved] == [
        ("o2", "Non"),
        ("o1", "Oui"),
        ("o3", "Peut-être plus tard"),
        ("o4", "Jamais"),
    ]


def test_a_try_keeps_nothing_and_says_what_would_be_taken(desk: Client, draft: Draft) -> None:
    page = f"/questionnaires/{draft.pk}/essai/"
    assert "Une remarque" in desk.get(page).content.decode()
    assert "seraient prises" in desk.post(page, {"q1": "Bien"}).content.decode()
    assert not Answer.objects.exists()


def test_who_reads_english_sees_the_french_and_is_told(
    client: Client, under_way: Session, adviser: Viewer
) -> None:
    told = {"chamber": under_way.chamber, "by": adviser, "at": AT}
    draft = actions.start_draft(title="X", content=[QUESTION], **told)
    published(draft, adviser)
    actions.choose_questionnaire(code=draft.code, session=under_way, **told)
    shown = client.get(f"/q/{under_way.code}/", headers={"accept-language": "en"}).content.decode()
    assert "Une remarque ?" in shown
    assert "This questionnaire is in French" in shown


def test_a_neighbour_sees_neither_draft_nor_version(
    client: Client, draft: Draft, adviser: Viewer, neighbour: Membership
) -> None:
    version = published(draft, adviser)
    factories.become(client, membership=neighbour)
    assert client.get(f"/questionnaires/{draft.pk}/").status_code == 404
    assert client.get(f"/questionnaires/version/{version.pk}/").status_code == 404
    assert draft.title not in client.get("/questionnaires/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_statements(
    desk: Client, draft: Draft, adviser: Viewer, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        more = actions.start_draft(
            chamber=draft.chamber, title=f"N{rank}", content=[QUESTION], by=adviser, at=AT
        )
        published(more, adviser)
    desk.get("/questionnaires/")
    with django_assert_num_queries(12):
        desk.get("/questionnaires/")
