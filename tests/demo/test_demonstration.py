"""The demonstration, filled small: the same for the same day on both databases, and every link of it opens."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
from django.db.models import F
from django.urls import resolve, reverse
from django.utils import timezone

from etabli.community.approaches.models import Approach
from etabli.community.assembly.models import Assembly
from etabli.community.market.models import Ad
from etabli.demo import diaries, market, tour
from etabli.demo.fill import AlreadyFilled, fill_database
from etabli.demo.pages import ROLES
from etabli.demo.quotes import printed
from etabli.demo.shared import ARTISAN, CAST, SMALL
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.pages.signing_in import ask_code
from etabli.foundation.people.viewer import of_membership
from etabli.foundation.seats.models import Occasion
from etabli.procurement.needs import catalogue
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.diary.agenda import commitments_of
from etabli.programme.diary.days import is_worked
from etabli.programme.diary.models import HalfDay
from etabli.programme.journeys.path import path_of
from etabli.programme.journeys.queries import histories
from etabli.programme.surveys.models import Answer
from etabli.programme.workshops.models import Session, Venue, VenueClosure
from etabli.territory.register.models import Duplicate, Import, Proposal
from tests import factories as make
from tests.armed import ArmedClient
from tests.consistency.test_access import addresses
from tests.demo.crawl import Crawl

TODAY = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)

pytestmark = pytest.mark.django_db


# The first of the file: the others share one filling, which this one must not see.
def test_a_database_that_holds_something_is_not_filled() -> None:
    make.chamber()
    with pytest.raises(AlreadyFilled):
        fill_database(at=TODAY, say=lambda *parts: None, size=SMALL)


PARTS: list[tuple[int, str, str]] = []  # what the filling said of itself


def hear(*part: Any) -> None:
    PARTS.append(part)


def test_each_step_of_the_tour_has_a_page_without_its_row() -> None:
    for step in tour.STEPS:
        assert resolve(urlsplit(step.where()).path)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Filled once for the tests of this file, in a transaction that is taken back."""
    from django.db import connection, transaction

    with django_db_blocker.unblock(), transaction.atomic():
        connection.features.supports_transactions  # noqa: B018 -- asked now: it makes a table when first asked
        fill_database(at=TODAY, say=hear, size=SMALL)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def database(filled: None, django_db_blocker: Any) -> Iterator[None]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("database")
def test_a_path_shows_as_done_what_is_counted_as_reached() -> None:
    """For everybody of the demonstration, of each filling: its `state` and its `reached` say the same."""
    now = max(timezone.now(), TODAY)  # before nine o'clock, what was filled is of a moment to come
    people = Person.objects.filter(erased_at=None, merged_into=None).select_related("chamber")
    known = {
        history.person_id: history
        for chamber in people.values_list("chamber", flat=True).distinct()
        for history in histories(chamber, now)
    }
    standings = set()
    for person in people:
        path, history = path_of(person, now), known.get(person.pk)
        reached = {**history.reached, **history.reached_for_statistics}.keys() if history else set()
        shown = {line.code for line in path.lines}
        assert {line.code for line in path.done} == reached & shown, person.name
        assert history is None or history.standing == path.standing, person.name
        standings.add(path.standing.name)
    assert standings >= {"doing", "silent", "arrived"}


def browser(role: str) -> ArmedClient:
    client = ArmedClient()
    answer = client.post(f"/demonstration/{role}/")
    assert answer.status_code == 302, answer
    return client


