"""What tells how something stands: in the reader's language, true when it is had, never of what they may not see."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from etabli.foundation.notices import kinds, notice_mails, topic_messages
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notices.notices import UNREACHABLE_KIND, tell_of_failed
from etabli.foundation.notices.owners import as_fields
from etabli.foundation.notices.telling import take_back, tell_once
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import gettext as _, ours
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import add_person, correct_person
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Topic, Words
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def topic(monkeypatch: pytest.MonkeyPatch) -> Topic:
    """How somebody is called, told to the staff of their chamber; nothing of whoever is called Personne."""

    def write(notice: Notice) -> Words | None:
        person = notice.about
        assert isinstance(person, Person)
        if person.name == "Zoé Illisible":
            raise ZeroDivisionError(person.name)
        if person.name == "Personne":
            return None
        return Words(_("Your messages"), ours(person.name), f"/{person.pk}/", _("See the team"))

    called = Topic("test.called", write, of=Person)
    monkeypatch.setitem(kinds.topics(), called.code, called)
    return called


def tell(topic: Topic, to: Any, about: Person, **options: Any) -> None:
    topic_messages.refresh_message(topic, to=to, kind=UNREACHABLE_KIND, about=about, **{"at": AT, **options})


def leave(at: Any = AT + timedelta(days=2)) -> list[Message]:
    before = set(Message.objects.values_list("pk", flat=True))
    send_digests(at)
    notice_mails.send_due(at)
    return list(Message.objects.exclude(pk__in=before).order_by("pk"))


def test_several_changes_are_one_message_that_says_what_holds_when_it_leaves(topic: Topic) -> None:
    person = make.person(make.chamber())
    adviser = make.membership(person.chamber)
    tell(topic, adviser, person)
    correct_person(person=person, name="Zoé Exemple", phone="", by=make.artisan(person), at=AT)
    tell(topic, adviser, person, at=AT + HOUR)
    assert Notice.objects.filter(topic=topic.code).count() == 1
    (mail,) = leave()
    assert "Zoé Exemple" in mail.body
    correct_person(person=person, name="Zoé Autre", phone="", by=make.artisan(person), at=AT + 3 * HOUR)
    (notice,) = Notice.objects.filter(topic=topic.code)
    assert topic_messages.prepare_for_reading([notice])[0].text == "Zoé Exemple", (
        "what has left stays as it was"
    )


def test_the_words_and_what_is_around_them_are_in_the_language_of_the_reader(topic: Topic) -> None:
    person = make.person(make.chamber())
    french, english = (make.membership(person.chamber) for _each in range(2))
    Party.objects.filter(pk=english.user.party_id).update(language="en")
    for reader in (french, english):
        with override("en"):  # in which whoever acts reads the site
            tell(topic, reader, person)
    mails = {mail.to: mail for mail in leave()}
    assert "Vos messages" in mails[french.user.email].body
    assert "Bonjour" in mails[french.user.email].body
    assert "Your messages" in mails[english.user.email].body
    assert "Hello" in mails[english.user.email].body
    assert mails[english.user.email].language == "en"


def test_a_saying_is_in_the_language_of_its_reader_at_the_act() -> None:
    person = make.person(make.chamber())
    Party.objects.filter(pk=person.party_id).update(language="en")
    answer = kinds.kinds()["market.answer"]
    tell_once(
        answer,
        to=person,
        words=lambda: Words(_("Your messages"), ours("Zoé"), "/", "Zoé"),
        key="said:1",
        at=AT,
    )
    Party.objects.filter(pk=person.party_id).update(language="fr")
    mail = make.mails().get()
    assert mail.subject == "Your messages"
    assert "Hello" in mail.body, "a mail is in one language"


@pytest.mark.parametrize("way", ["shown", "read"])
def test_what_comes_while_a_message_is_shown_is_not_lost(topic: Topic, way: str) -> None:
    person = make.person(make.chamber())
    adviser = make.membership(person.chamber)
    tell(topic, adviser, person, merge=lambda known: {"times": 1})
    (notice,) = Notice.objects.filter(topic=topic.code)
    tell(topic, adviser, person, merge=lambda known: {"times": known["times"] + 1})
    if way == "shown":
        topic_messages.prepare_for_reading([notice], shown_at=AT)
    else:
        topic_messages.mark_read_and_freeze([notice], AT)
    assert Notice.objects.get(pk=notice.pk).facts["times"] == 2


@pytest.mark.parametrize("way", ["gone", "out of sight", "nothing to tell", "left"])
def test_nobody_is_told_of_what_is_gone_or_not_theirs_to_see(topic: Topic, way: str) -> None:
    person = make.person(make.chamber())
    adviser = make.membership(person.chamber)
    tell(topic, adviser, person)
    if way == "gone":
        Person.objects.filter(pk=person.pk).delete()
    elif way == "out of sight":
        Person.objects.filter(pk=person.pk).update(chamber=make.chamber())
    elif way == "nothing to tell":
        Person.objects.filter(pk=person.pk).update(name="Personne")
    else:
        adviser.ended_on = AT.date()
        adviser.save()
    notice = Notice.objects.get(topic=topic.code)
    assert not topic_messages.write_words(notice)
    assert leave() == []


def test_what_says_nothing_more_is_neither_shown_nor_counted(topic: Topic, client: Client) -> None:
    person = make.person(make.chamber())
    adviser = make.membership(person.chamber)
    tell(topic, adviser, person)
    make.become(client, membership=adviser)
    Person.objects.filter(pk=person.pk).update(name="Personne")
    assert "Personne" not in client.get("/messages/").content.decode().partition("<main")[2]
    assert not Notice.objects.filter(read_at=None, topic=topic.code).exists()


def test_what_was_shown_was_had(topic: Topic, client: Client) -> None:
    """A change after it is another message, and what they were shown stays."""
    person = make.person(make.chamber(), name="Zoé Exemple")
    adviser = make.membership(person.chamber)
    tell(topic, adviser, person)
    make.become(client, membership=adviser)
    assert "Zoé Exemple" in client.get("/messages/").content.decode()
    Person.objects.filter(pk=person.pk).update(name="Zoé Autre")
    tell(topic, adviser, person, at=AT + HOUR)
    page = client.get("/messages/").content.decode()
    assert "Zoé Exemple" in page
    assert "Zoé Autre" in page
    Person.objects.filter(pk=person.pk).update(name="Personne")
    assert "Zoé Autre" in client.get("/messages/").content.decode(), "nothing that was shown disappears"
    assert leave() == []


def test_what_was_read_before_its_mail_left_is_told_by_the_one_mail_that_leaves(topic: Topic) -> None:
    """Though all is again as it was read: nobody has it in their mail."""
    person = make.person(make.chamber(), name="Zoé Exemple")
    adviser = make.membership(person.chamber)
    Preference.objects.create(**as_fields(adviser), channels={UNREACHABLE_KIND.code: "mail"})
    night = AT.replace(hour=21)
    tell(topic, adviser, person, at=night, merge=lambda known: {"first": True})
    topic_messages.mark_read_and_freeze(list(Notice.objects.filter(topic=topic.code)), night)
    seen: list[Any] = []
    for minute in range(2):
        tell(topic, adviser, person, merge=lambda known: seen.append(known), at=night + minute * HOUR)
    assert [known[topic_messages.OWED_FACT]["first"] for known in seen] == [True, True]
    assert Notice.objects.filter(topic=topic.code).count() == 2
    (mail,) = leave()
    assert "Zoé Exemple" in mail.body


def test_one_of_several_roles_is_enough_to_see(topic: Topic) -> None:
    """A user who has two roles in one organisation is one reader of it."""
    person = make.person(make.chamber())
    adviser = make.membership(person.chamber)
    make.membership(person.chamber, Role.MANAGER, of=adviser.user)
    tell(topic, adviser, person)
    assert len(leave()) == 1


def test_a_message_that_cannot_be_written_holds_up_nobody_is_kept_and_told(topic: Topic) -> None:
    person = make.person(make.chamber())
    other, adviser = make.person(person.chamber), make.membership(person.chamber)
    Preference.objects.create(**as_fields(adviser), channels={UNREACHABLE_KIND.code: "mail"})
    Person.objects.filter(pk=person.pk).update(name="Zoé Illisible")
    tell(topic, adviser, person)
    tell(topic, adviser, other)
    (mail,) = leave()
    assert other.name in mail.body
    kept = Notice.objects.get(failed_at__isnull=False)
    assert kept.leaves_at is not None
    tell_of_failed(AT + timedelta(days=2))
    tell_of_failed(AT + timedelta(days=2, hours=1))
    (said,) = Notice.objects.filter(kind="notices.failed")
    assert adviser.user.name in said.title
    Person.objects.filter(pk=person.pk).update(name="Zoé Lisible")
    assert any("Zoé Lisible" in late.body for late in leave(AT + timedelta(days=3)))
    assert not Notice.objects.filter(failed_at__isnull=False).exists()


def test_in_a_daily_mail_one_that_cannot_be_written_leaves_the_others_in(topic: Topic) -> None:
    person = make.person(make.chamber())
    other, adviser = make.person(person.chamber), make.membership(person.chamber)
    for about in (person, other):
        tell(topic, adviser, about)
    Person.objects.filter(pk=person.pk).update(name="Zoé Illisible")
    assert send_digests(AT + timedelta(days=2)) == 1
    assert other.name in Message.objects.get().body
    assert Notice.objects.get(failed_at__isnull=False).leaves_at is not None


def test_what_was_said_is_taken_back_while_nobody_has_had_it() -> None:
    person = make.person(make.chamber())
    for number in (1, 2):
        make.say(person, f"thread:{number}")
    assert take_back(to=person, thread="thread") is False
    assert not Notice.objects.exists()
    make.say(person, "thread:3")
    notice_mails.send_due(AT)
    assert take_back(to=person, thread="thread") is True
    assert Notice.objects.filter(key="thread:3").exists()


def test_whoever_makes_themselves_known_in_english_is_written_to_in_english() -> None:
    given = {"chamber": make.chamber(), "name": "Zoé Exemple", "phone": "", "at": AT}
    with override("en"):
        own = add_person(email="zoe@example.org", by=Viewer.nobody(), **given)
        by_staff = add_person(email="zoe2@example.org", by=make.adviser(given["chamber"]), **given)
    assert own.party.language == "en"
    assert by_staff.party.language == "", "the adviser's language is not theirs"


def test_the_button_of_the_language_changes_that_of_the_messages(client: Client) -> None:
    adviser = make.membership(make.chamber())
    make.become(client, membership=adviser)
    client.post("/langue/setlang/", {"language": "en"})
    assert Party.objects.get(pk=adviser.user.party_id).language == "en"
    assert "Your messages are written in English." in client.get("/messages/reglages/").content.decode()
    client.post("/langue/setlang/", {"language": "klingon"})
    assert Party.objects.get(pk=adviser.user.party_id).language == "en"


def test_a_visitor_who_reads_in_english_changes_nobody(client: Client) -> None:
    make.person(make.chamber())
    client.post("/langue/setlang/", {"language": "en"})
    assert not Party.objects.exclude(language="").exists()
