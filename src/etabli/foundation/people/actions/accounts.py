"""Accounts and their sessions: the acts."""

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, change, record, undo_fields
from etabli.foundation.notify.prose import gettext
from etabli.foundation.notify.queue import send
from etabli.foundation.people.models import BrowserSession, Membership, Person, User
from etabli.foundation.people.rules import may_manage
from etabli.foundation.people.viewer import Viewer, language_of


class AccountAlreadyExists(ActionError):
    """Somebody signs in by this address already: two sendings of one form crossed."""


class AddressTaken(ActionError):
    """Another account took this address between the code and its answer."""


def is_self(by: Viewer, user: User) -> bool:
    """Signed in to this very account."""
    return by.user_id == user.pk


def _holds(by: Viewer, holder: User | Person) -> bool:
    """Is this account, or this person by their own link or signed in."""
    if isinstance(holder, User):
        return is_self(by, holder)
    is_account = holder.user_id is not None and holder.user_id == by.user_id
    return is_account or (by.is_person(holder.pk) and by.beside is None)


def sessions_of(holder: User | Person) -> models.QuerySet[BrowserSession]:
    """All the sessions of an account, with those that a link of its persons opened; or those of a person's links."""
    condition = models.Q(person=holder)
    if isinstance(holder, User):
        condition = models.Q(user=holder) | models.Q(person__user=holder)
    return BrowserSession.objects.filter(condition)


@action(
    "people.open_account",
    sentence=_("opened an account for %(subject)s"),
    own_sentence=_("opened an account"),
    may=anyone,
    undo=Irreversible(_("An account holds nothing by itself: it only lets its owner sign in.")),
    subject="person",
)
def open_account(*, person: Person, by: Viewer, at: datetime) -> User:
    """Let a known person sign in by a code sent to their address, as when they have lost their link.

    Raises AccountAlreadyExists when the address got its account meanwhile.
    """
    try:
        with transaction.atomic():
            person.user = User.objects.create_user(person.email, person.name, language=language_of(by))
    except IntegrityError:
        raise AccountAlreadyExists(_("We received this twice: send it once more.")) from None
    person.save(update_fields=["user"])
    record(person, before={"user_id": None}, after={"user_id": person.user_id})
    return person.user


@action(
    "people.recognise",
    sentence=_("signed in with the address of %(subject)s, and was recognised"),
    may=lambda by, given: is_self(by, given["user"]) and given["person"].email == given["user"].email,
    undo=Irreversible(_("An account holds nothing by itself: it only lets its owner sign in.")),
)
def link_person_to_account(*, person: Person, user: User, by: Viewer, at: datetime) -> Person:
    """Whoever has proved this address is this person too, in the chamber that knows them by it."""
    person.user = user
    person.save(update_fields=["user"])
    record(person, before={"user_id": None}, after={"user_id": user.pk})
    return person


@action(
    "people.rename_account",
    sentence=_("changed the name of the account of %(subject)s"),
    may=is_self,
    undo=undo_fields,
    subject="user",
)
def rename_account(*, user: User, name: str, by: Viewer, at: datetime) -> User:
    """The name that others read."""
    return change(user, name=name.strip())


@action(
    "people.change_address",
    sentence=_("changed the e-mail address of %(subject)s"),
    may=is_self,
    undo=Irreversible(_("Prove the former address by a code, as you did for the new one.")),
    subject="user",
)
def change_account_address(*, user: User, email: str, by: Viewer, at: datetime) -> User:
    """The caller has seen that a code came back from `email`. The former address is told. Raises AddressTaken.

    The chambers that knew them by the former address know them by the new one, unless it is somebody's already.
    """
    former, email = user.email, email.strip().lower()
    for person in user.persons.filter(email__iexact=former):
        if not Person.objects.filter(chamber_id=person.chamber_id, email__iexact=email).exists():
            person.email = email
            person.save(update_fields=["email"])
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise AddressTaken(_("This address can’t be used: it has an account of its own.")) from None
    record(user, before={"email": former}, after={"email": email})
    send(
        to=former,
        subject=gettext("Your e-mail address was changed"),
        body=gettext(
            "Good day,\n\nFrom now on you sign in with another e-mail address. If you did not ask for it, write at "
            "once to the chamber or the association that you work with."
        ),
        key=f"address:{user.pk}:{at.isoformat()}",
        at=at,
    )
    return user


@action(
    "people.close_session",
    sentence=_("signed out a device of %(subject)s"),
    may=lambda by, given: _holds(by, given["session"].user or given["session"].person),
    undo=Irreversible(_("Sign in again on that device: nothing was lost.")),
)
def end_login_session(*, session: BrowserSession, by: Viewer, at: datetime) -> None:
    """Whoever uses that device must sign in again, or open a link again."""
    holder = session.user or session.person
    assert holder is not None  # a visitor's session is in nobody's list
    BrowserSession.objects.filter(pk=session.pk).delete()
    record(holder, before={}, after={})


@action(
    "people.close_other_sessions",
    sentence=_("signed out all the other devices of %(subject)s"),
    may=_holds,
    undo=Irreversible(_("Sign in again on those devices: nothing was lost.")),
    subject="holder",
)
def end_other_login_sessions(*, holder: User | Person, keep: str | None, by: Viewer, at: datetime) -> int:
    """Sign out everywhere but in the session of key `keep`, the browsers that a link of theirs opened too; says how
    many it was. The links themselves stay good."""
    closed, _by_model = sessions_of(holder).exclude(pk=keep or "").delete()
    record(holder, before={}, after={})
    return closed


@action(
    "people.sign_out_member",
    sentence=_("signed %(subject)s out everywhere"),
    may=lambda by, given: may_manage(by, given["membership"].organisation),
    undo=Irreversible(_("They sign in again: nothing was lost.")),
)
def sign_out_member(*, membership: Membership, by: Viewer, at: datetime) -> None:
    """Whoever manages a team ends all the sessions of one of its members, in all their roles; they are told by mail."""
    user = membership.user
    sessions_of(user).delete()
    record(user, before={}, after={})
    send(
        to=user.email,
        subject=gettext("You were signed out everywhere"),
        body=gettext(
            "Good day,\n\n%(who)s (%(organisation)s) has signed you out on all your devices, as one does when a device "
            "is lost. Nothing of yours is lost: sign in again when you like. If you don’t know why, ask them."
        )
        % {"who": by.name, "organisation": membership.organisation},
        key=f"signed_out:{user.pk}:{at.isoformat()}",
        at=at,
    )
