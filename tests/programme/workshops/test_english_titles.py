"""The title of a workshop and what to bring, for whoever reads English: the theme's, unless somebody wrote others."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from etabli.foundation.parties.models import Party
from etabli.foundation.seats.actions import change_occasion, sign_up
from etabli.foundation.seats.calendar import meeting_of
from etabli.foundation.seats.models import Occasion
from etabli.foundation.seats.titles import practical_of, title_of
from etabli.programme.workshops.models import Session
from tests import factories as make

pytestmark = pytest.mark.django_db
FRENCH, ENGLISH = "Être visible sur internet", "Being visible on the internet"


def a_mail(session: Session, language: str) -> Any:
    person = make.person(session.chamber)
    Party.objects.filter(pk=person.party_id).update(language=language)
    sign_up(occasion=session.occasion, holder=person, by=make.artisan(person), at=timezone.now())
    return make.mails().get(to=person.email)


@pytest.mark.parametrize(("language", "title", "other"), [("en", ENGLISH, FRENCH), ("fr", FRENCH, ENGLISH)])
def test_a_mail_says_the_workshop_in_the_language_of_its_reader(
    session: Session, language: str, title: str, other: str
) -> None:
    mail = a_mail(session, language)
    assert title in mail.body
    assert title in mail.calendar
    assert other not in mail.body + mail.calendar


def said_of(page: str, language: str, client: Client) -> str:
    return client.get(page, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize(("language", "title", "other"), [("en", ENGLISH, FRENCH), ("fr", FRENCH, ENGLISH)])
def test_their_space_and_their_calendar_files_say_it_in_the_language_of_the_page(
    session: Session, language: str, title: str, other: str
) -> None:
    person = make.person(session.chamber)
    place = make.sign_up(session.occasion, person)
    client = make.become(Client(), link=make.link(person))
    pages = [reverse("front:mine"), reverse("workshops:session_ics", args=[session.pk])]
    pages += [
        reverse(f"{name}", args=[place.pk])
        for name in ("seats:sign_up", "seats:calendar", "workshops:prepare")
    ]
    for page in pages:
        said = said_of(page, language, client).replace("\r\n ", "")
        assert title in said, page
        assert other not in said, page


def test_the_calendar_that_programs_subscribe_to_has_the_language_of_its_address(session: Session) -> None:
    session.published_at = timezone.now()
    session.save()
    client = Client()
    page = said_of(reverse("workshops:agenda"), "en", client)
    assert f"{reverse('workshops:agenda_ics')}?langue=en" in page
    assert "langue=" not in said_of(reverse("workshops:agenda"), "fr", client)
    feed = reverse("workshops:agenda_ics")
    assert f"SUMMARY:{ENGLISH}" in said_of(f"{feed}?langue=en", "fr", client)
    assert f"SUMMARY:{FRENCH}" in said_of(feed, "en", client), "a program says no language of anybody"
    assert f"SUMMARY:{FRENCH}" in said_of(f"{feed}?langue=xx", "en", client)


def test_what_to_bring_is_in_their_language_too(session: Session) -> None:
    with override("en"):
        assert practical_of(session.occasion).startswith("To bring: ")
    assert session.occasion.practical.startswith("À apporter")


def test_what_somebody_wrote_stays_as_it_is(session: Session) -> None:
    occasion = Occasion.objects.get(pk=session.occasion_id)
    by = make.adviser(session.chamber)
    changes = {"title": "Photos de bijoux", "practical": "Votre téléphone."}
    change_occasion(occasion=occasion, changes=changes, by=by, at=timezone.now())
    occasion.refresh_from_db()
    with override("en"):
        assert (title_of(occasion), practical_of(occasion)) == ("Photos de bijoux", "Votre téléphone.")


def test_an_occasion_of_nobody_keeps_its_words() -> None:
    occasion = make.occasion(make.chamber(), title="Rencontre")
    with override("en"):
        assert title_of(occasion) == "Rencontre"
    assert meeting_of(occasion).title == "Rencontre"
