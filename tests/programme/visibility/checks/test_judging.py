"""Verdicts on what a visit brought back: what nobody looked at is unknown, and what is kept is short."""

from dataclasses import replace

from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.engine.checks.catalogue import filled
from etabli.programme.visibility.engine.checks.facts import Link, PageFacts, Resource, SiteFacts
from etabli.programme.visibility.engine.checks.judging import judge
from etabli.programme.visibility.engine.checks.page.reading import read_page
from tests.programme.visibility.sample_pages import HOST

LONG = "accueil | " * 90_000


def site_of(html: str, **changed: object) -> SiteFacts:
    """The site whose first page this is."""
    page = read_page(html.encode(), f"https://{HOST}/")
    assert page is not None
    return SiteFacts(url=f"https://{HOST}/", status=200, is_safe=True, page=replace(page, **changed))  # type: ignore[arg-type]  # fields of the page


def states(site: SiteFacts) -> dict[str, str]:
    return {id: verdict.state for id, verdict in judge(site).items()}


def test_a_page_with_endless_values_is_kept_in_a_few_words() -> None:
    dead = (Link(f"https://{HOST}/{LONG}", "", 404), Link(f"https://www.facebook.com/{LONG}", "", 404))
    site = site_of(f"<title>{LONG}</title><p>Bonjour</p>", links=dead)
    verdicts = judge(site) | judge(SiteFacts(url=site.url, status=503))
    assert {"title", "links", "social"} <= {id for id, each in verdicts.items() if each.state == "mend"}
    assert max(len(str(value)) for each in verdicts.values() for value in each.values.values()) <= 120
    assert len(site.page.title if site.page else "") <= 1000


def test_what_is_kept_stands_in_a_sentence() -> None:
    bare = "<html><title>Accueil</title><body><p>Lorem ipsum</p><a href=/x></a><img src=http://a.test/a.jpg></html>"
    dead = (Link(f"https://{HOST}/x", "Nos pains", 404), Link("https://www.facebook.com/maison", "", 404))
    for site in (site_of(bare, links=dead), SiteFacts(status=503), SiteFacts(status=500, page=PageFacts())):
        for id, verdict in judge(site).items():
            finding = findings()[id]
            sentences = str((finding.title, finding.fine, finding.why, finding.how))
            assert [name for name in verdict.values if f"{{{name}}}" not in sentences] == []


def test_parts_that_are_not_protected_are_counted_however_many() -> None:
    for n in (1, 2):
        parts = tuple(Resource(f"http://{HOST}/{number}.css", "style") for number in range(n))
        verdict = judge(site_of("<p>Bonjour</p>", resources=parts))["mixed"]
        said = [filled(sentence, verdict.values) for sentence in findings()["mixed"].how]
        assert f"Nombre d’éléments non protégés\N{NO-BREAK SPACE}: {n}." in [text.fr for text in said]
        assert f"Parts that aren’t protected: {n}." in [text.en for text in said]


def test_pictures_whose_weight_nobody_says_are_not_called_light() -> None:
    def verdict(*weights: int | None) -> str:
        pictures = [Resource(f"https://{HOST}/{n}.jpg", "image", weight) for n, weight in enumerate(weights)]
        return states(site_of("<p>Bonjour</p>", resources=tuple(pictures)))["pictures-light"]

    assert verdict(None, None) == "unknown"
    assert verdict(90_000, None) == verdict() == "fine"
    assert verdict(None, 900_000) == "mend"


def test_a_link_where_nobody_answers_is_not_called_right() -> None:
    def verdict(*statuses: int | None) -> str:
        links = [Link(f"https://{HOST}/{n}", "Nos pains", status) for n, status in enumerate(statuses)]
        return states(site_of("<p>Bonjour</p>", links=tuple(links)))["links"]

    assert verdict(200, 0) == "unknown"
    assert verdict(200, None) == "fine"
    assert verdict(404, 0) == "mend"


def test_a_page_that_its_scripts_write_is_not_said_to_follow_nobody() -> None:
    page = "<div id=app></div><script src=/app.js></script>"
    assert states(site_of(page, needs_script=True))["trackers"] == "unknown"
    assert states(site_of(page, needs_script=True, trackers=("Google Analytics",)))["trackers"] == "mend"
    assert states(site_of(page, needs_script=False))["trackers"] == "fine"
