"""The places of an event, from its proposal to a calendar: published, full, offered, taken, moved."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_events import DAY, PUBLISH, write_event
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

TITLE = "Répétition générale : montrer son travail"
WHY = "La salle ouvre un jour plus tard."
LINK = "https://visio.example/repetition"
# Another member takes the only place of the event that was proposed last, or gives it back.
SOMEBODY = """
from django.utils import timezone
from etabli.community.agenda.models import Event
from etabli.community.agenda.places import get_date_to_join
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import of_membership
from etabli.foundation.seats.actions import sign_up, withdraw
event = Event.objects.latest("pk")
posts = Membership.objects.select_related("user", "organisation").filter(role=Role.MEMBER, ended_on=None)
post = posts.filter(organisation=event.organisation).exclude(user=event.author.user).earliest("pk")
date, by, at = event.dates.get(), of_membership(post), timezone.now()
"""
COMES = SOMEBODY + "sign_up(occasion=date.places, holder=post.user, by=by, at=at)\n"
LEAVES = SOMEBODY + "withdraw(sign_up=date.places.sign_ups.get(holder=by.party_id), by=by, at=at)\n"


@pytest.mark.parametrize(
    "scripts", [False, True], ids=["without script, on a phone", "with script, at a desk"]
)
def test_full_offered_taken_and_moved(browser: Browser, stage: Demonstration, scripts: bool) -> None:
    eyes = Eyes(browser)
    width = 1280 if scripts else 375
    member = Walker(browser, eyes, stage.url, scripts=scripts, width=width)
    visitor = Walker(browser, eyes, stage.url, scripts=scripts, width=width)
    screens.enter_as(member, "member")
    address = somebody_proposes(member, stage)
    stage.run(PUBLISH)
    member.open(address)
    member.press(member.page.get_by_role("link", name="Ouvrir les inscriptions"))
    member.write(member.page.locator("main [name=capacity]"), "1")
    member.press(member.page.locator("main form.form button[type=submit].btn:not(.quiet)"))
    expect(member.page.locator("main")).to_contain_text("aucune place prise sur 1")
    visitor.open(address)
    expect(visitor.page.locator("main")).to_contain_text("s’inscrivent ici, une fois connectés")
    expect(visitor.page.locator(f"main a[href='{LINK}']")).to_have_count(0)
    stage.run(COMES)
    member.open(address)
    member.press(member.page.get_by_role("button", name="Rejoindre la liste d’attente"))
    expect(member.page.locator("main")).to_contain_text("numéro 1 de la liste d’attente")
    stage.run(LEAVES)
    member.open(address)
    member.press(member.page.get_by_role("button", name="Oui, je prends la place"))
    expect(member.page.locator("main")).to_contain_text("Vous avez une place")
    member.press(member.page.get_by_role("button", name="Montrer aux adhérents que j’y serai"))
    expect(member.page.locator("main")).to_contain_text("Ils y seront")
    before = calendar(member)
    the_date_is_moved(member, stage, address)
    after = calendar(member)
    assert beginning(before) != beginning(after)
    assert edition(before) < edition(after)
    for context in (member.context, visitor.context, *eyes.contexts.values()):
        context.close()


def somebody_proposes(member: Walker, stage: Demonstration) -> str:
    """The address of the page of what they propose, part of it online."""
    member.open("/agenda/proposer/")
    address = write_event(member, stage, TITLE, "Chacun montre **un travail** en cours.")
    stage.run(
        "from etabli.community.agenda.models import Event\n"
        f"Event.objects.filter(pk={address.split('/')[2]}).update(is_online=True, link={LINK!r})\n"
    )
    return address


def the_date_is_moved(member: Walker, stage: Demonstration, address: str) -> None:
    member.open(address)
    page = member.page
    member.press(page.locator("main a[href$='/deplacer/']").first)
    expect(page.locator("main")).to_contain_text("Ceux qui ont une place la gardent")
    member.write_day(page.locator("main [name=day]"), stage.run(DAY.format(days=21)).strip())
    member.write(page.locator("main [name=reason]"), WHY)
    member.press(page.locator("main form.form button[type=submit].btn:not(.quiet)"))
    expect(page.locator("main")).to_contain_text(WHY)
    expect(page.locator("main")).to_contain_text("Vous avez une place")


def calendar(member: Walker) -> str:
    """The file of one's own place, as its page gives it."""
    member.press(member.page.get_by_role("link", name="Voir ma place"))
    link = member.page.locator("main a[href$='.ics']").get_attribute("href")
    return str(member.page.request.get(member.page.url.split("/inscriptions/")[0] + str(link)).text())


def beginning(file: str) -> str:
    return next(line for line in file.splitlines() if line.startswith("DTSTART;"))


def edition(file: str) -> int:
    return int(next(line for line in file.splitlines() if line.startswith("SEQUENCE")).partition(":")[2])
