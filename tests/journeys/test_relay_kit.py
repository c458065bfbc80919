"""The kit of a town hall: sent by the adviser, called back, sent again; then opened, printed and answered there."""

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration, Mail
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser


def test_a_kit_goes_out_comes_back_and_is_answered(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    adviser = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    hall = Walker(browser, eyes, stage.url, scripts=False, width=375)
    screens.enter_as(adviser, "adviser")
    mail = the_kits_are_sent_called_back_and_sent_again(adviser, stage)
    the_relay_opens_prints_and_answers(hall, mail)
    adviser.open("/relais/envois/")
    expect(adviser.page.locator("main table")).to_contain_text("Au comptoir")
    for walker in (adviser, hall):
        walker.context.close()
    for context in eyes.contexts.values():
        context.close()


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
    kind, poster = hall.fetch(hall.page.locator("main a[href$='/affiche-a4.pdf']"))
    assert kind == "application/pdf"
    drawn = pypdfium2.PdfDocument(poster)[0].render(scale=0.2).to_pil()
    assert drawn.getpixel((5, 5)) == (13, 92, 99), "the band of the house stands on top"
    hall.open(answer)
    hall.choose(hall.page.locator("main [name=answer]"), "posted")
    hall.write(hall.page.locator("main [name=answer_text]"), "Au comptoir")
    hall.press(hall.page.locator("main form.form button"))
    expect(hall.page.locator("main .notice.ok")).to_contain_text("Au comptoir")
