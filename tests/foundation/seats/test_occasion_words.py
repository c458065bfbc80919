"""What is said of an occasion: in words that fit any, or with the noun of its app."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import (
    SENTENCES,
    Sentence,
    dates_url,
    preparation_url,
    sentence_of,
)
from etabli.programme.workshops import occasion_texts
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db
NOUNS = re.compile(r"atelier|séance|chambre|conseillère|demi-journée|workshop|session|chamber|adviser", re.I)
DAY = timedelta(days=1)


@pytest.fixture
def assembly(chamber: Organisation) -> Occasion:
    """What no app says with a noun of its own."""
    return make.occasion(chamber, kind="", title="Assemblée générale", capacity=1)


def seat(occasion: Occasion, person: Person) -> SignUp:
    return actions.sign_up(occasion=occasion, holder=person, by=make.artisan(person), at=AT)


def latest(person: Person) -> str:
    """Their latest message, its subject first."""
    notice = make.shown(owner=person.party)[-1]
    return f"{notice.title}\n{notice.text}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_sentence_fits_any_occasion_and_takes_the_same_values(language: str) -> None:
    assert SENTENCES.keys() == set(Sentence)
    with override(language):
        for sentence, text in SENTENCES.items():
            own, text = gettext(occasion_texts.SENTENCES.get(sentence, text)), gettext(text)
            assert not NOUNS.search(text), sentence
            values = set(re.findall(r"%\((\w+)\)", text))
            assert values <= set(re.findall(r"%\((\w+)\)", own)) | {"days"}, sentence


def test_an_app_says_its_own_noun_and_leads_to_its_own_pages(
    chamber: Organisation, assembly: Occasion
) -> None:
    workshop = make.occasion(chamber)
    assert sentence_of(workshop, Sentence.TOMORROW) == "Votre atelier a lieu demain."
    assert sentence_of(assembly, Sentence.TOMORROW) == "C’est demain."
    assert (dates_url(workshop), dates_url(assembly)) == ("/ateliers/", "")
    workshop_place, assembly_place = (seat(of, make.person(chamber)) for of in (workshop, assembly))
    assert preparation_url(workshop_place).endswith("/")
    assert preparation_url(assembly_place) == ""


def test_the_messages_of_an_assembly_name_no_workshop(chamber: Organisation, assembly: Occasion) -> None:
    adviser, anne, bruno = make.adviser(chamber), make.person(chamber), make.person(chamber)
    texts = []
    hers = seat(assembly, anne)
    seat(assembly, bruno)
    texts += [latest(anne), latest(bruno)]
    for days, subject in ((7, "Bientôt"), (1, "Demain à"), (0, "Aujourd’hui à")):
        Notice.objects.all().delete()
        at = assembly.starts_at - days * DAY - timedelta(minutes=30 if days == 0 else 0)
        Occasion.objects.filter(pk=assembly.pk).update(reminded_at=None)
        assembly.refresh_from_db()
        actions.remind(occasion=assembly, by=Viewer.system(chamber.pk), at=at)
        texts.append(latest(anne))
        assert texts[-1].startswith(subject)
    actions.withdraw(sign_up=hers, by=adviser, at=AT + DAY)
    texts.append(latest(anne))
    assert "ou appelez-nous" in texts[-1]
    actions.cancel_occasion(occasion=assembly, reason="neige", by=adviser, at=AT + 2 * DAY)
    texts.append(latest(bruno))
    assert "C’est annulé\u00a0: neige" in texts[-1]
    for text in texts:
        assert not NOUNS.search(text.replace(chamber.name, "")), text


def test_its_refusals_name_no_workshop(chamber: Organisation, assembly: Occasion) -> None:
    adviser, person = make.adviser(chamber), make.person(chamber)
    place, begun = seat(assembly, person), assembly.starts_at + timedelta(minutes=1)
    waiting = seat(assembly, make.person(chamber))
    by = make.artisan(person)

    def refused(act: Callable[..., Any], **given: Any) -> str:
        with pytest.raises((actions.OccasionClosed, actions.NotSeated)) as refusal:
            act(**given)
        return str(refusal.value)

    said = [
        refused(actions.sign_up, occasion=assembly, holder=make.person(chamber), by=by, at=begun),
        refused(actions.withdraw, sign_up=place, by=by, at=begun),
        refused(actions.cancel_occasion, occasion=assembly, reason="neige", by=adviser, at=begun),
        refused(actions.change_occasion, occasion=assembly, changes={"title": "AG"}, by=adviser, at=begun),
        refused(actions.say_late, sign_up=waiting, late=True, by=adviser, at=AT),
    ]
    assert len(set(said)) == 5
    assert not NOUNS.search(" ".join(said)), said


def test_its_page_names_no_workshop(client: Client, chamber: Organisation) -> None:
    coming = make.soon(chamber, kind="", title="Assemblée générale", capacity=1)
    person, now = make.person(chamber), timezone.now()
    make.become(client, link=make.link(person))
    place = actions.sign_up(occasion=coming, holder=person, by=make.artisan(person), at=now)

    def page() -> str:
        text = client.get(f"/inscriptions/{place.pk}/").content.decode()
        return text[text.index("<h1>") : text.index("</main>")]

    pages = [page()]
    assert "Préparer ma venue" not in pages[0]
    Occasion.objects.update(starts_at=now - DAY, ends_at=now + DAY)
    pages.append(page())
    assert "C’est commencé, ou terminé" in pages[-1]
    Occasion.objects.update(cancelled_at=now)
    pages.append(page())
    assert "C’est annulé" in pages[-1]
    for text in pages:
        assert not NOUNS.search(text.replace(chamber.name, "")), text
