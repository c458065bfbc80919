"""Three days by mail: one is chosen without signing in, once, and taken back for a day."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.viewer import of_person
from etabli.programme.demand.models import Wish
from etabli.programme.diary.actions import hold_half_day
from etabli.programme.support import actions, queries
from etabli.programme.support.links import path_of
from etabli.programme.support.models import Appointment, DayOffer
from etabli.programme.support.offered import offer_to_answer, slot_of
from etabli.territory.places.models import Road
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

pytestmark = pytest.mark.django_db
DAYS = [f"{DAY}/am", f"{DAY + timedelta(days=1)}/pm", f"{DAY + timedelta(days=7)}/am"]


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def asked(trip: Trip, email: str = "zoe@example.org") -> Wish:
    return trip.wish(trip.person(name="Zoé Exemple", email=email))


def offered(trip: Trip, wish: Wish | None = None) -> DayOffer:
    return actions.offer_days(
        wish=wish or asked(trip),
        adviser=trip.post.user,
        slots=[slot_of(value) for value in DAYS],
        place="À l’atelier",
        by=trip.adviser,
        at=AT,
    )


def staff(trip: Trip) -> Client:
    client = Client()
    make.become(client, membership=trip.post)
    return client


def titles(kind: str) -> list[str]:
    """What its reader finds, of this kind."""
    notices = Notice.objects.filter(kind=kind, read_at=None)
    return [notice.title for notice in notices if topic_messages.write_words(notice)]


def test_the_days_that_are_ticked_are_sent(trip: Trip) -> None:
    wish, client = asked(trip), staff(trip)
    address = reverse("support:book", args=[wish.pk])
    page = client.get(address)
    shown = [value for _proposal, value, _why, _soon in page.context["proposals"]]
    assert all(f'value="{value}"' in page.text for value in shown)
    place = {"send": "1", "elsewhere": "À la mairie"}
    assert "Cochez au moins un jour" in client.post(address, place).text
    client.post(address, {"offer": shown[1:], **place})
    offer = DayOffer.objects.get()
    assert (offer.days, offer.place, offer.person) == (shown[1:], "À la mairie", wish.person)
    mail = make.mails().get(to="zoe@example.org")
    assert all(path_of(offer, number) in mail.body for number in (1, 2))
    assert "doit choisir un jour" in client.get(reverse("support:requests")).text
    assert "Des jours sont proposés" in client.get(address).text


def test_the_day_that_was_pressed_comes_first_and_is_booked_by_one_press(trip: Trip) -> None:
    offer = offered(trip)
    page = Client().get(path_of(offer, 2))
    assert [slot.value for slot in page.context["slots"]] == [DAYS[1], DAYS[0], DAYS[2]]
    assert not Appointment.objects.exists()  # programs that read mails follow links
    said = Client().post(path_of(offer), {"day": DAYS[1]}, follow=True)
    assert "Votre demi-journée est réservée" in said.text
    booked = Appointment.objects.get()
    assert (booked.wish, booked.place, booked.half_day.half) == (offer.wish, "À l’atelier", "pm")
    assert booked.half_day.adviser == trip.post.user
    (title,) = titles("support.half_day_moved")
    assert title.startswith("Zoé Exemple a choisi")
    assert len(titles("support.half_day")) == 1
    Client().post(path_of(offer), {"day": DAYS[0]})
    assert Appointment.objects.get() == booked  # it works once


def test_it_is_taken_back_for_a_day_and_chosen_again(trip: Trip) -> None:
    offer = offered(trip)
    Client().post(path_of(offer), {"day": DAYS[1]})
    said = Client().post(path_of(offer), {"undo": "1"}, follow=True)
    assert "Quel jour vous convient" in said.text
    assert not Appointment.objects.filter(cancelled_at=None).exists()
    assert titles("support.half_day_moved") == []
    Client().post(path_of(offer), {"day": DAYS[0]})
    with time_machine.travel(AT + timedelta(hours=25), tick=False):
        assert 'name="undo"' not in Client().get(path_of(offer)).text
        Client().post(path_of(offer), {"undo": "1"})
    assert Appointment.objects.filter(cancelled_at=None).count() == 1


def test_none_suits_and_the_request_waits(trip: Trip) -> None:
    offer = offered(trip)
    said = Client().post(path_of(offer), {"none": "1"}, follow=True)
    assert "aucun de ces jours ne vous convient" in said.text
    assert titles("support.days_refused") == ["Aucun des jours ne convient à Zoé Exemple"]
    assert [row.wish for row in queries.requests_waiting(trip.adviser, at=AT)] == [offer.wish]
    assert "Aucun des jours proposés" in staff(trip).get(reverse("support:book", args=[offer.wish_id])).text
    Client().post(path_of(offer), {"undo": "1"})
    assert titles("support.days_refused") == []
    offer.refresh_from_db()
    assert offer.answer == ""


def values(page: Any) -> list[str]:
    return sorted(slot.value for slot in page.context["slots"])


def test_in_the_place_of_a_day_that_is_taken_meanwhile_the_nearest_is_offered(trip: Trip) -> None:
    offer = offered(trip)
    assert "n’est plus possible" not in Client().get(path_of(offer)).text
    hold_half_day(adviser=trip.post.user, on=DAY, half="am", what="Réunion", by=trip.adviser, at=AT)
    page = Client().get(path_of(offer, 1))
    nearest = f"{DAY}/pm"
    assert values(page) == [nearest, *DAYS[1:]]
    assert "Ce jour n’est plus possible" in page.text
    said = Client().post(path_of(offer), {"day": DAYS[0]}, follow=True)
    assert "n’est plus libre" in said.text
    assert not Appointment.objects.exists()
    Client().post(path_of(offer), {"day": nearest})
    assert Appointment.objects.get().half_day.half == "pm"
    Client().post(path_of(offer), {"undo": "1"})
    assert values(Client().get(path_of(offer))) == [nearest, *DAYS[1:]]


def test_days_that_are_over_are_replaced_by_none(trip: Trip) -> None:
    offer = offered(trip)
    with time_machine.travel(AT + timedelta(days=30), tick=False):
        assert "Ces jours ne sont plus libres" in Client().get(path_of(offer)).text


def test_only_the_last_offer_of_a_request_that_waits_is_answered(trip: Trip) -> None:
    first = offered(trip)
    second = offered(trip, first.wish)
    assert "Ces jours ne sont plus proposés" in Client().get(path_of(first)).text
    Client().post(path_of(first), {"day": DAYS[0]})
    assert not Appointment.objects.exists()
    undo(entry=Entry.objects.filter(verb="support.offer_days").latest("pk"), by=trip.adviser, at=AT)
    assert "Ces jours ne sont plus proposés" in Client().get(path_of(second)).text
    assert "Quel jour vous convient" in Client().get(path_of(first)).text
    trip.booked(first.person, on=DAY + timedelta(days=2), wish=first.wish)  # answered on the telephone
    page = Client().get(path_of(first)).text
    assert "Votre demi-journée est réservée" in page
    assert 'name="day"' not in page


def test_no_other_address_opens_it_and_nobody_without_mail_is_written_to(trip: Trip) -> None:
    offer = offered(trip)
    forged = path_of(offer)[:-2] + "x/"
    assert Client().get(forged).status_code == 404
    with pytest.raises(actions.NoDays):
        offered(trip, asked(trip, email=""))


def test_once_its_days_are_erased_an_offer_offers_nothing(trip: Trip) -> None:
    """What is kept of it says no day any more (`own_data`); neither the mail's page nor the path may fall."""
    offer = offered(trip)
    DayOffer.objects.filter(pk=offer.pk).update(days=[])
    offer.refresh_from_db()
    assert offer_to_answer(offer.wish, at=AT) is None
    assert Client().get(path_of(offer)).status_code == 200


