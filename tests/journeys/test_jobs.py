"""An offer of work from its post to its outcome: a business without an account, a moderator, somebody who applies."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

BOSS, CANDIDATE = "patronne@demo.invalid", "camille.roux@demo.invalid"
TITLE = "Rédactrice ou rédacteur pour la boulangerie"
OFFER = {
    "title": TITLE,
    "employer": "Boulangerie Lalande (fictive)",
    "duties": "Écrire chaque semaine pour nos clients.",
    "skills": "Écrire court",
    "duration": "6",
    "week_hours": "21",
    "pay_low": "1200",
    "email": BOSS,
}


def test_an_offer_from_its_post_to_its_outcome(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    boss = Walker(browser, eyes, stage.url, scripts=False, width=375)
    others = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    the_boss_writes_and_sends(boss, stage)
    a_moderator_reads_it(others)
    address = somebody_applies(others)
    the_boss_answers_and_closes(boss, address)
    for walker in (boss, others):
        walker.context.close()
    for context in eyes.contexts.values():
        context.close()


def the_boss_writes_and_sends(boss: Walker, stage: Demonstration) -> None:
    boss.open("/offres/proposer/")
    boss.press(boss.page.locator("main a[href='?kind=fixed_term']"))
    for name, text in OFFER.items():
        boss.page.locator(f"main [name={name}]").fill(text)
    boss.page.locator("main [name=trade]").select_option("writer")
    boss.page.locator("main [name=remote][value=remote]").check()
    boss.press(boss.page.locator("main form.form button.btn:not(.quiet)").first)
    boss.open(stage.mails_to(BOSS)[0].link)
    boss.press(boss.page.locator("main form[action$='/envoyer/'] button"))
    expect(boss.page.locator("main .state").first).to_contain_text("lue par un modérateur")


def a_moderator_reads_it(moderator: Walker) -> None:
    screens.enter_as(moderator, "moderator")
    queue = screens.Queue(moderator)
    queue.read(TITLE)
    queue.accept()


def somebody_applies(visitor: Walker) -> str:
    visitor.context.clear_cookies()
    visitor.open("/offres/?q=boulangerie+redactrice")
    visitor.press(visitor.page.get_by_role("link", name=TITLE).first)
    address = visitor.page.url
    visitor.press(visitor.page.locator("main a[href$='/postuler/']"))
    for name, text in {
        "name": "Camille Roux",
        "email": CANDIDATE,
        "words": "Bonjour, j’écris court.",
    }.items():
        visitor.page.locator(f"main [name={name}]").fill(text)
    visitor.press(visitor.page.locator("main form.form button.btn:not(.quiet)").first)
    expect(visitor.page.locator(".toasts")).to_contain_text("candidature est envoyée")
    return address


def the_boss_answers_and_closes(boss: Walker, address: str) -> None:
    boss.open(address)
    boss.press(boss.page.locator("main a[href$='/candidatures/']"))
    boss.press(boss.page.get_by_role("link", name="Camille Roux"))
    assert CANDIDATE not in boss.page.content()
    boss.page.locator("main [name=text]").fill("Venez jeudi à neuf heures.")
    boss.press(boss.page.locator("main form.form button.btn:not(.quiet)").first)
    boss.open(f"{address}clore/")
    boss.page.locator("main [name=outcome][value=here]").check()
    boss.press(boss.page.locator("main form.form button.btn:not(.quiet)").first)
    expect(boss.page.locator("main .state").first).to_contain_text("fermée")
