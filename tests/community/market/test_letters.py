"""Messages between the artisan and a member who answered; what moderators see of them."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from etabli.community.market import actions, queries
from etabli.community.market.models import Letter
from etabli.community.market.pages.conversations import holds_contact_details
from etabli.community.moderation.actions import decide, report
from etabli.foundation.journal import NotAllowed
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from tests import factories as make
from tests.community.conftest import AT, acting, answer, as_member, enter, pass_on


def thread(world: SimpleNamespace) -> Any:
    return answer(pass_on(world, world.artisan), world.member)


def test_two_write_and_nobody_else_reads(world: SimpleNamespace) -> None:
    sent = thread(world)
    first = actions.send_message(answer=sent, text="Combien de pages ?", by=world.artisan_viewer, at=AT)
    assert queries.threads_to_answer(as_member(world.member)) == 1
    assert queries.threads_to_answer(as_member(world.other_member)) == 0
    later = AT + timedelta(hours=1)
    actions.send_message(
        answer=sent, text="Cinq.", upload=make.examined(), by=as_member(world.member), at=later
    )
    assert queries.threads_to_answer(as_member(world.member)) == 0
    for viewer in (world.artisan_viewer, as_member(world.member)):
        assert [one.text for one in queries.thread_of(viewer, sent.pk).letters] == [
            "Combien de pages ?",
            "Cinq.",
        ]
    for viewer in (
        as_member(world.other_member),
        world.adviser,
        world.moderator,
        acting(world.double.user, Role.BOARD),
        world.neighbour_member,
    ):
        with pytest.raises(NotVisible):
            queries.thread_of(viewer, sent.pk)
        with pytest.raises(NotVisible):
            queries.get_letter(viewer, first.pk)
        with pytest.raises(NotAllowed):
            actions.send_message(answer=sent, text="Moi", by=viewer, at=AT)


def test_mails_lead_to_the_page_and_tell_no_address(world: SimpleNamespace) -> None:
    sent = thread(world)
    make.mails().all().delete()
    actions.send_message(answer=sent, text="Mon secret", by=world.artisan_viewer, at=AT)
    make.mails()  # it is written before they answer
    actions.send_message(answer=sent, text="Le mien", by=as_member(world.member), at=AT)
    mails = {mail.to: f"{mail.subject} {mail.body}" for mail in make.mails().all()}
    assert set(mails) == {world.artisan.email, world.member.user.email}
    to_member, to_artisan = mails[world.member.user.email], mails[world.artisan.email]
    assert world.artisan.email not in to_member
    assert world.artisan.name not in to_member
    assert world.member.user.email not in to_artisan
    assert "secret" not in to_member
    assert f"/reponses/{sent.pk}/" in to_member


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Écrivez à a.b@exemple.fr", True),
        ("Appelez le 06 12 34 56 78", True),
        ("Budget de 1 500 à 2 500 €", False),
    ],
)
def test_what_lets_somebody_be_reached_is_seen(text: str, found: bool) -> None:
    assert holds_contact_details(text) is found


def test_an_address_is_shown_with_a_gentle_warning(client: Client, world: SimpleNamespace) -> None:
    sent = thread(world)
    enter(client, world.artisan.user)
    page = client.post(f"/reponses/{sent.pk}/", {"text": "Appelez le 06 12 34 56 78"}, follow=True)
    text = page.content.decode()
    assert "06 12 34 56 78" in text
    assert "Ce message donne un moyen de vous joindre ailleurs" in text


def test_consent_withdrawn_the_member_writes_no_more_and_reads_no_title(world: SimpleNamespace) -> None:
    sent = thread(world)
    withdraw_consent(consent=sent.ad.consent, by=world.artisan_viewer, at=AT)
    found = queries.thread_of(as_member(world.member), sent.pk)
    assert (found.title, found.may_write) == ("", False)
    assert [one.title for one in queries.my_answers(as_member(world.member))] == [""]
    with pytest.raises(NotAllowed):
        actions.send_message(answer=found.answer, text="Encore", by=as_member(world.member), at=AT)


def test_a_reported_message_is_read_alone_and_hidden_from_its_reader(world: SimpleNamespace) -> None:
    sent = thread(world)
    letter = actions.send_message(answer=sent, text="Une insulte", by=as_member(world.member), at=AT)
    made = report(subject=letter, reason="insulting", by=world.artisan_viewer, at=AT)
    decide(case=made.case, accept=False, reason="other", words="Restez polis", by=world.moderator, at=AT)
    assert Letter.objects.get().hidden_at is not None
    assert queries.thread_of(world.artisan_viewer, sent.pk).letters == ()
    assert len(queries.thread_of(as_member(world.member), sent.pk).letters) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_thread_takes_a_fixed_number_of_statements(
    world: SimpleNamespace, rows: int, django_assert_num_queries: Any
) -> None:
    sent = thread(world)
    for number in range(rows):
        actions.send_message(answer=sent, text=f"Message {number}", by=world.artisan_viewer, at=AT)
    with django_assert_num_queries(2):
        assert len(queries.thread_of(world.artisan_viewer, sent.pk).letters) == rows
    viewer = as_member(world.member)
    with django_assert_num_queries(1):
        assert queries.my_answers(viewer)[0].letters == rows
