"""A photo of the page of results: kept beside the note, shown beside the one before, its artisan's alone."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.models import SelfCheck
from etabli.programme.visibility.personal import CHECKED
from tests import factories as make
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db
SEARCH = "/visibilite/sans-site/?trade=boulangerie&town=Pessac"
CAMERA, WHERE = b"Appareil Exemple", 0x8825


def screen(name: str = "ecran.jpg") -> SimpleUploadedFile:
    """A photo that says by which camera it was taken, and where."""
    drawn, notes = io.BytesIO(), Image.Exif()
    notes[271] = CAMERA.decode()
    notes[WHERE] = {1: "N", 2: (44.0, 50.0, 0.0)}
    Image.new("RGB", (40, 30), "teal").save(drawn, "JPEG", exif=notes)
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def photo_addresses(client: Client) -> list[str]:
    page = client.get(SEARCH).content.decode()
    return [piece.partition('"')[0] for piece in page.split('<img src="')[1:]]


def test_two_looks_stand_side_by_side_with_their_photos(artisan: Client) -> None:
    assert 'enctype="multipart/form-data"' in artisan.get(SEARCH).content.decode()
    for line in ("site", "listing"):
        assert artisan.post(SEARCH, {"line0": [line], "photo": screen()}).status_code == 302
    addresses = photo_addresses(artisan)
    assert len(addresses) == 2
    for address in addresses:
        content = b"".join(artisan.get(address))  # type: ignore[call-overload]  # the pieces of the answer
        assert content.startswith(b"\xff\xd8")
        assert CAMERA not in content
        assert WHERE not in Image.open(io.BytesIO(content)).getexif()


def test_nobody_else_sees_it_and_it_goes_with_its_look(
    artisan: Client, person: Person, chamber: Organisation
) -> None:
    artisan.post(SEARCH, {"line0": ["site"], "photo": screen()})
    (address,) = photo_addresses(artisan)
    other = make.become(ArmedClient(), link=make.link(make.person(chamber)))
    adviser = make.become(ArmedClient(), membership=make.membership(chamber, Role.ADVISER))
    assert [who.get(address).status_code for who in (Client(), other, adviser)] == [302, 404, 403]
    entry = Entry.objects.get(verb="visibility.note_self_check")
    undo(entry=entry, by=of_person(person), at=timezone.now())
    assert artisan.get(address).status_code == 404
    assert photo_addresses(artisan) == []


def test_without_an_account_no_photo_is_kept(client: Client, chamber: Organisation) -> None:
    page = client.get(SEARCH).content.decode()
    assert "Sans compte, aucune photo n’est gardée. Ce que vous notez reste un mois sur cet appareil." in page
    assert 'name="photo"' not in page
    client.post(SEARCH, {"line0": ["site"], "photo": screen()})
    assert not StoredFile.objects.exists()
    assert photo_addresses(client) == []


def test_what_is_no_photo_is_refused_and_the_rest_is_kept(artisan: Client) -> None:
    wrong = SimpleUploadedFile("ecran.jpg", b"no picture at all", "image/jpeg")
    answer = artisan.post(SEARCH, {"line0": ["site"], "note": "un vieux numéro", "photo": wrong})
    assert answer.status_code == 422
    assert "un vieux numéro" in answer.content.decode()
    assert not SelfCheck.objects.exists()


def test_how_long_a_search_is_kept_is_said_where_it_is_noted(artisan: Client) -> None:
    assert f"C’est gardé {CHECKED.retention_months} mois" in artisan.get(SEARCH).text
