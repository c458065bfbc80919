"""The page that explains the catalogue: to everybody, chapter by chapter, or only what is looked for."""

import pytest
from django.test import Client
from django.urls import reverse

from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.pages import explained

PAGE = reverse("needs:list")


def found(typed: str, language: str = "fr") -> list[str]:
    return [need.id for chapter in explained(language, typed) for need in chapter.needs]


@pytest.mark.django_db
def test_everybody_reads_each_need_at_an_address_of_its_own(client: Client) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    for need in load().needs:
        assert f'id="{need.id}"' in page.text
    domain = load().by_id["domain-owner"]
    for text in (domain.label, domain.question, domain.why, domain.risk, domain.ask, domain.source.text):
        assert text.fr in page.text
    assert "Commencer mon projet" in page.text
    assert [int(chapter.number) for chapter in page.context["chapters"]] == list(range(1, 11))


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "says"), [("logo", "Le logo"), ("zzzz", "Aucun point n’en parle")])
def test_what_is_looked_for_is_kept_in_the_box_and_answered(client: Client, typed: str, says: str) -> None:
    page = client.get(PAGE, {"q": typed})
    assert says in page.text
    assert f'value="{typed}"' in page.text
    assert load().by_id["hosting"].question.fr not in page.text


def test_a_word_of_ours_or_that_of_a_quote_finds_the_same_need() -> None:
    assert found("SEO") == ["seo"]
    assert "mobile" in found("responsive")
    assert "mobile" in found("telephone")
    assert "photos" in found("photographe")
    assert "hosting" in found("hosting", "en")
    assert found("zzzz") == []
    assert len(found("   ")) == len(load().needs)


def test_who_often_asks_is_said_in_words() -> None:
    said = {need.id: need.trades for chapter in explained("fr") for need in chapter.needs}
    assert said["booking"] == "Coiffure et beauté"
    assert said["goals-public"] == "Presque tous les métiers"
    assert said["examples"] == "N’importe quel métier, selon le projet"
