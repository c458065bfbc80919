"""What the page of a quote is made of: nothing unsure is shown as sure, nothing set aside comes back by itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from etabli.procurement.quotes import engine
from etabli.procurement.quotes.corrections import corrected
from etabli.procurement.quotes.engine.model import (
    Against,
    Check,
    Found,
    Line,
    Party,
    Passage,
    Place,
    Quote,
    Severity,
    Totals,
)
from etabli.procurement.quotes.sheet import Said, make_sheet
from etabli.procurement.quotes.value_questions import sums_of
from etabli.procurement.quotes.values import payable
from etabli.procurement.quotes.wording import QUESTIONS, TITLES

RECIPE = (Passage("Crêpes : trois oeufs, un demi-litre de lait, 250 g de farine.", Place(1, (0, 0, 9, 9))),)


def quote(**changes: Any) -> Quote:
    lines = (
        Line("Site vitrine", Decimal(1), None, Decimal(1800), net_amount=Decimal(1800)),
        Line("Hébergement", Decimal("12.50"), "mois", Decimal(35), recurring="month", confidence=0.5),
        Line("Formation", gross_amount=Decimal(140), optional=True),
    )
    totals = Totals(net=Found(Decimal(2710), confidence=0.4), gross=Found(Decimal(3252)))
    return Quote(**{"source": "text", "lines": lines, "totals": totals, **changes})


def check(
    name: str, severity: Severity = "warning", line: int | None = None, source: str = "Calcul"
) -> Check:
    return Check(name, severity, f"{name} dit. Possible, à vérifier.", f"{name} says.", "vu", source, line)


def test_lines_say_what_is_not_sure() -> None:
    first, second, third = make_sheet(quote()).rows
    assert (first.amount, first.quantity, first.doubt) == (Decimal(1800), "1", False)
    assert (second.amount, second.quantity, second.doubt) == (None, "12,5 mois", True)
    assert second.recurring
    assert (third.amount, third.is_gross, third.optional) == (Decimal(140), True, True)
    net, gross = make_sheet(quote()).totals
    assert (net.doubt, gross.doubt, gross.is_main) == (True, False, True)


def test_a_line_that_is_said_to_be_wrong_is_not_asked_about() -> None:
    """A doubt is asked; what the rest of the page proves is said, and the two never of one line."""
    asked = {value.about for value in make_sheet(quote()).asked}
    said = {value.about for value in make_sheet(quote(checks=(check("line-arithmetic", "error", 1),))).asked}
    assert asked - said == {"Hébergement"}


def test_what_other_lines_include_is_said_to_be_so_and_not_added_up() -> None:
    total = Line("Site", net_amount=Decimal(1800), included=True)
    counted = Line("Pages", Decimal(1), None, Decimal(1800), net_amount=Decimal(1800))
    totals = Totals(net=Found(Decimal(1800)))
    read = corrected(quote(lines=(total, counted), totals=totals), ())
    assert [row.included for row in make_sheet(read).rows] == [True, False]
    told = sums_of(read.quote)
    assert told
    assert "3" not in told
    change = read.change(read.targets[0], {"description": "Site vitrine"})
    assert change
    again = corrected(read.read, (change,))
    assert [(line.description, line.in_total) for line in again.quote.lines] == [
        ("Site vitrine", False),
        ("Pages", True),
    ]
    assert "lines-total" not in {check.id for check in again.quote.checks}
    page = render_to_string(
        "quotes/quote_lines.html", {"sheet": make_sheet(again), "reading": SimpleNamespace(pk=1)}
    )
    assert page.count("déjà compris dans une autre ligne") == 1


def test_the_verdict_follows_the_arithmetic() -> None:
    right = make_sheet(quote(checks=(check("totals", "ok"),)))
    assert (right.verdict.tone, right.sums) == ("ok", ())
    wrong = make_sheet(quote(checks=(check("totals", "ok"), check("line-arithmetic", "error", 0))))
    assert (wrong.verdict.tone, [one.key for one in wrong.sums]) == ("stop", ["line-arithmetic:0"])
    assert make_sheet(quote()).verdict.tone == "ask"


def test_a_finding_says_its_source_and_that_it_is_to_be_verified() -> None:
    (found,) = make_sheet(quote(checks=(check("rental", source="DGCCRF"),))).findings
    assert (found.tone, found.is_law, found.to_verify, found.source) == ("stop", True, True, "DGCCRF")
    assert found.message == "rental dit."
    assert found.title == str(TITLES["rental"])
    (unknown,) = make_sheet(quote(checks=(check("something-new", "info"),))).findings
    assert (unknown.title, unknown.message, unknown.is_law) == ("something-new dit.", "", False)


def test_against_the_project() -> None:
    against = (
        Against("pages", "covered", (0,)),
        Against("domain-owner", "missing", (), "À qui sera le nom ?"),
        Against("hosting", "unclear", (1,), "Où est-il hébergé ?"),
        Against("training", "extra", (2,)),
    )
    checks = (check("domain-silent", "info"), check("rental"), check("practice", "info"))
    sheet = make_sheet(quote(against=against, checks=checks))
    assert "Site vitrine" in sheet.covered[0].reason
    assert sheet.missing[0].risk
    assert "Hébergement" in sheet.unclear[0].reason
    assert "Formation" in sheet.extra[0].reason
    assert [finding.key for finding in sheet.findings] == ["rental", "practice"]
    assert [question.text for question in sheet.questions] == [
        str(QUESTIONS["rental"]),
        "À qui sera le nom ?",
        "Où est-il hébergé ?",
    ]
    silent = make_sheet(quote(checks=checks))
    assert str(QUESTIONS["domain-silent"]) in [question.text for question in silent.questions]


def test_what_is_set_aside_is_out_of_sight_and_of_the_questions() -> None:
    against = (Against("domain-owner", "missing", (), "À qui sera le nom ?"),)
    checks = (check("totals", "error"), check("rental"))
    aside = {"totals": "Vu ensemble", "rental": "Non", "need:domain-owner": "J'en ai déjà un"}
    said = {key: Said(reason) for key, reason in aside.items()}
    sheet = make_sheet(quote(against=against, checks=checks), overrides=said)
    assert (sheet.sums, sheet.findings, sheet.missing, sheet.questions) == ((), (), (), ())
    assert sheet.verdict.tone == "ask"
    assert {one.key: one.dismissed_because for one in sheet.dismissed} == aside
    assert sheet.title_of("rental") is None
    assert make_sheet(quote(checks=checks)).title_of("rental") == str(TITLES["rental"])


def test_english_too() -> None:
    with override("en"):
        against = (Against("hosting", "covered", (1,)),)
        given = quote(checks=(check("new", "info"),), against=against, issued_on=Found(date(2027, 3, 1)))
        sheet = make_sheet(given, language="en")
    assert sheet.findings[0].title == "new says."
    assert sheet.rows[1].quantity == "12.5 mois"
    assert sheet.covered[0].reason == "In the quote: “Hébergement”"
    assert [fact.shown for fact in sheet.facts] == ["Monday 1\u00a0March 2027"]


def test_what_is_not_sure_at_the_head_of_the_quote_is_said_to_be_so() -> None:
    supplier = Party(name=Found("Le bas de la page", confidence=0.55), siren=Found("732829320"))
    facts = make_sheet(quote(supplier=supplier, valid_until=Found(date(2027, 3, 1), confidence=0.6))).facts
    assert [(fact.label, fact.shown, fact.sure) for fact in facts] == [
        ("Prestataire", "Le bas de la page", False),
        ("SIREN", "732829320", True),
        ("Valable jusqu’au", "lundi 1er\u00a0mars 2027", False),
    ]


def test_two_rates_of_vat_that_are_wrong_are_set_aside_one_by_one() -> None:
    checks = (check("vat", "error"), check("vat", "error"), check("line-arithmetic", "error", 0))
    keys = [one.key for one in make_sheet(quote(checks=checks)).sums]
    assert keys == ["vat", "vat:again-2", "line-arithmetic:0"]
    left = make_sheet(quote(checks=checks), overrides={"vat": Said("Vu avec lui")})
    assert [one.key for one in left.sums] == keys[1:]
    assert str(QUESTIONS["vat"]) in [question.text for question in left.questions]


def test_each_wrong_number_of_the_supplier_has_a_title_and_something_to_ask() -> None:
    """A short title, for the list on top of the page; and the engine's own sentence below it."""
    wrong = Party(
        siret=Found("12345678900011"),
        vat_id=Found("FR12345678901"),
        iban=Found("FR7630006000011234567890188"),
    )
    read = quote(supplier=wrong)
    found = [one for one in engine.check(read) if one.id.endswith("-invalid")]
    sheet = make_sheet(replace(read, checks=tuple(found)))
    assert [finding.key for finding in sheet.findings] == ["siret-invalid", "vat-id-invalid", "iban-invalid"]
    assert all(finding.message and len(finding.title) < 50 for finding in sheet.findings)
    assert [question.about for question in sheet.questions] == [finding.title for finding in sheet.findings]


