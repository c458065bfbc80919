"""Two persons of a chamber who are one: what goes, what waits for a word, what comes back."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Preference
from etabli.foundation.own_data.actions import ask_erasure, erase
from etabli.foundation.own_data.holdings import holdings, of_person
from etabli.foundation.people import actions, queries, tasks
from etabli.foundation.people.actions import confirm_merge, merge_persons, refuse_merge
from etabli.foundation.people.merging.merge_checks import CannotMerge, ProofNeeded
from etabli.foundation.people.merging.row_moves import relations
from etabli.foundation.people.models import Consent, Merging, Person, SecretLink, TwoPersons
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from tests import factories as make
from tests.factories import AT
from tests.filled import filled_models

pytestmark = pytest.mark.django_db
WHY = ("same_name", "phone")


def by_phone(of: Any, **fields: Any) -> Person:
    """Somebody whom the staff alone wrote down."""
    return make.person(of, **{"name": "Zoé Exemple", "email": "", "phone": "06 12 34 56 78", **fields})


def merged(kept: Person, other: Person, **given: Any) -> Merging:
    if "by" not in given:
        given["by"] = make.adviser(kept.chamber)
    return merge_persons(**{"kept": kept, "merged": other, "reasons": WHY, "at": AT, **given})


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of the house by value, less what only grows."""
    growing = {"journal.Entry", "people.Merging", "parties.Party", "people.TwoPersons"}
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in filled_models()
        if model._meta.label not in growing and model._meta.app_label != "search"  # the index follows
    }


def take_back(verb: str = "people.merge", by: Viewer | None = None) -> None:
    entry = Entry.objects.filter(verb=verb).latest("pk")
    undo(entry=entry, by=by or make.adviser(entry_chamber(entry)), at=AT)


def entry_chamber(entry: Entry) -> Any:
    return apps.get_model("people.Organisation").objects.get(pk=entry.chamber_id)


def test_what_the_staff_alone_held_goes_at_once() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber, name="Zoé Exemple"), by_phone(chamber)
    seat = make.sign_up(make.occasion(chamber), other)
    done = merged(kept, other)
    seat.refresh_from_db()
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (seat.person_id, kept.phone, other.merged_into_id) == (kept.pk, "06 12 34 56 78", kept.pk)
    assert done.joined_at == AT
    assert done.proved_at is None


def test_every_foreign_key_to_a_person_is_known() -> None:
    found = {relation.key for relation in relations()}
    told = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }
    trail = {"people.Person.merged_into", "people.Merging.kept", "people.Merging.merged"}
    assert told - found == trail | {"people.TwoPersons.one", "people.TwoPersons.other"}


def test_agreements_links_and_choices_stay_until_somebody_proves_it() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber), by_phone(chamber)
    agreed = Consent.objects.create(
        person=other, purpose="contact", given_at=AT, recorded_by_id=other.party_id
    )
    chosen = Preference.objects.create(owner=other.party)
    waiting = make.notice(other)
    done = merged(kept, other)
    for row in (agreed, chosen, waiting):
        row.refresh_from_db()
    assert agreed.person_id == other.pk
    assert chosen.owner_id == other.party_id
    assert waiting.owner_id == kept.party_id, "what is told of what went is told to the one who is kept"
    confirm_merge(merging=done, by=make.artisan(kept), at=AT)
    for row in (agreed, chosen):
        row.refresh_from_db()
    assert (agreed.person_id, chosen.owner_id) == (kept.pk, kept.party_id)


def test_nothing_goes_while_somebody_comes_in_by_a_link() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber), by_phone(chamber)
    seat, link = make.sign_up(make.occasion(chamber), other), make.link(other)
    done = merged(kept, other)
    seat.refresh_from_db()
    assert seat.person_id == other.pk
    with pytest.raises(NotAllowed):
        confirm_merge(merging=done, by=make.adviser(chamber), at=AT)
    done = confirm_merge(merging=done, by=make.artisan(other), at=AT)
    seat.refresh_from_db()
    assert seat.person_id == other.pk, "somebody comes in as the other one too, and has said nothing yet"
    done = confirm_merge(merging=done, by=make.artisan(kept), at=AT)
    seat.refresh_from_db()
    link.refresh_from_db()
    assert (seat.person_id, link.person_id) == (kept.pk, kept.pk)
    assert done.proved_at == AT


def test_the_account_comes_with_the_word_of_its_holder() -> None:
    chamber = make.chamber()
    kept, other = by_phone(chamber), make.person(chamber, email="zoe@example.org", user=make.user())
    done = merged(kept, other)
    kept.refresh_from_db()
    assert kept.user is None
    confirm_merge(merging=done, by=make.artisan(other), at=AT)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.email, other.email, other.user_id) == ("zoe@example.org", "", None)
    assert kept.user is not None


