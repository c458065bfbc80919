"""Who pays for a half-day: a baker, a micro-entrepreneur without a certificate, a fund that changes on 1 January, a
file that is refused, appealed against and paid."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser
FILES = "/dossiers/"


@pytest.fixture
def adviser(browser: Browser, stage: Demonstration, eyes: Eyes) -> Walker:
    walker = Walker(browser, eyes, stage.url, scripts=False, width=1280)
    screens.enter_as(walker, "adviser")
    return walker


def row_of(adviser: Walker, state: str) -> Locator:
    """The first file at this state."""
    adviser.open(FILES)
    return adviser.page.locator("main tbody tr", has_text=state).first


def follow(adviser: Walker, name: str) -> None:
    adviser.press(adviser.page.locator("main").get_by_role("link", name=name).first)


def act(adviser: Walker, name: str) -> None:
    adviser.press(adviser.page.locator("main").get_by_role("button", name=name).first)


def save(adviser: Walker) -> None:
    act(adviser, "Enregistrer")


def test_a_certificate_that_is_missing_is_asked_once(adviser: Walker) -> None:
    row = row_of(adviser, "À compléter")
    name = row.locator("a").inner_text()
    adviser.press(row.locator("a"))
    screen = screens.Screen(adviser)
    assert "L’attestation de contribution (CFP) manque" in screen.text
    for _document in range(2):  # the certificate, then the extract of the register
        adviser.press(adviser.page.locator("main .next").get_by_role("link").first)
        save(adviser)
    expect(adviser.page.locator("main .next h2")).to_have_text("Prêt")
    adviser.press(adviser.page.locator("main .next").get_by_role("link", name="Il est envoyé au fonds"))
    save(adviser)
    expect(adviser.page.locator("main .next h2")).to_have_text("Envoyé : le fonds doit répondre")
    adviser.press(screen.toast().get_by_role("button", name="Annuler"))  # taken back: it is ready again
    adviser.press(row_of(adviser, name).locator("a"))
    expect(adviser.page.locator("main .next h2")).to_have_text("Prêt")
    adviser.context.close()


def test_a_fund_changes_on_the_first_of_january(adviser: Walker) -> None:
    first = date(date.today().year + 2, 1, 1)
    adviser.open("/fonds/")
    follow(adviser, "Fonds des artisans")
    price = adviser.page.locator("main .rows > li", has_text="Prix d’une heure")
    adviser.unfold(price.locator("summary"))
    adviser.press(price.get_by_role("link", name=re.compile("Changer à partir d’un jour")))
    adviser.write(adviser.page.get_by_label("Prix d’une heure"), "30")
    adviser.write_day(adviser.page.get_by_label("À partir de quel jour"), first.isoformat())
    adviser.write(adviser.page.get_by_label("Où c’est écrit"), "Notice du fonds")
    act(adviser, "Changer à partir de ce jour")
    adviser.unfold(price.locator("summary"))
    said = price.inner_text().replace("\u202f", " ").replace("\xa0", " ")
    assert "25,00 €" in said
    assert "30,00 € à partir du" in said
    assert f"1er janvier {first.year}" in said
    before = price.get_by_text("à vérifier", exact=True).count()
    adviser.press(price.get_by_role("button", name=re.compile("Je l’ai vérifié")).last)
    adviser.unfold(price.locator("summary"))
    assert price.get_by_text("à vérifier", exact=True).count() == before - 1
    adviser.context.close()


def test_refused_appealed_billed_and_paid_late(adviser: Walker) -> None:
    adviser.press(row_of(adviser, "Refusé").locator("a"))
    assert "Extrait du registre illisible" in screens.Screen(adviser).text
    follow(adviser, "Faire un recours")
    adviser.write(adviser.page.get_by_label("La raison du recours"), "L’extrait est lisible")
    save(adviser)
    assert "L’extrait est lisible" in screens.Screen(adviser).text
    follow(adviser, "Noter la réponse")
    adviser.choose(adviser.page.locator("input[name=is_accepted]"), "1")
    save(adviser)
    follow(adviser, "Facturer")
    adviser.write(adviser.page.get_by_label("Numéro de la facture"), "D-026")
    adviser.tick(adviser.page.get_by_label("Facturer quand même"))  # nobody has signed
    save(adviser)
    follow(adviser, "Noter le paiement")
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    adviser.write(adviser.page.get_by_label("Montant reçu"), "70")
    adviser.write_day(adviser.page.get_by_label("Quel jour"), tomorrow)
    save(adviser)
    assert "Ce jour est à venir" in screens.Screen(adviser).text
    adviser.write_day(adviser.page.get_by_label("Quel jour"), date.today().isoformat())
    save(adviser)
    assert "70,00" in screens.Screen(adviser).text
    follow(adviser, "Noter son paiement")  # what the artisan pays, which comes with it
    adviser.choose(adviser.page.locator("input[name=means]"), "cheque")
    save(adviser)
    assert "par chèque" in screens.Screen(adviser).text
    since, until = date.today() - timedelta(days=300), date.today()
    adviser.open(f"/dossiers/bilan/?since={since}&until={until}")
    adviser.unfold(adviser.page.locator("main summary", has_text="Chaque dossier, jour après jour"))
    assert "L’extrait est lisible" in screens.Screen(adviser).text
    for table in ("factures?", "paiements?"):
        link = adviser.page.get_by_role("link", name=re.compile(f"{table}, pour le comptable"))
        kind, content = adviser.fetch(link)
        assert kind.startswith("text/csv")
        assert "D-026" in content.decode("utf-8-sig")
    adviser.context.close()


def test_a_baker_is_told_at_once_who_pays(adviser: Walker) -> None:
    """From a half-day that no file asks for: each fund says what it would pay, and why not."""
    adviser.open("/accompagnement/")
    links = adviser.page.locator('main a[href^="/accompagnement/"]')
    addresses = {link.get_attribute("href") or "" for link in links.all()}
    for address in sorted(href for href in addresses if re.fullmatch(r"/accompagnement/\d+/", href)):
        adviser.open(address)
        follow(adviser, "Qui la paie ?")
        text = screens.Screen(adviser).text
        if "Demandez 2 demi-journées" in text:
            break
    assert "au moins 4" in text.replace("\xa0", " ")
    assert "Demandez 2 demi-journées dans un seul dossier" in text
    asked = adviser.page.locator("input[name=fund]")
    adviser.choose(
        asked, asked.first.get_attribute("value") or ""
    )  # one that says no is not chosen beforehand
    act(adviser, "Ouvrir le dossier")
    assert "Le dossier est ouvert." in screens.Screen(adviser).toast().inner_text()
    adviser.context.close()
