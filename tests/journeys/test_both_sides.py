"""An adviser who also sits on the board passes an ad on; from the side of the association, she then stands aside."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

DJANGO = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "etabli.site.settings"
import django; django.setup()
from django.utils import timezone
from etabli.community.market.models import Ad
from etabli.demo.shared import CAST
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import of_membership
def acting(player, role):
    posts = Membership.objects.select_related("organisation", "user")
    return of_membership(posts.get(user__email=CAST[player].email, role=role))
"""
# A project that she and an artisan wrote together, not passed on yet; prints its number.
WRITTEN = f"""{DJANGO}
from etabli.procurement.briefs.actions import answer_need, start_brief
from etabli.procurement.needs.catalogue import load
told = {{"by": acting("board", "adviser"), "at": timezone.now()}}
brief = start_brief(person=Person.objects.latest("pk"), outcome="site", trade="ferronnier", beside=True, **told)
need, _weight = load().asked_for(brief.outcome, brief.trade)[0]
answer_need(brief=brief, need_id=need.id, answer="Montrer mes portails.", **told)
print(brief.pk)
"""
# A moderator publishes her ad, a member answers it; prints the numbers of both.
ANSWERED = f"""{DJANGO}
from etabli.community.market.actions import answer_ad
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
ad, at = Ad.objects.latest("pk"), timezone.now()
case = Case.objects.get(subject_type="market.ad", subject_id=str(ad.pk))
decide(case=case, accept=True, by=acting("moderator", "moderator"), at=at)
print(ad.pk, answer_ad(ad=ad, message="Bonjour", upload=None, by=acting("member", "member"), at=at).pk)
"""

# What the clock does each day.
NOTED = f"""{DJANGO}
from etabli.community.neutrality.tasks import note_roles
note_roles(timezone.now())
"""


def test_she_stands_aside_from_the_ad_that_she_passed_on(browser: Browser, stage: Demonstration) -> None:
    brief = int(stage.run(WRITTEN))
    stage.run(NOTED)
    eyes = Eyes(browser)
    her = Walker(browser, eyes, stage.url, scripts=False, width=1280)
    screens.enter_as(her, "board")
    act_as(her, "conseillère")
    her.open(f"/mon-projet/{brief}/annonce/")
    her.page.locator("main [name=budget_blank_why]").select_option(index=1)
    screens.Brief(her).pass_on()
    act_as(her, "conseil d’administration")
    moderation_refuses_her(her)
    ad, answer = stage.run(ANSWERED).split()
    her.open(f"/annonces/{ad}/")
    expect(her.page.locator("main")).to_contain_text("Vous l’avez transmise vous-même.")
    expect(her.page.locator("main [name=message]")).to_have_count(0)
    for page in ("", "devis/", "retirer/"):
        assert her.context.request.get(f"{stage.url}/reponses/{answer}/{page}").status in {403, 404, 405}
    her_interest_is_shown(her)
    for context in (her.context, *eyes.contexts.values()):
        context.close()


def act_as(her: Walker, role: str) -> None:
    her.open("/role/")
    her.press(her.page.locator("main .rows li", has_text=role).get_by_role("button"))


def moderation_refuses_her(her: Walker) -> None:
    screens.Queue(her).read("Un site internet")
    expect(her.page.locator("main")).to_contain_text("quelqu’un d’autre décide")
    expect(her.page.locator("main button[name=decision]")).to_have_count(0)


def her_interest_is_shown(her: Walker) -> None:
    """What is known of her roles, and what she says herself."""
    her.open("/neutralite/interets/")
    her.page.locator("main [name=kind][value=kin]").check()
    her.page.locator("main [name=text]").fill("Mon frère est ferronnier.")
    screens.Brief(her).submit()
    her.open("/neutralite/")
    expect(her.page.locator("main")).to_contain_text("Mon frère est ferronnier.")
    expect(her.page.locator("main")).to_contain_text("Aussi conseillère")
