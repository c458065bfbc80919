"""A list brought to the register: a column corrected, the progress, the rows to mend, all of it taken back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

LIST = (
    "Membres du club;;;\r\nNom;Divers;Ville;Tél\r\nMaçonnerie Exemple;Maçon;Pauillac;556000001\r\n"
    "Toitures Exemple;Couvreur;Atlantide;\r\n"
).encode("cp1252")
PATIENCE = 30_000


def test_a_list_is_imported_then_taken_back(browser: Browser, stage: Demonstration) -> None:
    adviser = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(adviser, "adviser")
    adviser.open("/registre/")
    page = adviser.page
    adviser.press(page.locator("main a.button[href='/registre/importer/']"))
    adviser.give_file(page.locator("input[type=file]"), "membres.csv", LIST)
    adviser.press(page.locator("main form[method=post] button[type=submit]"))
    expect(page.locator("main")).to_contain_text("2 lignes")
    assert page.locator("#id_column_2").input_value() == "commune"
    adviser.select(page.locator("#id_column_1"), "trade")
    adviser.press(page.locator("main form[method=post] button[type=submit]"))
    expect(page.locator("h1")).to_have_text("L’import est terminé", timeout=PATIENCE)
    adviser.arrive()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Atlantide")
    name, content = adviser.fetch(page.get_by_role("link", name="CSV"))
    assert name.endswith(".csv")
    assert "4;Toitures Exemple;Couvreur;Atlantide;" in content.decode("utf-8-sig")
    adviser.press(page.get_by_role("button", name="Annuler cet import"))
    expect(page.locator("h1")).to_have_text("Cet import a été annulé")
    adviser.context.close()
