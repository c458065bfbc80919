"""A tablet that goes round a workshop, and a town hall's computer: what one sees of the others, and of who lent it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from tests.journeys import screens
from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_passkey import DEVICE
from tests.journeys.test_signing import FULLEST, PIN, draw, hand_over, sign, take_back
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('unsent:')).length"
WORDS = "La salle était froide"


@pytest.fixture(scope="module")
def desk(browser: Browser, stage: Demonstration) -> Iterator[tuple[Walker, str]]:
    """An adviser with her tablet at the desk of the fullest session, which began an hour ago."""
    walker = Walker(browser, Eyes(browser), stage.url, scripts=True, width=768)
    screens.enter_as(walker, "adviser")
    walker.open("/seances/")
    address = walker.page.locator("table").first.locator("tbody tr").evaluate_all(FULLEST)
    stage.let_the_day_come(int(re.findall(r"\d+", address)[0]))
    yield walker, address
    walker.context.close()


def questionnaire(tablet: Page) -> None:
    tablet.get_by_role("link", name="Répondre au questionnaire").click()
    expect(tablet.locator("h1")).to_contain_text("Votre avis")


def answer(tablet: Page) -> None:
    tablet.get_by_label("Très utile").check()
    tablet.get_by_label("Non", exact=True).check()
    tablet.get_by_role("button", name="Envoyer mes réponses").click()


def test_two_artisans_share_a_tablet_and_see_nothing_else(desk: tuple[Walker, str]) -> None:
    walker, address = desk
    tablet = walker.page
    walker.open(address)
    tablet.get_by_role("link", name="Faire passer la tablette").click()
    walker.arrive()
    hand_over(tablet)
    walker.arrive()
    names = tablet.locator(".names a")

    names.first.click()
    walker.arrive()
    draw(tablet)
    tablet.reload()
    expect(tablet.locator("[data-pad] path")).to_have_attribute("d", re.compile("M"))
    sign(tablet)
    expect(tablet.locator("main")).to_contain_text("Passez la tablette à la personne suivante")
    assert tablet.evaluate(KEPT) == 0
    tablet.go_back()
    expect(tablet.locator("[data-pad]")).to_have_count(0)

    tablet.goto(tablet.url)
    questionnaire(tablet)
    walker.arrive()
    tablet.get_by_label("Une chose à nous dire").fill(WORDS)
    tablet.reload()
    expect(tablet.get_by_label("Une chose à nous dire")).to_have_value(WORDS)
    tablet.get_by_role("link", name="Revenir à la feuille").click()
    questionnaire(tablet)
    expect(tablet.get_by_label("Une chose à nous dire")).to_have_value("")
    answer(tablet)
    expect(tablet.locator("h1")).to_contain_text("vos réponses sont arrivées")
    walker.arrive()
    tablet.go_back()
    expect(tablet.get_by_label("Très utile")).to_have_count(0)

    for typed in (address, "/compte/", "/", "/connexion/", "/rien/"):
        walker.complaints.clear()
        refusal = tablet.goto(f"{walker.url}{typed}")
        assert refusal is not None
        assert refusal.status == 403
        expect(tablet.locator("h1")).to_contain_text("ne sert qu’à signer")
    walker.complaints.clear()  # a browser writes each refusal in its console
    walker.arrive()
    tablet.locator("main").get_by_role("link", name="Revenir à la feuille").click()

    names.first.click()
    tablet.locator("summary").click()
    tablet.locator("input[name=typed]").fill("Ana Exemple")
    sign(tablet)
    expect(tablet.locator(".names .state.ok")).to_have_count(2)
    questionnaire(tablet)
    answer(tablet)
    expect(tablet.locator("h1")).to_contain_text("vos réponses sont arrivées")

    take_back(tablet, "1111")
    expect(tablet.locator("main")).to_contain_text("Il reste 4 essais")
    walker.complaints.clear()
    walker.arrive()
    tablet.get_by_label("Votre code").fill(PIN)
    tablet.get_by_role("button", name="Reprendre cet appareil").click()
    expect(tablet.locator(".toasts[role=status]")).to_contain_text("de nouveau à vous")
    expect(tablet.locator("#roll .state", has_text="A signé")).to_have_count(2)
    with pytest.raises(
        Error, match="ERR_CACHE_MISS"
    ):  # the page of the wrong code: the browser kept none of it
        tablet.go_back()
    expect(tablet).to_have_url(re.compile("^chrome-error:"))  # shown by another process: wait for it
    for _page in range(3):
        tablet.go_back()
        expect(tablet.locator(".names, [data-pad], [name=pin], input:checked")).to_have_count(0)
    walker.complaints.clear()


def test_what_waits_for_the_network_is_sent_before_the_tablet_is_taken_back(desk: tuple[Walker, str]) -> None:
    walker, address = desk
    tablet = walker.page
    walker.open(address)
    tablet.get_by_role("link", name="Faire signer sur la tablette").click()
    hand_over(tablet)
    questionnaire(tablet)

    def lost(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    walker.context.route("**/q/**", lost)
    answer(tablet)
    expect(tablet.locator("#waiting")).to_contain_text("gardées sur cette tablette")
    tablet.get_by_role("link", name="Revenir à la feuille").click()
    questionnaire(tablet)
    expect(tablet.get_by_label("Très utile")).not_to_be_checked()
    take_back(tablet)
    box = tablet.locator("[data-unsent]")
    expect(box).to_be_visible()
    expect(box.locator("[data-waiting]")).to_have_text("1")
    walker.complaints.clear()
    walker.arrive()
    walker.context.unroute("**/q/**", lost)
    box.get_by_role("button", name="Envoyer ce qui attend").click()
    expect(box).to_be_hidden()
    tablet.get_by_role("button", name="Reprendre cet appareil").click()
    expect(tablet.locator(".toasts[role=status]")).to_contain_text("de nouveau à vous")
    assert tablet.evaluate("localStorage.length") == 0
    walker.complaints.clear()


def test_a_passkey_takes_the_tablet_back(
    browser: Browser, stage: Demonstration, desk: tuple[Walker, str]
) -> None:
    site = stage.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    context = browser.new_context(locale="fr-FR", viewport={"width": 768, "height": 1024})
    tablet = context.new_page()
    device = context.new_cdp_session(tablet)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    tablet.goto(f"{site}/demonstration/")
    tablet.locator('form[action="/demonstration/adviser/"] button:not([name])').click()
    tablet.goto(f"{site}/compte/acces/cle/")
    tablet.get_by_role("button", name="Créer la clé d’accès").click()
    tablet.wait_for_url(lambda address: not address.endswith("/cle/"))
    tablet.goto(f"{site}{desk[1]}")
    tablet.get_by_role("link", name="Faire signer sur la tablette").click()
    tablet.get_by_role("button", name="Passer l’appareil").click()
    tablet.get_by_role("link", name="J’anime l’atelier").click()
    expect(tablet.get_by_label("Votre code")).to_have_count(0)
    tablet.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(tablet.locator(".toasts[role=status]")).to_contain_text("de nouveau à vous")
    context.close()


def test_a_town_hall_lends_its_computer(someone: Someone) -> None:
    """On a telephone without JavaScript, at a desk with it."""
    guest = someone(width=375)
    page = guest.page
    screens.enter_as(guest, "relay")
    guest.open("/mon-relais/")
    guest.press(page.get_by_role("link", name="Prêter cet ordinateur"))
    guest.write(page.get_by_label("Un code de 4 à 8 chiffres"), PIN)
    guest.write(page.get_by_label("Le même encore une fois"), PIN)
    guest.press(page.get_by_role("button", name="Passer l’appareil"))
    guest.press(page.locator("main tbody a").first)
    guest.write(page.get_by_label("Votre nom"), "Zoé Exemple")
    guest.write(page.locator("[name=contact]"), "zoe@example.org")
    guest.press(page.get_by_role("button", name=re.compile("inscrire|Rejoindre")))
    expect(page.locator("main")).to_contain_text("Rien de ce que vous avez écrit ne reste")
    guest.press(page.get_by_role("link", name="Revenir aux ateliers").first)
    assert "Zoé" not in page.content()
    guest.press(page.get_by_role("link", name="Je travaille ici"))
    guest.write(page.get_by_label("Votre code"), PIN)
    guest.press(page.get_by_role("button", name="Reprendre cet appareil"))
    expect(page.locator(".toasts[role=status]")).to_contain_text("de nouveau à vous")
