"""What a brief said before: versions, differences in sentences, going back, a copy."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.urls import reverse

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.procurement.briefs import actions, queries
from etabli.procurement.briefs.actions import SameAsNow, duplicate_brief, restore_brief
from etabli.procurement.briefs.engine import Answer, Brief as Plain, Budget, changes
from etabli.procurement.briefs.models import Brief, BriefVersion
from etabli.procurement.briefs.snapshots import snapshot_of
from etabli.procurement.needs.catalogue import load
from tests.armed import ArmedClient
from tests.procurement.briefs.conftest import AT, House

Enter = Callable[[House, str], ArmedClient]
DAY = datetime.timedelta(days=1)
BECAME = "{} : « {} » est devenu « {} »."


def fresh(brief: Brief) -> Brief:
    return Brief.objects.get(pk=brief.pk)


def says(
    house: House, brief: Brief, need_id: str, answer: str, at: datetime.datetime = AT, **more: str
) -> None:
    actions.answer_need(brief=brief, need_id=need_id, answer=answer, **more, by=house.artisan, at=at)


def a_brief_ready_twice(house: House) -> Brief:
    """Version 1 says three pages; version 2 says five, and a budget."""
    brief = house.brief()
    says(house, brief, "pages", "Trois pages")
    actions.hand_over(brief=fresh(brief), by=house.artisan, at=AT)
    says(house, brief, "pages", "Cinq pages", AT + DAY)
    actions.set_frame(
        brief=fresh(brief), low_cents=100_000, high_cents=200_000, blank_why="", deadline_on=None,
        by=house.artisan, at=AT + DAY,
    )  # fmt: skip
    actions.hand_over(brief=fresh(brief), by=house.artisan, at=AT + 2 * DAY)
    return fresh(brief)


def test_differences_are_sentences() -> None:
    pages, texts = Answer("pages", 21, "must", "Trois pages"), Answer("texts", 22, "must", "Moi")
    before = Plain("Mon site", "maçon", "site", (pages, texts, Answer("photos", 23, "should", "Moi")))
    said = (
        replace(pages, answer="Cinq pages"),
        replace(texts, weight="could"),
        Answer("domain-owner", 51, "must", "Moi"),
    )
    after = Plain(
        "Mon site", "maçon", "page", said, Budget(100_000, 200_000), deadline=datetime.date(2027, 3, 1)
    )
    told = [
        (change.kind, change.number, change.sentence.replace("\u00a0", " "))
        for change in changes(before, after, load())
    ]
    label = {
        need: load().by_id[need].label.fr.replace("\u00a0", " ")
        for need in ("pages", "texts", "photos", "domain-owner")
    }
    budget = "entre 1\u202f000 € et 2\u202f000 €"
    assert told == [
        (
            "frame",
            "",
            BECAME.format("Ce que vous voulez", "un site internet", "une page sur les réseaux sociaux"),
        ),
        ("frame", "", BECAME.format("Le budget", "Le budget n’est pas indiqué", budget)),
        ("frame", "", BECAME.format("La date", "La date n’est pas fixée", "Souhaité pour le 1er mars 2027")),
        ("changed", "21", BECAME.format(label["pages"], "Trois pages", "Cinq pages")),
        ("changed", "22", f"{label['texts']} : indispensable avant, utile maintenant."),
        ("removed", "23", f"{label['photos']} : il n’y a plus « Moi »."),
        ("added", "51", f"{label['domain-owner']} : « Moi »."),
    ]
    assert changes(after, after, load()) == ()


def test_a_need_that_left_the_catalogue_is_told_by_its_number() -> None:
    before = Plain("", "", "site", (Answer("of another time", 31, "must", "Oui"),))
    (told,) = changes(before, Plain("", "", "site"), load())
    assert told.sentence.startswith("Question 31")


@pytest.mark.django_db
def test_each_handing_over_keeps_what_the_brief_said(house: House) -> None:
    brief = a_brief_ready_twice(house)
    two, one = queries.versions_of(brief)
    assert (one.number, one.content["answers"]["pages"]["answer"], one.by) == (
        1,
        "Trois pages",
        "Ginette Etcheverry",
    )
    assert (two.number, two.content["budget_high_cents"]) == (2, 200_000)
    undo(entry=Entry.objects.filter(verb="briefs.hand_over").latest("pk"), by=house.artisan, at=AT + 3 * DAY)
    assert [version.number for version in queries.versions_of(fresh(brief))] == [1]
    says(house, brief, "pages", "Sept pages", AT + 3 * DAY)
    actions.hand_over(brief=fresh(brief), by=house.artisan, at=AT + 3 * DAY)
    kept = queries.versions_of(fresh(brief))
    assert [(one.number, one.content["answers"]["pages"]["answer"]) for one in kept] == [
        (2, "Sept pages"),
        (1, "Trois pages"),
    ]
    assert BriefVersion.objects.count() == 3, "what was handed over stays written down"


@pytest.mark.django_db
def test_ready_pressed_twice_is_one_version(house: House, enter: Enter) -> None:
    brief = house.brief()
    says(house, brief, "pages", "Trois pages", AT)
    client, ready = enter(house, "artisan"), reverse("briefs:hand_over", args=[brief.pk])
    for _press in range(2):
        assert client.post(ready).status_code == 302
    assert [version.number for version in queries.versions_of(fresh(brief))] == [1]
    says(house, brief, "pages", "Cinq pages", AT)
    client.post(ready)
    assert [version.number for version in queries.versions_of(fresh(brief))] == [2, 1]


@pytest.mark.django_db
def test_going_back_to_a_version_is_taken_back_whole(house: House, enter: Enter) -> None:
    brief = a_brief_ready_twice(house)
    says(house, brief, "texts", "Je ne sais pas", AT + 3 * DAY)
    before = snapshot_of(fresh(brief))
    client = enter(house, "artisan")
    address = reverse("briefs:version", args=[brief.pk, 1])
    page = client.get(address).content.decode()
    assert "«\u00a0Trois pages\u00a0» est devenu «\u00a0Cinq pages\u00a0»" in page
    client.post(address)
    back = snapshot_of(fresh(brief))
    assert back == queries.versions_of(fresh(brief))[1].content
    undo(entry=Entry.objects.get(verb="briefs.restore"), by=house.artisan, at=AT + 4 * DAY)
    assert snapshot_of(fresh(brief)) == before


@pytest.mark.django_db
def test_any_moment_of_the_history_comes_back_with_who_wrote_it(house: House) -> None:
    brief = house.brief()
    actions.write_beside(brief=brief, by=house.artisan, at=AT)
    actions.answer_need(brief=brief, need_id="pages", answer="Trois pages", by=house.adviser, at=AT)
    moments = [snapshot_of(fresh(brief))]
    says(house, brief, "pages", "Cinq pages", AT + DAY)
    moments.append(snapshot_of(fresh(brief)))
    says(house, brief, "texts", "", AT + DAY, weight="not")
    moments.append(snapshot_of(fresh(brief)))
    actions.describe_brief(
        brief=fresh(brief), title="Mon site", trade="maçon", outcome="page", by=house.artisan, at=AT + DAY
    )
    moments.append(snapshot_of(fresh(brief)))
    restore_brief(brief=fresh(brief), to=moments[0], by=house.artisan, at=AT + 2 * DAY)
    says(house, brief, "pages", "Dix pages", AT + 3 * DAY)
    told = list(reversed(queries.moments_of(house.artisan, queries.get_brief(house.artisan, brief.pk))))
    assert len(told) == 7  # started, four acts, the going back, one more
    seen = queries.get_brief(house.artisan, brief.pk)
    states = [queries.as_it_was(seen, line.entry_id)[0] for line in told]
    assert states[1:5] == moments
    assert states[5] == moments[0]
    assert states[5]["answers"]["pages"]["written_by_id"] == house.adviser.actor.party_id
    assert states[6] == snapshot_of(fresh(brief))


@pytest.mark.django_db
def test_going_back_to_what_it_says_already_is_told(house: House, enter: Enter) -> None:
    brief = a_brief_ready_twice(house)
    with pytest.raises(SameAsNow):
        restore_brief(brief=brief, to=queries.versions_of(brief)[0].content, by=house.artisan, at=AT)
    address = reverse("briefs:version", args=[brief.pk, 2])
    assert "dit déjà cela" in enter(house, "artisan").post(address).content.decode()


@pytest.mark.django_db
def test_any_two_versions_are_compared(house: House, enter: Enter) -> None:
    brief = a_brief_ready_twice(house)
    client, address = enter(house, "artisan"), reverse("briefs:versions", args=[brief.pk])
    page = client.get(address, {"first": "1", "second": "2"}).content.decode()
    assert "«\u00a0Trois pages\u00a0» est devenu «\u00a0Cinq pages\u00a0»" in page
    assert "Le budget" in page
    assert (
        "Rien\u00a0: les deux disent la même chose"
        in client.get(address, {"first": "2", "second": "0"}).content.decode()
    )
    assert client.get(address, {"first": "7", "second": "x"}).status_code == 200
    assert client.get(reverse("briefs:version", args=[brief.pk, 7])).status_code == 404


@pytest.mark.django_db
def test_a_moment_of_another_brief_is_not_found(house: House, neighbour: House, enter: Enter) -> None:
    brief, other = house.brief(), house.brief()
    entry = Entry.objects.get(verb="briefs.start", subject_id=str(other.pk))
    client = enter(house, "artisan")
    assert client.get(reverse("briefs:moment", args=[brief.pk, entry.pk])).status_code == 404
    assert enter(neighbour, "artisan").get(reverse("briefs:versions", args=[brief.pk])).status_code == 404


@pytest.mark.django_db
def test_a_copy_has_the_same_answers_and_lives_by_itself(house: House) -> None:
    brief = a_brief_ready_twice(house)
    copy = duplicate_brief(brief=brief, by=house.artisan, at=AT + 3 * DAY)
    assert str(copy) == "Un site internet · maçon (copie)"
    assert (copy.state, copy.version, copy.handed_over_at) == ("draft", 1, None)
    assert snapshot_of(fresh(copy)) == {**snapshot_of(brief), "title": copy.title}
    says(house, copy, "pages", "Dix pages", AT + 3 * DAY)
    assert snapshot_of(fresh(brief))["answers"]["pages"]["answer"] == "Cinq pages"


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_versions_takes_the_same_statements(
    rows: int, house: House, enter: Enter, django_assert_num_queries: Callable[..., object]
) -> None:
    brief = house.brief()
    for day in range(rows):
        says(house, brief, "pages", f"{day} pages", AT + day * DAY)
        actions.hand_over(brief=fresh(brief), by=house.artisan, at=AT + day * DAY)
    client = enter(house, "artisan")
    with django_assert_num_queries(7):  # session, link; brief, answers, photos; versions, moments
        client.get(reverse("briefs:versions", args=[brief.pk]))
