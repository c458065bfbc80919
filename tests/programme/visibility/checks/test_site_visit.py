"""A visit: what is asked, how slowly, by whose rules; what hostile sites can't have."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from etabli.programme.visibility.checks import visit as site_visit
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.checks.visit import visit_site
from etabli.programme.visibility.engine.checks.facts import SiteFacts, page_of
from etabli.programme.visibility.engine.checks.judging import judge
from etabli.programme.visibility.engine.checks.page.reading import read_page
from tests.programme.visibility.local_web import LocalWeb, Served, Site
from tests.programme.visibility.sample_pages import GOOD, HOST, put_good_site

AT = datetime.now(UTC)
PIECES = [
    "<html lang=fr>",
    "<title>",
    "</title>",
    "<base href='//['>",
    "<meta name=viewport content='maximum-scale=1.2.3,'>",
    "<meta name=viewport content='maximum-scale=.'>",
    "<a href='http://[x'>",
    "<a href='tel:'>",
    "<img src='//['>",
    "<script type=application/ld+json>",
    '{"@type": ["Bakery", {"a": [1, null]}]}',
    "</script>",
    "<div itemprop itemtype>",
    "<meta charset=nothing>",
    "<link rel=stylesheet href=x>",
    "<input>",
    "<!--",
    "-->",
    "<svg><title>",
    "<table>",
    "&#0;",
    "05 56 01 02 03",
    "12 rue x 33000",
    "<noscript>",
    "<template>",
    "<frameset>",
    "<?xml version='1.0' encoding='utf-16'?>",
]


def visit(web: LocalWeb, address: str = f"{HOST}/") -> site_visit.SiteFacts:
    return visit_site(address, at=AT, internet=web.internet())


def faults(web: LocalWeb, address: str = f"{HOST}/") -> set[str]:
    return {id for id, verdict in judge(visit(web, address)).items() if verdict.state == "mend"}


def test_a_good_site_has_nothing_to_mend(web: LocalWeb) -> None:
    put_good_site(web)
    site = visit(web)
    assert (site.status, site.is_safe, site.http, site.left_out) == (200, True, "https", ())
    verdicts = judge(site)
    assert {id: each for id, each in verdicts.items() if each.state != "fine"} == {}
    assert len(verdicts) > 25


def test_it_asks_slowly_says_who_it_is_and_reads_the_rules_first(web: LocalWeb) -> None:
    put_good_site(web)
    visit(web)
    own = [row for row in web.asked if row[2] == HOST]
    assert own[0] == ("GET", "https", HOST, "/robots.txt")
    assert web.paused >= (len(own) - 2) * 0.5
    assert site_visit.user_agent().startswith("EtabliVisibility/1.0 (+http")


def test_what_the_rules_forbid_is_not_asked(web: LocalWeb) -> None:
    put_good_site(web).pages["/robots.txt"] = Served(b"User-agent: *\nDisallow: /\n", headers={})
    site = visit(web)
    assert site.failure == "robots"
    assert {row[3] for row in web.asked if row[1] == "https"} == {"/robots.txt"}
    assert faults(web) == {"search-closed"}


def test_who_sends_us_away_and_lets_google_in_is_not_said_to_be_hidden(web: LocalWeb) -> None:
    rules = b"User-agent: Googlebot\nAllow: /\n\nUser-agent: *\nDisallow: /\n"
    put_good_site(web).pages["/robots.txt"] = Served(rules, headers={})
    verdicts = judge(visit(web))
    assert (verdicts["answers"].state, verdicts["answers"].why) == ("unknown", "away")
    assert "search-closed" not in verdicts


def test_twenty_seconds_are_enough_or_what_is_left_out_is_said(web: LocalWeb) -> None:
    many = "".join(f'<img src="/photo{n}.jpg" alt="Pain">' for n in range(28))
    many += "".join(f'<a href="/page{n}">Page {n}</a>' for n in range(12))
    put_good_site(web, GOOD.replace("</main>", f"{many}</main>"))
    assert visit(web).left_out == ("resources",)
    assert web.paused <= 20


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1/", "10.1.2.3/", "192.168.1.1/", "169.254.169.254/latest", "2130706433/", "0177.0.0.1/", "0x7f.1/",
        "[::1]/", "[::ffff:127.0.0.1]/", "[fd00::1]/", "[fe80::1]/", "[64:ff9b::7f00:1]/", "[2002:7f00:1::]/",
        "0.0.0.0/", "[ff02::1]/", "100.64.0.1/",
    ],
)  # fmt: skip
def test_no_address_of_our_own_network_is_ever_called(web: LocalWeb, address: str) -> None:
    host = address.split("/", maxsplit=1)[0].strip("[]")
    numbers = {"2130706433": "127.0.0.1", "0177.0.0.1": "127.0.0.1", "0x7f.1": "127.0.0.1"}
    web.addresses[host] = [[numbers.get(host, host)]]
    web.addresses["hidden.test"] = [[numbers.get(host, host)]]
    put_good_site(web).pages["/"] = Served(status=302, headers={"Location": f"http://{address}"})
    for start in (address, "hidden.test/", f"{HOST}/"):
        assert visit(web, start).failure == "address"


@pytest.mark.parametrize(
    ("location", "failure"),
    [
        ("file:///etc/passwd", "address"),
        ("gopher://boulangerie-exemple.test/", "address"),
        ("http://[bad", "address"),
        ("/", "trouble"),
    ],
)
def test_a_redirect_to_nowhere_that_is_read(web: LocalWeb, location: str, failure: str) -> None:
    put_good_site(web).pages["/"] = Served(status=302, headers={"Location": location})
    assert visit(web).failure == failure


def test_only_the_ports_of_the_web_are_called(web: LocalWeb) -> None:
    """Neither by a redirect nor by a link of the page."""
    called = set[int]()

    def resolve(host: str, port: int) -> list[str]:
        called.add(port)
        return ["93.184.216.34"]

    internet = web.internet()
    internet = replace(internet, transport=replace(internet.transport, resolver=resolve))
    links = f'<a href="https://{HOST}:8443/">a</a><img src="http://other.test:25/" alt="a">'
    site = put_good_site(web, GOOD.replace("</main>", f"{links}</main>"))
    page = visit_site(f"{HOST}/", at=AT, internet=internet).page
    assert page is not None
    assert next(link for link in page.links if ":8443" in link.url).status is None
    site.pages["/"] = Served(status=302, headers={"Location": f"http://{HOST}:8080/"})
    assert visit_site(f"{HOST}/", at=AT, internet=internet).failure == "address"
    assert called == {80, 443}


def test_a_name_that_changes_its_mind(web: LocalWeb) -> None:
    """Public when it is looked at, ours when it is called again: each call looks at what it calls."""
    put_good_site(web)
    web.addresses[HOST] = [["93.184.216.34"], ["93.184.216.34", "127.0.0.1"], ["127.0.0.1"]]
    assert visit(web).failure == "address"


def test_an_endless_page_and_one_that_never_comes(web: LocalWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    site = put_good_site(web)
    site.pages["/"] = Served(b"x" * (site_visit.MAX_PAGE_BYTES + 1))
    assert visit(web).failure == "too_long"
    assert faults(web) == {"page-huge"}
    monkeypatch.setattr(site_visit, "SECONDS_EACH", 0.3)
    site.pages["/"] = Served(hangs=True, declares=100)
    assert visit(web).failure == "unreached"


def test_deep_and_swollen_pages_fell_nothing(web: LocalWeb) -> None:
    import gzip

    site = put_good_site(web)
    site.pages["/"] = Served(b"<div>" * 200_000)
    assert visit(web).status == 200
    bomb = gzip.compress(b"<p>a</p>" * 8_000_000)
    site.pages["/"] = Served(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    assert visit(web).status == 200


def test_an_old_site_without_https_is_read_all_the_same(web: LocalWeb) -> None:
    site = put_good_site(web)
    site.certificate = "none"
    assert faults(web) == {"https"}


@pytest.mark.parametrize(
    ("certificate", "finding"), [("expired", "certificate-ended"), ("other", "certificate-other")]
)
def test_a_certificate_that_nobody_should_trust(web: LocalWeb, certificate: str, finding: str) -> None:
    put_good_site(web).certificate = certificate
    assert faults(web) == {finding}


def test_nobody_there(web: LocalWeb) -> None:
    web.sites["ferme-exemple.test"] = Site({}, certificate="none")
    assert faults(web, "ferme-exemple.test/") == {"answers"}


def test_rules_and_links_that_are_no_addresses_fell_nothing(web: LocalWeb) -> None:
    site = put_good_site(web, GOOD.replace("<main>", '<main><a href="http://[x">a</a><base href="//[">'))
    site.pages["/robots.txt"] = Served(b"User-agent: *\nDisallow: //[bad\nDisallow: /[x\n", headers={})
    assert visit(web).status == 200


def test_what_is_no_page_is_not_read_as_one(web: LocalWeb) -> None:
    put_good_site(web).pages["/"] = Served(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    assert judge(visit(web))["answers"].why == "no_page"
    assert faults(web) == set()


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30))
def test_no_page_fells_the_reading(pieces: list[str]) -> None:
    page = read_page("".join(pieces).encode("utf-8", "surrogatepass"), f"https://{HOST}/")
    if page is not None:
        assert page_of(json.loads(json.dumps(asdict(page)))) == page
        verdicts = judge(SiteFacts(url=f"https://{HOST}/", status=200, is_safe=True, page=page))
        assert set(verdicts) <= set(findings())
