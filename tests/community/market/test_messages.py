"""What the market tells as it stands: true when it is had, in its reader's language, of nothing they may not see."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.association.models import Member
from etabli.community.market import actions, tasks
from etabli.community.market.models import Ad
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, DEADLINE, answer, as_member, enter, pass_on

DAY = timedelta(days=1)
SOONER, LATER = DEADLINE - 10 * DAY, DEADLINE + 10 * DAY
REMINDED, OVER = AT + 17 * DAY, AT + 21 * DAY


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def texts(kind: str) -> list[str]:
    return [f"{notice.title} {notice.text}" for notice in make.shown(kind=f"market.{kind}")]


def text(kind: str) -> str:
    (only,) = texts(kind)
    return only


def had() -> list[Message]:
    """The mails that leave now."""
    before = set(Message.objects.values_list("pk", flat=True))
    return list(make.mails().exclude(pk__in=before).order_by("pk"))


def take_back(verb: str, by: Viewer) -> None:
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=AT)


def changed(ad: Ad, by: Viewer, day: Any = DEADLINE, cap: int = 6) -> None:
    ad.refresh_from_db()
    actions.change_ad(ad=ad, deadline_on=day, answers_cap=cap, by=by, at=AT)


def answered(world: SimpleNamespace) -> Any:
    return answer(pass_on(world, world.artisan), world.member)


def written(world: SimpleNamespace) -> Any:
    by = world.artisan_viewer
    return actions.send_message(answer=answered(world), text="Combien de pages ?", by=by, at=AT)


def narrowed(world: SimpleNamespace) -> None:
    changed(answered(world).ad, world.artisan_viewer, SOONER, 5)


def withdrawn(world: SimpleNamespace) -> None:
    actions.withdraw_ad(ad=answered(world).ad, by=world.artisan_viewer, at=AT)


def out_again(world: SimpleNamespace) -> None:
    withdrawn(world)
    had()
    take_back("market.withdraw_ad", world.artisan_viewer)


def no_longer_agreed(world: SimpleNamespace) -> None:
    withdraw_consent(consent=answered(world).ad.consent, by=world.artisan_viewer, at=AT)


def withdrawn_by_staff(world: SimpleNamespace) -> None:
    actions.withdraw_ad(ad=pass_on(world, world.artisan), by=world.adviser, at=AT)


def out_again_by_staff(world: SimpleNamespace) -> None:
    withdrawn_by_staff(world)
    had()
    take_back("market.withdraw_ad", world.adviser)


def ended_by_staff(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, by=world.adviser)
    had()
    withdraw_consent(consent=ad.consent, by=world.adviser, at=AT)


def shown_elsewhere(world: SimpleNamespace) -> Any:
    ad = pass_on(world, world.artisan)
    return actions.send_elsewhere(ad=ad, destination="feed", by=world.adviser, at=AT)


def shown_no_longer(world: SimpleNamespace) -> None:
    sending = shown_elsewhere(world)
    had()
    actions.withdraw_sending(sending=sending, by=world.adviser, at=AT)


def on_day(do: Callable[[Any], None], at: Any) -> Callable[[SimpleNamespace], None]:
    def act(world: SimpleNamespace) -> None:
        pass_on(world, world.artisan)
        do(at)

    return act


STATES: dict[str, tuple[str, Callable[[SimpleNamespace], Any], str, str]] = {
    "answer": ("answer", answered, "a reçu une réponse", "has got an answer"),
    "letter": ("letter", written, "Un message vous attend", "A message waits for you"),
    "ending": ("ends", on_day(tasks.remind_due, REMINDED), "Jusqu’au", "Until "),
    "over": ("outcome", on_day(tasks.ask_due, OVER), "est terminée", "is over"),
    "new ad": ("new_ad", on_day(tasks.alert_due, AT), "Une nouvelle annonce", "A new ad"),
    "narrowed": ("moved", narrowed, "L’artisan a modifié", "The artisan changed"),
    "withdrawn": ("moved", withdrawn, "est retirée", "is withdrawn"),
    "out again": ("moved", out_again, "de nouveau", "is out again"),
    "not agreed": ("moved", no_longer_agreed, "Une annonce à laquelle", "An ad that you answered"),
    "passed on": ("changed", lambda world: pass_on(world, world.artisan, by=world.adviser),
                  "a transmis votre annonce", "passed your ad"),
    "bounds": ("changed", lambda world: changed(pass_on(world, world.artisan), world.adviser, LATER, 8),
               "au plus\xa0: 6 → 8", "at most: 6 → 8"),
    "by staff": ("changed", withdrawn_by_staff, "Conseillère a retiré", "Conseillère withdrew"),
    "back by staff": ("changed", out_again_by_staff, "remis votre annonce", "put your ad"),
    "ended by staff": ("changed", ended_by_staff, "vous n’êtes plus d’accord", "you no longer agree"),
    "elsewhere": ("changed", shown_elsewhere, "un endroit de plus", "at one more place"),
    "no longer": ("changed", shown_no_longer, "d’un endroit.", "at one place less"),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_state_is_written_in_the_language_of_its_reader(
    world: SimpleNamespace, state: str, language: str
) -> None:
    kind, act, french, english = STATES[state]
    Party.objects.update(language=language)
    act(world)
    last = make.shown(kind=f"market.{kind}")[-1]
    expected, other = (french, english) if language == "fr" else (english, french)
    assert expected in f"{last.title} {last.text}"
    assert other not in f"{last.title} {last.text}"


# Taken back before it is had


def test_an_answer_taken_back_goes_unsaid_and_is_told_once_put_back(world: SimpleNamespace) -> None:
    sent, by = answered(world), as_member(world.member)
    actions.withdraw_answer(answer=sent, by=by, at=AT)
    assert texts("answer") == []
    assert had() == []
    take_back("market.withdraw_answer", by)
    assert [mail.subject for mail in had()] == [
        "Une réponse à votre annonce «\u00a0Un site pour une menuiserie\u00a0»"
    ]
    for _time in range(2):
        take_back("market.withdraw_answer", by)
    assert had() == [], "of one sending they are told once"


def test_a_message_waits_until_it_is_taken_back_answered_or_read(
    world: SimpleNamespace, client: Client
) -> None:
    letter, by = written(world), world.artisan_viewer
    take_back("market.write_letter", by)
    assert texts("letter") == []
    take_back("market.write_letter", by)
    assert len(texts("letter")) == 1
    actions.send_message(answer=letter.answer, text="Encore un mot", by=by, at=AT)
    assert len(texts("letter")) == 1, "two messages wait: told as one"
    enter(client, world.member.user, Role.MEMBER).get(f"/reponses/{letter.answer_id}/")
    assert texts("letter") == []
    actions.send_message(answer=letter.answer, text="Et ceci", by=by, at=AT + DAY)
    actions.send_message(answer=letter.answer, text="Oui", by=as_member(world.member), at=AT + 2 * DAY)
    member = world.member.user.party_id
    assert not make.shown(kind="market.letter", owner=member), "whoever has answered has read it"


def test_a_message_that_was_had_is_not_told_again_when_it_is_put_back(world: SimpleNamespace) -> None:
    written(world)
    had()
    for _time in range(2):
        take_back("market.write_letter", world.artisan_viewer)
    assert had() == []


def test_a_message_taken_away_by_a_moderator_or_about_an_answer_that_is_gone_goes_unsaid(
    world: SimpleNamespace,
) -> None:
    letter = written(world)
    actions.hide_letter(subject=letter, reason="", by=Viewer.system(), at=AT)
    assert texts("letter") == []
    actions.keep_letter(subject=letter, by=Viewer.system(), at=AT)
    assert len(texts("letter")) == 1
    actions.withdraw_answer(answer=letter.answer, by=as_member(world.member), at=AT)
    assert texts("letter") == []


def test_a_member_reads_no_title_once_the_artisan_no_longer_agrees(world: SimpleNamespace) -> None:
    letter = written(world)
    withdraw_consent(consent=letter.answer.ad.consent, by=world.artisan_viewer, at=AT)
    assert "Une annonce retirée" in text("letter")
    assert "menuiserie" not in text("letter") + text("moved")


def test_the_end_is_told_of_the_day_that_holds_while_the_ad_is_out(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    tasks.remind_due(REMINDED)
    changed(ad, world.artisan_viewer, LATER)
    assert texts("ends") == []
    take_back("market.change_ad", world.artisan_viewer)
    assert "1er\xa0février" in text("ends")
    actions.withdraw_ad(ad=ad, by=world.artisan_viewer, at=AT)
    assert texts("ends") == []


def test_what_came_of_it_is_asked_until_it_is_said_or_the_ad_goes_on(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    tasks.ask_due(OVER)
    actions.record_outcome(ad=ad, came_of="none", by=world.artisan_viewer, at=AT)
    assert texts("outcome") == []
    take_back("market.tell_what_came", world.artisan_viewer)
    assert "terminée" in text("outcome")
    changed(ad, world.artisan_viewer, LATER)
    assert texts("outcome") == []


@pytest.mark.parametrize("way", ["withdrawn", "full", "over", "hidden", "no longer agreed"])
def test_a_new_ad_that_takes_no_more_answers_is_not_in_the_daily_mail(
    world: SimpleNamespace, way: str
) -> None:
    ad = pass_on(world, world.artisan)
    tasks.alert_due(AT)
    assert len(texts("new_ad")) == 2
    if way == "withdrawn":
        actions.withdraw_ad(ad=ad, by=world.artisan_viewer, at=AT)
    elif way == "full":
        answer(ad, world.member)
        changed(ad, world.artisan_viewer, DEADLINE, 1)
    elif way == "over":
        Ad.objects.update(deadline_on=(AT - DAY).date())
    elif way == "hidden":
        actions.hide_ad(subject=ad, reason="", by=Viewer.system(), at=AT)
    else:
        withdraw_consent(consent=ad.consent, by=world.artisan_viewer, at=AT)
    assert texts("new_ad") == []


# Several changes


def test_several_changes_of_an_ad_are_one_message_from_what_they_know(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    changed(ad, world.adviser, SOONER, 8)
    changed(ad, world.adviser, LATER, 8)
    actions.send_elsewhere(ad=ad, destination="feed", by=world.adviser, at=AT)
    message = text("changed")
    for part in ("1er\xa0février 2027 → jeudi 11\xa0février 2027", "6 → 8", "un endroit de plus"):
        assert part in message
    assert "22\xa0janvier" not in message
    changed(ad, world.adviser)
    take_back("market.send_elsewhere", world.adviser)
    assert not Notice.objects.filter(kind="market.changed").exists(), "all is again as they know it"


def test_what_the_artisan_changed_since_is_not_told_as_done_by_another(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    changed(ad, world.adviser, LATER, 8)
    changed(ad, world.artisan_viewer, LATER, 9)
    assert texts("changed") == []
    changed(ad, world.adviser, LATER, 10)
    assert "9 → 10" in text("changed")
    assert "Réponses jusqu’au" not in text("changed")


def test_an_ad_passed_on_and_withdrawn_before_they_knew_goes_unsaid_and_comes_back(
    world: SimpleNamespace,
) -> None:
    ad = pass_on(world, world.artisan, by=world.adviser)
    changed(ad, world.adviser, LATER, 8)
    assert "11\xa0février 2027" in text("changed"), "as it is now"
    assert "→" not in text("changed")
    actions.withdraw_ad(ad=ad, by=world.adviser, at=AT)
    assert texts("changed") == []
    take_back("market.withdraw_ad", world.adviser)
    assert "Conseillère a transmis" in text("changed")


def test_what_the_staff_does_and_takes_back_is_told_as_it_stands(world: SimpleNamespace) -> None:
    withdrawn_by_staff(world)
    assert "a retiré" in had()[0].body
    take_back("market.withdraw_ad", world.adviser)
    assert "remis votre annonce" in had()[0].body
    take_back("market.withdraw_ad", world.adviser)
    assert "a retiré" in had()[0].body


def test_those_who_answered_are_told_what_became_of_a_narrowing_that_they_had(world: SimpleNamespace) -> None:
    ad = answered(world).ad
    changed(ad, world.artisan_viewer, SOONER)
    changed(ad, world.artisan_viewer)
    assert texts("moved") == [], "taken back before they knew"
    changed(ad, world.artisan_viewer, SOONER)
    assert "22\xa0janvier" in had()[-1].body
    changed(ad, world.artisan_viewer)
    assert "→ lundi 1er\xa0février" in had()[-1].body
    changed(ad, world.artisan_viewer, LATER, 12)
    assert "6 → 12" in texts("moved")[-1]


def test_who_left_the_association_is_told_of_no_ad(world: SimpleNamespace) -> None:
    narrowed(world)
    tasks.alert_due(AT)
    assert leave(world.member) == ["moved", "new_ad"]


def leave(member: Member) -> list[str]:
    """The kinds of messages that they have no more once they have left."""

    def kinds() -> set[str]:
        return {notice.kind for notice in make.shown(owner=member.user.party_id)}

    before = kinds()
    Membership.objects.filter(user=member.user).update(ended_on=AT.date())
    return sorted(kind.partition(".")[2] for kind in before - kinds())
