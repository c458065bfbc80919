"""A quote read without an account: for a day, by the browser that gave it, kept by whoever signs up."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stores import current_store
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import HOLDER_KEY, Viewer
from etabli.foundation.search.models import SearchEntry
from etabli.procurement.quotes import queries, tasks
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.visitor import READ_A_MINUTE
from tests.community.conftest import AT, enter
from tests.procurement.quotes.conftest import upload

GIVE, KEEP = "/devis/", "/devis/dans-mon-espace/"
pytestmark = pytest.mark.usefixtures("clock")
NEW = {"name": "Hugo Lestage", "contact": "hugo@exemple.test", "commune": ""}


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def give(client: Client, *files: Any, read: bool = True) -> QuoteReading:
    """A visitor hands a quote in, and it is read."""
    response: Any = client.post(GIVE, {"quote": list(files) or [upload()]})
    assert response.status_code == 302, text(response)
    reading = QuoteReading.objects.latest("pk")
    assert response["Location"] == f"/devis/{reading.pk}/"
    if read:
        assert tasks.read_now(reading.pk, AT)
    return QuoteReading.objects.get(pk=reading.pk)


def line_of(reading: QuoteReading) -> str:
    """The name of its first line."""
    corrected = queries.as_corrected(reading)
    assert corrected is not None
    return corrected.targets[0]


# Giving, and reading it


def test_a_visitor_has_a_quote_read_as_an_artisan_would(client: Client) -> None:
    page = text(client.get(GIVE))
    assert "Pendant 24 heures, seul cet appareil l’ouvre." in page
    assert HOLDER_KEY not in client.session
    reading = give(client, read=False)
    assert (reading.person_id, reading.erase_at) == (None, AT + timedelta(days=1))
    assert client.get(f"/devis/{reading.pk}/etat/").json()["status"] == "waiting"
    assert tasks.read_now(reading.pk, AT)
    page = text(client.get(f"/devis/{reading.pk}/"))
    for words in [
        "Création du site vitrine",
        "3 252,00",
        "Posez vos questions avant de signer",
        "L’effacer maintenant",
    ]:
        assert words in page
    assert "Gardé jusqu’au" in page
    assert "Montrer" not in page
    assert 'name="brief"' not in page
    for address in ["questions/", "message/", "original/", "page/1/"]:
        response: Any = client.get(f"/devis/{reading.pk}/{address}")
        assert response.status_code == 200, address
        if response.streaming:
            b"".join(response.streaming_content)


def test_a_recipe_is_said_not_to_look_like_a_quote_and_gives_no_letter(client: Client) -> None:
    recipe = b"Crepes pour huit personnes : trois oeufs, un demi-litre de lait, 250 g de farine, une pincee de sel."
    reading = give(client, upload(recipe, "recette.txt"))
    page = text(client.get(f"/devis/{reading.pk}/"))
    assert "Ce document ne ressemble pas à un devis" in page
    assert "Donner un autre fichier" in page
    assert "L’effacer maintenant" in page
    assert "SIRET" not in page
    assert client.get(f"/devis/{reading.pk}/message/").status_code == 302


def test_what_keeps_and_erases_it_stands_once_before_what_is_found(client: Client) -> None:
    page = text(client.get(f"/devis/{give(client).pk}/"))
    assert page.count("L’effacer maintenant") == 1
    assert page.index("L’effacer maintenant") < page.index("À regarder")


def test_several_photographs_are_one_quote(client: Client) -> None:
    reading = give(client, upload(name="1.pdf"), upload(name="2.pdf"), read=False)
    assert [row.file.name for row in reading.further.all()] == ["2.pdf"]
    assert not StoredFile.objects.exclude(chamber_id=None).exists()


def test_what_is_refused_of_an_artisan_is_refused_in_the_same_words(
    client: Client, world: SimpleNamespace
) -> None:
    bad = [upload(b"\x00 no quote", "devis.txt")]
    refused: Any = client.post(GIVE, {"quote": bad})
    own = Client()
    enter(own, world.artisan.user)
    by_artisan: Any = own.post(GIVE, {"quote": [upload(b"\x00 no quote", "devis.txt")]})
    assert refused.status_code == by_artisan.status_code == 422
    assert refused.context["form"].errors["quote"] == by_artisan.context["form"].errors["quote"]
    empty: Any = client.post(GIVE, {})
    assert empty.context["form"].errors["quote"] == ["Choisissez le fichier du devis, ou collez ses mots."]
    assert not QuoteReading.objects.exists()


def test_a_browser_holds_three_quotes_at_most(client: Client) -> None:
    for _number in range(3):
        give(client, read=False)
    page = client.post(GIVE, {"quote": [upload()]})
    assert page.status_code == 422
    assert "3 devis sont déjà gardés sur cet appareil" in str(page.context["form"].errors)
    client.post(f"/devis/{QuoteReading.objects.latest('pk').pk}/effacer-tout/")
    give(client, read=False)


@pytest.mark.usefixtures("within_a_minute")
def test_a_network_gives_so_many_a_minute(client: Client) -> None:
    for _number in range(READ_A_MINUTE):
        assert Client().post(GIVE, {}).status_code == 422
    assert Client().post(GIVE, {}).status_code == 429
    assert Client().get(GIVE).status_code == 200


def test_they_correct_a_value_and_have_it_read_again(client: Client) -> None:
    reading = give(client)
    address = f"/devis/{reading.pk}/corriger/{line_of(reading)}/"
    assert client.get(address).status_code == 200
    client.post(address, {"description": "Site vitrine", "net_amount": "1900"})
    assert "1 900,00" in text(client.get(f"/devis/{reading.pk}/"))
    corrected = Entry.objects.get(verb="quotes.correct")
    client.post(f"/historique/{corrected.pk}/annuler/")
    assert reading.corrections.filter(restored_at=None).count() == 0
    client.post(f"/devis/{reading.pk}/relire/")
    reading.refresh_from_db()
    assert reading.status == "waiting"


# Nobody else


EVERY_PAGE = [
    *("", "etat/", "questions/", "message/", "original/", "page/1/", "pages/", "ligne/"),
    *("corriger/LINE/", "ecarter/practice/"),
]
EVERY_ACT = [
    *("relire/", "effacer-tout/", "pages/", "corriger/LINE/", "confirmer/LINE.net_amount/", "oter/LINE/"),
    *("ecarter/practice/", "remettre/practice/", "montrer/", "comparer/", "ranger/", "effacer/", "garder/"),
]


def _others(world: SimpleNamespace) -> dict[str, Client]:
    """Whoever is not the browser that gave it: another visitor, one who gave a quote too, and those who sign in."""
    visitor, giver = Client(), Client()
    give(giver, read=False)
    signed_in = {
        "artisan": enter(Client(), world.artisan.user),
        "adviser": enter(Client(), world.adviser_user, Role.ADVISER),
        "member": enter(Client(), world.member.user, Role.MEMBER),
    }
    return {"visitor": visitor, "giver": giver, **signed_in}


@pytest.mark.parametrize("who", ["visitor", "giver", "artisan", "adviser", "member"])
def test_nobody_else_reads_or_touches_it(client: Client, world: SimpleNamespace, who: str) -> None:
    reading = give(client)
    stood = QuoteReading.objects.filter(pk=reading.pk).values().get()
    entries = Entry.objects.filter(subject_type="quotes.quotereading", subject_id=str(reading.pk)).count()
    other, line = _others(world)[who], line_of(reading)
    for page in [page.replace("LINE", line) for page in EVERY_PAGE]:
        assert other.get(f"/devis/{reading.pk}/{page}").status_code in {302, 403, 404}, page
        assert "Atelier Fictif" not in text(other.get(f"/devis/{reading.pk}/{page}", follow=True))
    for act in [act.replace("LINE", line) for act in EVERY_ACT]:
        other.post(
            f"/devis/{reading.pk}/{act}",
            {"reason": "Vu", "net_amount": "1", "description": "x", "what": "whole"},
        )
    other.post(KEEP, NEW)
    assert QuoteReading.objects.filter(pk=reading.pk).values().get() == stood
    about = Entry.objects.filter(subject_type="quotes.quotereading", subject_id=str(reading.pk))
    assert about.count() == entries
    for entry in about:
        other.post(f"/historique/{entry.pk}/annuler/")
    assert QuoteReading.objects.filter(pk=reading.pk).values().get() == stood


def test_it_is_in_no_search_and_no_list(client: Client, world: SimpleNamespace) -> None:
    give(client)
    assert not SearchEntry.objects.filter(kind="quote").exists()
    for viewer in [world.artisan_viewer, world.adviser, Viewer.nobody()]:
        assert queries.quotes_of(viewer) == []


# Erased


def _nothing_left(reading: QuoteReading, content: str) -> bool:
    about = Entry.objects.filter(subject_type__startswith="quotes.")
    left = [value for row in about.values_list("before", "after", "subject_label") for value in row]
    return (
        not QuoteReading.objects.filter(pk=reading.pk).exists()
        and not StoredFile.objects.exists()
        and not current_store().exists(content)
        and not any("devis.pdf" in str(value) or "Atelier Fictif" in str(value) for value in left)
    )


def test_after_a_day_the_clock_erases_all_of_it(
    client: Client, clock: time_machine.Traveller, django_capture_on_commit_callbacks: Any
) -> None:
    reading = give(client)
    client.post(
        f"/devis/{reading.pk}/corriger/{line_of(reading)}/", {"description": "Site", "net_amount": "1900"}
    )
    content = str(reading.file.content.name)
    assert current_store().exists(content)
    assert tasks.erase_due(AT + timedelta(hours=23, minutes=59)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.erase_due(AT + timedelta(days=1)) == 1
    assert _nothing_left(reading, content)
    clock.shift(timedelta(days=1))
    assert client.get(f"/devis/{reading.pk}/").status_code == 404
    assert "Lus sur cet appareil" not in text(client.get(GIVE))


def test_erased_in_one_press_taken_back_within_the_hour_gone_after(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    reading = give(client)
    page = client.post(f"/devis/{reading.pk}/effacer-tout/", follow=True)
    assert "Vous avez une heure pour le reprendre" in text(page)
    assert client.get(f"/devis/{reading.pk}/").status_code == 404
    erased = Entry.objects.get(verb="quotes.erase_held")
    assert f"/historique/{erased.pk}/annuler/" in text(page)
    client.post(f"/historique/{erased.pk}/annuler/")
    assert client.get(f"/devis/{reading.pk}/").status_code == 200
    reading.refresh_from_db()
    assert reading.erase_at == AT + timedelta(days=1)
    client.post(f"/devis/{reading.pk}/effacer-tout/")
    content = str(reading.file.content.name)
    assert tasks.erase_due(AT + timedelta(minutes=59)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.erase_due(AT + timedelta(hours=1)) == 1
    assert _nothing_left(reading, content)


def test_an_erased_quote_is_listed_for_its_hour_on_this_device_alone(
    client: Client, clock: time_machine.Traveller
) -> None:
    reading = give(client)
    client.post(f"/devis/{reading.pk}/effacer-tout/", follow=True)
    page = text(client.get(GIVE))
    erased = Entry.objects.get(verb="quotes.erase_held")
    undo = f"/historique/{erased.pk}/annuler/"
    assert undo in page
    assert "Effacé." in page
    assert undo not in text(Client().get(GIVE))
    client.post(undo, {"next": GIVE})
    assert client.get(f"/devis/{reading.pk}/").status_code == 200
    client.post(f"/devis/{reading.pk}/effacer-tout/", follow=True)
    assert "Effacé." in text(client.get(GIVE))
    clock.shift(timedelta(hours=1))
    assert "Effacé." not in text(client.get(GIVE))
