"""The page of messages, its count in the bar, the choices, and the way out that stands in each mail."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etabli.foundation.notices.kinds import for_role
from etabli.foundation.notices.links import silence_url
from etabli.foundation.notices.models import Notice, Preference
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Person, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def anne() -> Person:
    return make.person(make.chamber())


@pytest.fixture
def hers(client: Any, anne: Person) -> Any:
    return make.become(client, link=make.link(anne))


def optional() -> list[str]:
    """The fields of the kinds of message that an artisan may do without."""
    return [f"kind:{kind.code}" for kind in for_role(Role.ARTISAN) if not kind.always_mailed]


def bar(client: Any) -> str:
    page: str = client.get(reverse("people:history")).content.decode()
    return page.partition("<header")[2].partition("</header>")[0]


def test_the_bar_says_how_many_are_new_at_no_cost(
    hers: Any, anne: Person, django_assert_num_queries: Any
) -> None:
    hers.get(reverse("people:history"))
    with django_assert_num_queries(
        5
    ):  # session, link with its person and the count, whom they were joined with,
        assert ">Messages</span>" in bar(hers)  # the history: kinds, lines
    for number in (1, 3):
        while Notice.objects.count() < number:
            make.notice(anne)
        with django_assert_num_queries(5):
            assert ("1 nouveau message<" if number == 1 else "3 nouveaux messages<") in bar(hers)


def test_who_reads_english_has_their_messages_in_english_by_one_button(hers: Any, anne: Person) -> None:
    page, headers = reverse("notices:preferences"), {"accept-language": "en"}
    said = hers.get(page, headers=headers).content.decode()
    assert "Your messages are written in French." in said
    assert "Write to me in English" in said
    hers.post(reverse("set_language"), {"language": "en", "next": page}, headers=headers)
    assert Party.objects.get(pk=anne.party_id).language == "en"
    said = hers.get(page, headers=headers).content.decode()
    assert "Your messages are written in English." in said
    assert "Write to me in" not in said


def test_a_user_sees_the_count_of_the_role_they_act_in(client: Any) -> None:
    post = make.membership(make.association(), Role.MEMBER)
    other = make.membership(make.chamber(), Role.ADVISER, of=post.user)
    artisan = make.person(other.organisation, user=post.user)
    make.notice(post), make.notice(post), make.notice(artisan)
    assert "2 nouveaux messages" in bar(make.become(client, membership=post))
    assert ">Messages</span>" in bar(make.become(Client(), membership=other))
    signed_in = make.become(Client(), membership=other)
    signed_in.post(reverse("people:roles"), {"choice": f"person:{artisan.pk}"})
    assert "1 nouveau message" in bar(signed_in)


def test_the_page_costs_the_same_whatever_it_holds(
    hers: Any, anne: Person, django_assert_num_queries: Any
) -> None:
    for number in (1, 3):
        while Notice.objects.count() < number:
            make.notice(anne)
        with django_assert_num_queries(4):
            page = hers.get(reverse("notices:list"))
        assert page.content.decode().count("Elle est là.") == number


def test_a_notice_leads_to_its_object_and_is_read(hers: Any, anne: Person) -> None:
    notice = make.notice(anne, url="/mes-annonces/")
    for _twice in range(2):
        answer = hers.post(reverse("notices:read", args=[notice.pk]))
        assert (answer.status_code, answer["Location"]) == (302, "/mes-annonces/")
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert ">Messages</span>" in bar(hers)


def test_all_are_read_at_once_and_it_can_be_taken_back(hers: Any, anne: Person) -> None:
    make.notice(anne), make.notice(anne)
    page = hers.post(reverse("notices:read_all"), follow=True).content.decode()
    assert "Annuler" in page
    assert not Notice.objects.filter(read_at=None).exists()
    assert hers.post(reverse("notices:read_all")).status_code == 409


def test_nothing_yet(hers: Any) -> None:
    assert "Pas encore de message" in hers.get(reverse("notices:list")).content.decode()


def test_the_choices_are_kept_and_can_be_taken_back(hers: Any, anne: Person) -> None:
    address = reverse("notices:preferences")
    page = hers.get(address).content.decode()
    assert "Toujours par e-mail" in page
    given = {
        **dict.fromkeys(optional(), "here"),
        "kind:market.answer": "digest",
        "quiet_from": "21:00",
        "quiet_until": "06:00",
        "digest_at": "18:00",
    }
    answer = hers.post(address, given, follow=True)
    assert "Annuler" in answer.content.decode()
    kept = Preference.objects.get(owner=anne.party_id)
    assert kept.channels["market.answer"] == "digest"
    assert (kept.quiet_from.hour, kept.quiet_on_sunday) == (21, False)
    wrong = hers.post(address, {**given, "digest_at": "midi"})
    assert wrong.status_code == 200
    assert 'value="midi"' in wrong.content.decode()


# The way out


def way_out(anne: Person) -> str:
    make.say(anne, "k")
    return make.mails().get().unsubscribe.partition("://")[2].partition("/")[2].join(["/", ""])


def test_a_mail_program_stops_them_by_one_post_without_a_cookie(anne: Person) -> None:
    address = way_out(anne)
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert Preference.objects.get(owner=anne.party_id).channels == {"market.answer": "here"}


def test_reading_the_page_changes_nothing_and_its_buttons_do_and_undo(client: Any, anne: Person) -> None:
    address = way_out(anne)
    page = client.get(address).content.decode()
    assert anne.email in page
    assert "Une réponse à votre annonce" in page
    assert not Preference.objects.exists()
    assert "Les recevoir de nouveau" in client.post(address).content.decode()
    assert "Ne plus les recevoir" in client.post(address, {"again": "1"}).content.decode()
    assert Preference.objects.get().channels == {}


def test_the_daily_mail_stops_all_that_can_be_stopped(client: Any, anne: Person) -> None:
    client.post(silence_url(anne, "all"))
    channels = Preference.objects.get().channels
    assert {f"kind:{code}": way for code, way in channels.items()} == dict.fromkeys(optional(), "here")


@pytest.mark.parametrize("wrong", ["forged", "must", "unknown", "moved", "nonsense"])
def test_a_wrong_token_opens_nothing(client: Any, anne: Person, wrong: str) -> None:
    address = silence_url(anne, {"must": "seats.change", "unknown": "x.y"}.get(wrong, "market.answer"))
    if wrong == "forged":
        address = address.replace(f"{anne.party_id}~", f"{make.person(anne.chamber).party_id}~")
    if wrong == "moved":
        Person.objects.update(email="autre@example.org")
    if wrong == "nonsense":
        address = reverse("notices:unsubscribe", args=["é" * 300])
    assert client.post(address).status_code == 404
    assert not Preference.objects.exists()
