"""What is told is found again, once; and the mail follows what each chose."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import actions, notice_mails, queries
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.notices.owners import as_fields
from etabli.foundation.notices.tasks import forget_notices
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.notices import update_sign_up
from etabli.foundation.seats.place_events import Because
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db
NIGHT = datetime(2027, 1, 4, 21, 0, tzinfo=UTC)  # ten in the evening
MORNING = datetime(2027, 1, 5, 6, 30, tzinfo=UTC)


def told(
    to: Any, key: str = "one", *, kind: str = "market.answer", at: datetime = AT, **options: Any
) -> None:
    make.say(to, key, kind, at=at, **{"url": "/mes-annonces/", **options})


def choose(owner: Any, way: str, **hours: Any) -> None:
    Preference.objects.create(**as_fields(owner), channels={"market.answer": way}, **hours)


def test_told_once_here_and_by_mail() -> None:
    anne = make.person(make.chamber())
    told(anne)
    told(anne, text="Autre chose")
    notice, mail = Notice.objects.get(), make.mails().get()
    assert list(queries.notices_of(make.artisan(anne))) == [notice]
    assert (mail.to, mail.subject, mail.due_at) == (anne.email, "Une réponse", AT)
    assert "Elle est là." in mail.body
    assert "/l/" in mail.body, "the mail opens their space"
    assert "/l/" not in notice.text + notice.url, "the notice holds no secret"


def test_who_has_only_a_telephone_finds_it_in_their_space() -> None:
    anne = make.person(make.chamber(), email="")
    told(anne)
    assert Notice.objects.filter(**as_fields(anne)).exists()
    assert not make.mails().exists()


def test_a_user_is_told_in_the_role_that_it_concerns() -> None:
    post = make.membership(make.association(), Role.MEMBER)
    other = make.membership(make.chamber(), Role.ADVISER, of=post.user)
    told(post)
    mail = make.mails().get()
    assert mail.to == post.user.email
    assert "/l/" not in mail.body, "a user has no secret link: they sign in"
    assert queries.notices_of(of_membership(post)).count() == 1
    assert queries.notices_of(of_membership(other)).count() == 0


def test_when_the_act_fails_nothing_was_told() -> None:
    with transaction.atomic():
        told(make.person(make.chamber()))
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not make.mails().exists()


def test_only_here_when_they_chose_so_and_never_for_what_must_be_told() -> None:
    anne = make.person(make.chamber())
    choose(anne, "here")
    told(anne)
    assert not make.mails().exists()
    Preference.objects.update(channels={"seats.change": "here"})
    told(anne, "two", kind="seats.change")
    assert make.mails().count() == 1


def test_a_mail_waits_for_the_morning_unless_it_answers_or_presses() -> None:
    anne = make.person(make.chamber())
    told(anne, "change", kind="seats.change", at=NIGHT, happens_at=NIGHT + timedelta(days=9))
    told(anne, "freed for tomorrow", kind="seats.change", at=NIGHT, happens_at=NIGHT + timedelta(hours=12))
    told(anne, "place", kind="seats.place", at=NIGHT)
    due = dict(make.mails().values_list("key", "due_at"))
    assert due == {"change": MORNING, "freed for tomorrow": NIGHT, "place": NIGHT}


def test_one_mail_a_day_holds_what_is_not_read_yet() -> None:
    anne, next_day = make.person(make.chamber()), datetime(2027, 1, 5, 7, 0, tzinfo=UTC)
    choose(anne, "digest")
    for number in range(3):
        told(anne, f"n{number}", title=f"Réponse {number}")
    actions.mark_read(notice=Notice.objects.get(key="n1"), by=make.artisan(anne), at=AT)
    assert send_digests(next_day - timedelta(minutes=1)) == 0
    assert send_digests(next_day) == 1
    assert send_digests(next_day + timedelta(days=1)) == 0, "once"
    mail = make.mails().get()
    assert "Réponse 0" in mail.body
    assert "Réponse 2" in mail.body
    assert "Réponse 1" not in mail.body
    assert mail.unsubscribe


def test_a_digest_costs_the_same_whatever_it_holds(django_assert_num_queries: Any) -> None:
    chamber = make.chamber()
    for number in (1, 3):
        anne = make.person(chamber)
        choose(anne, "digest")
        for rank in range(number):
            told(anne, f"{number}:{rank}")
        with django_assert_num_queries(10):
            assert send_digests(AT + timedelta(days=1)) == 1


def test_what_is_read_is_distinction_of_and_can_be_unread() -> None:
    anne, bruno = (make.person(make.chamber()) for _ in range(2))
    notice, by = make.notice(anne), make.artisan(anne)
    with pytest.raises(NotVisible):
        queries.get_notice(make.artisan(bruno), notice.pk)
    with pytest.raises(NotAllowed):
        actions.mark_read(notice=notice, by=make.artisan(bruno), at=AT)
    make.notice(anne)
    actions.mark_all_read(notices=list(queries.notices_of(by)), by=by, at=AT)
    assert not Notice.objects.filter(read_at=None).exists()
    undo(entry=Entry.objects.latest("pk"), by=by, at=AT)
    assert Notice.objects.filter(read_at=None).count() == 2


def test_a_visitor_and_the_bearer_of_one_link_are_told_nothing() -> None:
    anne = make.person(make.chamber())
    make.notice(anne)
    for viewer in (Viewer.nobody(), make.bearer(anne, "sign_up", 1)):
        assert not queries.notices_of(viewer).exists()
        with pytest.raises(NotVisible):
            queries.my_preference(viewer)


def test_old_notices_go_by_themselves() -> None:
    anne = make.person(make.chamber())
    make.notice(anne)
    forget_notices(AT + timedelta(days=719))
    assert Notice.objects.count() == 1
    forget_notices(AT + timedelta(days=721))
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_a_message_of_which_nothing_is_left_to_tell_is_no_more_counted_as_unread() -> None:
    row = make.sign_up(make.occasion(make.chamber()), make.person(make.chamber()))
    update_sign_up(row, Because.PLACE, make.AT)
    notice = Notice.objects.get(topic="seats.standing")
    SignUp.objects.filter(pk=row.pk).delete()
    assert notice_mails.queue_mail(notice.pk) is None
    assert not Notice.objects.filter(pk=notice.pk).exists()
