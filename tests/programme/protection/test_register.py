"""The register of a business, from ten lines to tick: on paper, as DOCX and ODT, for its customers; nothing is kept."""

import io
from typing import Any

import docx
import pypdfium2
import pytest
from django.test import Client
from odf import opendocument, table, teletype

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from tests.pdf import faults

pytestmark = pytest.mark.django_db
REGISTER = "/protection/registre/"
TYPED: dict[str, Any] = {
    "name": "Atelier Exemple",
    "contact": "05 00 00 00 00",
    "kinds": ["customers", "staff", "cameras"],
}


def text_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split()
    )


def test_what_is_ticked_is_written_and_nothing_else(client: Client, chamber: Organisation) -> None:
    pdf = client.post(REGISTER, TYPED | {"paper": "pdf"}).content
    text = text_of(pdf)
    assert "Atelier Exemple" in text
    assert "Devis et factures" in text
    assert "Un mois au plus" in text
    assert "Lettre d’information" not in text
    assert "à vérifier" in text
    assert not faults(pdf, title="Registre des traitements")
    assert not Entry.objects.exists()


def test_the_same_goes_on_in_word(client: Client, chamber: Organisation) -> None:
    answer = client.post(REGISTER, TYPED | {"paper": "docx"})
    document = docx.Document(io.BytesIO(answer.content))
    assert len(document.tables[0].rows) == 4
    assert answer["Content-Disposition"] == 'attachment; filename="registre.docx"'


def test_the_same_goes_on_in_libreoffice(client: Client, chamber: Organisation) -> None:
    answer = client.post(REGISTER, TYPED | {"paper": "odt"})
    assert answer["Content-Disposition"] == 'attachment; filename="registre.odt"'
    document = opendocument.load(io.BytesIO(answer.content))
    (rows,) = document.getElementsByType(table.Table)
    assert len(rows.getElementsByType(table.TableRow)) == 4
    assert "Un mois au plus" in teletype.extractText(rows)
    assert "Atelier Exemple" in teletype.extractText(document.text)


def test_the_paper_for_customers_goes_on_in_libreoffice(client: Client, chamber: Organisation) -> None:
    answer = client.post(REGISTER, TYPED | {"paper": "customers-odt"})
    text = teletype.extractText(opendocument.load(io.BytesIO(answer.content)).text)
    assert "Les images de la caméra" in text
    assert "paie" not in text.lower()
    assert "Pour demander\u00a0: 05 00 00 00 00" in text


def test_customers_read_what_is_about_them_alone(client: Client, chamber: Organisation) -> None:
    pdf = client.post(REGISTER, TYPED | {"paper": "customers"}).content
    text = text_of(pdf)
    assert "Les images de la caméra" in text
    assert "paie" not in text.lower()
    assert "Pour demander : 05 00 00 00 00" in text
    assert not faults(pdf, title="Vos données chez nous")


def test_what_is_missing_is_told_and_what_was_typed_stays(client: Client, chamber: Organisation) -> None:
    page = client.post(REGISTER, {"name": "Atelier Exemple", "contact": "", "kinds": []})
    words = page.content.decode()
    assert page.status_code == 422
    assert "Cochez au moins une ligne." in words
    assert "Écrivez comment vous joindre" in words
    assert 'value="Atelier Exemple"' in words
    assert client.post(REGISTER, TYPED | {"kinds": ["nothing-such"]}).status_code == 422


def test_the_lines_to_agree_to_are_there_to_copy(client: Client, chamber: Organisation) -> None:
    page = client.get(REGISTER).content.decode()
    assert page.count("☐") == 3
    assert "n’est jamais cochée d’avance" in page


@pytest.mark.parametrize(
    ("kinds", "said"),
    [(["customers"], []), (["letter"], ["nouvelles"]), (["customers", "photos"], ["photo"])],
)
def test_customers_may_refuse_what_is_ticked_alone(
    client: Client, chamber: Organisation, kinds: list[str], said: list[str]
) -> None:
    pdf = client.post(REGISTER, TYPED | {"paper": "customers", "kinds": kinds}).content
    words = " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())
    refused = [
        word
        for word in ("nouvelles", "photo")
        if f"Dire non à {'nos' if word == 'nouvelles' else 'une'} {word}" in words
    ]
    assert refused == said


@pytest.mark.parametrize("paper", ["customers", "customers-odt"])
def test_customers_have_no_sheet_when_nothing_is_about_them(
    client: Client, chamber: Organisation, paper: str
) -> None:
    answer = client.post(REGISTER, TYPED | {"paper": paper, "kinds": ["staff"]})
    assert answer.status_code == 422
    assert "ils n’ont pas de feuille à lire" in answer.text
    assert client.post(REGISTER, TYPED | {"paper": "pdf", "kinds": ["staff"]}).status_code == 200


@pytest.mark.parametrize("contact", ["pas de contact", "aucun"])
def test_a_contact_that_reaches_nobody_is_refused(
    client: Client, chamber: Organisation, contact: str
) -> None:
    answer = client.post(REGISTER, TYPED | {"contact": contact})
    assert answer.status_code == 422
    assert "Écrivez un numéro de téléphone ou une adresse e-mail" in answer.text