@pytest.mark.deep  # each time, tests/journeys/test_every_page.py follows the same links, one page of each kind
def test_every_link_opens_for_each_role(
    database: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test for all roles: whoever runs it fills the demonstration once."""
    settings.DEMONSTRATION = True
    # Nobody answers at the organisation that the tests' settings name: its button leads out of the site.
    monkeypatch.setitem(ask_code.view_class.extra_context, "agents", "")
    faults = []
    for role, _label, _text in ROLES:
        client = browser(role)
        crawl = Crawl(client, each=2, most=460).run("/")
        faults += [f"{role}: {fault}" for fault in crawl.faults]
        assert len(crawl.opened) >= 8
        assert len(crawl.opened) < crawl.most, (
            "the crawl reached its bound: raise it, or open fewer of each kind"
        )
        for name, takes_arguments in addresses().items():
            # Typed by hand too, where no link led: refused or shown, never broken.
            if not takes_arguments and reverse(name) not in crawl.opened:
                answer = client.get(reverse(name))
                if (
                    reverse(name) == "/pret/"
                ):  # for the machines that watch: no worker is at work here, and it says so
                    assert (answer.status_code, answer.json()["failed"]) == (503, ["worker"])
                    continue
                assert answer.status_code in {200, 302, 403, 404, 405}, (
                    f"{name} as {role}: {answer.status_code}"
                )
    assert not faults, "\n".join(faults)


def test_each_step_of_the_tour_opens_its_page_in_its_role(database: None, settings: Any) -> None:
    settings.DEMONSTRATION = True
    client = ArmedClient()
    for number, step in enumerate(tour.STEPS, start=1):
        page = client.post(f"/demonstration/visite/{number}/", follow=True)
        assert page.status_code == 200
        assert page.context["viewer"].role == ("nobody" if step.role == "visitor" else step.role)
        text = page.content.decode()
        assert f"Étape {number} sur {len(tour.STEPS)}" in text
        assert str(step.look) in text
        assert str(step.attempt) in text
        visit = client.get("/demonstration/visite/")
        assert visit.context["step"] is step
        assert "Reprendre ici" in visit.content.decode()
        assert "vous êtes ici" in visit.content.decode()
    for number in range(len(tour.ASIDE)):
        assert client.post(f"/demonstration/visite/a-cote/{number}/", follow=True).status_code == 200
    assert f"Étape {len(tour.STEPS)} sur {len(tour.STEPS)}" in client.get("/aide/").content.decode()
    ended = client.post("/demonstration/visite/fin/", {"next": "/aide/"}, follow=True)
    assert ended.status_code == 200
    assert "Étape" not in ended.content.decode()


@pytest.mark.parametrize("told", ["0", str(len(tour.STEPS) + 1), "-1", "1; DROP", "²", ""])
def test_a_step_that_does_not_exist_shows_no_bar(database: None, settings: Any, told: str) -> None:
    settings.DEMONSTRATION = True
    client = ArmedClient()
    client.cookies[tour.COOKIE] = told
    page = client.get("/demonstration/visite/").content.decode()
    assert "Commencer la visite" in page
    assert client.post(f"/demonstration/visite/{len(tour.STEPS) + 1}/").status_code == 404
    assert client.post("/demonstration/visite/0/").status_code == 404


def test_the_register_and_the_relays_have_something_to_show(database: None, settings: Any) -> None:
    """What waits for somebody: corrections to decide, pairs, rows to mend, relays to call; and slips are forgiven."""
    settings.DEMONSTRATION = True
    sheet, official = Import.objects.order_by("-at")[:2]
    assert (sheet.rejected_count, sheet.created, sheet.updated) == (2, 3, 2)
    assert all([official.closed, official.moved, official.reopened, official.rejected_count])
    assert Proposal.objects.filter(outcome="").count() == 2
    assert Duplicate.objects.filter(kept_apart_at=None).exists()
    assert Duplicate.objects.exclude(kept_apart_at=None).count() == 1
    client = browser("adviser")
    assert b"tel:" in client.get(reverse("outreach:calls")).content
    found = client.get(reverse("front:search"), {"q": tour.SLIPS}).content.decode()
    assert re.search(r"/registre/entreprises/\d+/", found)


@pytest.mark.usefixtures("database")
def test_the_filling_says_how_far_it_is() -> None:
    percents = [percent for percent, _french, _english in PARTS]
    assert (percents[0], percents[-1]) == (0, 100)
    assert percents == sorted(percents)
    assert len(percents) >= 10
    assert all(french != english for _percent, french, english in PARTS)


@pytest.mark.usefixtures("database")
def test_nothing_falls_on_a_day_off() -> None:
    """Workshops and their sittings, half-days, assemblies, approaches."""
    spans = [span for occasion in Occasion.objects.all() for span in occasion.spans]
    days = {timezone.localdate(span.start) for span in spans}
    days |= set(HalfDay.objects.values_list("on", flat=True))
    days |= {timezone.localdate(at) for at in Assembly.objects.values_list("starts_at", flat=True)}
    days |= set(Approach.objects.values_list("on", flat=True))
    assert not [str(day) for day in sorted(days) if not is_worked(day)]


@pytest.mark.usefixtures("database")
def test_a_room_upstairs_is_not_step_free() -> None:
    upstairs = Venue.objects.filter(directions__icontains="étage")
    assert upstairs.exists()
    assert not upstairs.filter(accessible=True).exists()
    assert not Venue.objects.filter(directions__icontains="plain-pied", accessible=False).exists()


@pytest.mark.usefixtures("database")
def test_answers_differ() -> None:
    given = list(Answer.objects.values_list("answers", flat=True))
    assert {answer["useful"] for answer in given} == {"very", "rather", "little"}
    assert {answer["half_day"] for answer in given} == {"yes", "no", "maybe"}
    assert len({answer.get("able") for answer in given}) >= 4
    assert len({tuple(answer["missing"]) for answer in given if answer.get("missing")}) >= 2
    assert {answer["useful"] for answer in given if answer.get("missing")} == {"little"}


@pytest.mark.usefixtures("database")
def test_the_artisan_has_begun_where_the_path_begins() -> None:
    path = path_of(Person.objects.get(email=ARTISAN), timezone.now())
    assert [line.code for line in path.done][:2] == ["diagnosis", "workshop"]


def test_each_role_has_something_to_do_now(database: None, settings: Any) -> None:
    """At its desk, and near: within a week where there is a day."""
    settings.DEMONSTRATION = True
    today, week = timezone.localdate(), timezone.now() + timedelta(days=7)
    for role in ("adviser", "manager"):
        desk = browser(role).get(reverse("front:desk")).context
        ahead = [day for day in desk["days"] if day.on > today and is_worked(day.on)]
        assert all(day.half_days or day.sessions for day in ahead), role
        assert any(day.sessions for day in ahead), role
        assert desk["to_do"], role
    for role in ("member", "moderator", "board"):
        assert browser(role).get(reverse("front:desk")).context["first"], role
    assert Ad.objects.filter(published_at__isnull=False, deadline_on__range=(today, week.date())).exists()
    ask = path_of(Person.objects.get(email=ARTISAN), timezone.now()).ask
    assert ask
    assert ask.until
    assert ask.until < week
    town = Session.objects.filter(venue__commune__name=tour.TOWN, occasion__starts_at__gt=timezone.now())
    soonest = town.earliest("occasion__starts_at")
    assert soonest.occasion.starts_at < week
    for role, page in (("relay", "front:relay_space"), ("visitor", "front:home")):
        assert soonest.theme.title in unescape(browser(role).get(reverse(page)).content.decode()), role


def test_the_agenda_shows_all_that_it_can(database: None, settings: Any) -> None:
    """To come, of each kind; and a room that is closed, in its own calendar."""
    settings.DEMONSTRATION = True
    viewer = of_membership(Membership.objects.get(user__email=CAST["adviser"].email))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    day = midnight - timedelta(days=1)  # at night, the day of the demonstration is the one before
    known = commitments_of(viewer, viewer.user_id or 0, day, day + timedelta(days=60))
    assert {what.kind for what in known} == {"session", "half_day", "leave", "meeting", "busy", "call"}
    closure = VenueClosure.objects.get()
    assert closure.last_on - closure.first_on + timedelta(days=1) == diaries.CLOSED_FOR
    assert (
        closure.why
        in browser("adviser")
        .get(reverse("workshops:venue_calendar", args=[closure.venue_id]))
        .content.decode()
    )


def test_the_tour_ends_where_the_path_does(database: None, settings: Any) -> None:
    """The last step does what it says: noted there, the path says that it is theirs; one click takes it back."""
    settings.DEMONSTRATION = True
    client = ArmedClient()
    page = client.post(f"/demonstration/visite/{len(tour.STEPS)}/", follow=True)
    assert page.redirect_chain[-1][0] == reverse("journeys:reached")
    assert "On me trouve sur internet" in page.content.decode()
    assert not OnlinePresence.objects.filter(person__email=ARTISAN).exists(), "nothing is left to note"
    noted = {"kind": "online", "reached_on": str(timezone.localdate())}
    path = client.post(reverse("journeys:reached"), noted, follow=True).content.decode()
    assert "ils sont à vous" in path
    person = Person.objects.get(email=ARTISAN)
    assert "online" in {line.code for line in path_of(person, timezone.now()).done}


def test_the_members_learned_of_an_ad_when_it_was_published(database: None) -> None:
    published = Ad.objects.filter(published_at__isnull=False)
    assert published
    assert not published.exclude(alerted_at=F("published_at")).exists()
    assert Ad.objects.filter(published_at=None).count() == 1, "the last waits for a moderator"


def test_a_need_without_ready_answers_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    need = next(need for need in catalogue.load().needs if not need.choices)
    monkeypatch.setattr(market, "FREE_TEXT_ANSWERS", {})
    assert market._answer_to(need) == market.DEFAULT_ANSWER


def test_quotes_are_readable_where_no_picture_is(
    database: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing reads pictures a photo is handed in as the PDF that was printed, and the page says so."""
    settings.DEMONSTRATION = True
    photo = next(quote for quote in printed(TODAY.date(), "Une artisane") if quote.draft.paper == "photo")
    upload = market._upload(photo)
    assert (upload.content, upload.kind) == (photo.content, "image/jpeg")
    assert "PDF imprimés" not in ArmedClient().get("/demonstration/").content.decode()
    monkeypatch.setattr(market, "reader_of_pictures", lambda: None)
    given = market._upload(photo)
    assert given.name.endswith(".pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(given.content))
    assert photo.draft.supplier in text
    assert "PDF imprimés" in ArmedClient().get("/demonstration/").content.decode()
