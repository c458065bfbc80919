"""A baker without a site looks for herself; a jeweller learns why his shop is slow: by the keyboard."""

import pytest

from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_brief import SEEN

pytestmark = pytest.mark.browser
MOST_PRESSES, MOST_MINUTES, WORDS_A_MINUTE, SECONDS_A_PRESS, SECONDS_A_SEARCH = 25, 6, 130, 3, 30

# What a look at the jeweller's shop brought back, and the page that it has here.
SLOW_SHOP = """
from datetime import timedelta
from django.utils import timezone
from etabli.foundation.people.links import give_link, token_of
from etabli.foundation.people.models import Organisation, OrganisationKind, Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.actions import ask_check
at = timezone.now()
chamber = Organisation.objects.filter(kind=OrganisationKind.CHAMBER).first()
person = Person.objects.create(chamber=chamber, name="Basile Exemple", created_at=at)
for days, seconds in ((95, 5), (0, 14)):
    asked_at, address = at - timedelta(days=days), "bijoux-exemple.invalid/"
    check = ask_check(person=person, address=address, by=of_person(person), at=asked_at)
    wrong = {"state": "mend", "values": {"seconds": seconds}, "why": ""}
    fine = {"state": "fine", "values": {}, "why": ""}
    check.result = {"verdicts": {"wait": wrong if seconds > 10 else fine}, "left_out": [], "seconds": seconds}
    check.status, check.done_at = "done", check.asked_at
    check.save()
print(token_of(give_link(person=person, scope="space", at=at)), check.key)
"""


def test_a_baker_without_a_site_looks_for_herself_in_six_minutes(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/visibilite/")
    words = page.evaluate(SEEN)
    walker.press(page.get_by_role("link", name="Me chercher moi-même"))
    walker.write(page.locator("[name=trade]"), "boulangerie")
    walker.write(page.locator("[name=town]"), "Pessac")
    walker.press(page.get_by_role("button", name="Voir quoi taper"))
    words += page.evaluate(SEEN)
    walker.tick(page.locator("input[name=line0][value=listing]"))
    walker.tick(page.locator("input[name=line1][value=wrong]"))
    walker.press(page.get_by_role("button", name="Noter ce que j’ai vu"))
    words += page.evaluate(SEEN)
    assert "Visible, mais faux" in page.locator("main").inner_text()
    walker.press(page.get_by_role("link", name="Ma fiche sur la carte"))
    walker.tick(page.locator("input[value=hours]"))
    walker.press(page.get_by_role("button", name="Noter"))
    assert page.locator(".next").count() == 1
    words += page.evaluate(SEEN)
    seconds = words * 60 / WORDS_A_MINUTE / 2 + walker.activations * SECONDS_A_PRESS + 3 * SECONDS_A_SEARCH
    print(f"\nWithout a site: {walker.activations} presses, {words} words, {seconds:.0f} s")
    assert walker.activations <= MOST_PRESSES
    assert seconds <= MOST_MINUTES * 60


def test_a_baker_without_a_site_makes_the_whole_round_and_is_asked_nothing_twice(someone: Someone) -> None:
    """Herself looked for, her listing, ads, weeks, a first idea published: every press, tick and choice is counted."""
    walker = someone(width=375)
    page = walker.page
    walker.open("/visibilite/")
    walker.press(page.get_by_role("link", name="Me chercher moi-même"))
    walker.write(page.locator("[name=trade]"), "boulangère")
    walker.write(page.locator("[name=town]"), "Pessac")
    walker.press(page.get_by_role("button", name="Voir quoi taper"))
    walker.tick(page.locator("input[name=line0][value=listing]"))
    walker.press(page.get_by_role("button", name="Noter ce que j’ai vu"))
    walker.press(page.get_by_role("link", name="Ma fiche sur la carte"))
    walker.tick(page.locator("input[value=hours]"))
    walker.press(page.get_by_role("button", name="Noter"))
    walker.open("/visibilite/")
    walker.press(page.get_by_role("link", name="Ce que coûte une publicité"))
    assert page.locator("select[name=trade]").input_value() == "baker", (
        "said once, when she looked for herself"
    )
    walker.choose(page.locator("input[name=goal]"), "known")
    walker.choose(page.locator("input[name=place]"), "country")
    walker.write(page.locator("[name=budget]"), "137")
    walker.press(page.get_by_role("button", name="Voir ce que cela peut donner"))
    walker.press(page.get_by_role("button", name="Je garde ce plan"))
    assert "137" in page.locator("h1").inner_text()
    walker.open("/visibilite/")
    walker.press(page.get_by_role("link", name="Douze semaines d’idées"))
    assert page.locator("input[name=trade][value=baker]").is_checked(), "asked no more"
    walker.press(page.locator("main form button[type=submit]"))
    walker.press(page.locator(".next button[name=done]"))
    assert "1 sur 12 publiées" in page.locator("main").inner_text()
    ticks_and_choices, openings = 4, 3
    presses = walker.activations + ticks_and_choices + openings
    print(f"\nThe whole round: {presses} presses")
    assert presses <= MOST_PRESSES


def test_a_jeweller_learns_why_his_shop_is_slow_and_puts_it_on_his_path(
    someone: Someone, stage: Demonstration
) -> None:
    walker = someone(width=375)
    page = walker.page
    token, key = stage.run(SLOW_SHOP).split()
    page.goto(f"/l/{token}/")
    walker.open(f"/visibilite/site/{key}/")
    first = page.locator(".next")
    assert "La page se fait attendre" in first.inner_text()
    assert "14 secondes" in first.inner_text()
    assert "Nouveau depuis la dernière fois" in first.inner_text()
    walker.press(first.locator("button[name=on]"))
    assert "Sur votre chemin" in page.locator(".toast").inner_text()
    kind, paper = walker.fetch(page.locator("main a[href$='.pdf']"))
    assert (kind, paper[:4]) == ("application/pdf", b"%PDF")
    walker.open("/visibilite/")
    walker.press(page.get_by_role("button", name="C’est corrigé"))
    assert "Corrigé" in page.locator(".toast").inner_text()
