"""A visitor reports a profile, a moderator hides it and says why, its author contests, somebody else puts it back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

# The profile of the member whom a visitor plays, shown if it is not yet; prints its number.
SHOWN = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "etabli.site.settings"
import django; django.setup()
from django.utils import timezone
from etabli.community.association.models import Member
from etabli.community.directory import actions
from etabli.community.directory.models import Profile
from etabli.demo.shared import CAST
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import of_membership
member = Member.objects.get(user__email=CAST["member"].email)
by = of_membership(member.user.memberships.select_related("organisation", "user").get(role=Role.MEMBER))
profile = Profile.objects.filter(member=member, offered_at__isnull=False).first() or actions.publish(
    member=member, visibility={"headline": "public"}, by=by, at=timezone.now())
print(profile.pk)
"""


def test_reported_hidden_contested(browser: Browser, stage: Demonstration) -> None:
    profile = f"/annuaire/{stage.run(SHOWN).strip()}/"
    eyes = Eyes(browser)
    visitor = Walker(browser, eyes, stage.url, scripts=False, width=375)
    association = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    a_visitor_reports(visitor, profile)
    a_moderator_hides(association)
    the_author_contests(association)
    for context in (visitor.context, association.context, *eyes.contexts.values()):
        context.close()


def a_visitor_reports(visitor: Walker, profile: str) -> None:
    visitor.open(profile.replace("/annuaire/", "/signaler/directory.Profile/"))
    page = visitor.page
    page.locator("main [name=reason][value=false]").check()
    page.locator("main [name=text]").fill("L’adresse n’est plus la bonne.")
    page.locator("main [name=email]").fill("passante@demo.invalid")
    visitor.press(page.locator("main form.form button:not([name])[type=submit]"))
    expect(page.locator(".toasts")).to_contain_text("Merci")


def of_the_member(walker: Walker) -> None:
    """Open, in the queue, what the member whom one plays wrote."""
    screens.Queue(walker).read("Studio des Quinconces")


def a_moderator_hides(walker: Walker) -> None:
    screens.enter_as(walker, "moderator")
    of_the_member(walker)
    expect(walker.page.locator("main")).to_contain_text("L’adresse n’est plus la bonne.")
    walker.page.locator("main details summary").first.click()
    walker.page.locator("main [name=reason][value=false]").check()
    walker.page.locator("main [name=words]").fill("L’adresse a changé.")
    walker.press(walker.page.locator("main details form button[type=submit]"))
    expect(walker.page.locator(".toasts")).to_contain_text("sait pourquoi")


def the_author_contests(walker: Walker) -> None:
    screens.enter_as(walker, "member")
    walker.open("/moderation/mes-publications/")
    walker.press(walker.page.get_by_role("link", name="Studio des Quinconces", exact=False).first)
    expect(walker.page.locator("main")).to_contain_text("L’adresse a changé.")
    walker.page.locator("main [name=text]").fill("L’adresse est corrigée.")
    walker.press(walker.page.locator("main form.form button:not([name])[type=submit]"))
