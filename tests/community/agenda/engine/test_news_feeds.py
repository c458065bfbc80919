"""RSS, Atom and JSON-LD of others: what says a day is an event, what doesn't is news, what is hostile does nothing."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from etabli.community.agenda.engine.entries import MAX_ENTRIES
from etabli.community.agenda.engine.feed import Feed, Refusal
from etabli.community.agenda.engine.reading import MAX_BYTES
from etabli.foundation.calendars.engine.events import Doubt, LeftOut
from tests.community.agenda.engine.feeds import (
    at,
    atom,
    read,
    rss,
    the_event,
)

# -- news and events --


def test_what_says_no_day_is_news() -> None:
    feed = read(
        rss(
            "<title>Un local à louer</title><link>/a?x=1&amp;y=2</link><guid>n1</guid>"
            "<description>&lt;p&gt;Au &lt;b&gt;bourg&lt;/b&gt;&lt;/p&gt;</description>"
            "<pubDate>Mon, 28 Dec 2026 09:00:00 +0100</pubDate>"
        )
    )
    assert (feed.title, feed.events, feed.doubts) == ("Voisins", (), {})
    (item,) = feed.news
    assert (item.uid, item.title, item.description) == ("n1", "Un local à louer", "Au bourg")
    assert item.url == "https://example.org/a?x=1&y=2", "an address is that of its site"
    assert item.published == at(2026, 12, 28, 9)


ISO = "<title>Salon</title><guid>e1</guid>"


@pytest.mark.parametrize(
    ("item", "starts", "ends"),
    [
        (
            "<ev:startdate>2027-02-01T18:00:00+01:00</ev:startdate><ev:enddate>2027-02-01T20:00:00+01:00</ev:enddate>",
            at(2027, 2, 1, 18),
            at(2027, 2, 1, 20),
        ),
        (
            "<ev:startdate>2027-02-01</ev:startdate><ev:enddate>2027-02-03</ev:enddate>",
            date(2027, 2, 1),
            date(2027, 2, 3),
        ),
        (
            "<xcal:dtstart>2027-02-01</xcal:dtstart><xcal:dtend>2027-02-03</xcal:dtend>",
            date(2027, 2, 1),
            date(2027, 2, 2),
        ),
        ("<xcal:dtstart>20270201T170000Z</xcal:dtstart>", at(2027, 2, 1, 18), at(2027, 2, 1, 18)),
        (
            '<gd:when startTime="2027-02-01T18:00:00+01:00" endTime="2027-02-01T19:00:00+01:00"/>',
            at(2027, 2, 1, 18),
            at(2027, 2, 1, 19),
        ),
        (
            "<ev:startdate>lundi 1er février 2027 à 18h30</ev:startdate>",
            at(2027, 2, 1, 18, 30, zone=None),
            at(2027, 2, 1, 18, 30, zone=None),
        ),
    ],
    ids=["event module", "its days", "days of xCal", "xCal", "Google's", "in words"],
)
def test_what_says_a_day_is_an_event(item: str, starts: date, ends: date) -> None:
    for content in (rss(ISO + item), atom(ISO.replace("guid", "id") + item)):
        single = the_event(content)
        assert (single.uid, single.title, single.starts, single.ends) == ("e1", "Salon", starts, ends)


def test_rss_1_keeps_its_items_beside_the_channel() -> None:
    content = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ev="http://purl.org/rss/1.0/modules/event/">
      <channel rdf:about="https://example.org/"><title>Voisins</title><link>https://example.org/</link></channel>
      <item rdf:about="https://example.org/1"><title>Un</title><link>https://example.org/1</link>
      <ev:startdate>2027-02-01T18:00</ev:startdate><ev:location>Blaye</ev:location><ev:organizer>Club</ev:organizer>
      </item><item rdf:about="https://example.org/2"><title>Deux</title><dc:date>2026-12-01</dc:date></item></rdf:RDF>"""
    feed = read(content)
    assert [(each.uid, each.place, each.organiser) for each in feed.events] == [
        ("https://example.org/1", "Blaye", "Club")
    ]
    assert [(item.title, item.published) for item in feed.news] == [("Deux", date(2026, 12, 1))]


