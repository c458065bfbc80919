"""A file of the State given where spreadsheets are: told apart, imported, refused with a sentence."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from etabli.foundation.notices.models import Notice
from etabli.foundation.parties.models import Party
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business, Import
from etabli.territory.register.sheets.reading import is_spreadsheet
from etabli.territory.register.tasks import import_now
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff
from tests.territory.register.sheets.test_importing import ROWS, confirmed
from tests.territory.register.test_register import stock


@pytest.mark.parametrize(
    ("content", "is_sheet"),
    [
        (b"Nom;Ville\n", True),
        (b"siren,siret,etatAdministratifEtablissement\n", False),
        ("Nom;Ville\n".encode("utf-16"), True),
        (b"PAR1\x15\x04", False),
        (b"%PDF-1.7", False),
        (b"PK\x03\x04 cut", False),
        (b"", False),
    ],
)
def test_a_spreadsheet_is_told_from_the_files_of_the_state(content: bytes, is_sheet: bool) -> None:
    assert is_spreadsheet(BytesIO(content)) is is_sheet


def test_an_official_file_is_recognised_and_imported(
    signed_in: ArmedClient, communes: dict[str, Commune], tmp_path: Path
) -> None:
    upload = SimpleUploadedFile("stock.csv", stock(tmp_path, {}).read_bytes())
    answer = signed_in.post("/registre/importer/", {"file": upload})
    done = Import.objects.get()
    assert answer.headers["Location"] == f"/registre/imports/{done.pk}/"
    assert "data-state-url" in signed_in.get(answer.headers["Location"]).content.decode()
    assert signed_in.get(f"/registre/imports/{done.pk}/etat/").json()["status"] == "waiting"
    assert import_now(done.pk, AT)
    assert not import_now(done.pk, AT)
    done.refresh_from_db()
    assert done.message == ""
    assert (done.status, done.created, Business.objects.get().name) == ("done", 1, "LE FOURNIL")
    assert signed_in.get(f"/registre/imports/{done.pk}/").status_code == 200
    assert Notice.objects.exists()


def test_an_official_file_that_cant_be_read_is_refused_with_a_sentence(
    signed_in: ArmedClient, communes: dict[str, Commune]
) -> None:
    signed_in.post(
        "/registre/importer/",
        {"file": SimpleUploadedFile("stock.csv", b"siren,siret,etatAdministratifEtablissement\n")},
    )
    done = Import.objects.get()
    assert import_now(done.pk, AT)
    done.refresh_from_db()
    assert (done.status, bool(done.message)) == ("refused", True)
    assert done.message in unescape(signed_in.get(f"/registre/imports/{done.pk}/").content.decode())


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("terminé", "ajoutées")), ("en", ("The import is done", "2 businesses created."))],
)
def test_whoever_asked_for_it_is_told_in_their_language(
    signed_in: ArmedClient, held: list[Business], adviser: Staff, language: str, words: tuple[str, str]
) -> None:
    Party.objects.filter(pk=adviser.user.party_id).update(language=language)
    confirmed(signed_in, *ROWS)
    notice = Notice.objects.get()
    assert words[0] in notice.title
    assert words[1] in notice.text
