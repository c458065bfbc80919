"""The kit of a town hall: sent by the adviser, called back, sent again; then opened, printed and answered there.

Then its own page, by the secret link that it is given: somebody is signed up with their agreement, and counted.
"""

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration, Mail
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser


def test_a_kit_goes_out_comes_back_and_is_answered(
    browser: Browser, eyes: Eyes, stage: Demonstration
) -> None:
    adviser = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    hall = Walker(browser, eyes, stage.url, scripts=False, width=375)
    screens.enter_as(adviser, "adviser")
    mail = the_kits_are_sent_called_back_and_sent_again(adviser, stage)
    the_relay_opens_prints_and_answers(hall, mail)
    adviser.open("/relais/envois/")
    expect(adviser.page.locator("main table")).to_contain_text("Au comptoir")
    hall.open(a_link_is_given_by_hand(adviser))
    the_relay_signs_somebody_up(hall)
    its_own_look_at_its_link_is_not_counted(hall)
    for walker in (adviser, hall):
        walker.context.close()


def the_kits_are_sent_called_back_and_sent_again(adviser: Walker, stage: Demonstration) -> Mail:
    adviser.open("/relais/kits/")
    address = adviser.page.locator("main details li", has_text="@").first.text_content() or ""
    email = address.split()[-1]
    before = len(stage.mails_to(email))
    send = adviser.page.locator("main form[method=post] button")
    adviser.press(send)
    expect(adviser.page.locator(".toasts")).to_contain_text("dans une minute")
    assert len(stage.mails_to(email)) == before + 1
    adviser.press(adviser.page.locator(".toasts button"))
    assert len(stage.mails_to(email)) == before, "called back within the minute"
    adviser.open("/relais/kits/")
    adviser.press(send)
    return stage.mails_to(email)[0]


def the_relay_opens_prints_and_answers(hall: Walker, mail: Mail) -> None:
    hall.open(mail.link)
    answer = hall.page.url
    hall.press(hall.page.locator("main a[href^='/kit/']"))
    kind, poster = hall.fetch(hall.page.locator("main a[href*='/affiche-a4.pdf']"))
    assert kind == "application/pdf"
    drawn = pypdfium2.PdfDocument(poster)[0].render(scale=0.2).to_pil()
    assert drawn.getpixel((5, 5)) == (13, 92, 99), "the band of the house stands on top"
    hall.open(answer)
    hall.choose(hall.page.locator("main [name=answer]"), "posted")
    hall.write(hall.page.locator("main [name=answer_text]"), "Au comptoir")
    hall.press(hall.page.locator("main form.form button"))
    expect(hall.page.locator("main .notice.ok")).to_contain_text("Au comptoir")


def a_link_is_given_by_hand(adviser: Walker) -> str:
    adviser.open("/relais/")
    adviser.press(adviser.page.locator("main tbody a").first)
    adviser.unfold(adviser.page.locator("main summary", has_text="Sa propre page"))
    adviser.press(adviser.page.get_by_role("button", name="Faire un lien"))
    return adviser.page.locator("main textarea").input_value()


def the_relay_signs_somebody_up(hall: Walker) -> None:
    """Nobody is signed up before it says that they agree; what it typed stays."""
    assert "/mon-relais/" in hall.page.url, "the secret does not stay in the address"
    hall.press(
        hall.page.locator("main tbody a[href^='/mon-relais/inscrire/']:not([href$='/inscrire/'])").first
    )
    hall.write(hall.page.locator("main [name=name]"), "Odile Exemple")
    hall.write(hall.page.locator("main [name=contact]"), "odile@demo.invalid")
    send = hall.page.locator("main form.form button.btn")
    hall.press(send)
    expect(hall.page.locator("main [name=name]")).to_have_value("Odile Exemple")
    hall.tick(hall.page.locator("main [name=agreed]"))
    hall.press(send)
    expect(hall.page.locator("main section li").filter(has_text="Odile Exemple")).to_have_count(1)


def its_own_look_at_its_link_is_not_counted(hall: Walker) -> None:
    hall.open("/mon-relais/")
    desk = screens.RelayDesk(hall)
    link, (openings, sign_ups) = desk.link, desk.brought()
    assert sign_ups >= 1
    hall.open(link)
    hall.open(f"{link.rstrip('/')}-mal-recopie/")
    hall.open("/mon-relais/")
    assert desk.brought() == (openings, sign_ups), "its own look at its link is no visit"