def test_atom_says_whose_and_what_with_or_without_updated() -> None:
    feed = read(
        atom(
            '<id>n1</id><title type="html">Caf&amp;eacute; &amp;amp; th&amp;eacute;</title>'
            '<link rel="edit" href="https://example.org/edit"/><link href="https://example.org/n1"/>'
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Une <b>phrase</b></div></content>',
            "<id>n2</id><title>a &lt;b&gt; c</title><updated>2026-12-28T09:00:00Z</updated>",
        )
    )
    assert [(item.title, item.description, item.url) for item in feed.news] == [
        ("Café & thé", "Une phrase", "https://example.org/n1"),
        ("a <b> c", "", ""),
    ]
    assert [item.published for item in feed.news] == [None, datetime(2026, 12, 28, 9, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 28 Dec 2026 09:00:00 +0100", at(2026, 12, 28, 9)),
        ("28 Dec 26 09:00 GMT", datetime(2026, 12, 28, 9, tzinfo=UTC)),
        ("lun., 28 déc. 2026 09:00:00 +0100", datetime(2026, 12, 28, 9, tzinfo=timezone(timedelta(hours=1)))),
        ("28 décembre 2026", date(2026, 12, 28)),
        ("1er août 2026 à 9h", datetime(2026, 8, 1, 9)),
        ("28/12/2026 09:05", datetime(2026, 12, 28, 9, 5)),
        ("2026-12-28 09:00:00 +0100", at(2026, 12, 28, 9)),
        ("20261228T090000Z", datetime(2026, 12, 28, 9, tzinfo=UTC)),
        ("32 décembre 2026", None),
        ("Mon, 28 Foo 2026 09:00:00", None),
        ("hier", None),
        ("0000-00-00 00:00:00", None),
        ("9" * 5000, None),
    ],
)
def test_days_as_feeds_write_them(written: str, expected: date | None) -> None:
    feed = read(rss(f"<title>a</title><guid>g</guid><pubDate>{written}</pubDate>"))
    assert [item.published for item in feed.news] == [expected]
    assert feed.doubts == ({} if expected else {Doubt.UNREADABLE_DATE: 1})


def test_an_event_whose_day_cannot_be_read_is_news() -> None:
    feed = read(rss("<title>Salon</title><guid>g</guid><ev:startdate>bientôt</ev:startdate>"))
    assert ([item.title for item in feed.news], feed.events) == (["Salon"], ())
    assert feed.doubts == {Doubt.UNREADABLE_DATE: 1}


def test_what_is_past_or_far_or_says_nothing_is_counted() -> None:
    def on(day: str, guid: str) -> str:
        return f"<title>a</title><guid>{guid}</guid><ev:startdate>{day}</ev:startdate>"

    feed = read(rss(on("2020-01-01", "a"), on("2030-01-01", "b"), "<guid>c</guid>", on("2027-02-01", "d")))
    assert [each.uid for each in feed.events] == ["d"]
    assert feed.left_out == {LeftOut.PAST: 1, LeftOut.FAR: 1, LeftOut.NO_WORDS: 1}


def test_the_same_twice_is_one_and_one_name_for_two_is_two() -> None:
    def on(day: str) -> str:
        return f"<title>a</title><guid>g</guid><ev:startdate>{day}</ev:startdate>"

    feed = read(
        rss(on("2027-02-01"), on("2027-02-01"), on("2027-02-08"), "<title>n</title>", "<title>n</title>")
    )
    assert len({each.uid for each in feed.events}) == len(feed.events) == 2
    assert len(feed.news) == 1
    assert feed.left_out == {LeftOut.SUPERSEDED: 2}
    assert feed.doubts == {Doubt.REUSED_UID: 2, Doubt.NO_UID: 2}


# -- broken and hostile --

ITEM = "<title>Café à Bègles</title><guid>g</guid>"


