"""Before the sitting: proxies and candidates."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly import notices
from etabli.community.assembly.actions.guards import AssemblyError, lock_assembly
from etabli.community.assembly.electorate import voters_of
from etabli.community.assembly.models import Assembly, Candidate, Item, Proxy
from etabli.community.assembly.rules import (
    acts_as_member,
    is_this_member,
    may_lead,
    takes_candidates,
    takes_proxies,
)
from etabli.community.association.models import Member
from etabli.foundation.journal import CannotUndo, NotAllowed, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


def _undo_proxy(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: restoring one asks for room again."""
    proxy: Any = subject_of(entry)
    if not may_take_back(by, proxy):
        raise NotAllowed(_("Only the member who gave it, or the board, can do this."))
    try:
        assembly = _open_to_proxies(proxy.assembly)
        if entry.before["withdrawn_at"] is None:
            _check_first(assembly, proxy.principal)
            _check_proxy(assembly, proxy.principal, proxy.holder)
    except AssemblyError as refusal:
        raise CannotUndo(str(refusal)) from None
    undo_fields(entry, by, at)
    proxy = subject_of(entry)
    notices.update_proxy(proxy, at)


def _undo_candidacy(entry: Entry, by: Any, at: datetime) -> None:
    candidate: Any = subject_of(entry)
    if not takes_candidates(lock_assembly(candidate.item.assembly)):
        raise CannotUndo(_("The sitting is open, or over: the list of candidates is fixed."))
    candidacies = Candidate.objects.filter(item=candidate.item, member=candidate.member, withdrawn_at=None)
    if entry.before["withdrawn_at"] is None and candidacies.exclude(pk=candidate.pk).exists():
        raise CannotUndo(_("This member stands in this election again since."))
    undo_fields(entry, by, at)


def may_take_back(by: Viewer, proxy: Any) -> bool:
    """The member who gave it, or the board."""
    return is_this_member(by, proxy.principal) or may_lead(by, proxy)


def may_stand(by: Viewer, subject: Any) -> bool:
    """The member themselves, or the board for them."""
    item = subject["item"] if isinstance(subject, dict) else subject.item
    member = subject["member"] if isinstance(subject, dict) else subject.member
    return may_lead(by, item) or (is_this_member(by, member) and acts_as_member(by, item))


@action(
    "assembly.give_proxy",
    sentence=_("gave %(subject)s a proxy"),
    may=lambda by, given: is_this_member(by, given["principal"]),
    may_undo=lambda by, proxy: is_this_member(by, proxy.principal),
    undo=_undo_proxy,
)
def give_proxy(*, assembly: Assembly, principal: Member, holder: Member, by: Viewer, at: datetime) -> Proxy:
    """A member gives their voice to another, who is told. A former proxy is replaced. Raises AssemblyError."""
    proxy = _give(assembly, principal, holder, on_paper=False, at=at)
    record(proxy, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=holder.display_name)
    notices.update_proxy(proxy, at)
    return proxy