def test_no_question_judges_a_price() -> None:
    words = " ".join(str(text).lower() for text in [*QUESTIONS.values(), *TITLES.values()])
    assert not any(word in words for word in ["cheap", "expensive", "dear", "abnormal"])


def test_without_vat_the_net_total_is_what_is_paid() -> None:
    totals = Totals(net=Found(Decimal(1800)))
    lines = (Line("Site", net_amount=Decimal(1800)),)
    exempt = quote(lines=lines, totals=totals, checks=(check("vat-exempt", "info", source="CGI"),))
    sheet = make_sheet(exempt)
    assert [(total.amount, total.is_main) for total in sheet.totals] == [(Decimal(1800), True)]
    assert (sheet.verdict.tone, payable(exempt)) == ("ok", Decimal(1800))
    read = replace(exempt, totals=replace(totals, gross=totals.net))
    assert make_sheet(read).totals == sheet.totals
    assert payable(quote(lines=lines, totals=totals)) is None


def test_only_the_first_three_grave_findings_are_open() -> None:
    names = ("rental", "domain-kept", "commitment", "deposit", "payment-delay")
    sheet = make_sheet(quote(checks=tuple(check(name) for name in names)))
    assert ([one.key for one in sheet.first], [one.key for one in sheet.further]) == (
        [*names[:3]],
        [*names[3:]],
    )
    page = render_to_string("quotes/quote_findings.html", {"sheet": sheet, "reading": SimpleNamespace(pk=1)})
    assert page.index("deposit dit") > page.index("2 autres points à regarder") > page.index("commitment dit")


def test_what_binds_or_is_lost_comes_before_a_wrong_number() -> None:
    checks = (
        check("siret-invalid", "error"),
        check("vat-id-invalid", "error"),
        check("line-arithmetic", "error", 0),
    )
    sheet = make_sheet(quote(checks=(*checks, check("commitment"), check("domain-kept"))))
    assert [one.key for one in sheet.first] == ["commitment", "domain-kept", "line-arithmetic:0"]


def test_a_document_that_does_not_look_like_a_quote_asks_nothing_of_anybody() -> None:
    sheet = make_sheet(Quote("text", checks=engine.check(Quote("text", passages=RECIPE)), passages=RECIPE))
    assert sheet.is_unlike_a_quote
    assert (sheet.findings, sheet.sums, sheet.questions, sheet.asked) == ((), (), (), ())
    assert "ressemble pas à un devis" in sheet.verdict.title