@pytest.mark.parametrize(
    ("content", "media_type", "doubts"),
    [
        (rss(ITEM), "", {}),
        (b"\xef\xbb\xbf" + rss(ITEM), "", {}),
        (b"\r\n\r\n" + rss(ITEM), "", {}),
        (rss(ITEM).decode().encode("utf-16"), "", {}),
        (rss(ITEM, head='<?xml version="1.0" encoding="ISO-8859-1"?>').decode().encode("cp1252"), "", {}),
        (rss(ITEM, head="").decode().encode("cp1252"), "text/xml; charset=windows-1252", {}),
        (rss(ITEM).decode().encode("cp1252"), "text/xml; charset=utf-8", {Doubt.ENCODING: 1}),
        (rss(ITEM, head='<?xml version="1.0" encoding="ISO-8859-1"?>'), "text/html; charset=ascii", {}),
        (rss(ITEM, head='<?xml version="1.0" encoding="zip"?>'), "", {}),
        (rss(ITEM).replace(b"Caf", b"Ca\0f\x07"), "", {}),
        (rss("<title>Caf&eacute; &agrave; B&egrave;gles</title><guid>g</guid>"), "", {}),
        (rss("<title>Caf&#233; à B&#xe8;gles</title><guid>g</guid>"), "", {}),
        (rss("<title>Café&#xD800;&#0;&#9999999; à Bègles</title><guid>g</guid>"), "", {}),
        (rss(ITEM, head='<!DOCTYPE rss PUBLIC "-//x//DTD RSS 0.91//EN" "https://example.org/rss.dtd">'), "", {}),
    ],
    ids=[
        "as it should be", "byte order mark", "blank lines before", "UTF-16", "declared", "told by the transport",
        "not what it says", "better than it says", "an alphabet that unfolds", "NUL bytes", "signs named by HTML",
        "signs by number", "numbers of no sign", "a document type",
    ],
)  # fmt: skip
def test_alphabets(content: bytes, media_type: str, doubts: dict[Doubt, int]) -> None:
    feed = read(content, media_type)
    assert [item.title for item in feed.news] == ["Café à Bègles"]
    assert feed.doubts == doubts


