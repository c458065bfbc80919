"""A mason without e-mail: signed up by telephone, his paper printed, his place given back, an address added."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser
DIGITS = "7305"


def test_a_mason_without_mail_gives_his_place_back_with_his_paper(
    browser: Browser, stage: Demonstration
) -> None:
    adviser = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(adviser, "adviser")
    adviser.open("/ateliers/")
    screens.Workshops(adviser).choose_first_free()
    page = adviser.page
    session = screens.Screen(adviser).number
    adviser.open(f"/seances/{session}/inscrire/")
    adviser.write(page.locator("main #new input[name=name]"), "Zoé Exemple")
    adviser.write(page.locator("main #new input[name=contact]"), "06 00 00 00 17")
    adviser.press(page.locator("main #new button[type=submit]").last)
    adviser.press(page.get_by_role("link", name="Imprimer le papier pour Zoé Exemple"))
    adviser.write(page.locator("main input[name=digits]"), DIGITS)
    screens.Screen(adviser).submit()
    words = page.locator("main ol .loud").all_inner_texts()
    assert len(words) == 3
    form = page.locator("main form[action='/personnes/papier.pdf']")
    seal = form.locator("input[name=paper]").get_attribute("value") or ""
    token = form.locator("input[name=csrfmiddlewaretoken]").get_attribute("value") or ""
    sent = {"paper": seal, "csrfmiddlewaretoken": token}
    sheet = page.request.post(f"{stage.url}/personnes/papier.pdf", form=sent, headers={"Referer": page.url})
    assert sheet.headers["content-type"] == "application/pdf"
    assert sheet.body().startswith(b"%PDF")

    mason = Walker(browser, Eyes(browser), stage.url, scripts=True, width=375)
    mason.open("/connexion/")
    mason.press(mason.page.get_by_role("link", name="J’ai un code sur papier"))
    mistyped = [f"{words[0][0]}W{words[0][2:]}", *words[1:]]
    mason.write(mason.page.locator("main input[name=words]"), " ".join(mistyped).lower())
    mason.write(mason.page.locator("main input[name=digits]"), DIGITS)
    screens.Screen(mason).submit()
    expect(mason.page.locator("main")).to_contain_text(mistyped[0].lower())
    mason.page.locator("main input[name=words]").fill("")
    mason.write(mason.page.locator("main input[name=words]"), " ".join(words).lower())
    mason.write(mason.page.locator("main input[name=digits]"), DIGITS)
    screens.Screen(mason).submit()
    expect(mason.page.locator("body")).to_contain_text("Zoé Exemple")
    mason.press(mason.page.locator("main a[href*='/inscriptions/']").first)
    mason.press(
        mason.page.get_by_role(
            "button", name=re.compile("Rendre ma place|Rendre la place|rendre", re.IGNORECASE)
        ).first
    )
    expect(mason.page.locator("main, .toasts").first).to_contain_text(re.compile("rendu", re.IGNORECASE))

    mason.open("/compte/")
    mason.press(mason.page.get_by_role("link", name="Ajouter mon adresse"))
    mine = "zoe.exemple@example.org"
    mason.write(mason.page.locator("main input[name=email]"), mine)
    screens.Screen(mason).submit()
    expect(mason.page.locator("main")).to_contain_text(mine)
    mason.open(stage.mails_to(mine)[0].link)
    mason.write(mason.page.locator("main input[name=digits]"), DIGITS)
    screens.Screen(mason).submit()
    expect(mason.page.locator("main, .toasts").first).to_contain_text(mine)
    adviser.context.close()
    mason.context.close()
