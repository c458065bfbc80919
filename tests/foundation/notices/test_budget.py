"""Of what somebody has not asked for, three messages a year reach them, all kinds together; "not now" stops all."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import actions, budget, notice_mails, queries, telling
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notices.links import token_of
from etabli.foundation.notices.models import Notice, NotNow, Preference, UnaskedContact
from etabli.foundation.notices.owners import as_fields
from etabli.foundation.notices.tasks import forget_unasked
from etabli.foundation.notify.models import Message
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import of_person
from etabli.foundation.people.actions import merge_persons
from etabli.foundation.people.models import Person, Role
from tests import factories as make
from tests.at_once import all_at_once
from tests.factories import AT

pytestmark = pytest.mark.django_db
UNASKED = ["surveys.to_answer", "showcase.asked", "market.outcome"]
DAY = timedelta(days=1)


def ask(to: Any, *keys: str, at: Any = AT) -> None:
    """Something that nobody asked for, of one kind after the other; their mails leave."""
    for rank, key in enumerate(keys):
        make.say(to, key, UNASKED[rank % 3], at=at)
        notice_mails.send_due(at)


def mails_to(person: Person) -> list[str]:
    return list(Message.objects.filter(to=person.email).order_by("pk").values_list("key", flat=True))


def why(key: str) -> str:
    return UnaskedContact.objects.get(key=key).refused


def test_three_in_a_year_of_all_kinds_together() -> None:
    anne = make.person(make.chamber())
    ask(anne, "one", "two", "three", "four")
    assert mails_to(anne) == ["one", "two", "three"]
    assert [notice.key for notice in queries.notices_of(make.artisan(anne))] == ["three", "two", "one"]
    assert why("four") == "budget"
    assert budget.messages_left(anne.party_id, AT) == 0
    ask(anne, "five", at=AT + 360 * DAY)
    ask(anne, "six", at=AT + 369 * DAY)
    assert mails_to(anne)[3:] == ["six"]


def test_what_they_asked_for_is_never_held_back_and_takes_no_place() -> None:
    anne = make.person(make.chamber())
    ask(anne, "one", "two", "three")
    actions.not_now(owner=anne, by=make.artisan(anne), at=AT)
    asked = [kind.code for kind in kinds().values() if not kind.unasked]
    for code in asked:
        make.say(anne, code, code)
        assert Notice.objects.filter(key=code, is_held=False).exists(), code
    assert UnaskedContact.objects.count() == 3
    with pytest.raises(ValueError, match="asked"), transaction.atomic():
        budget.count_unasked_message(kinds()[asked[0]], to=anne.party_id, key="x", at=AT)


def test_nothing_of_it_is_seen_before_it_leaves() -> None:
    anne = make.person(make.chamber())
    night = AT.replace(hour=21)
    make.say(anne, "one", "surveys.to_answer", at=night)
    viewer = make.artisan(anne)
    assert not queries.notices_of(viewer).exists()
    assert budget.messages_left(anne.party_id, night) == 3, "what has not left takes no place"
    notice_mails.send_due(night + DAY / 2)
    assert queries.notices_of(viewer).count() == 1
    assert budget.messages_left(anne.party_id, night + DAY) == 2


def test_what_is_taken_back_before_it_leaves_gives_its_place_back() -> None:
    anne = make.person(make.chamber())
    make.say(anne, "story:1:x", "showcase.asked")
    notice_mails.queue_mail(Notice.objects.get().pk, until=AT)
    assert budget.messages_left(anne.party_id, AT) == 2
    assert not telling.take_back(to=anne, thread="story:1")
    assert budget.messages_left(anne.party_id, AT) == 3
    ask(anne, "one")
    Message.objects.update(status="sent")
    assert telling.take_back(to=anne, thread="one") is False  # no such thread
    assert budget.messages_left(anne.party_id, AT) == 2


def test_who_has_only_a_telephone_finds_at_most_as_many() -> None:
    luc = make.person(make.chamber(), email="")
    ask(luc, "one", "two", "three", "four")
    assert queries.notices_of(make.artisan(luc)).count() == 3
    assert why("four") == "budget"


def test_the_daily_mail_holds_no_more_than_what_has_its_place() -> None:
    anne = make.person(make.chamber())
    Preference.objects.create(**as_fields(anne), channels=dict.fromkeys(UNASKED, "digest"))
    ask(anne, "one", "two", "three", "four")
    make.say(anne, "asked", "market.answer", at=AT)
    notice_mails.send_due(AT)
    assert send_digests(AT + DAY) == 1
    daily = Message.objects.get(key__startswith="digest:")
    assert daily.body.count("Une réponse\nElle est là.") == 3
    assert why("four") == "budget"
    assert daily.unsubscribe


def test_none_where_the_setting_says_so(settings: Any) -> None:
    settings.UNASKED_A_YEAR = 0
    anne = make.person(make.chamber())
    ask(anne, "one")
    assert not mails_to(anne)
    assert budget.messages_left(anne.party_id, AT) == 0


def test_not_now_stops_all_of_it_for_six_months_and_is_taken_back() -> None:
    anne = make.person(make.chamber())
    viewer = make.artisan(anne)
    actions.not_now(owner=anne, by=viewer, at=AT)
    ask(anne, "one")
    assert why("one") == "not_now"
    assert budget.not_now_until(anne.party_id, AT) == AT + budget.NOT_NOW_PERIOD
    undo(entry=Entry.objects.get(verb="notices.not_now"), by=viewer, at=AT)
    assert budget.not_now_until(anne.party_id, AT) is None
    actions.not_now(owner=anne, by=viewer, at=AT)
    actions.write_again(owner=anne, by=viewer, at=AT)
    ask(anne, "two")
    undo(entry=Entry.objects.get(verb="notices.write_again"), by=viewer, at=AT)
    ask(anne, "three")
    ask(anne, "four", at=AT + budget.NOT_NOW_PERIOD)
    assert mails_to(anne) == ["two", "four"]
    with pytest.raises(actions.NothingHeldOff), transaction.atomic():
        actions.write_again(owner=anne, by=viewer, at=AT + budget.NOT_NOW_PERIOD)


def test_the_staff_writes_down_what_they_heard_and_nobody_else_does() -> None:
    anne = make.person(make.chamber())
    actions.not_now(owner=anne, by=make.adviser(anne.chamber), at=AT)
    assert budget.not_now_until(anne.party_id, AT)
    with pytest.raises(NotAllowed):
        undo(
            entry=Entry.objects.get(verb="notices.not_now"), by=make.adviser(make.chamber("Ailleurs")), at=AT
        )
    for by in (make.adviser(make.chamber("Chambre voisine")), make.artisan(make.person(anne.chamber))):
        with pytest.raises(NotAllowed), transaction.atomic():
            actions.not_now(owner=anne, by=by, at=AT)


def test_two_who_are_joined_have_one_budget_and_one_word() -> None:
    chamber = make.chamber()
    kept, merged = make.person(chamber), make.person(chamber)
    ask(kept, "one")
    ask(merged, "two")
    merge_persons(kept=kept, merged=merged, checked="vus ensemble", by=make.adviser(chamber), at=AT)
    assert budget.messages_left(kept.party_id, AT) == budget.messages_left(merged.party_id, AT) == 1, (
        "their word is waited for"
    )
    ask(merged, "three")
    ask(kept, "four")
    assert why("four") == "budget"
    actions.not_now(owner=merged, by=make.artisan(merged), at=AT)
    assert budget.not_now_until(kept.party_id, AT)
    undo(entry=Entry.objects.get(verb="people.merge"), by=make.adviser(chamber), at=AT)
    assert budget.messages_left(kept.party_id, AT) == 2
    assert budget.not_now_until(kept.party_id, AT) is None


def test_what_only_the_staff_could_open_goes_with_its_places_and_comes_back() -> None:
    chamber = make.chamber()
    kept, merged = make.person(chamber), make.person(chamber, email="")
    ask(merged, "one", "two")
    by = make.adviser(chamber)
    merge_persons(kept=kept, merged=merged, checked="vus ensemble", by=by, at=AT)
    assert {row.owner_id for row in UnaskedContact.objects.all()} == {kept.party_id}
    assert budget.messages_left(kept.party_id, AT) == 1
    undo(entry=Entry.objects.get(verb="people.merge"), by=by, at=AT)
    assert (budget.messages_left(kept.party_id, AT), budget.messages_left(merged.party_id, AT)) == (3, 1)


def test_it_is_forgotten_after_its_time_and_erased_with_the_person() -> None:
    anne, luc = make.person(make.chamber()), make.person(make.chamber())
    for person in (anne, luc):
        ask(person, f"one-{person.pk}")
        actions.not_now(owner=person, by=make.artisan(person), at=AT)
    erase_rows(of_person(anne), AT)
    assert [row.owner_id for row in UnaskedContact.objects.all()] == [luc.party_id]
    assert [row.owner_id for row in NotNow.objects.all()] == [luc.party_id]
    forget_unasked(AT + 700 * DAY)
    assert UnaskedContact.objects.exists()
    forget_unasked(AT + 730 * DAY)
    assert not UnaskedContact.objects.exists()
    forget_unasked(AT + budget.NOT_NOW_PERIOD + 730 * DAY)
    assert not NotNow.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("taken", [0, 2])
def test_workers_at_once_never_take_the_same_last_place(taken: int) -> None:
    anne = make.person(make.chamber())
    ask(anne, *(f"before-{rank}" for rank in range(taken)))
    for rank in range(8):
        make.say(anne, f"at-once-{rank}", UNASKED[rank % 3])
    waiting = list(Notice.objects.filter(is_held=True).values_list("pk", flat=True))
    all_at_once([lambda pk=pk: notice_mails.queue_mail(pk, until=AT) for pk in waiting])
    assert Message.objects.filter(key__startswith="at-once").count() == 3 - taken
    assert UnaskedContact.objects.filter(refused="budget").count() == 8 - (3 - taken)
    assert Notice.objects.count() == 3


def test_from_the_mail_one_click_says_not_now(client: Any) -> None:
    anne = make.person(make.chamber())
    ask(anne, "one")
    mail = Message.objects.get()
    assert "au plus 3 messages par an" in mail.body
    assert "Pas maintenant, ou plus jamais ces e-mails" in mail.body
    page = mail.unsubscribe.partition("8000")[2]
    assert page == f"/desabonnement/{token_of(anne, 'surveys.to_answer')}/"
    assert "Pas maintenant" in client.get(page).content.decode()
    assert budget.not_now_until(anne.party_id, AT) is None, "a GET does nothing"
    until = client.post(page, {"not_now": "1"}).context["not_now_until"]
    assert until is not None
    assert not Preference.objects.exists(), "the kind itself still comes, later"
    assert client.post(page, {"write_again": "1"}).context["not_now_until"] is None
    client.post(page, {"not_now": "1"}), client.post(page, {"not_now": "1"})
    assert NotNow.objects.filter(withdrawn_at=None).count() == 1


def test_a_mail_program_that_unsubscribes_stops_this_kind_and_says_not_now(client: Any) -> None:
    anne = make.person(make.chamber())
    page = f"/desabonnement/{token_of(anne, 'surveys.to_answer')}/"
    client.post(page, {"List-Unsubscribe": "One-Click"})
    assert NotNow.objects.filter(withdrawn_at=None).count() == 1
    assert Preference.objects.get().channels == {"surveys.to_answer": "here"}
    client.post(f"/desabonnement/{token_of(anne, 'market.answer')}/", {"List-Unsubscribe": "One-Click"})
    assert NotNow.objects.count() == 1, "of what they asked for, only that kind is silenced"


def test_their_page_says_how_many_are_left_and_has_the_button(client: Any) -> None:
    anne = make.person(make.chamber())
    ask(anne, "one")
    make.become(client, link=make.link(anne))
    page = client.get("/messages/reglages/").content.decode()
    assert "Au plus 3 messages par an que vous n’avez pas demandés" in page
    assert "il en reste 2" in page
    assert "Pas maintenant" in client.get("/messages/").content.decode(), "beside the message itself"
    client.post("/messages/pas-maintenant/")
    assert "vous avez dit" in client.get("/messages/reglages/").content.decode()
    client.post("/messages/pas-maintenant/", {"again": "yes"})
    assert "vous avez dit" not in client.get("/messages/reglages/").content.decode()


def test_those_for_whom_there_is_no_such_message_read_nothing_of_it(client: Any) -> None:
    make.become(client, membership=make.membership(make.chamber(), Role.ADVISER))
    assert "par an que vous" not in client.get("/messages/reglages/").content.decode()


def test_the_staff_sees_what_was_not_sent_but_not_of_what_is_none_of_theirs() -> None:
    anne = make.person(make.chamber())
    ask(anne, "one", "two", "three", "four", "five")
    rows = queries.unasked_contacts_of(make.adviser(anne.chamber), anne)
    read: Iterable[tuple[str, str]] = ((row.key, row.refused) for row in rows)
    assert list(read) == [("five", "budget"), ("four", "budget"), ("two", ""), ("one", "")]
