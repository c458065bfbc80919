"""A mason with a telephone and no account: a quote is read, corrected, erased and taken back, then kept by a name."""

from datetime import date

import pytest
from playwright.sync_api import expect

from etabli.demo.quotes import printed
from tests.journeys import screens
from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

MASON = "marius.exemple@demo.invalid"


def test_a_quote_is_read_before_signing_up(someone: Someone, stage: Demonstration) -> None:
    phone, neighbour = someone(width=375), someone(width=1280)
    quote, page, given = screens.Quote(phone), phone.page, next(printed(date.today(), "Un maçon"))
    phone.open("/")
    phone.press(page.locator("main a[href='/devis/']"))
    phone.give_file(page.locator("main input[type=file]"), "devis.pdf", given.pdf)
    quote.submit()
    address = page.url
    stage.run_tasks()
    quote.look_now()
    assert given.draft.supplier in quote.text
    expect(page.locator("main h2", has_text="Gardé jusqu’au")).to_have_count(1)
    quote.correct_first_amount("1 750,00")
    assert "1 750,00" in quote.text.replace("\u202f", " ").replace("\xa0", " ")
    quote.take_back()
    refused = neighbour.page.goto(address)
    assert refused is not None
    assert given.draft.supplier not in neighbour.page.content()
    phone.press(page.locator("main form[action$='/effacer-tout/'] button"))
    expect(page.locator("main a", has_text=given.draft.supplier)).to_have_count(0)
    quote.take_back()
    phone.open("/devis/")
    phone.press(page.locator("main a[href='/devis/dans-mon-espace/']"))
    phone.write(page.locator("main [name=name]"), "Marius Exemple")
    phone.write(page.locator("main [name=contact]"), MASON)
    quote.submit()
    expect(page.locator("main h2", has_text="Gardé dans votre espace")).to_have_count(1)
    neighbour.open(stage.mails_to(MASON)[0].link)
    assert given.draft.supplier in neighbour.page.locator("main").inner_text()
    expect(neighbour.page.locator("main form[action$='/montrer/']")).to_have_count(1)
