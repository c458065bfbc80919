"""The screens that write to many, by the browser of each."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from etabli.foundation.people.models import Consent, Person
from etabli.foundation.seats.models import Occasion
from etabli.programme.outreach.models import Mailing, MailingVisit, Segment
from etabli.programme.outreach.queries.mailings import report_of
from tests import factories as make
from tests.factories import AT
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(trip: Trip, client: Any) -> Any:
    return make.become(client, membership=trip.post)


def page(name: str, *args: Any) -> str:
    return reverse(f"outreach:{name}", args=args)


@time_machine.travel(AT, tick=False)
def test_from_a_group_to_the_sending(trip: Trip, client: Any, agreed: Callable[..., Person]) -> None:
    browser = make.become(client, membership=trip.post)
    agreed(name="Anna Exemple")
    trip.person(name="Paul Exemple", email="", phone="05 56 00 00 00")
    session = trip.session()
    group = {"name": "Pauillac", "commune": "Pauillac", "minutes": "30"}
    counted = browser.post(page("new_segment"), {**group, "count": "1"})
    assert "2 artisans, 1 sans e-mail" in counted.content.decode()
    assert not Segment.objects.exists()
    browser.post(page("new_segment"), group)
    segment = Segment.objects.get()
    start = browser.get(page("new_mailing"), {"modele": "pres", "groupe": segment.pk}).context["form"].initial
    told = {
        "segment": segment.pk,
        "subject": start["subject"],
        "body": start["body"],
        "sessions": [session.pk],
    }
    browser.post(page("new_mailing"), told)
    mailing = Mailing.objects.get()
    draft = browser.get(page("mailing", mailing.pk)).content.decode()
    assert "1 le reçoit" in draft
    reader = draft.split("/apercu/")[1].split("/")[0]
    letter = browser.get(page("preview_mailing", mailing.pk, reader)).content.decode()
    assert "Bonjour Anna" in letter
    assert "/desabonnement/" not in letter  # that link is the reader's own
    assert "05 56 00 00 00" in browser.get(page("mailing_calls", mailing.pk)).content.decode()
    browser.post(page("try_mailing", mailing.pk, reader))
    assert make.mails().get().to == trip.post.user.email
    browser.post(page("send_mailing", mailing.pk))
    report = browser.get(page("mailing", mailing.pk)).content.decode()
    assert "Rien n’est encore parti" in report
    assert report_of(mailing).waiting == 1


def test_a_wrong_field_is_told_and_nothing_typed_is_lost(browser: Any) -> None:
    told = {"subject": "Un atelier", "body": "Bonjour {prenom}, à bientôt"}
    answer = browser.post(page("new_mailing"), told)
    shown = answer.content.decode()
    assert "Nous ne connaissons pas {prenom}" in shown
    assert "à bientôt" in shown
    inserted = browser.post(page("new_mailing"), {**told, "insert": "prénom"}).content.decode()
    assert "à bientôt {prénom}" in inserted
    assert not Mailing.objects.exists()


def test_one_person_is_left_out_and_taken_in_again(
    browser: Any, agreed: Callable[..., Person], draft: Callable[..., Mailing]
) -> None:
    person, mailing = agreed(), draft()
    answer = browser.post(page("leave_out", mailing.pk, person.pk), follow=True)
    assert "personne ne le reçoit" in answer.content.decode()
    assert "/annuler/" in answer.content.decode()
    answer = browser.post(page("leave_out", mailing.pk, person.pk), {"in": "1"}, follow=True)
    assert "1 le reçoit" in answer.content.decode()


def test_what_somebody_said_by_telephone_is_kept(trip: Trip, browser: Any) -> None:
    person = trip.person()
    address = page("contact", person.pk)
    assert "pas d’accord donné" in browser.get(address).content.decode().lower()
    browser.post(address, {"said": "yes"})
    assert Consent.objects.get(person=person).purpose == "contact"
    assert "Vous pouvez l’inviter" in browser.get(address).content.decode()
    browser.post(address, {"said": "no"})
    assert "Aucune invitation ne part" in browser.get(address).content.decode()
    browser.post(address, {"said": "again"})
    assert "Vous pouvez l’inviter" in browser.get(address).content.decode()


def test_a_link_is_counted_and_never_leads_to_an_error(
    trip: Trip, client: Any, agreed: Callable[..., Person], sent: Callable[..., Mailing]
) -> None:
    agreed()
    session = trip.session()
    mailing = sent(session_ids=[session.pk])
    answer = client.get(page("follow_session", mailing.pk, session.pk))
    assert answer.url == f"{reverse('workshops:workshop', args=[session.pk])}?via=lettre-{mailing.pk}"
    client.head(page("follow", mailing.pk))  # a mail server that looks at links
    client.get(page("follow_session", mailing.pk, 10**6))
    assert MailingVisit.objects.get().visits == 2
    assert client.get(page("follow", 10**6)).url == reverse("workshops:list")
    make.sign_up(session.occasion, trip.person()).__class__.objects.update(via=mailing.via)
    assert report_of(mailing).sign_ups == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    browser: Any, draft: Callable[..., Mailing], number: int, django_assert_num_queries: Any
) -> None:
    for _rank in range(number):
        draft()
    with django_assert_num_queries(7):
        answer = browser.get(page("mailings"))
    assert len(answer.context["mailings"]) == number


def test_a_full_session_is_said_before_it_is_announced_to_many(
    trip: Trip, browser: Any, draft: Callable[..., Mailing]
) -> None:
    session = trip.session(days=20)
    mailing = draft(session_ids=[session.pk])
    pages = [f"/ecrire/{mailing.pk}/", f"/ecrire/{mailing.pk}/envoyer/"]
    assert not any("Déjà complet" in browser.get(page).content.decode() for page in pages)
    Occasion.objects.filter(pk=session.occasion_id).update(capacity=1, taken=1)
    assert all("Déjà complet" in browser.get(page).content.decode() for page in pages)
