"""Whose the domain name and the files would be: told by the words of the document, and never a false accusation."""

from dataclasses import replace
from datetime import date

import pytest

from etabli.procurement.quotes.engine import Check, Document, check, decode
from etabli.procurement.quotes.engine.model import Found, Party, Quote
from etabli.procurement.quotes.quote_needs import with_needs
from etabli.procurement.quotes.sheet import make_sheet
from etabli.procurement.quotes.wording import QUESTIONS
from tests.procurement.quotes.conftest import LINES, printed
from tests.procurement.quotes.test_findings import EXEMPLARY, rows, with_text

KEPT = [
    "L’hébergeur inscrit l’adresse du site à son registre ; le nom de domaine est déposé au nom de l’agence.",
    "Le nom de domaine est réservé au nom du studio, qui en demeure seul titulaire.",
    "Le domaine reste notre propriété pendant et après le contrat.",
    "Nous restons propriétaires du nom de domaine.",
    "Le nom de domaine sera enregistré à notre nom.",
    "Titulaire du nom de domaine : le prestataire",
    "Le nom de domaine nous appartient.",
    "Le nom de domaine est acheté au nom d’Atelier Brume.",
    "NOM DE DOMAINE : PROPRIÉTÉ EXCLUSIVE DU FOURNISSEUR",
]
OURS = [
    "Le nom de domaine reste votre propriété.",
    "Le nom de domaine est enregistré par nous, au nom du client.",
    "Nous achetons le nom de domaine à votre nom, vous en restez propriétaire.",
    "Le domaine vous appartient dès le premier jour.",
    "Titulaire du nom de domaine : le client",
    "Le prestataire dépose le nom de domaine au nom de Garage Roy.",
    "Le nom de domaine est la propriété de notre client.",
]
UNCLEAR = [
    "Le nom de domaine est déposé au nom de MIDI DOMAINES.",
    "Le nom de domaine, au nom du prestataire, est transféré au client à la fin.",
    "Le nom de domaine n’est jamais enregistré au nom du prestataire.",
]


def ids(quote: Quote) -> dict[str, Check]:
    return {one.id: one for one in check(quote)}


def of_domain(*texts: str) -> set[str]:
    said = ids(with_text(*texts, without="domaine"))
    return {name for name in said if name.startswith("domain-")}


@pytest.mark.parametrize("text", KEPT)
def test_a_domain_that_would_stay_the_supplier_s_is_a_warning_in_the_quote_s_words(text: str) -> None:
    assert of_domain(text) == {"domain-kept"}
    found = ids(with_text(text, without="domaine"))["domain-kept"]
    assert (found.severity, found.evidence in text) == ("warning", True)


@pytest.mark.parametrize("text", OURS)
def test_a_domain_that_is_the_client_s_accuses_nobody(text: str) -> None:
    assert of_domain(text) == set()


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_sentence_that_is_not_clear_is_a_question(text: str) -> None:
    assert of_domain(text) == {"domain-unclear"}


def test_a_sentence_cut_in_rows_is_read_whole() -> None:
    assert of_domain("Le nom de domaine est déposé au nom de", "Atelier Brume.") == {"domain-kept"}
    assert of_domain("Le nom de domaine est enregistré", "au nom du prestataire.") == {"domain-kept"}
    assert of_domain("Nom de domaine compris.", "Ce devis est au nom du prestataire.") == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Les fichiers sources restent la propriété du studio.", {"files-kept"}),
        ("Le site et son code restent notre propriété.", {"files-kept"}),
        ("Nous conservons la propriété des maquettes.", {"files-kept"}),
        ("Les fichiers natifs appartiennent à l’agence.", {"files-kept"}),
        ("Le site reste la propriété du prestataire jusqu’au paiement complet.", set()),
        ("Après le solde, les créations deviennent la propriété du client.", set()),
        ("Les textes et photos restent votre propriété.", set()),
        ("Le client est propriétaire du site.", set()),
        ("Les fichiers sources restent la propriété de leurs auteurs.", {"files-unclear"}),
        ("Le matériel loué reste la propriété du prestataire.", set()),
    ],
)
def test_files_and_creations(text: str, said: set[str]) -> None:
    assert {name for name in ids(with_text(text)) if name.startswith("files-")} == said


def test_it_is_said_where_no_line_is_read_and_of_a_poor_photo() -> None:
    clause = "Le nom de domaine reste la propriété du prestataire."
    assert "domain-kept" in ids(replace(EXEMPLARY, lines=(), passages=rows("Devis", clause)))
    assert "domain-kept" in ids(replace(EXEMPLARY, source="ocr", lines=(), passages=rows("Devis", clause)))


def test_a_printed_quote_gives_the_finding_and_its_question() -> None:
    foot = [("Le nom de domaine est au nom de Atelier Fictif, qui en reste titulaire.", "")]
    quote = with_needs(decode(Document("devis.pdf", printed(LINES, foot))), None, on=date(2027, 1, 5))
    sheet = make_sheet(quote)
    assert "domain-kept" in {finding.key for finding in sheet.grave}
    assert str(QUESTIONS["domain-kept"]) in [question.text for question in sheet.questions]


def test_a_party_is_known_by_its_name_whatever_its_legal_form() -> None:
    named = replace(EXEMPLARY, supplier=Party(Found("SARL Les Trois Ponts")))
    text = "Le nom de domaine est déposé au nom de la société Les Trois Ponts SARL."
    assert "domain-kept" in ids(replace(named, passages=rows(text)))
