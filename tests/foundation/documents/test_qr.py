from __future__ import annotations

from lxml import etree

from etabli.foundation.documents import qr_bytes, qr_svg

ADDRESS = "https://etabli.exemple.fr/r/pauillac-7k2m/"


def test_a_qr_code_scales_and_stays_dark_on_light() -> None:
    svg = qr_svg(ADDRESS)
    root = etree.fromstring(svg)
    assert root.get("viewBox")
    assert root.get("width") is None
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    assert "style=" not in svg


def test_its_label_is_its_accessible_name() -> None:
    root = etree.fromstring(qr_svg(ADDRESS, label='Page "Pauillac" <b>'))
    assert root.get("role") == "img"
    assert root.findtext("{*}title") == 'Page "Pauillac" <b>'


def test_without_label_it_is_silent() -> None:
    assert etree.fromstring(qr_svg(ADDRESS)).get("aria-hidden") == "true"


def test_the_file_is_an_svg_of_its_own() -> None:
    assert etree.fromstring(qr_bytes(ADDRESS)).tag == "{http://www.w3.org/2000/svg}svg"
