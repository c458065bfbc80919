"""Whoever has no account reads, takes and erases what is held of their address, by the link that proved it; no more."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.community.association import actions as joining
from etabli.community.association.links import application_path
from etabli.community.association.models import Application
from etabli.community.directory.actions import confirm_contact, write_to
from etabli.community.directory.links import CONTACT, contact_url
from etabli.community.directory.models import Contact
from etabli.community.jobs.links import address, correspondent_for_address
from etabli.community.jobs.models import Alert, Correspondent
from etabli.foundation.journal import NotAllowed
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.own_data.actions import AlreadyAsked, ask_erasure, keep_everything
from etabli.foundation.own_data.by_address import as_outsider
from etabli.foundation.own_data.holdings import holdings, of_outsider
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.tasks import erase_due, remind_due
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.consistency.objects import World
from tests.consistency.objects.directory import profile_of
from tests.foundation.own_data.test_copy import content_of

pytestmark = pytest.mark.django_db
ZOE, DAY = "zoe@example.org", timedelta(days=1)


class Outside:
    """Zoé wrote to a member, asked to join and asked for an alert: two associations hold her address."""

    def __init__(self) -> None:
        self.world = World()
        self.here, self.elsewhere = self.world.association, make.association("Autre association")
        self.contact = self.message("Une question sur la boutique", self.here)
        self.application = self.request(self.here)
        self.alert = self.asked_alert(self.here)
        self.other = self.request(self.elsewhere)

    def message(self, text: str, organisation: Organisation) -> Contact:
        profile = profile_of(self.world)
        contact = write_to(
            profile=profile,
            name="Zoé Zwingli",
            email=ZOE,
            text=text,
            proved=False,
            by=Viewer.nobody(),
            at=make.AT,
        )
        confirm_contact(contact=contact, by=Viewer.nobody(), at=make.AT)
        return contact

    def request(self, organisation: Organisation, email: str = ZOE) -> Application:
        found = joining.apply(
            organisation=organisation, kind="person", name="Zoé Zwingli", company="", email=email, trade="developer",
            text="Je fais des sites", by=Viewer.nobody(), at=make.AT,
        )  # fmt: skip
        joining.confirm_application(application=found, by=Viewer.nobody(), at=make.AT)
        return found

    def asked_alert(self, organisation: Organisation) -> Alert:
        who = correspondent_for_address(
            organisation_id=organisation.pk, chamber_id=None, email=ZOE, at=timezone.now()
        )
        return Alert.objects.create(correspondent=who, query="trade=developer", asked_at=make.AT)

    @property
    def correspondent(self) -> Correspondent:
        return self.alert.correspondent

    def pages(self, name: str = "") -> dict[str, str]:
        """The address of one of the pages, by the link that opens it."""
        path = application_path(self.application)
        return {
            "association": reverse(f"association:data{name}", args=[path.split("/")[-2]]),
            "directory": reverse(f"directory:data{name}", args=[CONTACT.token_of(self.contact)]),
            "jobs": reverse(f"jobs:data{name}"),
        }

    def client(self) -> Client:
        """Her browser, in which she has opened the link of the mail about offers."""
        client = Client()
        client.get(address(self.correspondent).removeprefix("http://127.0.0.1:8000"))
        return client


@pytest.fixture
def zoe() -> Outside:
    return Outside()


def opened(answer: Any) -> dict[str, Any]:
    packed = zipfile.ZipFile(io.BytesIO(content_of(answer)))
    told: dict[str, Any] = json.loads(packed.read(next(n for n in packed.namelist() if n.endswith(".json"))))
    return told


@pytest.mark.parametrize("by", ["association", "directory", "jobs"])
def test_each_link_opens_all_that_the_association_holds_of_the_address(zoe: Outside, by: str) -> None:
    client = zoe.client()
    page = client.get(zoe.pages()[by])
    assert page.status_code == 200
    text = page.content.decode()
    assert "Messages par l’annuaire" in text
    assert f"garde de l’adresse {ZOE}" in text
    told = opened(client.post(zoe.pages("_copy")[by]))
    rows = {kind["model"]: [row["id"] for row in kind["rows"]] for kind in told["kinds"]}
    assert rows["association.Application"] == [zoe.application.pk]
    assert rows["directory.Contact"] == [zoe.contact.pk]
    assert rows["jobs.Alert"] == [zoe.alert.pk]
    assert told["about"] == ZOE
    assert "nonce" not in json.dumps(told)
    assert make.mails().filter(to=ZOE, subject="Une copie de tout ce qui vous concerne a été prise").exists()


def test_what_another_organisation_or_the_chamber_holds_is_not_theirs_by_this_link(zoe: Outside) -> None:
    person = make.person(zoe.world.chamber, email=ZOE)
    send(
        to=ZOE, subject="De la chambre", body=ours("…"), key="k", chamber_id=zoe.world.chamber.pk, at=make.AT
    )
    found = {
        (held.owned.model._meta.label, pk) for held in holdings(of_outsider(zoe.contact)) for pk in held.ids
    }
    assert ("association.Application", zoe.other.pk) not in found
    assert ("people.Person", person.pk) not in found
    assert not [
        label for label, pk in found if label == "notify.Message" and make.mails().get(pk=pk).key == "k"
    ]


def test_what_was_written_to_an_account_goes_with_the_account(zoe: Outside) -> None:
    assert "notify.Message" in {held.owned.model._meta.label for held in holdings(of_outsider(zoe.contact))}
    user = make.user()
    type(user).objects.filter(pk=user.pk).update(email=ZOE)
    assert "notify.Message" not in {
        held.owned.model._meta.label for held in holdings(of_outsider(zoe.contact))
    }


def test_typing_the_address_of_another_opens_nothing(zoe: Outside) -> None:
    stranger = Client()
    for page in zoe.pages("_copy").values():
        wrong = page.replace(CONTACT.token_of(zoe.contact), "1-wrong").replace(
            application_path(zoe.application).split("/")[-2], "1-x"
        )
        assert stranger.post(wrong).status_code in {302, 404}
    assert stranger.get(zoe.pages()["jobs"]).status_code == 302
    mine = zoe.request(zoe.elsewhere, "mallory@example.org")
    labels = [held.ids for held in holdings(of_outsider(mine)) if held.owned.model is Application]
    assert labels == [frozenset({mine.pk})]
    for by in (Viewer.nobody(), as_outsider(Viewer.nobody(), mine), make.adviser(zoe.world.chamber)):
        with pytest.raises(NotAllowed):
            ask_erasure(subject=zoe.contact, by=by, at=make.AT)


def test_a_link_about_one_thing_does_not_open_the_pages_of_another_kind(zoe: Outside) -> None:
    token = CONTACT.token_of(zoe.contact)
    assert Client().get(reverse("association:data", args=[token])).status_code == 404
    assert (
        Client()
        .get(reverse("directory:data", args=[application_path(zoe.application).split("/")[-2]]))
        .status_code
        == 404
    )


def test_it_is_asked_told_and_taken_back_by_the_link(zoe: Outside) -> None:
    client = zoe.client()
    page = client.get(zoe.pages("_erase")["association"]).content.decode()
    assert "Votre demande d’adhésion" in page
    client.post(zoe.pages("_erase")["association"])
    erasure = Erasure.objects.get()
    mail = make.mails().get(key__startswith=f"erasure:{erasure.pk}:asked")
    assert mail.to == ZOE
    assert f"{application_path(zoe.application)}donnees/" in mail.body
    for by in ("association", "directory", "jobs"):
        assert "Tout doit être effacé le" in client.get(zoe.pages()[by]).content.decode()
    with pytest.raises(AlreadyAsked):
        ask_erasure(subject=zoe.contact, by=as_outsider(Viewer.nobody(), zoe.contact), at=timezone.now())
    client.post(zoe.pages("_keep")["directory"])
    erasure.refresh_from_db()
    assert erasure.cancelled_at is not None
    assert make.mails().filter(key__startswith=f"erasure:{erasure.pk}:kept", to=ZOE).exists()


def test_on_the_day_nothing_of_them_is_left_here_and_all_of_it_elsewhere(zoe: Outside) -> None:
    from tests.foundation.own_data.test_erasing import found

    by = as_outsider(Viewer.nobody(), zoe.application)
    erasure = ask_erasure(subject=zoe.application, by=by, at=make.AT)
    assert Notice.objects.filter(text__contains="Une question sur la boutique").exists()
    remind_due(erasure.due_at - 2 * DAY)
    erase_due(erasure.due_at)
    for row in (zoe.contact, zoe.application, zoe.correspondent, erasure):
        row.refresh_from_db()
    assert erasure.done_at == erasure.due_at
    assert zoe.application.state == Application.State.WITHDRAWN
    assert not Alert.objects.exists()
    zoe.other.refresh_from_db()
    assert (zoe.other.email, zoe.other.name) == (ZOE, "Zoé Zwingli")
    make.mails().filter(chamber_id=zoe.elsewhere.pk).delete()
    Notice.objects.filter(organisation_id=zoe.elsewhere.pk).delete()
    Entry.objects.filter(subject_type="association.application", subject_id=str(zoe.other.pk)).delete()
    zoe.other.delete()
    words = {
        "address": ZOE,
        "message": "Une question sur la boutique",
        "name": "Zwingli",
        "text": "Je fais des sites",
    }
    assert found(words) == []


def test_the_links_are_dead_afterwards(zoe: Outside) -> None:
    client, pages = zoe.client(), zoe.pages()
    by = as_outsider(Viewer.nobody(), zoe.contact)
    erasure = ask_erasure(subject=zoe.contact, by=by, at=make.AT)
    remind_due(erasure.due_at - 2 * DAY)
    erase_due(erasure.due_at)
    assert Client().get(pages["association"]).status_code == 404
    assert Client().get(pages["directory"]).status_code == 404
    assert ZOE not in client.get(pages["jobs"]).content.decode()
    assert Client().get(contact_url(zoe.contact).removeprefix("http://127.0.0.1:8000")).status_code == 404


def test_a_message_to_another_member_with_the_same_number_in_its_key_stays(zoe: Outside) -> None:
    """What is told of message 12 is not looked for under message 1."""
    told = Notice.objects.get(key=f"directory.contact:{zoe.contact.pk}")
    other = Notice.objects.create(
        owner=told.owner, organisation_id=told.organisation_id, kind=told.kind, title="x", url="/",
        text="Zoé Zwingli vous écrit", key=f"directory.contact:{zoe.contact.pk}7", created_at=make.AT,
    )  # fmt: skip
    by = as_outsider(Viewer.nobody(), zoe.contact)
    erasure = ask_erasure(subject=zoe.contact, by=by, at=make.AT)
    remind_due(erasure.due_at - 2 * DAY)
    erase_due(erasure.due_at)
    other.refresh_from_db()
    assert other.text == "Zoé Zwingli vous écrit"
    told.refresh_from_db()
    assert "Zwingli" not in told.text


def test_keeping_everything_is_theirs_alone(zoe: Outside) -> None:
    by = as_outsider(Viewer.nobody(), zoe.contact)
    erasure = ask_erasure(subject=zoe.contact, by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        keep_everything(erasure=erasure, by=as_outsider(Viewer.nobody(), zoe.other), at=make.AT)
    assert keep_everything(
        erasure=erasure, by=as_outsider(Viewer.nobody(), zoe.application), at=make.AT
    ).cancelled_at


def test_somebody_without_an_account_is_written_to_in_their_language(zoe: Outside) -> None:
    Party.objects.filter(pk=zoe.contact.party_id).update(language="en")
    ask_erasure(subject=zoe.contact, by=as_outsider(Viewer.nobody(), zoe.contact), at=make.AT)
    mail = make.mails().get(key__contains=":asked:")
    assert mail.subject.startswith("Everything about you is to be erased")
    assert "You asked for it." in mail.body
    assert mail.language == "en"
