"""How the chamber is reached: on every page, on those of an error, and read once a minute."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import undo
from etabli.foundation.people import chamber_contact, viewer
from etabli.foundation.people.chamber_contact import Contact, contact_of, known_contact
from etabli.foundation.people.forms import OrganisationContactForm
from etabli.foundation.people.models import Organisation, Role
from etabli.site.incidents import answer
from tests import factories as make

pytestmark = pytest.mark.django_db

PHONE, HOURS = "05 36 49 00 00", "du lundi au vendredi"


@pytest.fixture(autouse=True)
def _no_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it is read, as in real life: from nothing."""
    chamber_contact.clear_cache()
    monkeypatch.setattr(chamber_contact, "_last_of_first", None)


@pytest.fixture
def chamber() -> Organisation:
    chamber = make.chamber("Chambre d’essai")
    chamber.phone, chamber.hours = PHONE, HOURS
    chamber.save()
    return chamber


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that go by: its one number."""
    seconds = [0.0]
    monkeypatch.setattr(chamber_contact, "monotonic", lambda: seconds[0])
    return seconds


def phone() -> str:
    """The telephone of the first chamber."""
    contact = contact_of(None)
    return contact.phone if contact else ""


def test_it_is_read_once_a_minute(
    chamber: Organisation, clock: list[float], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert contact_of(None) == contact_of(None) == Contact("Chambre d’essai", PHONE, HOURS, "")
    Organisation.objects.filter(pk=chamber.pk).update(phone="05 36 49 00 01")
    clock[0] = 59
    assert phone() == PHONE
    clock[0] = 60
    with django_assert_num_queries(1):
        assert phone() == "05 36 49 00 01"


def test_without_a_chamber_nothing_is_told_nor_asked_again(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert contact_of(None) is None
        assert contact_of(None) is None


def test_each_chamber_has_its_own(chamber: Organisation) -> None:
    other = make.chamber("Une autre chambre")
    association = make.association()
    assert contact_of(other.pk) == Contact("Une autre chambre", "", "", "")
    assert contact_of(None) == contact_of(chamber.pk), "the first of the installation"
    assert contact_of(association.pk) is None


@pytest.mark.parametrize("path", ["/", "/aide/", "/ateliers/", "/connexion/", "/nulle-part/"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_tells_it(chamber: Organisation, client: Client, path: str, language: str) -> None:
    page = client.get(path, headers={"accept-language": language}).content.decode()
    assert f'<a href="tel:0536490000">{PHONE}</a>' in page
    assert "Chambre d’essai" in page
    assert HOURS in page


def test_those_who_are_known_read_that_of_their_chamber(chamber: Organisation, client: Client) -> None:
    other = make.chamber("Une autre chambre")
    make.become(client, membership=make.membership(other, Role.MANAGER))
    foot = client.get("/aide/").content.decode().partition("<footer")[2]
    assert "Une autre chambre" in foot
    assert "Chambre d’essai" not in foot


def test_help_says_to_call(chamber: Organisation, client: Client) -> None:
    assert 'class="btn" href="tel:0536490000"' in client.get("/aide/").content.decode()
    Organisation.objects.update(phone="")
    chamber_contact.clear_cache()
    assert "tel:" not in client.get("/aide/").content.decode()


def failed(django_assert_num_queries: Any) -> HttpResponse:
    """The page of a mistake of ours, which asks nothing of the database."""
    with django_assert_num_queries(0):
        try:
            raise ValueError("a mistake")
        except ValueError:
            return answer(RequestFactory().get("/"))


def test_the_page_of_an_error_tells_what_was_read_last(
    chamber: Organisation, clock: list[float], django_assert_num_queries: Any
) -> None:
    assert known_contact() is None
    assert "tel:" not in failed(django_assert_num_queries).content.decode()
    contact_of(None)
    clock[0] = 100_000
    assert "tel:0536490000" in failed(django_assert_num_queries).content.decode()


def test_the_page_of_an_error_knows_the_first_chamber_whoever_asked(
    chamber: Organisation, django_assert_num_queries: Any
) -> None:
    other = make.chamber("Une autre chambre")
    contact_of(other.pk)
    assert known_contact() is None
    with django_assert_num_queries(1):
        first = contact_of(chamber.pk)  # as pages of those who are known ask
    assert known_contact() == first
    chamber_contact.clear_cache()
    contact_of(other.pk)
    assert known_contact() == first, (
        "what is told has changed: better what was read before than nobody to call"
    )


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("+33 (0)4 67 00 00 00", "+33467000000"),
        ("0033 ( 0 ) 4.67.00.00.00", "0033467000000"),
        ("(04) 67 00 00 00", "0467000000"),
        ("+590 590 00 00 00", "+590590000000"),
    ],
)
def test_a_link_calls_the_number_that_was_typed(client: Client, typed: str, dialled: str) -> None:
    chamber = make.chamber()
    assert OrganisationContactForm({"phone": typed, "hours": "", "legal": ""}).is_valid()
    Organisation.objects.filter(pk=chamber.pk).update(phone=typed)
    assert client.get("/aide/").content.decode().count(f'href="tel:{dialled}"') == 2


def test_the_legal_notices_are_shown_as_they_were_typed(chamber: Organisation, client: Client) -> None:
    page = client.get("/mentions-legales/").content.decode()
    assert "Ce site est tenu par : Chambre d’essai." in page.replace("\u00a0", " ")
    Organisation.objects.filter(pk=chamber.pk).update(legal="Éditeur : la chambre\n\n<b>Hébergeur</b> : ici")
    chamber_contact.clear_cache()
    page = client.get("/mentions-legales/").content.decode()
    assert "<p>Éditeur : la chambre</p>" in page
    assert "&lt;b&gt;Hébergeur&lt;/b&gt;" in page
    assert "Ce site est tenu" not in page


def test_before_a_chamber_the_legal_notices_say_so(client: Client) -> None:
    assert "en cours d’installation" in client.get("/mentions-legales/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_management_changes_it_and_takes_it_back(chamber: Organisation, client: Client) -> None:
    manager = make.membership(chamber, Role.MANAGER)
    make.become(client, membership=manager)
    address = f"/equipe/{chamber.pk}/telephone/"
    page = client.get(address).content.decode()
    assert f'value="{PHONE}"' in page
    assert f'value="{HOURS}"' in page
    given = {"phone": "05 36 49 00 09", "hours": "le matin", "legal": "Éditeur : la chambre"}
    assert client.post(address, given)["Location"] == "/equipe/"
    assert contact_of(None) == Contact(
        "Chambre d’essai", "05 36 49 00 09", "le matin", "Éditeur : la chambre"
    )
    undo(entry=Entry.objects.get(verb="people.print_phone"), by=viewer.of_membership(manager), at=make.AT)
    chamber_contact.clear_cache()
    assert contact_of(None) == Contact("Chambre d’essai", PHONE, HOURS, "")


def test_a_number_that_is_none_is_refused_and_what_was_typed_stays(
    chamber: Organisation, client: Client
) -> None:
    make.become(client, membership=make.membership(chamber, Role.MANAGER))
    page = client.post(
        f"/equipe/{chamber.pk}/telephone/", {"phone": "douze", "hours": "le matin", "legal": ""}
    ).content.decode()
    assert 'value="le matin"' in page
    assert "dix chiffres" in page
    chamber.refresh_from_db()
    assert chamber.phone == PHONE


def test_an_installation_says_it_from_its_first_minute(capsys: Any) -> None:
    named = ["--chamber", "Chambre", "--adviser", "zoe@example.org"]
    call_command("set_up", *named, "--phone", PHONE, "--hours", HOURS)
    call_command("set_up", *named)
    chamber = Organisation.objects.get()
    assert (chamber.phone, chamber.hours) == (PHONE, HOURS), "safe to run twice"
    with pytest.raises(CommandError, match="--phone"):
        call_command("set_up", *named, "--phone", "douze")
    with pytest.raises(CommandError, match="--hours"):
        call_command("set_up", *named, "--hours", "x" * 81)
