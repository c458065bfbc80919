"""What the adviser does: plan, change, call off, mark who came, print the sheet."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.seats.models import SignUp
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops.models import Attendance, Session, Venue
from etabli.territory.register.models import Artisan
from tests import factories

Make = Callable[..., Session]


def form_of(session: Session, **changes: Any) -> dict[str, Any]:
    start = timezone.localtime(session.occasion.starts_at)
    return {
        "theme": session.theme_id,
        "venue": session.venue_id,
        "adviser": session.adviser_id,
        "on": start.date().isoformat(),
        "start": f"{start:%H:%M}",
        "end": "",
        "capacity": session.occasion.capacity,
        "anyway": changes.get("on", start.date().isoformat()),  # whatever the weekday of today
        **changes,
    }


@pytest.mark.parametrize(
    "page", ["", "modifier/", "annuler/", "emargement.pdf", "questionnaire/", "reponses/"]
)
def test_a_session_belongs_to_its_chamber(
    client: Client, session: Session, neighbour: Membership, page: str
) -> None:
    address = f"/seances/{session.pk}/{page}"
    assert client.get(address).headers["Location"].startswith("/connexion/")
    person = factories.person(session.chamber)
    assert factories.become(Client(), link=factories.link(person)).get(address).status_code == 403
    assert factories.become(Client(), membership=neighbour).get(address).status_code == 404


def test_a_neighbour_sees_none_of_our_sessions(
    client: Client, session: Session, neighbour: Membership
) -> None:
    for state in ("", "past"):
        page = factories.become(client, membership=neighbour).get(f"/seances/?state={state}")
        assert f"/seances/{session.pk}/" not in page.content.decode()


def test_plan_a_session(desk: Client, session: Session) -> None:
    day = (timezone.localtime(session.occasion.starts_at) + timedelta(days=1)).date().isoformat()
    answer = desk.post("/seances/nouvelle/", form_of(session, on=day, start="14:00", capacity=""))
    made = Session.objects.exclude(pk=session.pk).get()
    assert answer.headers["Location"] == f"/seances/{made.pk}/"
    assert made.occasion.ends_at - made.occasion.starts_at == timedelta(hours=3, minutes=30)
    assert made.occasion.capacity == made.venue.capacity
    assert HalfDay.objects.filter(on=day, half="pm", released_at=None).count() == 1
    assert desk.get(f"/ateliers/{made.pk}/").status_code == 200


def test_what_was_refused_comes_back_with_the_name_of_the_colleague_chosen(
    desk: Client, session: Session, membership: Membership
) -> None:
    colleague = factories.membership(session.chamber).user
    new = "/seances/nouvelle/"
    chosen = f'value="{membership.user_id}" selected'
    assert chosen in desk.get(new).content.decode()
    refused = desk.post(new, form_of(session, adviser=colleague.pk, capacity=0))
    assert "à sa place" not in refused.content.decode(), "what has just been typed is there"
    page = desk.get(new).content.decode()
    assert re.search(rf"Choisi alors\s*: [^<]*{colleague.name}[^<]*\.</p>", page)
    assert f'value="{colleague.pk}" selected' in page
    on = timezone.localdate(session.occasion.starts_at) + timedelta(days=28)
    told = desk.post(new, form_of(session, adviser=colleague.pk, on=on.isoformat()), follow=True)
    assert f"C’est {colleague.name} qui l’anime." in told.content.decode()
    assert chosen in desk.get(new).content.decode(), "a fresh form begins with oneself"


def test_two_people_of_one_name_are_told_apart_by_their_town(desk: Client, session: Session) -> None:
    rows = [
        factories.sign_up(session.occasion, factories.person(session.chamber, name=name))
        for name in ("Josiane V.", "JOSIANE V.", "Anne Exemple")
    ]
    for row in rows:
        Artisan.objects.create(person=row.person, commune=session.venue.commune)
    town, address = session.venue.commune.name, f"/seances/{session.pk}/"
    page = desk.get(address).content.decode()
    cells = re.findall(r"<td([^>]*)>(?:–|Pauillac)[<,]", page)
    assert ["dx" in cell for cell in cells[:3]] == [False, False, True], "a phone drops those of the class dx"
    told = desk.post(f"/inscriptions/{rows[0].pk}/annuler/", {"next": address}, follow=True).content.decode()
    assert f"La place de Josiane V. ({town})" in told
    told = desk.post(f"/inscriptions/{rows[1].pk}/annuler/", {"next": address}, follow=True).content.decode()
    assert "JOSIANE V. (" not in told, "alone of this name by then"


def test_a_half_day_that_is_taken_is_refused_and_what_was_typed_is_kept(
    desk: Client, session: Session
) -> None:
    elsewhere = Venue.objects.create(
        chamber=session.chamber, name="Autre salle", commune=session.venue.commune, capacity=9
    )
    typed = form_of(session, capacity=7, venue=elsewhere.pk)
    text = desk.post("/seances/nouvelle/", typed).content.decode()
    assert "déjà pris" in text or "a déjà quelque chose" in text
    assert 'value="7"' in text
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "2020-01-06"}, "passés"),
        ({"end": "07:00"}, "avant le début"),
        ({"capacity": "0"}, "1"),
        ({"on": "demain"}, "date"),
    ],
)
def test_a_wrong_session_is_told(desk: Client, session: Session, changes: dict[str, str], said: str) -> None:
    text = desk.post("/seances/nouvelle/", form_of(session, **changes)).content.decode()
    assert said in text
    assert Session.objects.count() == 1


def test_a_room_of_another_chamber_cannot_be_chosen(
    desk: Client, session: Session, neighbour: Membership
) -> None:
    foreign = Venue.objects.create(
        chamber=neighbour.organisation, name="Ailleurs", commune=session.venue.commune, capacity=9
    )
    free = (timezone.localtime(session.occasion.starts_at) + timedelta(days=1)).date().isoformat()
    text = desk.post("/seances/nouvelle/", form_of(session, venue=foreign.pk, on=free)).content.decode()
    assert "Ailleurs" not in text
    assert Session.objects.count() == 1


def test_change_and_take_it_back(desk: Client, session: Session) -> None:
    before = session.occasion.starts_at
    day = (timezone.localtime(before) + timedelta(days=3)).date().isoformat()
    desk.post(f"/seances/{session.pk}/modifier/", form_of(session, on=day))
    session.refresh_from_db()
    session.occasion.refresh_from_db()
    assert timezone.localtime(session.occasion.starts_at).date().isoformat() == day
    assert HalfDay.objects.get(released_at=None).on.isoformat() == day
    entry = Entry.objects.get(verb="workshops.change")
    desk.post(f"/historique/{entry.pk}/annuler/")
    session.occasion.refresh_from_db()
    assert session.occasion.starts_at == before
    assert HalfDay.objects.filter(released_at=None).count() == 1


def test_fewer_places_than_people_is_refused(desk: Client, session: Session) -> None:
    for _ in range(3):
        factories.sign_up(session.occasion, factories.person(session.chamber))
    address, typed = f"/seances/{session.pk}/modifier/", form_of(session, capacity=2)
    page = desk.post(address, typed)
    assert page.context["keep"] == 3
    (last,) = page.context["last"]
    preview = desk.post(address, {**typed, "release": page.context["last_pks"]})
    assert ("release", str(last.pk)) in preview.context["sent"]
    desk.post(address, {**typed, "release": page.context["last_pks"], "confirmed": "1"})
    last.refresh_from_db()
    assert last.status == "waiting"
    session.occasion.refresh_from_db()
    assert (session.occasion.capacity, session.occasion.taken) == (2, 2)


def test_as_many_places_as_people_are_kept(desk: Client, session: Session) -> None:
    for _ in range(3):
        factories.sign_up(session.occasion, factories.person(session.chamber))
    typed = {**form_of(session, capacity=2), "keep": "3", "confirmed": "1"}
    desk.post(f"/seances/{session.pk}/modifier/", typed)
    session.occasion.refresh_from_db()
    assert session.occasion.capacity == 3
    session.occasion.refresh_from_db()


def test_what_stands_is_among_the_choices_and_chosen(
    desk: Client, session: Session, membership: Membership
) -> None:
    Venue.objects.create(
        chamber=session.chamber, name="Autre salle", commune=session.venue.commune, capacity=9
    )
    other = factories.membership(session.chamber)
    staying = factories.become(Client(), membership=other)
    Venue.objects.filter(pk=session.venue_id).update(withdrawn_at=timezone.now())
    Membership.objects.filter(pk=membership.pk).update(ended_on=timezone.now().date())
    address = f"/seances/{session.pk}/modifier/"
    shown = staying.get(address).content.decode()
    for pk in (session.venue_id, session.adviser_id):
        assert f'<option value="{pk}" selected>' in shown
    answer = staying.post(address, form_of(session, capacity=7))
    assert answer.status_code == 302
    session.refresh_from_db()
    assert (session.occasion.capacity, session.adviser) == (7, membership.user)
    new = staying.get("/seances/nouvelle/").content.decode()
    assert "Salle de Pauillac" not in new
    assert membership.user.name not in new


def test_a_manager_who_plans_a_session_chooses_the_adviser(session: Session) -> None:
    manager = factories.become(Client(), membership=factories.membership(session.chamber, Role.MANAGER))
    form = manager.get("/seances/nouvelle/").context["form"]
    assert str(form["adviser"]).count("<option") == 2, (
        "herself is not among them: an empty choice comes first"
    )
    assert "selected" not in str(form["adviser"])


def test_a_room_has_at_least_one_place(desk: Client, session: Session) -> None:
    typed = {"name": "Placard", "commune": "Pauillac", "address": "", "capacity": "0"}
    assert "Une salle a au moins une place." in desk.post("/seances/salles/nouvelle/", typed).content.decode()
    assert not Venue.objects.filter(name="Placard").exists()


def test_mark_unmark_and_take_back(desk: Client, under_way: Session) -> None:
    row = factories.sign_up(under_way.occasion, factories.person(under_way.chamber))
    address = f"/seances/{under_way.pk}/presence/{row.pk}/1/"
    desk.post(address, {"present": "yes"})
    assert Attendance.objects.get().present is True
    assert "présence notée" in desk.get(f"/seances/{under_way.pk}/").content.decode()
    desk.post(f"/historique/{Entry.objects.get(verb='workshops.mark').pk}/annuler/")
    assert Attendance.objects.get().present is None
    desk.post(address, {"present": "no"})
    assert Attendance.objects.get().present is False
    assert desk.post(address, {"present": "perhaps"}).status_code == 404


def test_nobody_is_marked_in_the_session_of_another(
    desk: Client, under_way: Session, neighbour: Membership
) -> None:
    row = factories.sign_up(under_way.occasion, factories.person(under_way.chamber))
    other = factories.become(Client(), membership=neighbour)
    assert other.post(f"/seances/{under_way.pk}/presence/{row.pk}/1/", {"present": "yes"}).status_code == 404
    elsewhere = factories.sign_up(factories.soon(under_way.chamber), factories.person(under_way.chamber))
    assert desk.post(f"/seances/{under_way.pk}/presence/{elsewhere.pk}/1/", {}).status_code == 404


def test_a_walk_in_is_seated_in_a_full_room_and_can_be_taken_back(desk: Client, make: Make) -> None:
    session = make(starts_at=datetime.now(UTC) - timedelta(hours=1), capacity=1)
    factories.sign_up(session.occasion, factories.person(session.chamber))
    typed = {"name": "Léa Exemple", "contact": "06 12 34 56 78"}
    desk.post(f"/seances/{session.pk}/arrivee/1/", typed)
    session.occasion.refresh_from_db()
    assert (session.occasion.taken, session.occasion.capacity) == (2, 2)
    assert Attendance.objects.get().present is True
    desk.post(f"/seances/{session.pk}/arrivee/1/", typed)  # once more: recognised, not seated twice
    assert SignUp.objects.count() == 2
    desk.post(f"/historique/{Entry.objects.get(verb='workshops.walk_in').pk}/annuler/")
    assert SignUp.objects.get(person__name="Léa Exemple").status == "withdrawn"
    session.occasion.refresh_from_db()
    assert session.occasion.taken == 1


def test_no_walk_in_before_the_day(desk: Client, session: Session) -> None:
    text = desk.post(f"/seances/{session.pk}/arrivee/1/", {"name": "Léa", "contact": ""}).content.decode()
    assert "n’a pas commencé" in text
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_takes_the_same_statements_whatever_its_size(
    desk: Client, under_way: Session, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        factories.sign_up(under_way.occasion, factories.person(under_way.chamber))
        factories.sign_up(under_way.occasion, factories.person(under_way.chamber), "waiting")
    with django_assert_num_queries(16):
        desk.get(f"/seances/{under_way.pk}/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_sessions_take_the_same_statements_whatever_their_number(
    desk: Client, make: Make, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make()
    with django_assert_num_queries(10):
        desk.get("/seances/")


@pytest.mark.parametrize(("silent", "mails"), [("", 1), ("yes", 0)])
def test_a_seat_is_released_from_its_row_with_or_without_a_mail(
    desk: Client, session: Session, silent: str, mails: int
) -> None:
    row = factories.sign_up(session.occasion, factories.person(session.chamber, name="Inès M."))
    address = f"/inscriptions/{row.pk}/annuler/"
    assert f'formaction="{address}"' in desk.get(f"/seances/{session.pk}/").content.decode()
    told = factories.mails().count()
    back = f"/seances/{session.pk}/#roll"
    page = desk.post(address, {"silent": silent, "next": back}, follow=True).content.decode()
    row.refresh_from_db()
    assert row.status == "withdrawn"
    assert factories.mails().count() == told + mails
    assert "La place d’Inès M. est de nouveau libre." in page
    assert ("Un e-mail le lui dit." in page) == bool(mails)


def test_a_seat_that_is_offered_at_once_is_not_said_to_be_free(desk: Client, session: Session) -> None:
    chamber, places = session.chamber, session.occasion.capacity
    names = ["Inès M.", *(f"Hugo {n}" for n in range(places - 1)), "Patrick D."]
    rows = [
        factories.sign_up(
            session.occasion, factories.person(chamber, name=name), "seated" if n < places else "waiting"
        )
        for n, name in enumerate(names)
    ]
    page = desk.post(f"/inscriptions/{rows[0].pk}/annuler/", follow=True).content.decode()
    rows[-1].refresh_from_db()
    assert rows[-1].status == "offered"
    assert "de nouveau libre" not in page
    assert "La place d’Inès M. est proposée à Patrick D., jusqu’au" in page


def test_the_message_says_when_the_mails_leave_after_the_quiet_hours(desk: Client, session: Session) -> None:
    row = factories.sign_up(session.occasion, factories.person(session.chamber, name="Inès M."))
    night = timezone.make_aware(datetime.combine(timezone.localdate(), time(23, 30)))
    with time_machine.travel(night, tick=False):
        factories.become(desk, membership=factories.membership(session.chamber))
        page = desk.post(f"/inscriptions/{row.pk}/annuler/", follow=True).content.decode()
    assert "Nos e-mails partent après la nuit :" in page.replace("\xa0", " ")


def test_nobody_signed_up_is_not_everybody_marked(desk: Client, session: Session) -> None:
    occasion = session.occasion
    occasion.starts_at = timezone.now() - timedelta(minutes=1)
    occasion.ends_at = timezone.now() + timedelta(hours=3)
    occasion.save()
    page = desk.get(f"/seances/{session.pk}/").content.decode()
    assert "Tout le monde est noté" not in page


def test_somebody_marked_with_all_the_others_is_absent_in_one_click(desk: Client, session: Session) -> None:
    occasion = session.occasion
    occasion.starts_at = timezone.now() - timedelta(minutes=1)
    occasion.ends_at = timezone.now() + timedelta(hours=3)
    occasion.save()
    row = factories.sign_up(occasion, factories.person(session.chamber))
    desk.post(f"/seances/{session.pk}/tous-presents/1/")
    assert ">Absent<" in desk.get(f"/seances/{session.pk}/").content.decode()
    desk.post(f"/seances/{session.pk}/presence/{row.pk}/1/", {"present": "no"})
    assert Attendance.objects.get(sign_up=row).present is False