def laughs(declared: str) -> bytes:
    return rss("<title>&c;</title>", head=f"<!DOCTYPE rss [{declared}]>")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (laughs('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">'), Refusal.UNSAFE),
        (laughs('<!ENTITY c SYSTEM "file:///etc/passwd">'), Refusal.UNSAFE),
        (laughs('<!entity % c SYSTEM "https://example.org/x.dtd"> %c;'), Refusal.UNSAFE),
        (
            b"<!DOCTYPE html><html><head><title>Agenda</title></head><body>Bonjour</body></html>",
            Refusal.WEB_PAGE,
        ),
        (b"<HTML><p>404", Refusal.WEB_PAGE),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', Refusal.WEB_PAGE),
        (b"<urlset><url/></urlset>", Refusal.NOT_A_FEED),
        (b"<rss/>", Refusal.NOT_A_FEED),
        (b"<", Refusal.NOT_A_FEED),
        (b"<?xml version='1.0'?>", Refusal.NOT_A_FEED),
        (b"< rss", Refusal.NOT_A_FEED),
        (b"<rss" + b"<a>" * 500_000, Refusal.TOO_LONG),
        (b"<rss>" + b" " * MAX_BYTES, Refusal.TOO_LONG),
        (b"Bonjour", Refusal.NOT_A_FEED),
        (b"{", Refusal.BROKEN),
        (b"[" * 200_000, Refusal.BROKEN),
        (b'{"items": []}', Refusal.NOT_A_FEED),
        (b"[1, 2]", Refusal.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_or_no_safe_one_is_said(content: bytes, refusal: Refusal) -> None:
    assert read(content) == Feed(refusal=refusal)


def test_an_entity_that_hides_from_the_glance_stays_shut() -> None:
    """Behind a comment it is seen; behind more than is looked at, what declares it isn't read at all."""
    head = '<!-- <x --><!DOCTYPE rss [<!ENTITY a "ha ha"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    item = "<title>x&a;&c;</title><guid>g</guid>"
    assert read(rss(item, head=head)) == Feed(refusal=Refusal.UNSAFE)
    feed = read(rss(item, head=f"<!-- {' ' * 5_000} <x -->{head}"))
    assert all("ha" not in each.title for each in feed.news)


def test_a_comment_before_it_hides_no_feed() -> None:
    feed = read(rss("<title>a</title>", head='<?xml version="1.0"?><!-- by <b>a program</b> -->'))
    assert [item.title for item in feed.news] == ["a"]


def test_a_feed_that_is_cut_gives_what_is_whole() -> None:
    content = rss(ITEM, "<title>La fin manque</title><guid>h</guid>")
    feed = read(content[: content.index(b"manque")])
    assert [item.title for item in feed.news] == ["Café à Bègles"]
    assert (feed.doubts, feed.left_out) == ({Doubt.FILE_CUT: 1}, {LeftOut.CUT: 1})


def test_a_tag_that_is_not_shut_and_a_lone_ampersand_lose_nothing_else() -> None:
    feed = read(rss("<title>Pain & vin</title><guid>a</guid><description>Un<br>deux</description>", ITEM))
    assert next(item.title for item in feed.news) == "Pain & vin"


def test_a_hundred_thousand_levels() -> None:
    feed = read(rss("<title>a</title>" + "<x>" * 100_000 + "</x>" * 100_000))
    assert feed.refusal == Refusal.BROKEN or [item.title for item in feed.news] == ["a"]


def test_more_entries_than_are_read() -> None:
    feed = read(rss(*[f"<title>{number}</title><guid>{number}</guid>" for number in range(MAX_ENTRIES + 10)]))
    assert (len(feed.news), feed.left_out) == (MAX_ENTRIES, {LeftOut.TOO_MANY: 10})


def test_scripts_and_addresses_of_no_web_are_left_out() -> None:
    feed = read(
        rss(
            "<title><![CDATA[<b>Salon</b><script>alert(1)</script>]]></title><link>javascript:alert(1)</link>"
            "<guid>g</guid><content:encoded><![CDATA[<p>Oui</p><style>p{}</style>]]></content:encoded>"
        )
    )
    assert [(item.title, item.description, item.url) for item in feed.news] == [("Salon", "Oui", "")]
    assert feed.doubts == {Doubt.ADDRESS: 1}


# -- schema.org --


def test_events_of_schema_org() -> None:
    document = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": ["BusinessEvent", "Thing"],
                "@id": "https://example.org/1#event",
                "name": "Salon &amp; marché",
                "startDate": "2027-02-01T18:00:00+01:00",
                "endDate": "2027-02-01T20:00:00+01:00",
                "location": [
                    {"@type": "VirtualLocation", "url": "https://example.org/visio"},
                    {
                        "@type": "Place",
                        "name": "Mairie",
                        "address": {
                            "streetAddress": "1 rue X",
                            "postalCode": "33390",
                            "addressLocality": "Blaye",
                        },
                    },
                ],
                "organizer": [{"@type": "Organization", "name": "Club"}],
                "eventStatus": "https://schema.org/EventCancelled",
                "url": "https://example.org/1",
                "performer": {"@type": "Event", "name": "not listed", "startDate": "2027-02-01"},
            },
            {
                "@type": "Event",
                "identifier": 12,
                "name": "Foire",
                "startDate": "2027-02-05",
                "endDate": "2027-02-07",
            },
            {"@type": "Event", "name": "Sans jour"},
            {"@type": "Person", "name": "Quelqu’un"},
        ],
    }
    feed = read(json.dumps(document).encode())
    first, fair = feed.events
    assert (first.title, first.starts, first.ends) == (
        "Salon & marché",
        at(2027, 2, 1, 18),
        at(2027, 2, 1, 20),
    )
    assert (first.place, first.organiser) == ("Mairie, 1 rue X, 33390 Blaye", "Club")
    assert (first.uid, first.is_cancelled) == ("https://example.org/1#event", True)
    assert (fair.uid, fair.starts, fair.ends) == ("12", date(2027, 2, 5), date(2027, 2, 7))
    assert [item.title for item in feed.news] == ["Sans jour"]


@pytest.mark.parametrize(
    "value",
    [None, True, 1e999, [], {}, [[[[[]]]]], {"name": {"name": {"name": {"name": {}}}}}, "x" * 9000, "\ud800"],
)
def test_any_value_anywhere(value: object) -> None:
    names = (
        "name",
        "description",
        "location",
        "organizer",
        "url",
        "identifier",
        "startDate",
        "eventStatus",
        "@id",
    )
    for name in names:
        node = {"@type": "Event", "name": "Salon", "startDate": "2027-02-01", name: value}
        feed = read(json.dumps([node, {"@type": value}]).encode())
        assert feed.refusal is None
        assert json.dumps(feed.as_json()).encode()
