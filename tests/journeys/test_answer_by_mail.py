"""A question answered from a mail program: its author stands beside it with every role; what can't be published comes
back."""

import re
from collections.abc import Iterator
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.certificates import Certificate, certificate_in
from tests.foundation.notify.imap_office import ANSWERED, PASSWORD, ImapOffice, imap_office
from tests.journeys import screens
from tests.journeys.demonstration import Demonstration, demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

TITLE = "Où faire déposer une marque avant de commander le site ?"
ANSWER = "À l’INPI, **avant** le nom de domaine.\n\nLe dépôt se fait en ligne."
TOO_LATE = "Et pensez à la surveiller ensuite."
TRADE = "ergonomist"
# All are told of the questions that were there. A member whom the general assembly elected follows the trade, and wants
# to be told at once; prints their address.
FOLLOW = f"""
from django.utils import timezone
from etabli.community.forum import actions, queries, tasks
from etabli.community.forum.notices import QUESTION
from etabli.foundation.notices.models import Preference
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import of_membership
while queries.threads_to_tell(at := timezone.now()):
    tasks.tell_due(at)
of_board = Membership.objects.filter(role=Role.BOARD, ended_on=None).values("user")
posts = Membership.objects.select_related("user", "organisation").filter(user__in=of_board)
post = posts.filter(role=Role.MEMBER, ended_on=None).earliest("pk")
actions.follow_trade(trade="{TRADE}", by=of_membership(post), at=at)
at_once = {{"channels": {{QUESTION.code: Preference.Channel.MAIL}}}}
whose = {{"owner": post.user.party, "organisation_id": post.organisation_id}}
Preference.objects.update_or_create(**whose, defaults=at_once)
print(post.user.email)
"""
# The mail of the question, as it leaves.
AS_IT_LEAVES = f"""
from etabli.foundation.notify.mails import mail_of
from etabli.foundation.notify.models import Message
print(mail_of(Message.objects.get(to="{{who}}", subject__contains="{TITLE}")).message().as_string())
"""


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return certificate_in(tmp_path)


@pytest.fixture
def office(certificate: Certificate) -> Iterator[ImapOffice]:
    """The mailbox of answers, of an authority that only this test knows."""
    with imap_office(certificate) as office:
        yield office


@pytest.fixture
def answering(filled: Path, office: ImapOffice, certificate: Certificate) -> Iterator[Demonstration]:
    """A demonstration of which mails may be answered."""
    settings = {
        "ETABLI_REPLY_ADDRESS": "repondre@etabli.example",
        "IMAP_URL": f"imap+tls://repondre:{quote(PASSWORD)}@127.0.0.1:{office.port}/INBOX",
        "SSL_CERT_FILE": str(certificate.authority),
    }
    with demonstration(start=filled, settings=settings) as started:
        yield started


def test_answered_from_a_mail_program(browser: Browser, answering: Demonstration, office: ImapOffice) -> None:
    eyes = Eyes(browser)
    walker = Walker(browser, eyes, answering.url, scripts=False, width=375)
    who = answering.run(FOLLOW).strip()
    screens.enter_as(walker, "member")
    address = ask(walker)
    mail = the_mail(answering, who)
    have_it_read(answering, office, reply(mail, ANSWER))
    the_answer_is_read(walker, address)
    a_moderator_closes(walker, address)
    have_it_read(answering, office, reply(mail, TOO_LATE))
    it_comes_back(answering, who)
    screens.enter_as(walker, "member")
    walker.open(address)
    expect(walker.page.locator("main ol.rows > li")).to_have_count(1)
    for context in (walker.context, *eyes.contexts.values()):
        context.close()


def ask(member: Walker) -> str:
    """Gives the address of the question."""
    member.open("/questions/poser/")
    main = member.page.locator("main")
    member.write(main.locator("[name=title]"), TITLE)
    member.write(main.locator("[name=text]"), "Mon client a déjà choisi son nom.")
    member.select(main.locator("[name=trade]"), TRADE)
    member.press(send(member.page))
    expect(member.page.locator("h1")).to_have_text(TITLE)
    return re.sub(r"^https?://[^/]+|#.*", "", member.page.url)


def the_mail(stage: Demonstration, who: str) -> EmailMessage:
    """What they get: it says how to answer, and bears the address that is theirs for this question."""
    stage.manage("tick")
    assert [mail for mail in stage.mails_to(who) if TITLE in mail.subject]
    mail = message_from_string(stage.run(AS_IT_LEAVES.format(who=who)), policy=default)
    assert isinstance(mail, EmailMessage)  # by its policy
    assert mail["To"] == who
    assert re.fullmatch(r"repondre\+[a-z0-9-]+@etabli\.example", mail["Reply-To"])
    assert "répondre à cet e-mail" in text_of(mail)
    return mail


def reply(mail: EmailMessage, text: str) -> EmailMessage:
    """As a mail program writes it: the words above, what they answer below."""
    written = EmailMessage()
    written["From"], written["To"] = mail["To"], mail["Reply-To"]
    written["Subject"] = f"Re: {mail['Subject']}"
    written["Message-ID"] = f"<{len(text)}@telephone.example>"
    written["In-Reply-To"] = mail["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in text_of(mail).splitlines())
    written.set_content(f"{text}\n\nLe 2 décembre 2026 à 08:00, {mail['From']} a écrit :\n\n{quoted}\n")
    return written


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(["plain"])
    assert body is not None
    return str(body.get_content())


def have_it_read(stage: Demonstration, office: ImapOffice, mail: EmailMessage) -> None:
    (uid,) = office.bring(mail.as_bytes())
    stage.manage("tick")
    assert ANSWERED in office.flags[uid], "it is dealt with"


def the_answer_is_read(member: Walker, address: str) -> None:
    """What they wrote and nothing of what they quoted, by whoever asked."""
    member.open(address)
    rows = member.page.locator("main ol.rows > li")
    expect(rows).to_have_count(1)
    expect(rows.locator("strong")).to_have_text("avant")
    expect(rows).to_contain_text("Le dépôt se fait en ligne.")
    expect(rows).not_to_contain_text(TITLE)
    expect(rows.locator(".small").first).to_contain_text("conseil d’administration")


def a_moderator_closes(walker: Walker, address: str) -> None:
    screens.enter_as(walker, "moderator")
    walker.open(f"{address}clore/")
    walker.write(walker.page.locator("main [name=reason]"), "Tout est dit.")
    walker.press(walker.page.locator("main form.form button[type=submit]"))
    expect(walker.page.locator("main")).to_contain_text("Tout est dit.")


def it_comes_back(stage: Demonstration, who: str) -> None:
    """With why, and with what they wrote."""
    latest = stage.mails_to(who)[0]
    assert "n’est pas publiée" in latest.subject
    assert "ne prend plus de réponses" in latest.body
    assert TOO_LATE in latest.body


def send(page: Page) -> Locator:
    """The button that sends, beside that of the preview."""
    return page.locator("main form.form button.btn:not(.quiet, [name])").last
