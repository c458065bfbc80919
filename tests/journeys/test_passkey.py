"""A passkey, with the browser's virtual device: made once, then it signs in alone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_then_signs_in(browser: Browser, stage: Demonstration) -> None:
    site = stage.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    context = browser.new_context(locale="fr-FR", viewport={"width": 375, "height": 800})
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{site}/demonstration/")
    page.locator('form[action="/demonstration/adviser/"] button:not([name])').click()
    page.goto(f"{site}/compte/acces/cle/")
    page.get_by_role("button", name="Créer la clé d’accès").click()
    page.get_by_role("button", name="Montrer mes codes").click()
    expect(page.locator("main li code")).to_have_count(10)
    page.get_by_role("button", name="Mon compte").click()
    page.get_by_role("button", name="Quitter").click()
    page.goto(f"{site}/connexion/?next=/compte/acces/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url(f"{site}/compte/acces/")
    assert "utilisée la dernière fois" in page.content()
    context.close()
