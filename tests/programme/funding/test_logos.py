"""The logo of a fund stands on what it is sent, and on nothing else."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.attendance import certificate_of, sheet_of
from etabli.programme.funding.logos import logo_of
from etabli.programme.funding.models import Fund, FundingFile
from tests.programme.funding.conftest import AT, Booked, opened, report, seen

DAY = AT.date() + timedelta(days=30)


@pytest.fixture
def file(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    rows = [booked(baker, DAY)]
    made = opened(baker, fund, rows, adviser)
    report(rows[0], adviser)
    return made


def picture(colour: str = "teal") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (1600, 400), colour).save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")


def pictures_of(content: bytes) -> int:
    """How many there are in a PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return sum(isinstance(row, pikepdf.Stream) and row.get("/Subtype") == "/Image" for row in pdf.objects)


def test_it_is_given_drawn_and_taken_off(
    file: FundingFile, fund: Fund, adviser: Viewer, membership: Membership, client: Client
) -> None:
    client.force_login(membership.user)
    papers = (sheet_of, certificate_of)
    assert [pictures_of(paper(seen(file, adviser), "", at=AT)) for paper in papers] == [0, 0]
    client.post(f"/fonds/{fund.pk}/logo/", {"logo": picture()})
    standing = logo_of(fund)
    assert standing is not None
    assert (standing.width, standing.height) == (480, 120)
    assert len(standing.picture) < 20_000
    assert [pictures_of(paper(seen(file, adviser), "", at=AT)) for paper in papers] == [1, 1]
    assert "Logo\xa0: Fonds du Fournil" in client.get(f"/fonds/{fund.pk}/").text
    client.post(f"/fonds/{fund.pk}/logo/retirer/")
    assert logo_of(fund) is None
    assert client.post(f"/fonds/{fund.pk}/logo/retirer/").status_code == 404


def test_another_takes_its_place_and_gives_it_back(
    fund: Fund, adviser: Viewer, membership: Membership, client: Client
) -> None:
    client.force_login(membership.user)
    for colour in ("teal", "maroon"):
        client.post(f"/fonds/{fund.pk}/logo/", {"logo": picture(colour)})
    second = logo_of(fund)
    undo(entry=Entry.objects.filter(verb="funding.set_logo").latest("pk"), by=adviser, at=AT)
    first = logo_of(fund)
    assert first is not None
    assert second is not None
    assert first.pk < second.pk
    undo(entry=Entry.objects.filter(verb="funding.set_logo").latest("pk"), by=adviser, at=AT)
    assert logo_of(fund) == second


def test_what_is_no_picture_is_refused(fund: Fund, membership: Membership, client: Client) -> None:
    client.force_login(membership.user)
    text = SimpleUploadedFile("logo.png", b"Bonjour", content_type="image/png")
    answer = client.post(f"/fonds/{fund.pk}/logo/", {"logo": text})
    assert answer.status_code == 200
    assert logo_of(fund) is None
    assert "Garder ce logo" in answer.text