def test_a_link_to_one_thing_proves_nobody_and_holds_it_back_until_its_end() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber), by_phone(chamber)
    seat = make.sign_up(make.occasion(chamber), other)
    link = make.link(other, SecretLink.Scope.SIGN_UP, seat.pk)
    merged(kept, other)
    tasks.join_due(AT)
    seat.refresh_from_db()
    assert seat.person_id == other.pk
    tasks.join_due(link.expires_at + timedelta(days=1))
    seat.refresh_from_db()
    assert seat.person_id == kept.pk


@pytest.mark.parametrize("held", [False, True])
def test_taken_back_every_table_is_as_before(held: bool) -> None:
    chamber = make.chamber()
    kept = make.person(chamber, phone="")
    other = by_phone(chamber, **({"email": "zoe@example.org", "user": make.user()} if held else {}))
    make.sign_up(make.occasion(chamber), other)
    make.notice(other)
    Consent.objects.create(person=other, purpose="contact", given_at=AT, recorded_by_id=other.party_id)
    if held:
        make.link(other)
    by = make.adviser(chamber)
    before = tables()
    done = merged(kept, other, by=by)
    for who in (other, kept):
        confirm_merge(merging=done, by=make.artisan(who), at=AT)
    after = tables()
    assert after != before
    take_back(by=by)
    assert tables() == before
    entry = Entry.objects.filter(verb="people.merge").latest("pk")
    undo(entry=entry, by=by, at=AT)
    if not held:  # their word was given: it holds
        assert Person.objects.get(pk=other.pk).merged_into_id == kept.pk
    assert tables() == after


def test_what_was_added_since_stays_with_the_one_who_is_kept() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber), by_phone(chamber)
    merged(kept, other)
    since = make.sign_up(make.occasion(chamber), kept)
    take_back()
    since.refresh_from_db()
    assert since.person_id == kept.pk


def test_never_on_a_telephone_alone() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber, phone="06 12 34 56 78"), by_phone(chamber)
    for reasons in ((), ("phone",), ("same_name",), ("phone", "trade")):
        with pytest.raises(ProofNeeded):
            merged(kept, other, reasons=reasons)
    done = merged(kept, other, reasons=("phone",), checked="Same SIRET on both papers")
    assert done.checked == "Same SIRET on both papers"


def test_only_two_persons_of_the_chamber_of_the_staff() -> None:
    here, there = make.chamber(), make.chamber("Chambre du Lot")
    kept, other, far = make.person(here), by_phone(here), by_phone(there)
    with pytest.raises(NotAllowed):
        merged(kept, far)
    with pytest.raises(NotAllowed):
        merged(kept, other, by=make.adviser(there))
    with pytest.raises(NotAllowed):
        merged(kept, other, by=make.artisan(kept))
    with pytest.raises(CannotMerge):
        merged(kept, kept)


def test_both_signed_up_for_one_session_is_settled_first() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber), by_phone(chamber)
    occasion = make.occasion(chamber)
    make.sign_up(occasion, kept)
    seat = make.sign_up(occasion, other)
    with pytest.raises(CannotMerge, match="Être visible"):
        merged(kept, other)
    SignUp.objects.filter(pk=seat.pk).update(status=SignUp.Status.WITHDRAWN)
    merged(kept, other)
    seat.refresh_from_db()
    assert seat.person_id == other.pk, "the place that was given back is the trail of whoever gave it back"


def test_two_accounts_are_two_people() -> None:
    chamber = make.chamber()
    with pytest.raises(CannotMerge):
        merged(make.person(chamber, user=make.user()), make.person(chamber, user=make.user()))


def test_nobody_who_is_about_to_be_erased() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber), by_phone(chamber)
    ask_erasure(subject=other, by=make.adviser(chamber), at=AT)
    with pytest.raises(ActionError, match="effacée"):
        merged(kept, other)


def test_whoever_says_that_it_is_somebody_else_parts_them_for_good() -> None:
    chamber = make.chamber()
    kept, other = make.person(chamber), by_phone(chamber)
    seat = make.sign_up(make.occasion(chamber), other)
    done = merged(kept, other)
    refuse_merge(merging=done, by=make.artisan(kept), at=AT)
    seat.refresh_from_db()
    assert seat.person_id == other.pk
    assert TwoPersons.objects.get().kept_apart_at == AT
    with pytest.raises(CannotUndo):
        take_back()


def test_the_later_joining_comes_back_first() -> None:
    chamber = make.chamber()
    first, second, third = by_phone(chamber), by_phone(chamber), by_phone(chamber)
    merged(second, first)
    entry = Entry.objects.filter(verb="people.merge").latest("pk")
    merged(third, second)
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=make.adviser(chamber), at=AT)
    take_back()
    undo(entry=entry, by=make.adviser(chamber), at=AT)
    assert not Person.objects.exclude(merged_into=None).exists()


