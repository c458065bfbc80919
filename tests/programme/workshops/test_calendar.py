"""The public calendar: three views of what one chooses, at one address that can be passed on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.seats.models import Occasion, Span, times_of
from etabli.programme.workshops.models import Session, Venue
from etabli.territory.places.models import Commune
from tests import factories

Make = Callable[..., Session]


def text_of(client: Client, **chosen: str) -> str:
    return client.get("/ateliers/", chosen).content.decode()


def listed(text: str) -> list[str]:
    """The sessions of the page, in its order."""
    return list(dict.fromkeys(re.findall(r'href="/ateliers/(\d+)/', text)))


def day(session: Session) -> str:
    return timezone.localdate(session.occasion.starts_at).isoformat()


def test_each_filter_keeps_what_it_says(client: Client, make: Make) -> None:
    far, full, level_two = make(town="Blaye"), make(capacity=1), make(theme="customers")
    factories.sign_up(full.occasion, factories.person(full.chamber))
    easy = make()
    Venue.objects.filter(pk=far.venue_id).update(accessible=True)
    every = {str(session.pk) for session in (far, full, level_two, easy)}
    kept = {
        "theme": ({"theme": "customers"}, [level_two]),
        "level": ({"niveau": "2"}, [level_two]),
        "distance": ({"commune": "Pauillac", "km": "20"}, [full, level_two, easy]),
        "places": ({"places": "on"}, [far, level_two, easy]),
        "access": ({"accessible": "on"}, [far]),
        "dates": ({"du": day(full), "au": day(level_two)}, [full, level_two]),
        "together": ({"du": day(full), "places": "on", "niveau": "1"}, [easy]),
    }
    for name, (chosen, sessions) in kept.items():
        for view in ("liste", "mois", "carte"):
            text = text_of(client, **chosen, vue=view, mois=day(sessions[0])[:7])
            shown = set(listed(text))
            others = every - {str(session.pk) for session in sessions}
            assert not shown & others, (name, view)
            assert f"{len(sessions)} atelier" in text.split('id="result"')[1], (name, view)
            if view != "mois":  # another month may hold the rest
                assert shown == {str(session.pk) for session in sessions}, (name, view)


def test_views_and_filters_pass_on_by_the_address(client: Client, make: Make) -> None:
    make()
    text = text_of(client, commune="pauilac", km="30", accessible="on", via="mairie", vue="carte")
    assert (
        'href="/ateliers/?commune=33314&amp;km=30&amp;accessible=on&amp;via=mairie&amp;vue=mois#result"'
        in text
    )
    assert '<input type="hidden" name="vue" value="carte">' in text
    assert re.search(r'<input[^>]*name="accessible"[^>]* checked', text)
    assert 'aria-current="page">Carte' in text


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("view", "statements"), [("liste", 3), ("mois", 3), ("carte", 4)])
def test_statements_are_counted_whatever_is_chosen(
    client: Client, make: Make, number: int, view: str, statements: int, django_assert_num_queries: Any
) -> None:
    """Without a commune, one; the commune takes one, the roads one, the map one."""
    for _ in range(number):
        make()
    chosen = {"commune": "33314", "km": "20", "theme": "visible", "niveau": "1", "places": "on", "vue": view}
    text_of(client, **chosen)  # the roads, the names and the map are now known
    with django_assert_num_queries(statements):
        assert f"{number} atelier" in text_of(client, **chosen)


def test_when_nothing_is_kept_the_closest_are_proposed_with_what_differs(client: Client, make: Make) -> None:
    make(town="Blaye", theme="customers")
    near = make()
    text = text_of(client, commune="Pauillac", km="10", theme="customers", places="on")
    assert "Rien ne correspond à tous vos choix" in text
    assert "plus loin\u00a0: 98\u00a0km par la route" in text
    assert "un autre thème" in text
    assert listed(text)[0] == str(near.pk), "as many misses: the nearest first"
    assert 'href="/ateliers/themes/customers/?commune=33314#ask"' in text, "and one may say one's wish"
    assert 'href="/ateliers/themes/#ask"' in text_of(client, theme="a/b", niveau="2")


def test_hundreds_come_page_by_page_and_the_filters_stay(client: Client, make: Make) -> None:
    first = make()
    for number in range(59):
        copy = Occasion.objects.get(pk=first.occasion_id)
        copy.pk, copy.uid = None, f"{number}@etabli"
        copy.starts_at += timedelta(days=number + 1)
        copy.ends_at += timedelta(days=number + 1)
        copy.save(force_insert=True)
        row = Session.objects.get(pk=first.pk)
        row.pk, row.occasion, row.code = None, copy, f"code{number}"
        row.save(force_insert=True)
    text = text_of(client, niveau="1")
    assert "60 ateliers à venir" in text
    assert len(listed(text)) == 12
    assert "Page 1 sur 5" in text
    last = text_of(client, niveau="1", page="5")
    assert len(listed(last)) == 12
    assert "niveau=1&amp;page=4" in last or "page=4&amp;niveau=1" in last


def test_what_is_not_understood_is_said_and_chooses_nothing(client: Client, session: Session) -> None:
    for chosen, said in [
        ({"du": "2027-03-02", "au": "2027-03-01"}, "vient avant le premier"),
        ({"du": "hier"}, "du"),
        ({"niveau": "9"}, "niveau"),
    ]:
        response = client.get("/ateliers/", chosen)
        text = response.content.decode()
        assert response.status_code == 200
        assert 'class="summary"' in text, chosen
        assert said in text
        assert str(session.pk) in listed(text)
    text = text_of(client, km="20")
    assert 'class="summary"' not in text
    assert "Écrivez votre commune" in text
    for elsewhere in ("Xyzzyville", "75011"):  # a question, and no mistake
        text = text_of(client, commune=elsewhere, km="20")
        assert 'class="summary"' not in text
        assert "Votre chambre à vous vous aide" in text
        assert str(session.pk) in listed(text)
    for odd in ({"vue": "x"}, {"mois": "0000-99", "vue": "mois"}, {"page": "x"}, {"theme": "inconnu"}):
        assert client.get("/ateliers/", odd).status_code == 200


def test_what_is_chosen_folds_the_filters_and_says_it(client: Client, session: Session) -> None:
    assert "<summary>Pauillac · à 20 km au plus par la route : changer</summary>".replace(
        " :", "\u00a0:"
    ) in text_of(client, commune="33314", km="20")
    assert "changer</summary>" not in text_of(client)
    assert "changer</summary>" not in text_of(client, commune="33314", du="hier"), (
        "what is wrong stays in sight"
    )


def test_a_postal_code_gives_a_link_for_each_of_its_communes(client: Client, make: Make) -> None:
    make()
    here = Commune.objects.get(name="Pauillac")
    for code, name in (("33423", "Saint-Julien-Beychevelle"), ("33293", "Le Mayne-de-Pauillac")):
        here.pk, here.name = code, name
        here.save(force_insert=True)
    text = text_of(client, commune="33250", niveau="1")
    assert 'class="summary"' not in text
    for name in ("Pauillac", "Saint-Julien-Beychevelle", "Le+Mayne-de-Pauillac"):
        assert f'href="/ateliers/?commune={name}&amp;niveau=1">{name.replace("+", " ")}</a>' in text


def test_a_month_is_a_table_of_days_and_leads_to_the_others(client: Client, make: Make) -> None:
    start = datetime(2031, 1, 29, 8, tzinfo=UTC)
    session = make(starts_at=start)
    later = start + timedelta(days=6)
    Occasion.objects.update(
        **times_of([Span(start, start + timedelta(hours=3)), Span(later, later + timedelta(hours=3))])
    )
    text = text_of(client, vue="mois")
    assert '<h3 id="month">Janvier 2031</h3>' in text
    assert text.count('<th scope="col">') == 7
    assert listed(text) == [str(session.pk)]
    assert 'href="?vue=mois&amp;mois=2031-02#result"' in text
    following = text_of(client, vue="mois", mois="2031-02")
    assert "mardi 4\u00a0février" in following
    assert listed(following) == [str(session.pk)], "its second half-day"


def test_each_point_of_the_map_is_a_link_and_the_table_says_the_same(client: Client, make: Make) -> None:
    alone, *others = make(town="Blaye"), make(), make()
    text = text_of(client, vue="carte", commune="Bordeaux")
    drawing = text[text.index('<svg class="map"') : text.index("</svg>", text.index('<svg class="map"'))]
    assert f'href="/ateliers/{alone.pk}/?commune=33063" aria-label="Blaye, 1 atelier"' in drawing
    assert 'href="#33314" aria-label="Pauillac, 2 ateliers"' in drawing
    assert 'class="home"' in drawing
    row = text[text.index('<tr id="33314">') :].partition("</tr>")[0]
    assert listed(row) == [str(session.pk) for session in others]


def test_what_nobody_can_sign_up_to_is_said_or_not_announced(client: Client, make: Make) -> None:
    soon, over, chosen = make(), make(), make()
    today = timezone.localdate()
    Session.objects.filter(pk=soon.pk).update(
        opens_on=today + timedelta(days=1), closes_on=today + timedelta(days=2)
    )
    Session.objects.filter(pk=over.pk).update(closes_on=today - timedelta(days=1))
    Session.objects.filter(pk=chosen.pk).update(audience="list")
    text = text_of(client)
    assert listed(text) == [str(soon.pk), str(over.pk)]
    assert "Inscription à partir du" in text
    assert "Les inscriptions sont closes" in text
    assert "place" not in text.split("<tbody>")[1].partition("</tbody>")[0]
    assert listed(text_of(client, places="on")) == [str(soon.pk)]
    assert chosen.occasion.uid not in client.get("/ateliers/agenda.ics").content.decode()
