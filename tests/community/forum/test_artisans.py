"""A question of an artisan: read first, answered by members who don't know the name, told to them by their channel."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client, TestCase
from django.urls import reverse

from etabli.community.forum import actions, queries
from etabli.community.forum.engine import telling_words
from etabli.community.forum.models import Thanks, Thread
from etabli.community.forum.queries import Choice
from etabli.community.forum.withdrawals import WITHDRAWALS
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.calls import calls_to_make, spoken_words
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import holdings, of_person
from etabli.foundation.people.models import Consent, Person, Role, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_person as viewer_of
from etabli.foundation.search.queries import find
from etabli.territory.register.models import Artisan, Business
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, enter
from tests.community.forum.conftest import QUESTION, answered, now
from tests.community.messages import shown

NAME = "Ghislaine Zirconium"
BAKER = "1071CA"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def person(world: SimpleNamespace) -> Person:
    """A baker without an e-mail."""
    made = Person.objects.create(chamber=world.chamber, name=NAME, phone="05 56 00 00 01", created_at=AT)
    Artisan.objects.create(person=made, trade_code=BAKER, business_name="Le Fournil Palétuvier")
    return made


def ask(person: Person, *, by: Viewer | None = None, read: bool = True, **changes: Any) -> Thread:
    """Asked by themselves; a moderator has `read` it."""
    given = {"title": QUESTION, "text": "Deux prestataires me disent le contraire.", "at": AT, **changes}
    thread = actions.ask_as_artisan(person=person, by=by or viewer_of(person), **given)
    if read and not thread.is_out:
        actions.publish(subject=thread, by=Viewer.system(thread.organisation_id), at=AT)
    return now(thread)


def case_of(thread: Thread) -> Case:
    return Case.objects.get(subject_type="forum.thread", subject_id=str(thread.pk))


def test_the_first_one_waits_and_the_next_ones_do_not(world: SimpleNamespace, person: Person) -> None:
    first, second = ask(person, read=False), ask(person, read=False, title="Et pour un mail ?")
    assert (first.is_out, second.is_out) == (False, False)
    decide(case=case_of(first), accept=True, by=world.moderator, at=AT)
    assert now(first).is_out
    assert ask(person, read=False, title="Et pour une photo ?").is_out


def test_members_read_the_craft_and_never_the_name(
    client: Client, world: SimpleNamespace, person: Person
) -> None:
    thread = ask(person, is_public=True)
    answered(thread, world.member)
    actions.correct_question(
        thread=now(thread),
        title=QUESTION,
        text="Autrement.",
        trade="",
        is_public=True,
        by=viewer_of(person),
        at=AT,
    )
    decide(case=case_of(thread), accept=True, by=world.moderator, at=AT)
    addresses = (
        "/questions/",
        f"/questions/{thread.pk}/",
        "/questions/flux.xml",
        f"/questions/{thread.pk}/versions/",
        reverse("moderation:case", args=[case_of(thread).pk]),
    )
    for user in (User.objects.get(pk=world.moderator.user_id), world.other_member.user):
        client.force_login(user)
        pages = {address: client.get(address).content.decode() for address in addresses}
        assert not [address for address, page in pages.items() if "Zirconium" in page]
        assert not [address for address, page in pages.items() if "Palétuvier" in page]
        assert all(QUESTION in pages[address] for address in addresses[:3])
    assert "Un artisan" in pages[f"/questions/{thread.pk}/"]
    assert "oulang" in pages[f"/questions/{thread.pk}/"]  # the craft
    assert not find(as_member(world.member), "Zirconium", ["thread"])
    (hit,) = find(as_member(world.member), "titulaire", ["thread"])
    assert "Zirconium" not in f"{hit.title} {hit.detail}"
    assert "Zirconium" not in str(shown("forum.question"))


def test_who_chooses_to_be_named_is(client: Client, world: SimpleNamespace, person: Person) -> None:
    thread = ask(person, is_named=True)
    enter(client, world.member.user)
    assert NAME in client.get(f"/questions/{thread.pk}/").content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je suis ghislaine  zirconium, bonjour.", ["ghislaine  zirconium"]),
        ("Appelez-moi au 06 12 34 56 78 le soir.", ["06 12 34 56 78"]),
        ("Ou à g.z@exemple.fr", ["g.z@exemple.fr"]),
        ("On me dit Mme Zirconium partout.", ["Zirconium"]),
        ("J’achète du zirconium.", []),
        ("Zirconium est un métal.", []),
        ("Un devis de 1 200 000 00 00 €.", []),
    ],
)
def test_what_tells_who_asks_is_found(text: str, words: list[str]) -> None:
    assert telling_words(text, [NAME]) == words


def test_words_that_tell_the_name_are_refused_unless_it_is_shown(
    world: SimpleNamespace, person: Person
) -> None:
    text = "Mon enseigne, le fournil palétuvier, doit-elle être dans l’adresse ?"
    with pytest.raises(actions.NotFit, match="fournil"):
        ask(person, text=text)
    assert not Thread.objects.exists()
    assert ask(person, text=text, is_named=True).text == text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Le fournil palétuvier doit-il avoir un site ?", "fournil"),
        ("Mon enseigne, l’œillet jaune, doit-elle y être ?", "œillet jaune"),
        ("Sur la facture, zelvacq-kermadouec sarl, est-ce bien ?", "zelvacq"),
        ("Le guide dit que Zelvacq suffit.", "Zelvacq"),
    ],
)
def test_every_name_of_the_business_tells_who_asks(
    world: SimpleNamespace, person: Person, text: str, word: str
) -> None:
    business = Business.objects.create(
        chamber=world.chamber,
        name="FOURNIL PALETUVIER",
        other_names="L'OEILLET JAUNE",
        corrected={"name": "ZELVACQ KERMADOUEC SARL"},
    )
    Artisan.objects.filter(person=person).update(business=business, business_name="")
    with pytest.raises(actions.NotFit, match=word):
        ask(person, text=text)


def test_a_legal_form_tells_nobody(world: SimpleNamespace, person: Person) -> None:
    business = Business.objects.create(chamber=world.chamber, name="ZELVACQ KERMADOUEC SARL")
    Artisan.objects.filter(person=person).update(business=business)
    text = "Je passe en SARL : que dois-je changer ?"
    assert ask(person, text=text).text == text


def test_the_answer_is_told_to_who_has_no_e_mail_by_telephone(world: SimpleNamespace, person: Person) -> None:
    thread = ask(person)
    answered(thread, world.member, "Celui que le **registre** nomme.")
    assert shown("forum.artisan")[person.party_id].startswith("Une réponse à « ")
    (call,) = calls_to_make()
    said = str(spoken_words(call.notice, person))
    assert "Celui que le registre nomme." in said
    assert "Studio" in said


def test_what_the_artisan_reads_on_its_page_is_told_no_more(
    client: Client, world: SimpleNamespace, person: Person
) -> None:
    answered(thread := ask(person), world.member)
    assert calls_to_make()
    make.become(client, link=make.link(person))
    assert "Celui que le registre nomme." in client.get(f"/questions/{thread.pk}/").content.decode()
    assert not calls_to_make()
    answered(thread, world.other_member)
    assert calls_to_make()


def test_the_artisan_accepts_and_thanks_on_their_page(client: Client, world: SimpleNamespace) -> None:
    thread = ask(world.artisan)
    post = answered(thread, world.member)
    enter(client, world.artisan.user)
    assert client.post(f"/questions/reponses/{post.pk}/retenir/").status_code == 302
    assert client.post(f"/questions/reponses/{post.pk}/merci/").status_code == 302
    assert now(thread).accepted_id == post.pk
    assert Thanks.objects.get().person == world.artisan
    assert shown("forum.accepted").keys() == {world.member.user.party_id}
    assert client.post(f"/questions/reponses/{post.pk}/merci/", {"take_back": "1"}).status_code == 302
    assert Thanks.objects.get().withdrawn_at == AT
    assert thread.title in client.get("/mes-questions/").content.decode()
    way_back = 'href="/mes-questions/"'
    assert way_back in client.get(f"/questions/{thread.pk}/").text.partition("<h1")[0].rpartition("<nav")[2]


def test_another_artisan_neither_reads_nor_accepts(client: Client, world: SimpleNamespace) -> None:
    thread = ask(world.artisan)
    post = answered(thread, world.member)
    enter(client, world.other_artisan.user)
    assert client.get(f"/questions/{thread.pk}/").status_code == 404
    assert client.post(f"/questions/reponses/{post.pk}/retenir/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.thank(post=post, by=viewer_of(world.other_artisan), at=AT)


def test_the_adviser_asks_beside_them_and_they_take_it_back(
    client: Client, world: SimpleNamespace, person: Person
) -> None:
    enter(client, world.adviser_user)
    address = f"/mes-questions/pour/{person.pk}/"
    typed = {"title": QUESTION, "text": "Deux disent le contraire.", "trade": ""}
    assert client.post(address, typed).status_code == 422  # nothing says that they agree
    response = client.post(address, {**typed, "agreed": "on"})
    thread = Thread.objects.get()
    assert response["Location"] == f"/questions/{thread.pk}/"
    assert QUESTION in client.get(f"/questions/{thread.pk}/").content.decode()
    assert QUESTION in client.get(f"/personnes/{person.pk}/").content.decode()
    assert Consent.objects.get(purpose=Consent.Purpose.BESIDE).person == person
    assert "Conseillère" in shown("forum.artisan")[person.party_id]
    undo(entry=Entry.objects.get(verb="forum.ask_as_artisan"), by=viewer_of(person), at=AT)
    assert now(thread).withdrawn_at is not None
    assert not shown("forum.artisan")


def test_no_other_chamber_asks_for_them_or_reads_it(
    client: Client, world: SimpleNamespace, person: Person
) -> None:
    thread = ask(person)
    with pytest.raises(NotVisible):
        queries.get_thread(world.neighbour_adviser, thread.pk)
    with pytest.raises(NotAllowed):
        ask(person, by=world.neighbour_adviser)
    assert queries.get_thread(world.adviser, thread.pk) == thread


def test_the_adviser_takes_it_back_and_accepts_nothing(world: SimpleNamespace, person: Person) -> None:
    thread = ask(person)
    post = answered(ask(person, title="Une autre ?"), world.member)
    with pytest.raises(NotAllowed):
        actions.accept_answer(post=post, by=world.adviser, at=AT)
    actions.withdraw_question(thread=thread, by=world.adviser, at=AT)
    assert not now(thread).is_out


def test_what_is_asked_of_all_is_told_to_all(world: SimpleNamespace, person: Person) -> None:
    thread = ask(person)
    actions.follow_trade(trade="writer", by=as_member(world.member), at=AT)
    readers = {post.user_id for post in queries.next_posts_to_tell(thread)[0]}
    assert readers == {world.member.user_id}
    thread.notified = "followers"
    readers = {post.user_id for post in queries.next_posts_to_tell(thread)[0]}
    assert readers == {world.member.user_id, world.other_member.user_id, world.double.user_id}
    listing = queries.listed_threads(as_member(world.other_member), Choice(show="mine"))
    assert list(listing.threads) == [thread]


def test_nobody_behind_both_sides_moderates_it(world: SimpleNamespace, person: Person) -> None:
    thread = ask(person, read=False)
    with pytest.raises(NotAllowed):
        decide(case=case_of(thread), accept=True, by=acting(world.double.user, Role.MODERATOR), at=AT)


def test_erased_it_leaves_no_word_and_the_answers_stay(world: SimpleNamespace, person: Person) -> None:
    thread = ask(person, title="Palétuvier ?", text="Du palétuvier.", is_named=True)
    post = answered(thread, world.member)
    actions.thank(post=post, by=viewer_of(person), at=AT)
    held = {holding.owned.model._meta.label for holding in holdings(of_person(person))}
    assert {"forum.Thread", "forum.Thanks"} <= held
    with TestCase.captureOnCommitCallbacks(execute=True):
        erase_rows(of_person(person), AT)
    page = queries.thread_page(as_member(world.member), now(thread))
    assert "Zirconium" not in page.question.writer.name
    assert (page.question.text, page.answers[0].text) == ("", "Celui que le registre nomme.")
    assert not Thanks.objects.exists()
    assert not find(as_member(world.member), "palétuvier", ["thread"])


def test_before_an_erasure_what_nobody_answered_is_taken_back(world: SimpleNamespace, person: Person) -> None:
    alone, answered_thread = ask(person), ask(person, title="Une autre ?")
    answered(answered_thread, world.member, at=AT + timedelta(minutes=1))
    (withdrawal,) = WITHDRAWALS
    assert list(withdrawal.rows(person.party_id, AT)) == [alone]
    withdrawal.withdraw(alone, AT)
    assert now(alone).withdrawn_at == AT