@action(
    "assembly.record_proxy",
    sentence=_("typed the paper proxy of %(subject)s"),
    may=may_lead,
    undo=_undo_proxy,
)
def record_proxy(*, assembly: Assembly, principal: Member, holder: Member, by: Viewer, at: datetime) -> Proxy:
    """The board types a proxy that came on paper. Raises AssemblyError."""
    proxy = _give(assembly, principal, holder, on_paper=True, at=at)
    record(proxy, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_proxy(proxy, at)
    return proxy


@action(
    "assembly.take_back_proxy",
    sentence=_("took back the proxy of %(subject)s"),
    may=may_take_back,
    undo=_undo_proxy,
    subject="proxy",
)
def take_back_proxy(*, proxy: Proxy, by: Viewer, at: datetime) -> Proxy:
    """The voice is its member's again; what was voted with it stays voted. Raises AssemblyError."""
    _open_to_proxies(proxy.assembly)
    proxy.refresh_from_db(fields=["withdrawn_at"])
    if proxy.withdrawn_at is not None:
        raise AssemblyError(_("This proxy was taken back already."))
    change(proxy, withdrawn_at=at)
    notices.update_proxy(proxy, at)
    return proxy


@action(
    "assembly.stand", sentence=_("put down the candidacy of %(subject)s"), may=may_stand, undo=_undo_candidacy
)
def stand(*, item: Item, member: Member, statement: str = "", by: Viewer, at: datetime) -> Candidate:
    """Stand in an election; the board may write down a candidacy that came otherwise. Raises AssemblyError."""
    assembly = lock_assembly(item.assembly)
    if not takes_candidates(assembly) or item.kind != Item.Kind.ELECTION or item.withdrawn_at is not None:
        raise AssemblyError(_("The sitting is open, or over: the list of candidates is fixed."))
    if not voters_of(assembly).filter(pk=member.pk).exists():
        raise AssemblyError(_("Only a member who may vote can stand."))
    if Candidate.objects.filter(item=item, member=member, withdrawn_at=None).exists():
        raise AssemblyError(_("This member stands in this election already."))
    candidate = Candidate.objects.create(
        item=item, member=member, name=member.display_name, statement=statement.strip()
    )
    record(candidate, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return candidate


@action(
    "assembly.stand_down",
    sentence=_("withdrew the candidacy of %(subject)s"),
    may=may_stand,
    undo=_undo_candidacy,
    subject="candidate",
)
def stand_down(*, candidate: Candidate, by: Viewer, at: datetime) -> Candidate:
    """No longer a candidate. Raises AssemblyError once the sitting is open, or when it is done already."""
    if not takes_candidates(lock_assembly(candidate.item.assembly)):
        raise AssemblyError(_("The sitting is open, or over: the list of candidates is fixed."))
    candidate.refresh_from_db(fields=["withdrawn_at"])
    if candidate.withdrawn_at is not None:
        raise AssemblyError(_("This member stands no longer."))
    return change(candidate, withdrawn_at=at)


def _give(assembly: Assembly, principal: Member, holder: Member, *, on_paper: bool, at: datetime) -> Proxy:
    current = _open_to_proxies(assembly)
    _check_first(current, principal)
    _check_proxy(current, principal, holder)
    return Proxy.objects.create(
        assembly=current,
        principal=principal,
        holder=holder,
        on_paper=on_paper,
        given_on=timezone.localdate(at),
    )


def _open_to_proxies(assembly: Assembly) -> Assembly:
    current = lock_assembly(assembly)
    if not takes_proxies(current):
        raise AssemblyError(_("Proxies are given from the convocation until the end of the assembly."))
    return current


def _check_first(assembly: Assembly, principal: Member) -> None:
    if Proxy.objects.filter(assembly=assembly, principal=principal, withdrawn_at=None).exists():
        raise AssemblyError(_("This member has given a proxy already: take that one back first."))


def _check_proxy(assembly: Assembly, principal: Member, holder: Member) -> None:
    """Both have a voice, the holder has room and comes themselves."""
    if principal.pk == holder.pk:
        raise AssemblyError(_("Choose somebody else than the member who gives the proxy."))
    if voters_of(assembly).filter(pk__in=[principal.pk, holder.pk]).count() != 2:
        raise AssemblyError(_("A proxy goes from a member who may vote to another who may."))
    proxies = Proxy.objects.filter(assembly=assembly, withdrawn_at=None)
    if proxies.filter(holder=holder).count() >= assembly.proxies_each:
        raise AssemblyError(
            _("%(name)s holds as many proxies as the statutes allow: choose somebody else.")
            % {"name": holder.display_name}
        )
    if proxies.filter(principal=holder).exists():
        raise AssemblyError(
            _("%(name)s has given their own voice to somebody: choose somebody else.")
            % {"name": holder.display_name}
        )
    if proxies.filter(holder=principal).exists():
        raise AssemblyError(_("This member holds the voice of somebody: that proxy is taken back first."))
