"""A story is shown exactly while its artisan agrees to its very words."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import of_person
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import give_consent, withdraw_consent
from etabli.foundation.people.models import Consent, Organisation, Person, SecretLink
from etabli.foundation.people.viewer import Viewer
from etabli.programme.showcase import actions, queries
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.story_content import NamedPerson, Telling
from etabli.programme.showcase.tasks import RETENTION, erase_withdrawn
from etabli.programme.showcase.withdrawals import WITHDRAWALS
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.AT
PHOTO = b"\xff\xd8\xff\xe0 a photo"
Tell = Callable[..., Telling]


def is_shown(story: Story) -> bool:
    return queries.shown_stories().filter(pk=story.pk).exists()


def by_its_link(story: Story) -> Viewer:
    assert story.person is not None
    return factories.bearer(story.person, SecretLink.Scope.STORY, story.pk)


def latest(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def fresh(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def test_the_link_of_the_mail_opens_this_story_and_nothing_else(story: Story, baker: Person) -> None:
    (mail,) = factories.mails().filter(to=baker.email)
    link = SecretLink.objects.get(person=baker)
    assert (link.scope, link.subject_id) == (SecretLink.Scope.STORY, story.pk)
    assert f"/l/{link.pk}-" in mail.body
    assert f"/mon-histoire/{story.pk}/" in mail.body


def test_who_bears_the_link_agrees_and_the_agreement_says_to_what(story: Story, baker: Person) -> None:
    assert not is_shown(story)
    actions.agree(story=story, by=by_its_link(story), at=AT)
    consent = Consent.objects.get(person=baker, purpose=Consent.Purpose.STORY)
    assert (consent.subject_type, consent.subject_id) == ("showcase.story", str(story.pk))
    assert is_shown(story)


def test_the_adviser_does_not_agree_in_the_place_of_the_artisan(story: Story, adviser: Viewer) -> None:
    with pytest.raises(NotAllowed):
        actions.agree(story=story, by=adviser, at=AT)
    assert not is_shown(story)


def test_the_link_of_another_story_gives_no_right_over_this_one(
    story: Story, chamber: Organisation, adviser: Viewer, baker: Person, telling: Tell
) -> None:
    other = actions.write_story(chamber=chamber, person=baker, telling=telling(), by=adviser, at=AT)
    with pytest.raises(NotAllowed):
        actions.agree(story=story, by=by_its_link(other), at=AT)


@pytest.mark.parametrize("purpose", ["contact", "ad", "story"])
def test_the_link_agrees_to_this_story_being_shown_and_to_nothing_else(
    story: Story, baker: Person, chamber: Organisation, purpose: str
) -> None:
    by = by_its_link(story)
    with pytest.raises(NotAllowed):
        give_consent(person=baker, purpose=purpose, by=by, at=AT)
    about = story if purpose != "story" else Story(pk=story.pk + 1, chamber=chamber)
    with pytest.raises(NotAllowed):
        give_consent(person=baker, purpose=purpose, about=about, by=by, at=AT)


@pytest.mark.parametrize("lack", ["title", "trade_code", "channels", "done", "brought"])
def test_what_lacks_something_is_not_shown(story: Story, adviser: Viewer, telling: Tell, lack: str) -> None:
    empty = telling(**{lack: () if lack == "channels" else ""})
    story = actions.correct_story(story=story, telling=empty, version=1, by=adviser, at=AT)
    with pytest.raises(actions.NotWhole):
        actions.agree(story=story, by=by_its_link(story), at=AT)


def test_a_word_changed_by_the_adviser_waits_for_a_new_agreement(
    story: Story, adviser: Viewer, telling: Tell
) -> None:
    artisan = by_its_link(story)
    actions.agree(story=story, by=artisan, at=AT)
    actions.correct_story(story=story, telling=telling(title="Mieux"), version=1, by=adviser, at=AT)
    assert not is_shown(story)
    assert not Consent.objects.filter(purpose="story", withdrawn_at=None).exists()
    undo(entry=latest("showcase.correct"), by=adviser, at=AT)
    assert is_shown(story), "the very text that was agreed to is back, and so is the agreement"
    undo(entry=latest("showcase.correct"), by=adviser, at=AT)
    actions.agree(story=fresh(story), by=artisan, at=AT)
    assert is_shown(story)


def test_taking_it_off_closes_it_at_once_and_is_undone_by_who_did_it(story: Story, adviser: Viewer) -> None:
    artisan = by_its_link(story)
    actions.agree(story=story, by=artisan, at=AT)
    actions.withdraw_story(story=story, by=artisan, at=AT)
    assert not is_shown(story)
    with pytest.raises(NotAllowed):
        undo(entry=latest("showcase.withdraw"), by=adviser, at=AT)
    undo(entry=latest("showcase.withdraw"), by=artisan, at=AT)
    assert is_shown(story)


def test_an_agreement_that_ends_elsewhere_closes_it_too(story: Story, baker: Person) -> None:
    actions.agree(story=story, by=by_its_link(story), at=AT)
    consent = Consent.objects.get(purpose="story")
    withdraw_consent(consent=consent, by=factories.artisan(baker), at=AT)
    assert not is_shown(story)


def test_signed_on_paper_by_somebody_without_an_address(
    chamber: Organisation, adviser: Viewer, telling: Tell
) -> None:
    named = NamedPerson("René Pierre")
    made = actions.write_story(
        chamber=chamber, person=None, telling=telling(), named=named, by=adviser, at=AT
    )
    with pytest.raises(actions.NobodyToAsk):
        actions.ask_for_agreement(story=made, by=adviser, at=AT)
    actions.agree_on_paper(story=made, signed_on=AT.date(), by=adviser, at=AT)
    assert is_shown(made)
    assert Consent.objects.get(purpose="story").recorded_by_id == adviser.actor.party_id


def test_nobody_agrees_for_nobody(chamber: Organisation, adviser: Viewer, telling: Tell) -> None:
    made = actions.write_story(chamber=chamber, person=None, telling=telling(), by=adviser, at=AT)
    with pytest.raises(actions.NobodyToAsk):
        actions.agree_on_paper(story=made, signed_on=AT.date(), by=adviser, at=AT)


def test_naming_a_known_artisan_makes_nobody_new(
    chamber: Organisation, adviser: Viewer, baker: Person, telling: Tell
) -> None:
    made = actions.write_story(chamber=chamber, person=None, telling=telling(), by=adviser, at=AT)
    named = NamedPerson("O. Fournil", baker.email)
    actions.correct_story(story=made, telling=telling(), version=1, named=named, by=adviser, at=AT)
    assert fresh(made).person == baker


def test_who_wrote_over_somebody_else_is_told(story: Story, adviser: Viewer, telling: Tell) -> None:
    actions.correct_story(story=story, telling=telling(title="Un"), version=1, by=adviser, at=AT)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.correct_story(story=story, telling=telling(title="Deux"), version=1, by=adviser, at=AT)


def test_a_photo_that_is_gone_does_not_come_back(story: Story, adviser: Viewer, telling: Tell) -> None:
    told = telling(photo_says="La vitrine")
    photo = factories.examined(PHOTO, "vitrine.jpg")
    actions.correct_story(story=story, telling=told, version=1, photo=photo, by=adviser, at=AT)
    actions.correct_story(story=story, telling=told, version=2, without_photo=True, by=adviser, at=AT)
    StoredFile.objects.all().delete()
    with pytest.raises(CannotUndo):
        undo(entry=latest("showcase.correct"), by=adviser, at=AT)


def test_months_after_it_was_taken_off_nothing_is_left(story: Story, adviser: Viewer, telling: Tell) -> None:
    told, photo = telling(photo_says="La vitrine"), factories.examined(PHOTO, "vitrine.jpg")
    actions.correct_story(story=story, telling=told, version=1, photo=photo, by=adviser, at=AT)
    artisan = by_its_link(story)
    actions.agree(story=story, by=artisan, at=AT)
    actions.withdraw_story(story=story, by=artisan, at=AT)
    erase_withdrawn(AT + RETENTION - timedelta(days=1))
    assert Story.objects.exists()
    erase_withdrawn(AT + RETENTION)
    assert not Story.objects.exists()
    assert not StoredFile.objects.exists()
    left = Entry.objects.filter(subject_type="showcase.story")
    assert not [entry for entry in left if "pain" in f"{entry.before}{entry.after}{entry.subject_label}"]


def test_nobody_agrees_to_words_that_they_did_not_read(story: Story, adviser: Viewer, telling: Tell) -> None:
    """The adviser's change comes between the artisan's reading and their agreement."""
    read = fresh(story)
    actions.correct_story(story=story, telling=telling(title="Autrement"), version=1, by=adviser, at=AT)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.agree(story=read, by=by_its_link(read), at=AT)
    assert not is_shown(story)


def test_erasing_the_artisan_takes_it_off_and_leaves_nothing(story: Story, baker: Person) -> None:
    actions.agree(story=story, by=by_its_link(story), at=AT)
    (standing,) = WITHDRAWALS
    (row,) = standing.rows(baker.party_id, AT)
    standing.withdraw(row, AT)
    assert not is_shown(story)
    erase_rows(of_person(baker), AT)
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fr", "Relisez votre histoire, et dites si nous pouvons la montrer"),
        ("en", "Read your story over, and say whether we may show it"),
    ],
)
def test_an_artisan_is_asked_in_their_language(
    adviser: Viewer, baker: Person, chamber: Organisation, telling: Tell, language: str, subject: str
) -> None:
    Party.objects.filter(pk=baker.party_id).update(language=language)
    made = actions.write_story(chamber=chamber, person=baker, telling=telling(), by=adviser, at=AT)
    actions.ask_for_agreement(story=made, by=adviser, at=AT)
    assert factories.mails().get().subject == subject
