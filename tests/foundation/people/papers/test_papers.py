"""A code on paper: what opens, what never does, and how often one may try."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from etabli.foundation.journal import NotAllowed
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import CannotUndo, undo
from etabli.foundation.people.actions import (
    GuessableDigits,
    confirm_merge,
    make_paper_code,
    merge_persons,
    revoke_link,
)
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import PaperCode, Person, Role, SecretLink, SecurityEvent
from etabli.foundation.people.papers import codes
from etabli.foundation.people.papers.words import formatted_code, word_list
from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make
from tests.at_once import all_at_once

pytestmark = pytest.mark.django_db
DIGITS = "7305"


@pytest.fixture
def mason() -> Person:
    return make.person(make.chamber(), email="", phone="06 12 34 56 78", name="Zoé Exemple")


def paper(person: Person, digits: str = DIGITS) -> Any:
    return make_paper_code(person=person, digits=digits, by=make.adviser(person.chamber), at=timezone.now())


def typed(client: Client, words: Any, digits: str) -> Any:
    sent = words if isinstance(words, str) else formatted_code(words)
    return client.post(reverse("people:paper"), {"words": sent, "digits": digits})


def is_in(client: Client, person: Person) -> bool:
    """Whether this browser reads what is theirs."""
    return client.get(reverse("own_data:mine")).status_code == 200 and (
        client.session.get("link_of") == person.pk
    )


def test_words_and_digits_open_the_space_on_any_device(mason: Person) -> None:
    made = paper(mason)
    for _device in range(2):
        client = Client()
        assert typed(client, " ".join(made.words), "73 05").status_code == 302
        assert is_in(client, mason)
    assert mason.links.get().used_on == timezone.localdate()


def test_the_square_brings_the_words_and_opens_nothing(client: Client, mason: Person) -> None:
    made = paper(mason)
    page = client.get(reverse("people:paper_words", args=["-".join(made.words)])).content.decode()
    assert formatted_code(made.words) in page
    assert DIGITS not in page
    assert not is_in(client, mason)
    assert typed(client, made.words, "").status_code == 200
    assert not is_in(client, mason)


def test_words_that_are_none_are_not_written_in_the_page(client: Client) -> None:
    page = client.get(reverse("people:paper_words", args=["un-mot-inconnu"])).content.decode()
    assert "INCONNU" not in page


def test_a_mistyped_word_is_asked_again_by_its_name_and_costs_no_try(client: Client, mason: Person) -> None:
    made = paper(mason)
    first = made.words[0]
    page = typed(client, f"w{first[1:]} {made.words[1]} {made.words[2]}", DIGITS).content.decode()
    assert f"w{first[1:]}" in page
    assert PaperCode.objects.get().tries == 0
    assert "trois mots" in typed(client, made.words[:2], DIGITS).content.decode()


def test_five_wrong_tries_and_the_right_digits_open_nothing(client: Client, mason: Person) -> None:
    made = paper(mason)
    for wrong in ("7306", "7307", "7308", "7309", "7310"):
        assert typed(client, made.words, wrong).status_code == 200
    assert typed(client, made.words, DIGITS).status_code == 200
    assert not is_in(client, mason)
    assert PaperCode.objects.get().is_blocked
    assert SecurityEvent.objects.get(kind="wrong_code").owner_id == mason.party_id


def test_right_digits_count_from_the_beginning_again(client: Client, mason: Person) -> None:
    made = paper(mason)
    for _wrong in range(4):
        typed(client, made.words, "7306")
    typed(client, made.words, DIGITS)
    assert is_in(client, mason)
    assert PaperCode.objects.get().tries == 0


def bare(answer: Any) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=|content=|value=)"[^"]*"', "", answer.content.decode())


def test_words_that_nobody_has_get_the_answer_of_wrong_digits(mason: Person) -> None:
    made = paper(mason)
    other = tuple(word for word in word_list() if word not in made.words)[:3]
    known, unknown = (typed(Client(), words, "7306") for words in (made.words, other))
    assert bare(known) == bare(unknown)
    for _try in range(5):
        blocked = typed(Client(), made.words, "7306")
    assert bare(blocked) == bare(unknown), "nor does a block tell that the words are somebody's"


def work_of(words: Any, digits: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """(slow hashes, statements that write a row) of one try."""
    hashes, rows = [], []
    encode = PBKDF2PasswordHasher.encode

    def watch(*args: Any, **kwargs: Any) -> str:
        hashes.append(1)
        return encode(*args, **kwargs)

    def written(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        writes = sql.startswith(("INSERT", "UPDATE"))
        if writes and ("RETURNING" in sql or context["cursor"].rowcount):
            rows.append(sql.split('"')[1])
        return answer

    with monkeypatch.context() as patched, connection.execute_wrapper(written):
        patched.setattr(PBKDF2PasswordHasher, "encode", watch)
        assert typed(Client(), words, digits).status_code == 200
    return len(hashes), len(rows)


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"])
def test_a_refusal_costs_the_same_work_whoever_has_the_words(
    mason: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
    made = paper(mason)
    codes._dummy_digest.cache_clear()
    first = work_of(made.words, "7306", monkeypatch)
    assert first[0] == 2, "the first try of a process makes the hash of nobody, whoever has the words"
    other = tuple(word for word in word_list() if word not in made.words)[:3]
    typed(Client(), other, "7306")  # the day's rows of nobody are there, as those of the code
    known, unknown = (work_of(words, "7306", monkeypatch) for words in (made.words, other))
    assert known == unknown
    assert known[0] == 1
    for _try in range(5):
        typed(Client(), made.words, "7306")
    assert work_of(made.words, "7306", monkeypatch) == known, "nor once it is blocked"


def test_the_order_of_the_words_counts_and_all_are_told_so(mason: Person) -> None:
    made = paper(mason)
    turned = (*made.words[1:], made.words[0])
    other = tuple(word for word in word_list() if word not in made.words)[:3]
    swapped, unknown = (typed(Client(), words, DIGITS) for words in (turned, other))
    assert bare(swapped) == bare(unknown)
    assert "les mots dans son ordre" in swapped.content.decode()
    assert PaperCode.objects.get().tries == 0


def test_what_the_page_says_is_kept_is_kept(mason: Person) -> None:
    made = paper(mason)
    page = typed(Client(), made.words, "7306").content.decode()
    assert "sauf ce qui est caché" in page
    assert formatted_code(made.words) in page
    assert "7306" not in page


@settings(max_examples=25, deadline=None)
@given(guesses=st.lists(st.integers(0, 9999), min_size=1, max_size=12))
def test_no_run_of_guesses_compares_more_than_five(guesses: list[int]) -> None:
    from django.db import transaction

    with transaction.atomic():
        mason = make.person(make.chamber(), email="")
        made = paper(mason)
        wrong = [f"{guess:04d}" for guess in guesses if f"{guess:04d}" != DIGITS]
        opened = [typed(Client(), made.words, guess).status_code == 302 for guess in wrong]
        assert not any(opened)
        assert PaperCode.objects.get(link=made.link).tries == min(len(wrong), 5)
        assert (typed(Client(), made.words, DIGITS).status_code == 302) == (len(wrong) < 5)
        transaction.set_rollback(True)


def test_a_network_that_tries_many_papers_has_to_wait(client: Client, mason: Person) -> None:
    words = word_list()
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(30):
            typed(client, words[number : number + 3], "7306")
        assert typed(client, words[40:43], "7306").status_code == 429


def test_a_code_never_opens_anothers_space(mason: Person) -> None:
    other = make.person(mason.chamber, email="")
    mine, theirs = paper(mason), paper(other, "4826")
    client = Client()
    assert typed(client, mine.words, "4826").status_code == 200
    assert typed(client, theirs.words, DIGITS).status_code == 200
    mixed = (mine.words[0], theirs.words[1], theirs.words[2])
    assert typed(client, mixed, DIGITS).status_code == 200
    assert not is_in(client, mason)
    assert not is_in(client, other)
    typed(client, theirs.words, "4826")
    assert is_in(client, other)
    assert not is_in(client, mason)


def test_a_lost_paper_dies_at_once_with_those_whom_it_let_in(mason: Person) -> None:
    first, linked, lost = paper(mason), Client(), Client()
    linked.get(link_url(make.link(mason)))
    typed(lost, first.words, DIGITS)
    assert is_in(lost, mason)
    second = paper(mason, "4826")
    assert not is_in(lost, mason)
    assert typed(Client(), first.words, DIGITS).status_code == 200
    assert is_in(linked, mason), "what came in otherwise stays"
    client = Client()
    typed(client, second.words, "4826")
    assert is_in(client, mason)


def test_it_is_over_after_four_hundred_days(client: Client, mason: Person) -> None:
    made = paper(mason)
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        assert typed(client, made.words, DIGITS).status_code == 200


def test_its_owner_cuts_it_off(client: Client, mason: Person) -> None:
    made = paper(mason)
    typed(client, made.words, DIGITS)
    assert "code sur papier" in client.get(reverse("people:links")).content.decode()
    client.post(reverse("people:cut_link", args=[made.link.pk]))
    assert typed(Client(), made.words, DIGITS).status_code == 200


@pytest.mark.parametrize(
    "digits", ["0000", "9999", "1234", "4321", "1212", "1987", "2027", "5678", "7890"[:3] + "9"]
)
def test_what_a_finder_would_try_first_is_refused(mason: Person, digits: str) -> None:
    if codes.is_guessable(digits, mason.phone):
        with pytest.raises(GuessableDigits):
            paper(mason, digits)
        assert not mason.links.exists()
    else:
        assert digits == "7899"


def test_so_many_digits_are_left() -> None:
    left = sum(not codes.is_guessable(f"{digits:04d}", "06 12 34 56 78") for digits in range(10_000))
    assert left == 9_688, "docs/en/security.md says it"


@pytest.mark.parametrize(
    "who", ["who has an address", "of another chamber", "who sits on both sides", "artisan"]
)
def test_who_makes_no_paper(mason: Person, who: str) -> None:
    from dataclasses import replace

    by: Viewer = make.adviser(mason.chamber)
    if who == "who has an address":
        mason.email = "zoe@example.org"
        mason.save()
    if who == "of another chamber":
        by = make.adviser(make.chamber("Autre"))
    if who == "who sits on both sides":
        by = replace(by, roles=by.roles | {(Role.BOARD, 10**6)})
    if who == "artisan":
        by = make.artisan(mason)
    with pytest.raises(NotAllowed):
        make_paper_code(person=mason, digits=DIGITS, by=by, at=timezone.now())


def test_neither_words_nor_digits_stand_in_the_database(mason: Person) -> None:
    made = paper(mason)
    kept = " ".join(map(str, PaperCode.objects.values().get().values()))
    held = " ".join(str(row) for row in Entry.objects.values())
    for secret in (*made.words, DIGITS):
        assert secret not in kept.replace(str(made.link.pk), "")
        assert secret not in held


def test_taken_back_it_opens_nothing_and_put_back_it_opens_again(mason: Person) -> None:
    by, now = make.adviser(mason.chamber), timezone.now()
    made = make_paper_code(person=mason, digits=DIGITS, by=by, at=now)
    undo(entry=Entry.objects.get(), by=by, at=now)
    assert typed(Client(), made.words, DIGITS).status_code == 200
    undo(entry=Entry.objects.latest("pk"), by=by, at=now)
    assert typed(Client(), made.words, DIGITS).status_code == 302
    undo(entry=Entry.objects.latest("pk"), by=by, at=now)
    again = make_paper_code(person=mason, digits=DIGITS, by=by, at=now)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.filter(undoes__isnull=False).latest("pk"), by=by, at=now)
    assert typed(Client(), again.words, DIGITS).status_code == 302


def test_of_two_records_the_paper_goes_with_the_word_of_its_holder(mason: Person) -> None:
    made, other = paper(mason), make.person(mason.chamber, email="")
    by = of_membership(make.membership(mason.chamber))
    merging = merge_persons(kept=other, merged=mason, checked="Vu ensemble", by=by, at=timezone.now())
    assert SecretLink.objects.get(pk=made.link.pk).person_id == mason.pk
    confirm_merge(merging=merging, by=make.artisan(mason), at=timezone.now())
    client = Client()
    typed(client, made.words, DIGITS)
    assert is_in(client, other)


def test_a_paper_that_is_cut_off_can_be_made_anew(mason: Person) -> None:
    revoke_link(link=paper(mason).link, by=make.adviser(mason.chamber), at=timezone.now())
    client, made = Client(), paper(mason)
    typed(client, made.words, DIGITS)
    assert is_in(client, mason)


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_once_five_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    mason = make.person(make.chamber(), email="")
    made, compared = paper(mason), []
    check: Callable[..., bool] = codes.check_password

    def watch(given: str, kept: str) -> bool:
        compared.append(kept == PaperCode.objects.get().digits)
        return check(given, kept)

    monkeypatch.setattr(codes, "check_password", watch)
    all_at_once([lambda: typed(Client(), made.words, "7306")] * 16)
    assert sum(compared) == 5
    assert PaperCode.objects.get().tries == 5
