"""An address with a slip: asked again, then corrected by a code; and the page of a dead link, which sends another."""

import re

import pytest

from tests.journeys import screens
from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [375, 1280])
def test_an_address_is_asked_again_then_corrected_by_a_code(
    someone: Someone, stage: Demonstration, width: int
) -> None:
    zoe = someone(width=width)
    mine = f"zoe.{width}.{int(zoe.scripts)}@exemple.invalid"
    zoe.open("/ateliers/")
    screens.Workshops(zoe).choose_first_free()
    form = screens.SignUp(zoe)
    zoe.write(form.find("input[name=name]"), "Zoé Exemple")
    zoe.write(form.find("input[name=contact]"), "zoe@gmial.com")
    form.submit()
    assert "Vouliez-vous dire zoe@gmail.com" in form.text.replace("\u00a0", " ")
    assert form.find("input[name=name]").input_value() == "Zoé Exemple"
    zoe.press(form.find("button[name=address_meant]", "Non, garder"))
    place = screens.Place(zoe)
    assert "Nous écrivons à zoe@gmial.com" in place.text
    zoe.press(place.find("a[href$='/adresse/']"))
    zoe.write(place.find("input[name=email]"), mine)
    place.submit()
    code = re.search(r"\d{6}", stage.mails_to(mine)[0].subject)
    assert code is not None
    zoe.write(place.find("input[name=code]"), code[0])
    place.submit()
    assert f"Nous écrivons à {mine}" in place.text
    place.give_back()


def test_a_dead_link_sends_another_by_one_button(someone: Someone) -> None:
    zoe = someone(width=375)
    answer = zoe.page.goto("/l/1-abc/")
    assert answer is not None
    assert answer.status == 404
    zoe.complaints.clear()  # the browser's own, of that answer
    zoe.arrive()
    page = screens.Screen(zoe)
    zoe.press(page.find("form[action='/lien-perdu/'] button"))
    assert "un nouveau lien vient de partir" in page.text
