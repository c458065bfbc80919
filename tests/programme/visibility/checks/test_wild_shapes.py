"""How pages say things in the wild: what is wrong is told in whatever shape, and what is right is left alone."""

import tomllib
from pathlib import Path

import pytest

from etabli.programme.visibility.engine.checks.facts import PageFacts, SiteFacts
from etabli.programme.visibility.engine.checks.judging import Business, judge
from etabli.programme.visibility.engine.checks.page.reading import read_page

HOST = "https://maison-exemple.test/"
BUSINESS = Business("SARL DUPONT ET FILS", "05 56 01 02 03", "33210", "Langon", "12 rue des Tilleuls")
OVH = "Hébergement : OVH SAS, 2 rue Kellermann, 59100 Roubaix, RCS Lille 424 761 419 00045, tél. 09 72 10 10 07."
PUBLISHER = "Éditeur du site : SARL Dupont et Fils. Directrice de la publication : Zoé Dupont."
SHAPES = tomllib.loads(Path(__file__).with_name("wild_shapes.toml").read_text("utf-8"))
HOLDS_NO_LINE = {"links", "social", "address-agrees", "phone-agrees", "legal-complete", "data-broken"}


def shapes(kind: str) -> list[tuple[str, str]]:
    return [
        (id, body.replace("{HOST}", OVH).replace("{PUBLISHER}", PUBLISHER))
        for id, bodies in SHAPES[kind].items()
        for body in bodies
    ]


def page_of(body: str) -> PageFacts:
    start = (
        "<!doctype html>"
        if body.startswith("<html")
        else "<!doctype html><html lang=fr><title>Maison</title><body>"
    )
    page = read_page(f"{start}{body}".encode(), HOST)
    assert page is not None
    return page


def state(finding: str, body: str) -> str:
    site = SiteFacts(url=HOST, status=200, is_safe=True, page=page_of(body))
    verdict = judge(site, BUSINESS).get(finding)
    return verdict.state if verdict else ""


@pytest.mark.parametrize(("finding", "body"), shapes("mend"))
def test_what_is_wrong_is_told_in_whatever_shape(finding: str, body: str) -> None:
    assert state(finding, body) == "mend"


@pytest.mark.parametrize(("finding", "body"), shapes("fine"))
def test_what_is_right_is_not_told_however_it_is_written(finding: str, body: str) -> None:
    assert state(finding, body) in {"fine", *([""] if finding in HOLDS_NO_LINE else [])}
