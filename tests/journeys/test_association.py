"""Joining and paying dues: a visitor asks, the board accepts and records a transfer, the member takes the receipt."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

ADDRESS = "nina.parcours@demo.invalid"


def test_a_visitor_joins_pays_and_has_a_receipt(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    visitor = Walker(browser, eyes, stage.url, scripts=True, width=375)
    board = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    visitor.open("/adhesion/")
    screen = screens.Screen(visitor)
    visitor.write(screen.find("input[name=name]"), "Nina Parcours")
    visitor.write(screen.find("input[name=email]"), ADDRESS)
    visitor.select(screen.find("select[name=trade]"), "writer")
    screen.submit()
    visitor.open(path_of(stage.mails_to(ADDRESS)[0].link))
    visitor.press(screen.find("button", "Confirmer mon adresse"))
    assert "Le conseil d’administration a votre demande" in screen.text

    screens.enter_as(board, "board")
    board.open("/adherents/a-faire/")
    desk = screens.Screen(board)
    board.press(desk.find("a", "Nina Parcours"))
    board.press(desk.find("button", "Accepter cette demande"))
    board.press(desk.find("a", re.compile("^Enregistrer un paiement")))
    screen_of_payment = screens.Screen(board)
    board.write(screen_of_payment.find("input[name=reference]"), "VIR 2027 Parcours")
    screen_of_payment.submit()
    assert board.fetch(desk.find("a[href$='recu.pdf']").first)[1].startswith(b"%PDF")

    visitor.open("/connexion/?next=/mon-adhesion/")
    visitor.write(screen.find("input[type=email]"), ADDRESS)
    screen.submit()
    code = stage.mails_to(ADDRESS)[0].subject.split()[-1]
    visitor.write(screen.find("input[name=code]"), code)
    screen.submit()
    visitor.open("/mon-adhesion/")
    assert "Vous avez le droit de vote" in screen.text
    assert visitor.fetch(screen.find("a[href$='recu.pdf']").first)[1].startswith(b"%PDF")
    visitor.context.close()
    board.context.close()


def path_of(address: str) -> str:
    """An address of a mail, as one opens it here."""
    return urlsplit(address).path
