"""Every finding: on the page that calls for it, and not on an exemplary one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from etabli.procurement.quotes.engine import FACTS, Check, Found, Line, Place, Quote, Totals, check
from etabli.procurement.quotes.engine.findings import SUMS, finding
from etabli.procurement.quotes.engine.model import (
    Adjustment,
    Commitment,
    Contradiction,
    Party,
    Passage,
    VatShare,
)
from etabli.procurement.quotes.engine.values.commitment import commitment_in
from etabli.procurement.quotes.quote_needs import with_needs
from etabli.procurement.quotes.wording import ARITHMETIC, QUESTIONS, TITLES

D = Decimal  # short, for the pages below
PLACE = Place(1, (10, 10, 90, 20))
ON = date(2026, 3, 15)


def rows(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(text, Place(1, (10, 10 * at, 90, 10 * at + 8))) for at, text in enumerate(texts))


TEXT = (
    "Devis n° 12 du 2 mars 2026, valable jusqu’au 2 avril 2026",
    "Client : Garage Roy",
    "Site internet de 6 pages, textes rédigés par nous, photos par vous, hébergement, maintenance et sauvegardes",
    "Le nom de domaine est enregistré au nom du client.",
    "Droits d’auteur cédés : reproduction en France, pour ce site, dix ans.",
    "Réversibilité : identifiants, fichiers et base remis sur demande.",
    "Mentions légales, données personnelles et cookies, accessibilité, statistiques, référencement, formation",
    "Assistance sous deux jours. Livraison en six semaines.",
    "Acompte de 30 % à la commande, paiement à 30 jours.",
    "Indemnité forfaitaire de recouvrement en cas de retard : 40 €",
    "Atelier Brume SARL au capital de 5 000 € - RCS Bordeaux 732 829 320 - siège 33000 Bordeaux",
    "Bon pour accord, date et signature",
)


def found(value: Any, confidence: float = 0.95) -> Found[Any]:
    return Found(value, PLACE, confidence, str(value))


EXEMPLARY = Quote(
    source="text",
    kind="quote",
    supplier=Party(found("Atelier Brume SARL"), found("73282932000074"), found("732829320"), found("FR44732829320")),
    customer=Party(found("Garage Roy")),
    number=found("12"),
    issued_on=found(date(2026, 3, 2)),
    valid_until=found(date(2026, 4, 2)),
    lines=(Line("Site internet", D(2), None, D(350), net_amount=D(700), place=PLACE),),
    totals=Totals(found(D(700)), found(D(140)), found(D(840)), breakdown=(VatShare(D(20), D(700), D(140)),)),
    passages=rows(*TEXT),
)  # fmt: skip


def with_text(*more: str, without: str = "", **changes: Any) -> Quote:
    kept = [text for text in TEXT if not without or not re.search(without, text)]
    return replace(EXEMPLARY, passages=rows(*more, *kept), **changes)


def with_line(**changes: Any) -> Quote:
    return replace(EXEMPLARY, lines=(replace(EXEMPLARY.lines[0], **changes),))


def with_totals(**changes: Any) -> Quote:
    return replace(EXEMPLARY, totals=replace(EXEMPLARY.totals, **changes))


def with_supplier(**changes: Any) -> Quote:
    return replace(EXEMPLARY, supplier=replace(EXEMPLARY.supplier, **changes))


def with_sections(sub_total: str) -> Quote:
    """Two lines above a sub-total, and one below it."""
    tops = {"Site": 5, "Textes": 15, "Photos": 35}
    lines = [
        Line(name, net_amount=D(300), place=Place(1, (10, top, 90, top + 8))) for name, top in tops.items()
    ]
    totals = Totals(found(D(900)), found(D(180)), found(D(1080)))
    return with_text("Site", "Textes", sub_total, "Photos", lines=tuple(lines), totals=totals)


def with_rates(*vat: str) -> Quote:
    """A line of 350 € at each of two rates."""
    lines = tuple(Line("Site", net_amount=D(350), vat_rate=D(rate), place=PLACE) for rate in (20, 10))
    return with_text(*vat, lines=lines, totals=Totals(found(D(700)), found(D(115)), found(D(815))))


RENTAL = with_text(
    "Contrat de location du site internet, irrévocable", "Le contrat peut être cédé à un bailleur."
)
MAIL = Line("Boîtes mail", D(1), None, D(10), net_amount=D(10), recurring="month", place=PLACE)

CALLS_FOR: Mapping[str, Quote] = {
    "line-arithmetic": with_line(net_amount=D(750)),
    "reread-line": with_line(unit_price=D(360), confidence=0.6),
    "reread-mentions": replace(EXEMPLARY, number=None),
    "reread-commitment": replace(EXEMPLARY, commitment=Commitment(12, None, None, PLACE)),
    "reread-lines": with_line(unit_price=D(300), net_amount=D(600), confidence=0.6),
    "reread-totals": with_totals(gross=found(D(850), 0.6)),
    "reread-vat": with_totals(net=found(D(700), 0.7), breakdown=(VatShare(D(20), D(700), D(150)),)),
    "reread-tax": with_text("Total 840,00 TTC", totals=Totals(gross=found(D(840)))),
    "reread-siret": with_supplier(siret=None, siren=None),
    "reread-vat-id": with_supplier(vat_id=found("FR457328293201")),
    "reread-iban": with_supplier(iban=found("FR763000600001123")),
    "line-unread": with_line(net_amount=None),
    "line-doubt": with_line(quantity=None, confidence=0.6),
    "lines-total": with_line(unit_price=D(300), net_amount=D(600)),
    "lines-unread": replace(EXEMPLARY, lines=()),
    "lines-gross": with_line(net_amount=None, gross_amount=D(840)),
    "totals": with_totals(gross=found(D(850))),
    "total-unread": replace(EXEMPLARY, totals=Totals()),
    "total-part-unread": with_totals(net=None),
    "tax-unsaid": with_text(
        without=r"TVA|HT|TTC|RCS", totals=Totals(gross=found(D(840))), supplier=Party(name=EXEMPLARY.supplier.name)
    ),
    "vat": with_totals(breakdown=(VatShare(D(20), D(700), D(150)),)),
    "deposit-share": with_text("Acompte de 30 % : 300,00 €"),
    "discount-share": with_text(
        "Remise 10 % : 50,00 €",
        totals=Totals(
            found(D(650)), found(D(130)), found(D(780)), adjustments=(Adjustment("Remise 10 %", D(-50), PLACE),)
        ),
    ),
    "section-total": with_sections("Sous-total Site 800,00 €"),
    "vat-share": with_rates("TVA 20 % : 70,00 €", "TVA 10 % : 45,00 €"),
    "currency": replace(EXEMPLARY, currency="CHF"),
    "mislabelled": with_totals(vat=Found(D(140), PLACE, 0.95, "total ttc")),
    "not-a-quote": Quote("text", passages=rows("Crêpes : 3 oeufs, 250 g de farine, un demi-litre de lait.")),
    "kind": replace(EXEMPLARY, source="xml", kind="unknown", type_code="220"),
    "hidden-text": replace(EXEMPLARY, hidden_share=0.4),
    **{
        name: replace(EXEMPLARY, notes=(finding(name, "warning", "Dit.", "Said.", SUMS, evidence="12", place=PLACE),))
        for name in ("hidden-layer", "hidden-layer-alone", "page-unread")
    },
    "photo-poor": replace(EXEMPLARY, source="ocr", lines=()),
    "total-disputed": replace(
        EXEMPLARY, source="ocr", lines=(Line("Site", net_amount=D(1700)),), totals=Totals(net=found(D(700), 0.6)),
    ),
    "page-differs": replace(EXEMPLARY, contradictions=(Contradiction("net", D(700), D(750), PLACE),)),
    **dict.fromkeys(
        ("rental", "delivery-report", "withdrawal", "withdrawal-papers", "main-activity", "linked-contracts",
         "counter-arguments"), RENTAL,
    ),
    "commitment": with_text("Engagement : 36 mois", commitment=commitment_in(rows("Engagement : 36 mois"), ())),
    "renewal": with_text("Renouvelable par tacite reconduction"),
    "recurring": replace(EXEMPLARY, lines=(*EXEMPLARY.lines, MAIL)),
    "yearly-cost": replace(EXEMPLARY, lines=(MAIL, MAIL)),
    "revision": with_text("Le tarif est révisé chaque année selon l’indice Syntec."),
    "deposit": with_text("Acompte de 60 % à la commande", without="30 %"),
    "payment-delay": with_text("Règlement à 90 jours", without="30 jours"),
    "payment-unsaid": with_text(without="Acompte"),
    "indemnity": with_text("Indemnité forfaitaire de recouvrement : 80 €", without="40 €"),
    "siret-invalid": with_supplier(siret=found("73282932000075")),
    "siret-missing": with_text(without="RCS|SIRET", supplier=replace(EXEMPLARY.supplier, siret=None, siren=None)),
    "vat-id-invalid": with_supplier(vat_id=found("FR45732829320")),
    "iban-invalid": with_supplier(iban=found("FR7630006000011234567890188")),
    "legal-form": with_text(without="SARL", supplier=replace(EXEMPLARY.supplier, name=found("Léa Roy"))),
    "company-mentions": with_text(without="SARL"),
    "bill-mentions": replace(EXEMPLARY, kind="invoice", number=None),
    "vat-exempt": with_text("TVA non applicable, art. 293 B du CGI"),
    "vat-twofold": with_text("TVA non applicable, art. 293 B du CGI"),
    "vat-unsaid": with_text(without="TVA", totals=replace(EXEMPLARY.totals, vat=None)),
    "validity-over": replace(EXEMPLARY, valid_until=found(date(2026, 3, 10))),
    "validity-before-issue": replace(EXEMPLARY, valid_until=found(date(2026, 3, 1))),
    "validity-undated": replace(EXEMPLARY, valid_until=None, issued_on=None),
    "practice": with_text(without="signature"),
    "doubt": replace(EXEMPLARY, number=found("12", 0.6)),
    "domain-kept": with_text("Le nom de domaine reste notre propriété."),
    "domain-unclear": with_text("Le nom de domaine est déposé au nom de MIDI DOMAINES."),
    "files-kept": with_text("Les fichiers sources restent la propriété du studio."),
    "files-unclear": with_text("Les fichiers sources restent la propriété de leurs auteurs."),
    "domain-silent": with_text(without="domaine"),
    "rights-silent": with_text(without="Droits"),
    "exit-silent": with_text(without="Réversibilité"),
    "accessibility-silent": with_text("Boutique en ligne", without="accessibilité"),
    "social-silent": with_text("Animation de vos réseaux sociaux"),
    "left-out": with_text("Hébergement non compris", without="hébergement"),
    "substance-silent": with_text(without="Mentions"),
}  # fmt: skip


def findings(quote: Quote) -> list[Check]:
    return list(with_needs(quote, None, on=ON).checks)


def test_nothing_is_said_of_an_exemplary_quote() -> None:
    assert [one.id for one in findings(EXEMPLARY) if one.severity != "ok"] == []


def test_every_finding_has_its_page() -> None:
    assert set(CALLS_FOR) == set(TITLES) | ARITHMETIC
    assert set(QUESTIONS) <= set(CALLS_FOR)


@pytest.mark.parametrize("name", CALLS_FOR)
def test_a_finding_is_said_where_it_must_be(name: str) -> None:
    said = next(one for one in findings(CALLS_FOR[name]) if one.id == name and one.severity != "ok")
    assert said.source
    assert said.fr.endswith(" Possible, à vérifier.")
    assert said.en.endswith(" Possible, to be checked.")


# Those that speak of what is absent, or of no one place, have nothing to show.
WITHOUT_PLACE = {
    "hidden-text", "photo-poor", "not-a-quote",
    "lines-unread", "lines-gross", "total-unread", "kind", "delivery-report", "withdrawal", "withdrawal-papers",
    "main-activity", "linked-contracts", "counter-arguments", "yearly-cost", "payment-unsaid", "siret-missing",
    "legal-form", "bill-mentions", "vat-unsaid", "practice", "domain-silent", "rights-silent", "exit-silent",
    "substance-silent", "reread-siret", "reread-mentions", "currency",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(CALLS_FOR) - WITHOUT_PLACE))
def test_a_finding_shows_where_it_is_printed(name: str) -> None:
    said = next(one for one in findings(CALLS_FOR[name]) if one.id == name and one.severity != "ok")
    assert said.place is not None
    assert said.evidence


@pytest.mark.parametrize("name", CALLS_FOR)
def test_a_sentence_is_short_and_well_set(name: str) -> None:
    """In French: no long sentence, no plain space before a double sign, no straight quote."""
    for one in findings(CALLS_FOR[name]):
        assert all(len(part.split()) <= 26 for part in re.split(r"[.?!:;](?:\s|$)", one.fr)), one.fr
        assert not re.search(r" [:;?!»]|« ", one.fr), one.fr
        assert "'" not in one.fr, one.fr


@pytest.mark.parametrize(
    ("fees", "rent", "months", "total", "upfront"),
    [
        ("600,00 €", "300,00 €", 48, "14\u202f400,00\u00a0€", "600,00\u00a0€"),
        (None, "200,00 €", 48, "9\u202f600,00\u00a0€", None),
        ("1 291,20 €", "438,00 €", 48, "21\u202f024,00\u00a0€", "1\u202f291,20\u00a0€"),
    ],
)
def test_rentals_that_went_to_court(
    fees: str | None, rent: str, months: int, total: str, upfront: str | None
) -> None:
    """The figures of Aix 21/04275, Douai 23/04426 and Bordeaux 23/04589, in contracts of our own words."""
    text = rows(
        "Licence d’exploitation d’un site internet",
        f"Durée ferme de {months} mois, sans possibilité de résiliation",
        f"Loyer mensuel : {rent}",
        *([f"Frais de mise en service : {fees}"] if fees else []),
    )
    quote = replace(EXEMPLARY, passages=text, commitment=commitment_in(text, ()))
    alarm = next(one for one in findings(quote) if one.id == "rental")
    assert f"Sur {months} mois\u00a0: {total}." in alarm.fr
    assert (f"Et {upfront} au départ." in alarm.fr) if upfront else ("au départ" not in alarm.fr)


@pytest.mark.parametrize(
    ("texts", "alarm"),
    [
        (["Contrat de location du site, 48 loyers"], True),
        (["Licence d’exploitation du site, 48 mensualités de 200 €"], True),
        (["Durée : 48 mois, loyer mensuel de 200 €", "Engagement de 48 mois"], True),
        (["Location de la salle pour la formation"], False),
        (["Procès-verbal de livraison à la fin"], False),
        (["Engagement de 48 mois pour la maintenance"], False),
        (["Droits d’utilisation de la licence du logiciel"], False),
    ],
)
def test_one_signal_alone_is_no_alarm(texts: list[str], alarm: bool) -> None:
    text = rows(*texts)
    said = {one.id for one in findings(with_text(*texts, commitment=commitment_in(text, ())))}
    assert ("rental" in said) is alarm


def test_a_long_term_alone_asks_where_it_was_signed() -> None:
    said = {one.id for one in findings(CALLS_FOR["commitment"])}
    assert {"withdrawal", "withdrawal-papers"} <= said
    assert "rental" not in said


def test_the_gravest_come_first() -> None:
    order = [one.severity for one in findings(replace(RENTAL, supplier=Party(siret=found("73282932000075"))))]
    assert order == sorted(order, key=["error", "warning", "info", "ok"].index)
    assert order[0] == "error"


def test_figures_of_the_law_come_from_the_table() -> None:
    other = {name: replace(fact, value=fact.value + 1) for name, fact in FACTS.items()}
    texts = " ".join(one.fr for one in check(RENTAL, facts=other))
    assert "15 jours" in texts
    assert "13 mois" in texts
    assert "6 salariés" in texts


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Acompte de 50 % à la commande", "50"),
        ("60 % à la signature, 40 % à la livraison", "60"),
        ("Solde de 30 % à la livraison, acompte de 70 % à la commande", "70"),
        ("Remise de 50 % à la commande", None),
        ("Un acompte de 420,00 € est demandé", "50"),
        ("40 % au début, 60 % à la fin", None),
    ],
)
def test_a_deposit_above_the_setting(text: str, share: str | None) -> None:
    said = [one.fr for one in findings(with_text(text, without="Acompte")) if one.id == "deposit"]
    assert [f"{share} %" in one for one in said] == ([True] if share else [])


def test_the_notice_of_a_renewal_is_told() -> None:
    text = "Reconduction tacite, sauf dénonciation trois mois avant la fin."
    said = next(one for one in findings(with_text(text)) if one.id == "renewal")
    assert "3 mois avant la fin" in said.fr
    cut = with_text("Le contrat se renouvelle par tacite", "reconduction, préavis de 6 mois.")
    assert any("6 mois avant la fin" in one.fr for one in findings(cut))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nom de domaine .fr : 15 € par an", True),
        ("Le nom de domaine reste votre propriété", False),
        ("Nom de domaine non compris", False),
    ],
)
def test_a_domain_that_is_counted_is_not_yet_yours(text: str, said: bool) -> None:
    assert ("domain-silent" in {one.id for one in findings(with_text(text, without="domaine"))}) is said


LETTER = (
    "Chère Odile,",
    "Nous arrivons samedi à 10 heures avec les enfants.",
    "Tu peux nous appeler au 05 56 00 00 00.",
)


@pytest.mark.parametrize("source", ["text", "ocr", "docx"])
def test_what_does_not_look_like_a_quote_is_said_so_and_nothing_else(source: Any) -> None:
    quote = Quote(source, passages=rows(*LETTER))
    assert [one.id for one in findings(quote)] == ["not-a-quote"]


@pytest.mark.parametrize(
    "changes",
    [
        {"passages": rows(*LETTER, "Site internet : 900 euros")},
        {"passages": rows(*LETTER, "Proposition pour votre site")},
        {"currency": "EUR"},
        {"lines": (Line("Site", net_amount=D(900)),)},
        {"totals": Totals(net=found(D(900)))},
        {"supplier": Party(siren=found("732829320"))},
        {"kind": "invoice"},
        {"hidden_share": 0.4},
        {"passages": ()},
    ],
)
def test_a_document_with_anything_of_a_quote_is_read_as_one(changes: Mapping[str, Any]) -> None:
    quote = replace(Quote("text", passages=rows(*LETTER)), **changes)
    assert "not-a-quote" not in {one.id for one in findings(quote)}


def test_what_comes_back_in_the_text_is_told_in_its_words_unless_it_is_only_offered() -> None:
    told = [one.fr for one in findings(with_text("Entretien : 65,00 € HT par mois")) if one.id == "recurring"]
    assert [("«\u00a0Entretien : 65,00 € HT par mois\u00a0»" in one) for one in told] == [True]
    offered = findings(with_text("En option, entretien : 65,00 € HT par mois"))
    assert "recurring" not in {one.id for one in offered}


@pytest.mark.parametrize("text", ["Le client devient propriétaire du site.", "Droits d’auteur cédés."])
def test_rights_that_are_not_named_one_by_one_are_unclear(text: str) -> None:
    said = next(one for one in findings(with_text(text, without="Droits")) if one.id == "rights-silent")
    assert "ne suffit pas" in said.fr
    assert said.place


def test_what_is_left_out_is_told_in_the_quote_s_words_and_is_not_called_silent() -> None:
    told = {one.id: one.fr for one in findings(with_text("Site vitrine, hors photos.", without="photos"))}
    assert "«\u00a0Site vitrine, hors photos\u00a0»." in told["left-out"]
    assert "qui écrit les textes" in told["substance-silent"]
    assert "photos" not in told["substance-silent"]