def test_a_day_that_was_refused_is_not_proposed_again(trip: Trip) -> None:
    wish, client = asked(trip), staff(trip)
    address = reverse("support:book", args=[wish.pk])
    refused = [value for _proposal, value, _why, _soon in client.get(address).context["proposals"]]
    client.post(address, {"offer": refused, "send": "1", "elsewhere": "À la mairie"})
    Client().post(path_of(DayOffer.objects.get()), {"none": "1"})
    assert "aucun des jours ne convient, dit le" in client.get(reverse("support:requests")).text
    assert (
        "aucun des jours proposés ne lui convient"
        in client.get(reverse("front:person", args=[wish.person_id])).text
    )
    assert "Aucun des jours proposés ne lui convient" in client.get(reverse("front:desk")).text
    page = client.get(address)
    assert "Aucun des jours proposés ne lui convient" in page.text
    anew = [value for _proposal, value, _why, _soon in page.context["proposals"]]
    assert anew
    assert not {value[:10] for value in anew} & {value[:10] for value in refused}
    client.post(address, {"offer": refused, "send": "1", "elsewhere": "À la mairie"})
    with pytest.raises(actions.NoDays):
        actions.offer_days(
            wish=wish,
            adviser=trip.post.user,
            slots=[slot_of(value) for value in refused],
            place="À la mairie",
            by=trip.adviser,
            at=AT,
        )
    assert DayOffer.objects.count() == 1


