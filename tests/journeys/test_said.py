"""An adviser says it in their own words: with a session that moves, to those of a session, on the telephone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from etabli.demo.working_days import worked_from
from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

FILLED = """
from datetime import timedelta
from django.utils import timezone
from etabli.site.django_commands import prepare
prepare()
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import of_membership
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.proposed_sessions import half_day
post = Membership.objects.select_related("user", "organisation").filter(user__email="conseillere@demo.invalid").get()
by, at, venue = of_membership(post), timezone.now(), Venue.objects.select_related("commune").first()
span = half_day(timezone.localdate(at) + timedelta(days=500 + Session.objects.count()), "am")
session = actions.create_session(theme=Theme.objects.first(), venue=venue, adviser=post.user, starts_at=span.start,
    ends_at=span.end, capacity=12, by=by, at=at)
for number, contact in enumerate([{"email": "anne.said@demo.invalid"}, {"phone": "05 56 00 00 07"}]):
    actions.sign_up_for_session(session=session, name=f"Exemple {number} {session.pk}", **contact, by=by, at=at)
print(session.pk)
"""
# The clock of the demonstration stands still: this is the minute after, or the morning.
ONCE_IT_LEAVES = """
from etabli.site.django_commands import prepare
prepare()
from etabli.foundation.seats import tasks
from etabli.foundation.seats.models import StaffMessage
tasks.send_staff_messages(StaffMessage.objects.latest("pk").leaves_at)
"""


def opened(someone: Someone, stage: Demonstration) -> Page:
    """An adviser's telephone."""
    page: Page = someone(width=375).page
    page.goto(f"{stage.url}/demonstration/")
    page.locator('form[action="/demonstration/adviser/"] button:not([name])').click()
    return page


def test_a_session_is_moved_with_a_word_and_who_has_no_e_mail_is_called(
    someone: Someone, stage: Demonstration
) -> None:
    session, page = int(stage.run(FILLED)), opened(someone, stage)
    stage.let_the_mails_leave()
    before = len(stage.mails_to("anne.said@demo.invalid"))
    page.goto(f"{stage.url}/seances/{session}/modifier/")
    day = worked_from(timezone.localdate() + timedelta(days=800, weeks=session))  # its own week
    page.locator("input[name=on]").fill(day.isoformat())
    page.get_by_label("Un mot aux inscrits").fill("La chaudière est en panne.")
    page.get_by_role("button", name="Modifier la séance").click()
    expect(page.locator("blockquote", has_text="La chaudière est en panne.")).to_be_visible()
    page.get_by_role("button", name="Modifier et envoyer les messages").click()
    [mail, *_others] = stage.mails_to("anne.said@demo.invalid")
    assert len(_others) == before
    assert "> La chaudière est en panne." in mail.body
    page.get_by_role("link", name="Qui appeler, et quoi dire").click()
    expect(page.locator("a[href='tel:0556000007']")).to_be_visible()
    expect(page.get_by_text("Pouvez-vous toujours venir")).to_be_visible()
    expect(page.get_by_text("La chaudière est en panne.")).to_be_visible()
    page.get_by_role("button", name="Pas de réponse").click()
    expect(page.get_by_text("1 appel sans réponse")).to_be_visible()
    page.get_by_role("button", name="C’est dit").click()
    expect(page.locator("a[href='tel:0556000007']")).to_have_count(0)
    page.get_by_role("button", name="Annuler", exact=False).first.click()
    page.goto(f"{stage.url}/a-appeler/?q=exemple+1+{session}")
    expect(page.locator("a[href='tel:0556000007']")).to_be_visible()


def test_a_message_is_sent_after_its_minute_and_another_is_cancelled_within_it(
    someone: Someone, stage: Demonstration
) -> None:
    session, page = int(stage.run(FILLED)), opened(someone, stage)
    for title in ("Le parking est fermé", "Le mauvais message"):
        page.goto(f"{stage.url}/seances/{session}/")
        page.get_by_role("link", name="Écrire aux inscrits").click()
        page.locator("input[name=group][value=tous]").check()
        page.get_by_label("Objet de l’e-mail").fill(title)
        page.get_by_label("Votre message").fill("Garez-vous derrière la mairie.")
        page.get_by_role("button", name="Le voir avant qu’il parte").click()
        expect(page.get_by_text("1 personne par e-mail.")).to_be_visible()
        expect(page.get_by_text("Garez-vous derrière la mairie.")).to_be_visible()
        page.get_by_role("button", name="Envoyer").click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        assert stage.mails_to("anne.said@demo.invalid")[0].subject != title, "not within the minute"
    page.get_by_role("button", name="Annuler le message").click()
    expect(page.get_by_text("Personne ne le reçoit.", exact=False).first).to_be_visible()
    stage.run(ONCE_IT_LEAVES)
    subjects = [mail.subject for mail in stage.mails_to("anne.said@demo.invalid")]
    assert subjects[0] == "Le parking est fermé"
    assert "Le mauvais message" not in subjects
    page.goto(f"{stage.url}/a-appeler/?q=exemple+1+{session}")
    expect(page.get_by_text("Garez-vous derrière la mairie.")).to_be_visible()
