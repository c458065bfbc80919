"""What moderators, authors and reporters are told: as it stands, in their language, and no more than that."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.community.association.models import Member
from etabli.community.moderation import actions
from etabli.community.moderation.models import Appeal, Case, Limits, Report
from etabli.community.moderation.tasks import remind
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import prepare_for_reading
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, enter
from tests.community.messages import read_all, read_english, shown


def reported(member: Member) -> Case:
    """By three people: it is in the queue again."""
    for source in ("a", "b", "c"):
        actions.report(subject=member, reason="false", text="Faux.", source=source, by=Viewer.nobody(), at=AT)
    return Case.objects.get()


def refused(member: Member, by: Viewer, **fields: Any) -> Case:
    case = actions.submit(subject=member, by=as_member(member), at=AT, **fields)
    return actions.decide(case=case, accept=False, reason="false", by=by, at=AT)


def contested(world: SimpleNamespace) -> Appeal:
    case = refused(world.member, world.moderator, is_out=True)
    return actions.appeal(case=case, text="Le prix est juste.", by=as_member(world.member), at=AT)


def again(verb: str, by: Viewer) -> None:
    """Take the latest of these acts back, or put it in force again."""
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=AT)


def leave_their_post(viewer: Viewer) -> None:
    Membership.objects.filter(pk=viewer.membership_id).update(ended_on=AT.date())


def test_who_may_decide_is_told_of_reports_in_their_language(
    world: SimpleNamespace, colleague: Viewer
) -> None:
    english = read_english(colleague.actor.party_id)
    reported(world.member)
    messages = shown("moderation.reported")
    assert set(messages) == {world.moderator.actor.party_id, english}
    assert "Plusieurs personnes ont signalé « Studio »" in messages[world.moderator.actor.party_id]
    assert messages[english].startswith(
        "To decide: several people reported “Studio”\nSeveral people reported “Studio”."
    )


def test_reports_are_told_no_more_once_somebody_has_decided(world: SimpleNamespace) -> None:
    case = reported(world.member)
    actions.decide(case=case, accept=True, by=world.moderator, at=AT)
    assert shown("moderation.reported") == {}
    again("moderation.decide", world.moderator)
    assert list(shown("moderation.reported")) == [world.moderator.actor.party_id], "it waits again"
    read_all("moderation.reported")
    for _both_ways in range(2):
        again("moderation.decide", world.moderator)
    assert Notice.objects.filter(kind="moderation.reported").count() == 1, "and is known"


def test_reports_are_told_to_nobody_who_lost_the_role(world: SimpleNamespace) -> None:
    reported(world.member)
    leave_their_post(world.moderator)
    assert shown("moderation.reported") == {}


def test_who_may_answer_is_told_of_an_appeal(world: SimpleNamespace, colleague: Viewer) -> None:
    read_english(colleague.actor.party_id)
    contested(world)
    messages = shown("moderation.appeal")
    assert world.moderator.actor.party_id not in messages, "they decided"
    assert messages[world.board.actor.party_id].startswith("À décider : un recours sur « Studio »")
    assert "> Le prix est juste." in messages[colleague.actor.party_id]
    assert messages[colleague.actor.party_id].startswith("To decide: an appeal about “Studio”")


def test_an_appeal_is_told_while_it_waits(world: SimpleNamespace, colleague: Viewer) -> None:
    appeal = contested(world)
    again("moderation.appeal", as_member(world.member))
    assert shown("moderation.appeal") == {}
    again("moderation.appeal", as_member(world.member))
    assert colleague.actor.party_id in shown("moderation.appeal")
    leave_their_post(world.board)
    assert list(shown("moderation.appeal")) == [colleague.actor.party_id]
    actions.decide_appeal(appeal=appeal, accept=True, words="Oui.", by=colleague, at=AT)
    assert shown("moderation.appeal") == {}


def test_an_appeal_that_the_assembly_votes_on_is_told_to_the_board_and_its_author(
    world: SimpleNamespace,
) -> None:
    leave_their_post(world.board)
    author = read_english(world.member.user.party_id)
    contested(world)
    assert "la prochaine assemblée générale vote" in shown("moderation.appeal")[world.double.user.party_id]
    assert "the next general assembly of the association votes" in shown("moderation.decided")[author]
    again("moderation.appeal", as_member(world.member))
    assert shown("moderation.appeal") == {}
    assert "votes" not in shown("moderation.decided").get(author, ""), "they took it back themselves"
    again("moderation.appeal", as_member(world.member))
    assert "votes" in shown("moderation.decided")[author]


def test_the_board_is_not_told_to_decide_what_the_assembly_votes_on(
    client: Client, world: SimpleNamespace
) -> None:
    leave_their_post(world.board)
    appeal = contested(world)
    (message,) = prepare_for_reading(
        Notice.objects.filter(kind="moderation.appeal", owner=world.double.user.party_id)
    )
    assert message.see == "Le voir"
    enter(client, world.double.user, Role.BOARD)
    page = client.get(message.url).content.decode()
    assert "L’assemblée générale vote sur ce recours" in page
    assert "Vous aviez décidé" not in page
    by = acting(world.double.user, Role.BOARD)
    actions.settle_appeal(appeal=appeal, accept=True, by=by, at=AT + timedelta(hours=1))
    settled = shown("moderation.decided")[world.member.user.party_id]
    assert "L’assemblée générale a voté." in settled
    assert "la modération" not in settled
    Appeal.objects.update(words="The general assembly voted.")  # as a reader of English settled it
    enter(client, world.member.user, Role.MEMBER)
    page = client.get(reverse("moderation:decision", args=[appeal.case_id])).content.decode()
    assert "L’assemblée générale a voté." in page
    assert "assembly" not in page


def test_who_may_not_answer_an_appeal_reads_why(client: Client, world: SimpleNamespace) -> None:
    appeal = contested(world)
    address = reverse("moderation:case", args=[appeal.case_id])
    enter(client, User.objects.get(email="moderator@example.invalid"), Role.MODERATOR)
    assert "Vous aviez décidé" in client.get(address).content.decode()
    newcomer = User.objects.create_user("nouvelle@example.invalid", "Nouvelle")
    make.membership(world.association, Role.MODERATOR, newcomer)
    Membership.objects.filter(user=newcomer).update(started_on=timezone.localdate())
    enter(client, newcomer, Role.MODERATOR)
    page = client.get(address).content.decode()
    assert "Vous aviez décidé" not in page
    assert "depuis moins d’un mois" in page


@pytest.mark.parametrize(
    ("hours", "said"), [(24, "plus d’un jour"), (72, "plus de 3 jours"), (36, "plus de 36 heures")]
)
def test_how_long_things_wait_is_said_as_the_board_chose(
    client: Client, world: SimpleNamespace, hours: int, said: str
) -> None:
    Limits.objects.create(organisation=world.association, remind_after_hours=hours)
    enter(client, User.objects.get(email="moderator@example.invalid"), Role.MODERATOR)
    assert f"attend {said}" in client.get("/moderation/").content.decode().replace("\xa0", " ")
    actions.submit(subject=world.member, by=as_member(world.member), at=AT)
    late = AT + timedelta(hours=hours + 1)
    with time_machine.travel(late, tick=False):
        remind(late)
        text = shown("moderation.waiting")[world.moderator.actor.party_id].replace("\xa0", " ")
    assert text.count(f"attend depuis {said}") == 1, "the title"
    assert f"attend la modération depuis {said}." in text


def test_what_waits_is_counted_when_it_is_read(world: SimpleNamespace) -> None:
    english = read_english(world.moderator.actor.party_id)
    first = actions.submit(subject=world.member, by=as_member(world.member), at=AT)
    second = actions.submit(subject=world.other_member, by=as_member(world.other_member), at=AT)
    with time_machine.travel(AT + timedelta(hours=25), tick=False):
        remind(AT + timedelta(hours=25))
        messages = shown("moderation.waiting")
        assert set(messages) == {english, world.double.user.party_id}
        assert "2 things wait for the moderators" in messages[english]
        assert "2 publications attendent" in messages[world.double.user.party_id]
        actions.decide(case=first, accept=True, by=world.moderator, at=AT + timedelta(hours=25))
        assert "1 thing waits" in shown("moderation.waiting")[english]
        actions.decide(case=second, accept=True, by=world.moderator, at=AT + timedelta(hours=25))
        assert shown("moderation.waiting") == {}


def test_what_waits_is_told_once_a_day(world: SimpleNamespace) -> None:
    actions.submit(subject=world.member, by=as_member(world.member), at=AT)
    for hours, messages in ((25, 2), (26, 2), (49, 4)):
        with time_machine.travel(AT + timedelta(hours=hours), tick=False):
            remind(AT + timedelta(hours=hours))
            read_all("moderation.waiting")
        assert Notice.objects.filter(kind="moderation.waiting").count() == messages
    leave_their_post(world.moderator)
    with time_machine.travel(AT + timedelta(hours=73), tick=False):
        remind(AT + timedelta(hours=73))
        Membership.objects.filter(user=world.double.user, role__in=["moderator", "board"]).delete()
        assert Notice.objects.filter(kind="moderation.waiting", read_at=None).count() == 1
        shown("moderation.waiting")
        assert not Notice.objects.filter(kind="moderation.waiting", read_at=None).exists()


@pytest.mark.parametrize(("language", "title"), [("", "Masqué : Studio"), ("en", "Hidden: Studio")])
def test_the_author_reads_a_decision_in_their_language(
    world: SimpleNamespace, language: str, title: str
) -> None:
    author = world.member.user.party_id
    Party.objects.filter(pk=author).update(language=language)
    refused(world.member, world.moderator, is_out=True)
    assert shown("moderation.decided")[author].startswith(title)


def test_a_refusal_undone_and_restored_before_anybody_heard_of_it_is_told_whole(
    world: SimpleNamespace,
) -> None:
    refused(world.member, world.moderator, is_out=True)
    again("moderation.decide", world.moderator)
    assert shown("moderation.decided") == {}
    again("moderation.decide", world.moderator)
    assert "Une affirmation est fausse" in shown("moderation.decided")[world.member.user.party_id]


def test_a_refusal_undone_and_restored_after_it_was_read_is_told_as_a_change(world: SimpleNamespace) -> None:
    refused(world.member, world.moderator, is_out=True)
    read_all("moderation.decided")
    again("moderation.decide", world.moderator)
    assert "Le public le voit." in shown("moderation.decided")[world.member.user.party_id]
    again("moderation.decide", world.moderator)
    assert "Le public ne le voit pas" in shown("moderation.decided")[world.member.user.party_id]


def test_who_reported_reads_what_came_of_it_in_their_language(world: SimpleNamespace) -> None:
    reporter = as_member(world.other_member)
    read_english(reporter.actor.party_id)
    actions.report(
        subject=world.member,
        reason="false",
        source="x",
        email="zoe@example.org",
        by=Viewer.nobody(),
        at=AT,
    )
    actions.report(subject=world.member, reason="false", by=reporter, at=AT)
    actions.decide(case=Case.objects.get(), accept=False, reason="false", by=world.moderator, at=AT)
    assert not Report.objects.filter(closed_at=None).exists()
    assert "people no longer see it" in shown("moderation.came_of_it")[reporter.actor.party_id]
    assert make.mails().get(to="zoe@example.org").body.startswith("Bonjour,\n\nVous avez signalé")