def test_while_days_are_out_it_is_for_the_artisan_to_choose(trip: Trip) -> None:
    offer = offered(trip)
    desk = staff(trip).get(reverse("front:desk")).text
    assert "sa réponse est attendue" in desk
    assert "Proposer un jour" not in desk
    own = Client()
    make.become(own, link=make.link(offer.person))
    for name in ("journeys:path", "front:mine"):
        page = own.get(reverse(name)).text
        assert path_of(offer) in page, name
        assert "C’est à votre conseillère" not in page, name
    Client().post(path_of(offer), {"none": "1"})
    for name in ("journeys:path", "front:mine"):
        page = own.get(reverse(name)).text
        assert path_of(offer) not in page, name
        assert "C’est à votre conseillère" in page, name


def test_a_day_to_which_the_road_no_longer_fits_is_not_offered_any_more(trip: Trip) -> None:
    """Another booking came between, more than a hundred kilometres away: the afternoon is free, and out of reach."""
    Road.objects.create(a=trip.pauillac, b=trip.blaye, km=105)
    offer, day = offered(trip), DAY + timedelta(days=1)
    assert values(Client().get(path_of(offer))) == DAYS
    blocking = trip.booked(trip.person(trip.blaye), on=day, half="am")
    Appointment.objects.filter(pk=blocking.pk).update(place="3 rue du Four, 33390 Blaye")
    page = Client().get(path_of(offer, 2))
    assert [slot.value for slot in page.context["lost"]] == [DAYS[1]]
    nearest = f"{day + timedelta(days=1)}/pm"  # as near as the day before, which is offered already
    assert values(page) == [DAYS[0], nearest, DAYS[2]]
    Client().post(path_of(offer), {"day": DAYS[1]})
    assert Appointment.objects.count() == 1
    Client().post(path_of(offer), {"day": nearest})
    assert Appointment.objects.exclude(pk=blocking.pk).get().half_day.on == day + timedelta(days=1)


def test_no_day_that_was_refused_takes_the_place_of_another(trip: Trip) -> None:
    wish = asked(trip)
    actions.refuse_days(offer=offered(trip, wish), by=of_person(wish.person), at=AT)
    day = DAY + timedelta(days=2)
    slots = [slot_of(f"{day}/am")]
    offer = actions.offer_days(
        wish=wish, adviser=trip.post.user, slots=slots, place="À l’atelier", by=trip.adviser, at=AT
    )
    for half in ("am", "pm"):
        hold_half_day(adviser=trip.post.user, on=day, half=half, what="Réunion", by=trip.adviser, at=AT)
    (value,) = values(Client().get(path_of(offer)))
    assert value[:10] not in {refused[:10] for refused in DAYS}
    assert value == f"{day + timedelta(days=1)}/am"