def test_an_address_finds_the_one_who_is_kept() -> None:
    chamber = make.chamber()
    kept, other = by_phone(chamber), make.person(chamber, email="zoe@example.org")
    done = merged(kept, other)
    found = queries.find_person(chamber, "zoe@example.org")
    assert found is not None
    assert found.pk == other.pk
    confirm_merge(merging=done, by=make.artisan(other), at=AT)
    found = queries.find_person(chamber, "zoe@example.org")
    assert found is not None
    assert found.pk == kept.pk


def test_the_copy_of_the_one_who_is_kept_holds_what_was_joined_and_no_more() -> None:
    chamber = make.chamber()
    kept, other, waits = make.person(chamber), by_phone(chamber), make.person(chamber)
    merged(kept, other)
    merged(kept, waits, checked="Asked them")
    assert of_person(kept).persons == {kept.pk, other.pk}
    assert of_person(kept, waiting=True).persons == {kept.pk, other.pk, waits.pk}
    assert of_person(waits).persons == {waits.pk}


def test_erasing_the_one_who_is_kept_erases_the_trail_and_parts_who_waits() -> None:
    chamber = make.chamber()
    kept, other, waits = make.person(chamber), by_phone(chamber), make.person(chamber)
    merged(kept, other, checked="Zoé told me on the telephone")
    merged(kept, waits, checked="Asked Zoé")
    by = make.adviser(chamber)
    asked = ask_erasure(subject=kept, by=by, at=AT)
    erase(erasure=asked, by=Viewer.system(chamber.pk), at=AT + timedelta(days=40))
    other.refresh_from_db()
    waits.refresh_from_db()
    assert other.erased_at is not None
    assert "Zoé" not in f"{other.name}{other.phone}"
    assert (waits.merged_into_id, waits.erased_at) == (None, None)
    assert not any(Merging.objects.values_list("checked", flat=True))
    parted = Entry.objects.filter(subject_id=str(waits.mergings.get().pk), verb="people.merge")
    assert parted.exists()
    assert not any("Zoé" in str(entry.after) for entry in parted), "nor in the history"
    assert holdings(of_person(waits))


def test_keeping_apart_is_remembered() -> None:
    chamber = make.chamber()
    one, other = make.person(chamber), by_phone(chamber)
    by = make.adviser(chamber)
    actions.mark_as_different_persons(person=other, other=one, by=by, at=AT)
    assert queries.pairs_kept_apart(chamber.pk) == {(one.pk, other.pk)}
    take_back("people.keep_apart", by)
    assert not queries.pairs_kept_apart(chamber.pk)


def test_what_they_own_as_a_party_comes_with_their_ways_in_and_what_they_did_stays_theirs() -> None:
    from etabli.community.jobs.models import Job

    owned = {relation.key for relation in relations() if relation.to_party and relation.with_proof}
    assert owned >= {"jobs.Job.author", "moderation.Case.author", "moderation.Report.reporter"}
    assert not {"journal.Entry.actor", "people.Consent.recorded_by"} & {
        relation.key for relation in relations()
    }
    chamber = make.chamber()
    kept, other = by_phone(chamber), make.person(chamber, email="zoe@example.org")
    offered = Job.objects.create(
        organisation=make.association(), author=other.party, title="Refaire un site", written_at=AT
    )
    done = merged(kept, other)
    offered.refresh_from_db()
    assert offered.author_id == other.party_id
    confirm_merge(merging=done, by=make.artisan(other), at=AT)
    offered.refresh_from_db()
    assert offered.author_id == kept.party_id
    said = Entry.objects.get(verb="people.say_same")
    assert said.actor_id == other.party_id


@pytest.mark.parametrize("silent", ["kept", "merged"])
def test_cutting_the_last_link_of_the_one_who_says_nothing_brings_them_together_at_once(silent: str) -> None:
    chamber = make.chamber()
    two = {"kept": by_phone(chamber), "merged": by_phone(chamber)}
    seat = make.sign_up(make.occasion(chamber), two["merged"])
    cut = make.link(two[silent], SecretLink.Scope.SIGN_UP, seat.pk)
    answers = two["merged" if silent == "kept" else "kept"]
    make.link(answers)
    done = merged(two["kept"], two["merged"])
    confirm_merge(merging=done, by=make.artisan(answers), at=AT)
    seat.refresh_from_db()
    assert seat.person_id == two["merged"].pk
    actions.revoke_link(link=cut, by=make.adviser(chamber), at=AT)
    seat.refresh_from_db()
    done.refresh_from_db()
    assert seat.person_id == two["kept"].pk
    assert (done.joined_at, done.proved_at) == (AT, AT)
