"""The pages: the list and its counts, an offer as programs read it, the way of who has no account."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.community.jobs import actions
from etabli.community.jobs.links import address, stop_address
from etabli.community.jobs.models import Alert, Application, Job
from etabli.community.jobs.open_jobs import published_jobs as out_now
from etabli.community.moderation.actions import decide, decide_appeal
from etabli.community.moderation.models import Appeal, Case
from etabli.community.neutrality import figures
from etabli.community.neutrality.exposure_counts import count_days
from etabli.community.neutrality.models import Showing
from etabli.foundation.files.engine import kinds
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune, Epci
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, enter
from tests.community.jobs.conftest import apply, draft, out, outsider

LIST_STATEMENTS = 3  # the state of the list, the seeds of the draw, the cards


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def statements(client: Client, address: str) -> int:
    from django.db import connection

    client.get(address)  # the list is worked out once after a change
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def titles(client: Client, address: str = "/offres/") -> list[str]:
    return re.findall(r'<a href="/offres/\d+/"><b>([^<]+)</b>', client.get(address).content.decode())


def test_the_list_takes_as_many_statements_at_one_row_as_at_three(
    client: Client, world: SimpleNamespace
) -> None:
    for number in range(3):
        out(world, title=f"Offre {number}", at=AT - timedelta(days=number))
        if number in {0, 2}:
            assert statements(client, "/offres/") == LIST_STATEMENTS


def test_the_latest_day_comes_first_and_pages_neither_repeat_nor_forget(
    client: Client, world: SimpleNamespace
) -> None:
    for number in range(45):
        out(world, title=f"Offre {number}", at=AT - timedelta(days=number // 15))
    first = client.get("/offres/")
    following = re.search(r'href="(\?[^"]*page=2)"', first.content.decode())
    assert following, "the link to the next page"
    assert "tirage=" in following[1]
    address = "/offres/" + following[1].replace("&amp;", "&")
    seen = [title for page in "1234" for title in titles(client, address.replace("page=2", f"page={page}"))]
    assert sorted(seen) == sorted(f"Offre {number}" for number in range(45))
    days = [int(title.split()[1]) // 15 for title in seen]
    assert days == sorted(days), "the latest day first"
    assert titles(client, address.replace("page=2", "page=999")) == seen[36:]


def test_the_order_of_a_day_changes_from_one_visit_to_another(client: Client, world: SimpleNamespace) -> None:
    for number in range(12):
        out(world, title=f"Offre {number}")
    orders = {tuple(titles(client)) for _ in range(6)}
    assert len(orders) > 1
    assert len({tuple(sorted(order)) for order in orders}) == 1


def test_what_the_list_showed_is_told_by_day_and_never_what_was_typed(
    client: Client, world: SimpleNamespace
) -> None:
    for number in range(4):
        out(world, title=f"Offre {number}", at=AT - timedelta(days=number // 2))
    client.get("/offres/")
    client.get("/offres/?kind=permanent")
    client.get("/offres/?q=offre+2")
    count_days(AT + timedelta(days=1))
    assert "q=" not in str(list(Showing.objects.values_list("filters")))
    (told,) = figures.public_exposure(since=AT.date(), until=AT.date())
    assert [line.label.replace("\xa0", " ") for line in told.lines if "11" in line.label] == [
        "les offres du lundi 11 janvier 2027",
        "les offres du lundi 11 janvier 2027 : CDI",
    ]
    board = acting(world.double.user, Role.BOARD)
    rows = figures.shares_for_viewer(board, "jobs", since=AT.date(), until=AT.date()).rows
    assert [(row.name, row.shown, row.eligible) for row in rows][2:] == [("Offre 2", 3, 3), ("Offre 3", 2, 2)]


def test_choices_say_how_many_they_leave(client: Client, world: SimpleNamespace) -> None:
    out(world)
    out(
        world,
        kind="mission",
        duration=5,
        duration_unit="days",
        pay_period="day",
        pay_low_cents=40_000,
        pay_high_cents=None,
    )
    page = client.get("/offres/?kind=mission").content.decode()
    assert titles(client, "/offres/?kind=mission&pay=d35000") == ["Développeuse ou développeur web"]
    assert re.search(r'<option value="permanent"[^>]*>[^<]*\(1\)', page)
    assert titles(client, "/offres/?kind=internship") == []
    assert titles(client, "/offres/?kind=nonsense&trade=x&pay=m1") != []


def test_words_and_a_commune_narrow_it_down(client: Client, world: SimpleNamespace) -> None:
    epci = Epci.objects.create(code="243300316", name="Bordeaux Métropole")
    for code, name, lat in [("33063", "Bordeaux", 44.84), ("33314", "Pauillac", 45.2)]:
        Commune.objects.create(
            code=code, name=name, epci=epci, population=1, lat=lat, lon=-0.57, postal_codes="33000"
        )
    out(world, title="Rédactrice", remote="on_site", commune_id="33063", duties="Des articles sur le vin")
    out(world, title="Développeur", remote="on_site", commune_id="33314")
    assert titles(client, "/offres/?q=redactrice+vins") == ["Rédactrice"]
    assert titles(client, "/offres/?commune=Pauillac") == ["Développeur"]
    unknown = client.get("/offres/?commune=Xyzzy")
    assert unknown.status_code == 200
    assert "Xyzzy" in unknown.content.decode()


def test_a_page_of_an_offer_is_read_by_search_engines_while_it_is_out(
    client: Client, world: SimpleNamespace
) -> None:
    job = out(world, duties="</script><b>Écrire</b>")
    page = client.get(f"/offres/{job.pk}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert told["@type"] == "JobPosting"
    assert told["description"] == "<p>&lt;/script&gt;&lt;b&gt;Écrire&lt;/b&gt;</p>"
    assert told["validThrough"] == "2027-03-13T23:59:59+01:00"
    actions.close_job(job=job, outcome="elsewhere", by=as_member(world.member), at=AT)
    page = client.get(f"/offres/{job.pk}/").content.decode()
    assert "ld+json" not in page
    assert "Postuler" not in page


def test_the_feed_tells_the_newest_and_follows_a_choice(client: Client, world: SimpleNamespace) -> None:
    out(world, title="Ancienne", at=AT - timedelta(days=2))
    out(world, title="Nouvelle <&>")
    answer = client.get("/offres/flux.xml?kind=permanent")
    assert answer["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(answer.content)
    assert [node.text for node in tree.iter("{http://www.w3.org/2005/Atom}title")][1:] == [
        "Nouvelle <&>",
        "Ancienne",
    ]
    assert world.member.user.email not in answer.content.decode()
    assert b"<entry>" not in client.get("/offres/flux.xml?kind=mission").content


OFFER = {
    "title": "Community manager",
    "employer": "Boulangerie Lalande",
    "trade": "community-manager",
    "duties": "Tenir nos réseaux",
    "skills": "Écrire, photographier",
    "remote": "remote",
    "duration": "6",
    "duration_unit": "months",
    "week_hours": "24,5",
    "pay_low": "1200",
    "pay_high": "",
    "pay_period": "month",
}


def mail_link(to: str) -> str:
    """The link of the last mail to this address, as a path of ours."""
    message = make.mails().filter(to=to).order_by("-pk").first()
    assert message is not None
    found = re.search(r"https?://[^/\s]+(/offres/\S+)", message.body)
    assert found
    return found[1]


def test_somebody_without_an_account_offers_by_the_link_of_our_mail(
    client: Client, world: SimpleNamespace
) -> None:
    email = "lalande@example.org"
    sent = client.post("/offres/proposer/?kind=fixed_term", {**OFFER, "email": email})
    assert sent.status_code == 200
    job = Job.objects.get()
    assert (job.week_minutes, job.pay_low_cents, job.duration) == (1470, 120_000, 6)
    assert client.get(f"/offres/{job.pk}/").status_code == 404
    page = client.get(mail_link(email), follow=True)
    assert page.redirect_chain[-1][0] == f"/offres/{job.pk}/"
    assert "lien" not in page.redirect_chain[-1][0]
    client.post(f"/offres/{job.pk}/envoyer/")
    job.refresh_from_db()
    assert job.submitted_at is not None
    assert job.published_at is None
    undo = re.search(r'action="(/[^"]*annuler[^"]*)"', client.get("/offres/mon-suivi/").content.decode())
    assert Client().get(f"/offres/{job.pk}/").status_code == 404
    assert undo, "the toast offers to take it back"


def test_a_wrong_form_keeps_what_was_typed_and_a_machine_is_stopped(
    client: Client, world: SimpleNamespace
) -> None:
    wrong = client.post(
        "/offres/proposer/?kind=fixed_term", {**OFFER, "pay_low": "900", "pay_high": "800", "email": "x"}
    )
    assert wrong.status_code == 422
    assert "Boulangerie Lalande" in wrong.content.decode()
    trapped = client.post(
        "/offres/proposer/?kind=fixed_term", {**OFFER, "email": "a@example.org", "site": "spam"}
    )
    assert trapped.status_code == 422
    assert not Job.objects.exists()


def test_one_applies_with_a_cv_and_both_read_it(client: Client, world: SimpleNamespace) -> None:
    job = out(world)
    cv = SimpleUploadedFile("cv.pdf", make.PDF, content_type=kinds.PDF)
    given = {"name": "Camille", "email": "camille@example.org", "words": "Bonjour", "cv": cv}
    assert client.post(f"/offres/{job.pk}/postuler/", given).status_code == 302
    application = Application.objects.get()
    page = f"/offres/candidatures/{application.pk}/"
    assert client.get(page).status_code == 404
    theirs = client.get(mail_link("camille@example.org"), follow=True)
    assert theirs.redirect_chain[-1][0] == page
    author = enter(Client(), world.member.user)
    read = author.get(page).content.decode()
    assert "Bonjour" in read
    assert "camille@example.org" not in read
    assert b"".join(author.get(f"{page}cv/").streaming_content) == make.PDF
    assert author.post(page, {"text": "Venez jeudi"}).status_code == 302
    assert "Venez jeudi" in client.get(page).content.decode()
    assert client.post(f"{page}retirer/").status_code == 302
    assert author.get(page).status_code == 404


def test_whoever_has_no_account_contests_a_refusal_by_their_link(
    client: Client, world: SimpleNamespace
) -> None:
    by = outsider(world)
    job = actions.send_job(job=draft(world.association, by), by=by, at=AT)
    case = Case.objects.get(subject_id=str(job.pk))
    decide(case=case, accept=False, reason="false", by=world.moderator, at=AT)
    address = f"/offres/{job.pk}/contester/"
    assert client.get(address).status_code == 404
    refused = make.mails().filter(to="patron@example.org").latest("pk")
    assert "contester" in refused.body
    client.get(re.search(r"/offres/lien/\S+", refused.body)[0])
    assert address in client.get(f"/offres/{job.pk}/").content.decode()
    assert client.post(address, {"text": " "}).status_code == 422
    client.post(address, {"text": "L’entreprise existe bien."})
    appeal = Appeal.objects.get()
    assert appeal.written_by_id == case.author_id
    decide_appeal(appeal=appeal, accept=True, words="Vous aviez raison.", by=world.board, at=AT)
    assert "Vous aviez raison." in make.mails().filter(to="patron@example.org").latest("pk").body
    page = client.get(address).content.decode()
    assert "Vous aviez raison." in page
    assert 'name="text"' not in page
    assert titles(Client()) == [job.title]


def test_the_address_is_shown_when_the_applicant_says_so(client: Client, world: SimpleNamespace) -> None:
    application = apply(out(world), at=AT, shows_address=True)
    author = enter(client, world.member.user)
    assert "candidate@example.org" in author.get(f"/offres/candidatures/{application.pk}/").content.decode()


def test_an_alert_is_confirmed_by_the_mail_and_stopped_by_a_mail_program(
    client: Client, world: SimpleNamespace
) -> None:
    email = "veille@example.org"
    client.post("/offres/alerte/?kind=mission&trade=writer", {"email": email, "rhythm": "daily"})
    alert = Alert.objects.get()
    assert (alert.query, alert.confirmed_at) == ("kind=mission&trade=writer", None)
    assert client.post(f"/offres/alerte/{alert.pk}/confirmer/").status_code == 404
    page = client.get(mail_link(email), follow=True).content.decode()
    assert "Mission" in page
    client.post(f"/offres/alerte/{alert.pk}/confirmer/")
    alert.refresh_from_db()
    assert alert.confirmed_at == AT
    path = "/" + stop_address(alert).split("/", 3)[3]
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(path).status_code == 200
    alert.refresh_from_db()
    assert alert.withdrawn_at is None, "a program that only looks stops nothing"
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    alert.refresh_from_db()
    assert alert.withdrawn_at == AT
    assert "Remettre cette alerte en route" in browser.get(path).content.decode()
    assert "continue" in Client().post(path, {"again": "1"}).content.decode()
    alert.refresh_from_db()
    assert alert.withdrawn_at is None


def test_the_link_that_stops_an_alert_opens_nothing_else(client: Client, world: SimpleNamespace) -> None:
    """It stands in a header, and goes along with a mail that is passed on: no part of it lets anybody in."""
    alert = asked(world)
    whole = address(alert.correspondent).rstrip("/").rpartition("/")[2]
    token = stop_address(alert).rstrip("/").rpartition("/")[2]
    parts = [token, token.partition("-")[2], f"{alert.correspondent_id}-{token.rpartition('-')[2]}"]
    assert whole not in token
    for part in parts:
        assert client.get(f"/offres/lien/{part}/").status_code == 404
    assert client.get(f"/offres/arret/{whole}/").status_code == 404
    page = client.post(f"/offres/arret/{alert.pk}-{whole}/")
    assert page.status_code == 404
    assert "/offres/lien/" in page.content.decode(), "who has an old mail can ask for their link"
    alert.refresh_from_db()
    assert alert.withdrawn_at is None


def test_an_alert_that_was_asked_for_again_is_not_started_twice(world: SimpleNamespace) -> None:
    path = "/" + stop_address(asked(world)).split("/", 3)[3]
    Client().post(path)
    asked(world)
    answer = Client().post(path, {"again": "1"})
    assert answer.status_code == 409
    assert "cette autre alerte continue" in answer.content.decode()
    assert Alert.objects.filter(withdrawn_at=None).count() == 1


def asked(world: SimpleNamespace) -> Alert:
    """An alert whose address is proved."""
    alert = actions.ask_alert(
        organisation=world.association,
        email="veille@example.org",
        query="kind=mission",
        rhythm="weekly",
        by=Viewer.nobody(),
        at=AT,
    )
    Alert.objects.filter(pk=alert.pk).update(confirmed_at=AT, told_until=AT)
    return alert


def test_a_lost_link_is_sent_again_and_the_page_says_nothing_of_who_is_known(
    client: Client, world: SimpleNamespace
) -> None:
    apply(out(world), at=AT)
    before = make.mails().count()
    known = client.post("/offres/lien/", {"email": "candidate@example.org"}).content.decode()
    assert make.mails().count() == before + 1
    other = client.post("/offres/lien/", {"email": "nobodyhere@example.org"}).content.decode()
    assert make.mails().count() == before + 1
    masked = [re.sub(r"\S+@example.org", "…", page) for page in (known, other)]
    assert re.sub(r'value="[^"]*"', "", masked[0]) == re.sub(r'value="[^"]*"', "", masked[1])
    assert client.get("/offres/lien/1-abc/").status_code == 404


def test_an_authors_lists_take_a_fixed_number_of_statements(client: Client, world: SimpleNamespace) -> None:
    job, author = out(world), enter(client, world.member.user)
    for number in range(3):
        apply(job, email=f"c{number}@example.org", at=AT)
        draft(world.association, as_member(world.member))
        if number in {0, 2}:
            counts = (
                statements(author, "/offres/mon-suivi/"),
                statements(author, f"/offres/{job.pk}/candidatures/"),
            )
            assert counts == (8, 7)


def test_what_is_out_today_is_not_out_once_its_last_day_is_over(world: SimpleNamespace) -> None:
    job = out(world)
    assert job.expires_on is not None
    assert out_now(job.expires_on).count() == 1
    assert out_now(job.expires_on + timedelta(days=1)).count() == 0
