"""The pages on two records of one person: proposed, compared, joined or not; what the one who is kept then shows."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import may_undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.wording import changes_of
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.actions import confirm_merge, merge_persons, refuse_merge
from etabli.foundation.people.models import Membership, Merging, Organisation, Person
from etabli.foundation.people.viewer import of_membership
from etabli.foundation.search.index import reindex
from etabli.foundation.search.queries import find_of_kind
from etabli.territory.register.models import Artisan
from tests import factories as make

pytestmark = pytest.mark.django_db
PHONE = "06 12 34 56 78"


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()


@pytest.fixture
def membership(chamber: Organisation) -> Membership:
    return make.membership(chamber)


@pytest.fixture
def desk(client: Client, membership: Membership) -> Client:
    return make.become(client, membership=membership)


@pytest.fixture
def two(chamber: Organisation) -> tuple[Person, Person]:
    kept = make.person(chamber, name="Zoé Exemple", phone=PHONE, email="zoe@example.org")
    return kept, make.person(chamber, name="Z. Exemple", phone="+33 6 12 34 56 78", email="")


def compared(two: tuple[Person, Person]) -> str:
    return f"/personnes/{two[0].pk}/{two[1].pk}/reunir/"


def test_the_likely_pairs_are_proposed_and_nothing_is_joined(
    desk: Client, two: tuple[Person, Person]
) -> None:
    page = desk.get("/personnes/doublons/").content.decode()
    assert compared(two) in page
    assert not Merging.objects.exists()


def test_one_press_joins_them_and_leads_to_the_one_who_is_kept(
    desk: Client, two: tuple[Person, Person]
) -> None:
    assert "Zoé Exemple" in desk.get(compared(two)).content.decode()
    answer = desk.post(compared(two), {"decision": "one", "kept": two[0].pk}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/personnes/{two[0].pk}/"
    assert Merging.objects.get().reasons == ["phone", "close_name"]
    assert desk.get(f"/personnes/{two[1].pk}/").headers["Location"] == f"/personnes/{two[0].pk}/"
    assert compared(two) not in desk.get("/personnes/doublons/").content.decode()
    assert desk.get(compared(two)).status_code == 404


def test_two_persons_do_not_come_back(desk: Client, two: tuple[Person, Person]) -> None:
    desk.post(compared(two), {"decision": "two", "kept": two[0].pk})
    assert compared(two) not in desk.get("/personnes/doublons/").content.decode()


def test_a_telephone_alone_asks_what_else_was_checked(desk: Client, chamber: Organisation) -> None:
    father = make.person(chamber, name="Luc Essai", phone=PHONE)
    pair = father, make.person(chamber, name="Zoé Exemple", phone=PHONE)
    refused = desk.post(compared(pair), {"decision": "one", "kept": father.pk})
    assert refused.status_code == 422
    assert not Merging.objects.exists()
    desk.post(compared(pair), {"decision": "one", "kept": father.pk, "checked": "Le même SIRET"})
    assert Merging.objects.get().checked == "Le même SIRET"


def test_nobody_of_another_chamber_and_no_artisan_compares_them(
    client: Client, two: tuple[Person, Person]
) -> None:
    stranger = make.membership(make.chamber("Chambre du Lot"))
    assert make.become(client, membership=stranger).get(compared(two)).status_code == 404
    artisan = make.become(Client(), link=make.link(two[0]))
    assert artisan.get(compared(two)).status_code == 403


def test_the_search_finds_the_one_who_is_kept_by_both_names(
    membership: Membership, two: tuple[Person, Person]
) -> None:
    Person.objects.filter(pk=two[1].pk).update(name="Zoé Autrenom")
    reindex("person")
    by = of_membership(membership)
    merge_persons(kept=two[0], merged=two[1], checked="Asked them", by=by, at=timezone.now())
    assert [hit.object_id for hit in find_of_kind(by, "autrenom", "person", limit=5)] == [two[0].pk]


def test_while_it_waits_the_page_shows_both_and_each_link_opens_its_own(
    desk: Client, membership: Membership, two: tuple[Person, Person], chamber: Organisation
) -> None:
    occasion = make.soon(chamber, title="Atelier de Zoé")
    seat = make.sign_up(occasion, two[1])
    link = make.link(two[1])
    merge_persons(
        kept=two[0], merged=two[1], checked="Asked them", by=of_membership(membership), at=timezone.now()
    )
    page = desk.get(f"/personnes/{two[0].pk}/").content.decode()
    assert "Attend sa réponse" in page
    theirs, other = make.become(Client(), link=link), make.become(Client(), link=make.link(two[0]))
    assert theirs.get(f"/inscriptions/{seat.pk}/").status_code == 200
    assert other.get(f"/inscriptions/{seat.pk}/").status_code == 404


def test_opening_ones_link_asks_and_it_is_me_joins(
    client: Client, membership: Membership, two: tuple[Person, Person], chamber: Organisation
) -> None:
    from etabli.foundation.people.links import link_url

    occasion = make.soon(chamber)
    seat = make.sign_up(occasion, two[1])
    opened = {one.pk: link_url(make.link(one)).partition("/l/")[2] for one in two}
    merge_persons(
        kept=two[0], merged=two[1], checked="Asked them", by=of_membership(membership), at=timezone.now()
    )
    for one in two:
        browser: Any = Client()
        asked = browser.get(f"/l/{opened[one.pk]}", follow=True)
        assert asked.redirect_chain[-1][0].startswith("/mes-donnees/deux-fiches/")
        other = two[1] if one == two[0] else two[0]
        assert other.name not in asked.content.decode()
        browser.post("/mes-donnees/deux-fiches/", {"yes": "1", "sure": "1"})
    seat.refresh_from_db()
    assert seat.person_id == two[0].pk
    later = Client()
    later.get(f"/l/{opened[two[1].pk]}")
    assert later.get(f"/inscriptions/{seat.pk}/").status_code == 200, "their link opens all of it now"


def test_the_other_one_is_not_me_parts_them(
    membership: Membership, two: tuple[Person, Person], client: Client
) -> None:
    merge_persons(
        kept=two[0], merged=two[1], checked="Asked them", by=of_membership(membership), at=timezone.now()
    )
    make.become(client, link=make.link(two[0])).post("/mes-donnees/deux-fiches/", {"no": "1", "sure": "1"})
    two[1].refresh_from_db()
    assert two[1].merged_into is None


def test_another_record_is_looked_up(desk: Client, two: tuple[Person, Person]) -> None:
    reindex("person")
    page = desk.get(f"/personnes/{two[0].pk}/autre-fiche/", {"q": "exemple"}).content.decode()
    assert compared(two) in page


def test_the_page_says_which_record_a_link_opens(
    desk: Client, membership: Membership, two: tuple[Person, Person]
) -> None:
    for one in two:
        make.link(one)
    merge_persons(
        kept=two[0], merged=two[1], checked="Asked them", by=of_membership(membership), at=timezone.now()
    )
    page = desk.get(f"/personnes/{two[0].pk}/").content.decode()
    assert "Ouvre cette fiche, Zoé Exemple" in page
    assert "Ouvre l’autre fiche, Z. Exemple" in page


@pytest.mark.parametrize("waits", [True, False])
def test_the_page_shows_the_telephone_and_the_address_of_the_other_record(
    desk: Client, membership: Membership, two: tuple[Person, Person], waits: bool
) -> None:
    Person.objects.filter(pk=two[1].pk).update(phone="06 98 76 54 32", email="z@example.org")
    done = merge_persons(
        kept=two[0], merged=two[1], checked="Asked them", by=of_membership(membership), at=timezone.now()
    )
    if not waits:
        for one in (two[1], two[0]):
            confirm_merge(merging=done, by=make.artisan(one), at=timezone.now())
    page = desk.get(f"/personnes/{two[0].pk}/").content.decode()
    label = "de l’autre fiche" if waits else ", aussi"
    assert re.search(rf"Téléphone ?{label}.{{1,80}}06 98 76 54 32", page)
    assert re.search(rf"E-mail ?{label}.{{1,80}}z@example.org", page)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_is_asked_once_more(
    client: Client, membership: Membership, two: tuple[Person, Person], answer: str
) -> None:
    done = merge_persons(
        kept=two[0], merged=two[1], checked="Asked them", by=of_membership(membership), at=timezone.now()
    )
    make.become(client, link=make.link(two[0]))
    page = client.get("/mes-donnees/deux-fiches/").content.decode()
    assert "Vous êtes dans cette fiche" in page
    assert "Rien n’est effacé" in page
    asked = client.post("/mes-donnees/deux-fiches/", {answer: "1"})
    assert f'name="{answer}"' in asked.content.decode()
    done.refresh_from_db()
    assert (done.kept_said_at, done.refused_at) == (None, None)
    client.post("/mes-donnees/deux-fiches/", {answer: "1", "sure": "1"})
    done.refresh_from_db()
    assert (done.kept_said_at is None, done.refused_at is None) == (answer == "no", answer == "yes")


def test_whoever_joined_them_learns_of_a_refusal_and_the_page_says_its_day(
    desk: Client, membership: Membership, two: tuple[Person, Person]
) -> None:
    make.membership(two[0].chamber)
    by = of_membership(membership)
    done = merge_persons(kept=two[0], merged=two[1], checked="Asked them", by=by, at=timezone.now())
    entry = Entry.objects.get(verb="people.merge")
    assert may_undo(by, entry)
    refuse_merge(merging=done, by=make.artisan(two[0]), at=timezone.now())
    told = Notice.objects.get(kind="own_data.joining_refused")
    assert told.owner_id == membership.user.party_id
    assert "Refusée déjà" in desk.get(compared(two)).content.decode()
    assert not may_undo(by, entry)


def test_what_was_checked_is_in_the_history_and_on_the_page(
    desk: Client, membership: Membership, two: tuple[Person, Person]
) -> None:
    words = "Elle m’a lu son SIRET"
    merge_persons(kept=two[0], merged=two[1], checked=words, by=of_membership(membership), at=timezone.now())
    assert words in desk.get(f"/personnes/{two[0].pk}/").content.decode()
    [change] = changes_of([Entry.objects.get(verb="people.merge")])[Entry.objects.get(verb="people.merge").pk]
    assert change.after == words


def test_what_was_checked_is_not_called_optional_where_it_is_needed(
    desk: Client, two: tuple[Person, Person], chamber: Organisation
) -> None:
    near = desk.get(compared(two)).content.decode()
    assert "(facultatif)" in near
    assert "Un père et son fils" not in near
    stranger = make.person(chamber, name="Luc Essai", phone="06 00 00 00 00")
    far = desk.get(compared((two[0], stranger))).content.decode()
    assert "(facultatif)" not in far
    assert "Un père et son fils" not in far, "they share no telephone"
    family = make.person(chamber, name="Luc Essai", phone=PHONE)
    assert "Un père et son fils" in desk.get(compared((two[0], family))).content.decode()
    assert desk.post(compared((two[0], family)), {"decision": "two", "kept": two[0].pk}).status_code == 302


def test_two_places_in_one_session_are_named_with_a_link(
    desk: Client, two: tuple[Person, Person], chamber: Organisation
) -> None:
    occasion = make.soon(chamber, title="Être visible")
    seat = [make.sign_up(occasion, one) for one in two][1]
    page = desk.post(compared(two), {"decision": "one", "kept": two[0].pk}).content.decode()
    assert re.search(rf'href="/inscriptions/{seat.pk}/">Être visible', page)


def test_each_thing_is_compared_once(desk: Client, two: tuple[Person, Person]) -> None:
    for one in two:
        Artisan.objects.create(person=one, trade_code="4399CZ")
    page = desk.get(compared(two)).content.decode()
    assert len(re.findall(r"<td[^>]*>(?:<[^>]+>)*Métier", page)) == 1


def test_two_accounts_say_what_can_be_done(desk: Client, two: tuple[Person, Person]) -> None:
    for one in two:
        Person.objects.filter(pk=one.pk).update(user=make.user())
    page = desk.post(compared(two), {"decision": "one", "kept": two[0].pk}).content.decode()
    assert "Faire tout effacer" in page
