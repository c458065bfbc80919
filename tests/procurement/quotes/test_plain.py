"""Words pasted from a mail, or a file of text: read as a quote is, never worse than not at all."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from etabli.procurement.quotes.engine import Document, decode
from etabli.procurement.quotes.engine.files.plain import is_plain
from etabli.procurement.quotes.engine.model import Quote, Unreadable
from etabli.procurement.quotes.models import QuoteReading
from tests.procurement.quotes.conftest import upload
from tests.procurement.quotes.test_visitor import GIVE, give, text

MAIL = """Bonjour, comme convenu voici notre devis.

DEVIS n° B-41 du 12/10/2026
Agence Fictive SARL - SIRET 732 829 320 00074

Désignation                      Qté     P.U. HT      Total HT
Site vitrine de six pages        1       1 200,00 €   1 200,00 €
Photos de l'atelier              2       150,00 €     300,00 €

Total HT                                              1 500,00 €
TVA 20 %                                              300,00 €
Total TTC                                             1 800,00 €

Le domaine reste notre propriété.
"""
LINES = [
    ("Site vitrine de six pages", Decimal("1200.00")),
    ("Photos de l'atelier", Decimal("300.00")),
]


def read(words: str, encoding: str = "utf-8") -> Quote:
    return decode(Document("devis.txt", words.encode(encoding)))


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (MAIL, LINES),
        (MAIL.replace("\n", "\r\n"), LINES),
        (re.sub(r" {2,}", "\t", MAIL), LINES),
        (re.sub(r" {2,}", " ", MAIL), []),  # nothing lines the columns up: no line is guessed
    ],
)
def test_pasted_words_are_read_as_a_quote(words: str, lines: list[tuple[str, Decimal]]) -> None:
    quote = read(words)
    assert [(line.description, line.amount) for line in quote.lines] == lines
    totals = (quote.totals.net, quote.totals.vat, quote.totals.gross)
    assert [total and total.value for total in totals] == [Decimal(1500), Decimal(300), Decimal(1800)]
    assert (quote.kind, quote.number and quote.number.value, quote.page_sizes) == ("quote", "B-41", ())
    assert {"domain-kept"} < {check.id for check in quote.checks}
    assert "error" not in {check.severity for check in quote.checks}


def test_text_as_windows_writes_it() -> None:
    assert read(MAIL, "cp1252").lines == read(MAIL).lines


@pytest.mark.parametrize("content", [b"\x00\x01 devis", b"  \n ", b"\x81\x8d devis", b"MZ\x90\x00\x03"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert not is_plain(content)
    with pytest.raises(Unreadable):
        decode(Document("devis.txt", content))


def test_a_long_text_has_several_pages() -> None:
    assert read(MAIL + "Merci de votre confiance\n" * 400).pages == 3


@pytest.mark.usefixtures("clock")
def test_a_visitor_pastes_a_quote_or_gives_a_text(client: Client) -> None:
    assert "Ou les mots du devis" in text(client.get(GIVE))
    assert client.post(GIVE, {"words": MAIL}).status_code == 302
    reading = QuoteReading.objects.latest("pk")
    assert reading.file.name == "Mots collés.txt"
    assert give(client, upload(MAIL.encode(), "devis.txt")).gross == Decimal(1800)


@pytest.mark.usefixtures("clock")
def test_a_file_counts_before_pasted_words_and_neither_is_told_in_plain_words(client: Client) -> None:
    assert client.post(GIVE, {"quote": [upload()], "words": MAIL}).status_code == 302
    assert QuoteReading.objects.latest("pk").file.name == "devis.pdf"
    refused = client.post(GIVE, {"quote": [upload(b"\x00\x01", "devis.txt")], "words": MAIL})
    assert (refused.status_code, "voici notre devis" in text(refused)) == (422, True)  # what was pasted stays
    assert "Choisissez le fichier du devis, ou collez ses mots." in text(client.post(GIVE, {"words": " "}))


def test_a_cross_says_what_the_head_of_its_column_does() -> None:
    words = MAIL.replace(
        "Le domaine reste notre propriété.",
        """Prestation                     Inclus      Non inclus
Nom de domaine                   x
Maintenance mensuelle                          x""",
    )
    from etabli.procurement.needs.catalogue import load
    from etabli.procurement.needs.engine import mentioned, recognise
    from etabli.procurement.quotes.engine.report.needs import need_mentions

    says = need_mentions(read(words), load(), recognise, mentioned, {}).says
    assert "domain-owner" in says["offered"]
    assert says["excluded"]["maintenance"].value == "Maintenance mensuelle x"
