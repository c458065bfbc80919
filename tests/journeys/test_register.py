"""Two lists brought to the register, by somebody on a telephone without JavaScript and by an adviser at a desk.

The desk then finds a business from a misspelt name, makes one record of two, and takes everything back.
"""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

HEADER = "Membres du club;;;\r\nNom;Divers;Ville;Tél\r\n"
TWINS = (
    "Maçonnerie Exemple;Maçon;Pauillac;556000001\r\nMaçonnerie Exemple et Fils;Maçon;Pauillac;556000001\r\n"
)
ONE_LOST = "Menuiserie Exemplaire;Menuisier;Pauillac;\r\nToitures Exemple;Couvreur;Atlantide;\r\n"
PATIENCE = 30_000


def test_lists_are_imported_searched_merged_and_taken_back(
    browser: Browser, eyes: Eyes, stage: Demonstration
) -> None:
    phone = Walker(browser, eyes, stage.url, scripts=False, width=375)
    desk = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    the_columns_are_asked_once(phone, desk)
    stage.run_tasks()
    each_page_shows_the_report_by_itself(phone, desk)
    report = desk.page.url
    a_misspelt_name_leads_to_the_record(desk)
    two_records_become_one_then_two_again(desk)
    desk.open(report)
    desk.press(desk.page.get_by_role("button", name="Annuler cet import"))
    expect(desk.page.locator("h1")).to_have_text("Cet import a été annulé")
    for walker in (phone, desk):
        walker.context.close()


def the_columns_are_asked_once(phone: Walker, desk: Walker) -> None:
    for walker, rows in ((phone, TWINS), (desk, ONE_LOST)):
        screens.enter_as(walker, "adviser")
        walker.open("/registre/importer/")
        walker.give_file(
            walker.page.locator("input[type=file]"), "membres.csv", (HEADER + rows).encode("cp1252")
        )
        send = walker.page.locator("main form[method=post] button[type=submit]")
        walker.press(send)
        if walker is phone:
            expect(walker.page.locator("main")).to_contain_text("2 lignes")
            assert walker.page.locator("#id_column_2").input_value() == "commune"
            walker.select(walker.page.locator("#id_column_1"), "trade")
            walker.select(walker.page.get_by_label(re.compile("même téléphone")), "two")
        walker.press(send)  # what is remembered is shown before it serves
        expect(walker.page.locator("main [role=status] progress")).to_have_count(1)


def each_page_shows_the_report_by_itself(phone: Walker, desk: Walker) -> None:
    for walker, left_out in ((phone, 0), (desk, 1)):
        expect(walker.page.locator("h1")).to_have_text("L’import est terminé", timeout=PATIENCE)
        walker.arrive()
        expect(walker.page.locator("tbody tr")).to_have_count(left_out)
    expect(desk.page.locator("tbody tr")).to_contain_text("Atlantide")
    name, content = desk.fetch(desk.page.get_by_role("link", name="CSV"))
    assert name.startswith("text/csv")
    assert "4;Toitures Exemple;Couvreur;Atlantide;" in content.decode("utf-8-sig")


def a_misspelt_name_leads_to_the_record(desk: Walker) -> None:
    """From the lens of any page, then as one types: never a mouse."""
    desk.press(desk.page.locator("header a.lens"))
    box = desk.page.locator("#q")
    desk.write(box, "coiffeuze")
    desk.press(box)
    expect(desk.page.locator("#found-business")).to_have_count(1)
    desk.write(desk.page.locator("#q"), "menuizerie exemplère")
    found = desk.page.locator("#found").get_by_role("link", name="Menuiserie Exemplaire")
    expect(found).to_be_visible()
    for key, focused in (("ArrowDown", found), ("ArrowUp", desk.page.locator("#q")), ("ArrowDown", found)):
        desk.page.keyboard.press(key)
        expect(focused).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.arrive()
    expect(desk.page.locator("h1")).to_have_text("Menuiserie Exemplaire")


def two_records_become_one_then_two_again(desk: Walker) -> None:
    pair = desk.page.locator("main tbody a", has_text="Maçonnerie Exemple")
    desk.open("/registre/doublons/")
    desk.press(pair)
    desk.press(desk.page.locator("main button[value=one]"))
    expect(pair).to_have_count(0)
    desk.press(desk.page.locator(".toasts button"))
    desk.open("/registre/doublons/")
    expect(pair).to_have_count(1)
