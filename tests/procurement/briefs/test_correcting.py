"""The artisan corrects their ad: hides more, puts back a word that names nobody, writes the text anew; withdraws it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from etabli.community.market.models import Ad
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.people.actions import withdraw_consent
from etabli.procurement.briefs import actions, queries
from etabli.procurement.briefs.actions import CannotPutBack, StillTells, correct_ad
from etabli.procurement.briefs.ad_publication import pass_on
from etabli.procurement.briefs.models import AdCorrection, Brief
from tests.armed import ArmedClient
from tests.procurement.briefs.conftest import AT, House

Enter = Callable[[House, str], ArmedClient]
SAID = "Je travaille chez Zellinox depuis dix ans. Appelez Ginette Etcheverry au 06 12 34 56 78."


@pytest.fixture
def brief(house: House) -> Brief:
    made = house.brief()
    actions.answer_need(brief=made, need_id="pages", answer=SAID, by=house.artisan, at=AT)
    return made


def url(name: str, brief: Brief) -> str:
    return reverse(f"briefs:{name}", args=[brief.pk])


def told(house: House, brief: Brief) -> str:
    return queries.ad_of(queries.get_brief(house.artisan, brief.pk)).ad.text


def test_the_text_is_shown_once_with_what_differs_marked(house: House, brief: Brief, enter: Enter) -> None:
    page = enter(house, "artisan").get(url("ad", brief)).content.decode()
    assert SAID not in page
    assert page.count("depuis dix ans. Appelez") == 1
    assert "<mark>(téléphone retiré)</mark>" in page
    assert page.count("Le montrer") == 1  # the unknown word: their own name and the telephone offer nothing
    assert "on vous trouve" in page
    assert page.index('href="#pass-on"') < page.index("depuis dix ans")  # in view before the text on a phone


def test_facts_that_tell_are_asked_about_hidden_and_shown_again(
    house: House, brief: Brief, enter: Enter
) -> None:
    said = "Je suis le dernier maçon de Gironde à tailler la pierre."
    actions.answer_need(brief=brief, need_id="pages", answer=said, by=house.artisan, at=AT)
    client, words = enter(house, "artisan"), "le dernier maçon de Gironde à tailler la pierre"
    assert words in client.get(url("ad", brief)).content.decode()
    client.post(url("ad_put_back", brief), {"hide": words})
    assert "dernier" not in told(house, brief)
    assert "(mots retirés)" in told(house, brief)
    assert "Caché, comme vous le vouliez" in client.get(url("ad", brief)).content.decode()
    client.post(url("ad_put_back", brief), {"hide": words})
    assert words in told(house, brief)


def test_a_word_put_back_is_shown_and_can_be_hidden_again(house: House, brief: Brief, enter: Enter) -> None:
    assert "Zellinox" not in told(house, brief)
    client = enter(house, "artisan")
    client.post(url("ad_put_back", brief), {"word": "Zellinox"})
    assert "chez Zellinox depuis" in told(house, brief)
    client.post(url("ad_put_back", brief), {"word": "Zellinox"})
    assert "Zellinox" not in told(house, brief)


@pytest.mark.parametrize("word", ["Ginette Etcheverry", "etcheverry"])
def test_ones_own_name_is_never_put_back(house: House, brief: Brief, enter: Enter, word: str) -> None:
    with pytest.raises(CannotPutBack):
        correct_ad(brief=brief, hidden=[], restored=[word], text="", by=house.artisan, at=AT)
    assert enter(house, "artisan").post(url("ad_put_back", brief), {"word": word}).status_code == 409
    assert not AdCorrection.objects.exists()


def test_a_telephone_put_back_stays_hidden(house: House, brief: Brief) -> None:
    correct_ad(brief=brief, hidden=[], restored=["06 12 34 56 78"], text="", by=house.artisan, at=AT)
    assert "34 56" not in told(house, brief)


def test_a_word_to_hide_goes_everywhere(house: House, brief: Brief, enter: Enter) -> None:
    address, client = url("ad_correct", brief), enter(house, "artisan")
    client.post(address, {"hidden": "dix ans", "text": told(house, brief)})
    assert "dix ans" not in told(house, brief)
    assert AdCorrection.objects.get().text == ""  # the text was left as it was
    assert "dix ans" in client.get(address).content.decode()


def test_a_text_written_anew_takes_the_place_of_the_brief_s(house: House, brief: Brief, enter: Enter) -> None:
    enter(house, "artisan").post(url("ad_correct", brief), {"text": "Je cherche un site simple."})
    assert told(house, brief) == "Je cherche un site simple."
    enter(house, "artisan").post(url("ad_correct", brief), {"text": ""})
    assert "dix ans" in told(house, brief)


def test_a_text_that_tells_who_it_is_is_refused_and_kept_typed(
    house: House, brief: Brief, enter: Enter
) -> None:
    typed = "Demandez karine au 06 99 88 77 66, à Pauillac."
    page = enter(house, "artisan").post(url("ad_correct", brief), {"text": typed}).content.decode()
    for word in ("« karine »", "« 06 99 88 77 66 »", "« Pauillac »"):
        assert word in page.replace("\u00a0", " ")
    assert typed in page
    with pytest.raises(StillTells):
        correct_ad(brief=brief, hidden=[], restored=[], text=typed, by=house.artisan, at=AT)


def test_a_correction_is_taken_back(house: House, brief: Brief) -> None:
    from etabli.foundation.journal.models import Entry

    before = told(house, brief)
    correct_ad(brief=brief, hidden=["dix ans"], restored=[], text="", by=house.artisan, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=house.artisan, at=AT)
    assert told(house, brief) == before


def test_the_adviser_corrects_nothing_alone(house: House, brief: Brief, enter: Enter) -> None:
    with pytest.raises(NotAllowed):
        correct_ad(brief=brief, hidden=["dix"], restored=[], text="", by=house.adviser, at=AT)
    client = enter(house, "adviser")
    assert "Montrer" not in client.get(url("ad", brief)).content.decode()
    assert 'name="hidden"' not in client.get(url("ad_correct", brief)).content.decode()


def test_what_was_corrected_is_what_leaves_and_the_ad_is_withdrawn_from_the_project(
    house: House, brief: Brief, enter: Enter
) -> None:
    client = enter(house, "artisan")
    client.post(url("ad_correct", brief), {"text": "Je cherche un site simple."})
    why = "Je ne connais pas les prix"
    asked = {"deadline_on": "2099-01-31", "answers_cap": "6", "budget_blank_why": why, "agreed": "on"}
    client.post(url("ad", brief), asked)
    ad = Ad.objects.get()
    assert ad.text == "Je cherche un site simple."
    assert reverse("market:ad", args=[ad.pk]) in client.get(url("ad", brief)).content.decode()
    client.post(reverse("market:withdraw_ad", args=[ad.pk]), {"reason": "Plus besoin"})
    assert queries.standing_ad(brief) is None
    assert "est publiée" not in client.get(url("overview", brief)).content.decode()


def passed_on(house: House, brief: Brief) -> Ad:
    pass_on(
        brief=brief, deadline_on=date(2099, 1, 31), budget_blank_why="Je ne sais pas", by=house.artisan, at=AT
    )
    return Ad.objects.get(withdrawn_at=None, consent__withdrawn_at=None)


def test_the_page_says_where_the_ad_stands(house: House, brief: Brief, enter: Enter) -> None:
    client, ad = enter(house, "artisan"), passed_on(house, brief)
    for changes, said, unsaid in (
        ({}, "Un modérateur de l’association relit d’abord cette annonce", "L’annonce est en ligne"),
        ({"published_at": AT}, "L’annonce est en ligne", "modérateur"),
        (
            {"hidden_at": AT, "hidden_reason": "Un nom y est resté."},
            "Un nom y est resté.",
            "L’annonce est en ligne",
        ),
    ):
        Ad.objects.filter(pk=ad.pk).update(**changes)
        page = client.get(url("ad", brief)).content.decode()
        assert said in page
        assert unsaid not in page
        assert reverse("market:ad", args=[ad.pk]) in page


def test_an_ad_no_longer_agreed_to_is_passed_on_anew_from_its_page(
    house: House, brief: Brief, enter: Enter
) -> None:
    first = passed_on(house, brief)
    withdraw_consent(consent=first.consent, by=house.artisan, at=AT)
    why = "Je ne connais pas les prix"
    asked = {"deadline_on": "2099-01-31", "answers_cap": "6", "budget_blank_why": why, "agreed": "on"}
    response = enter(house, "artisan").post(url("ad", brief), asked)
    assert response.status_code == 302
    assert queries.standing_ad(brief) not in (None, first)
