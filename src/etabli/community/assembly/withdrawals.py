"""Withdrawn before an erasure: a proxy given or held, a candidacy, a term on the board."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from etabli.community.assembly.actions import end_term, stand_down, take_back_proxy
from etabli.community.assembly.models import Candidate, Proxy, Term
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _proxies(party: int, at: datetime) -> Iterable[Proxy]:
    of_party = Q(principal__user__party=party) | Q(holder__user__party=party)
    open_proxies = Proxy.objects.filter(of_party, withdrawn_at=None, assembly__closed_at=None)
    proxies = open_proxies.filter(assembly__cancelled_at=None)
    return proxies.select_related("assembly__organisation", "principal", "holder")


def _candidacies(party: int, at: datetime) -> Iterable[Candidate]:
    candidates = Candidate.objects.filter(
        member__user__party=party,
        withdrawn_at=None,
        item__assembly__opened_at=None,
        item__assembly__cancelled_at=None,
    )
    return candidates.select_related("item__assembly__organisation", "member")


def _terms(party: int, at: datetime) -> Iterable[Term]:
    terms = Term.objects.filter(member__user__party=party, ended_on=None)
    return terms.select_related("organisation", "member")


def _system_as_board(organisation: Organisation) -> Viewer:
    """The installation itself, in the place of the board."""
    system = Viewer.system(organisation.chamber_id)
    return replace(system, role=Role.BOARD, organisation_id=organisation.pk)


def _act_as_board(act: Any, name: str, organisation: Any) -> Any:
    return lambda row, at: act(**{name: row}, by=_system_as_board(organisation(row)), at=at)


WITHDRAWALS = [
    Withdrawal(
        rows=_proxies,
        sentence=lambda proxy: _("A proxy for “%(title)s” is taken back.") % {"title": proxy.assembly.title},
        withdraw=_act_as_board(take_back_proxy, "proxy", lambda proxy: proxy.assembly.organisation),
    ),
    Withdrawal(
        rows=_candidacies,
        sentence=lambda candidate: (
            _("Your candidacy for “%(title)s” is withdrawn.") % {"title": candidate.item.title}
        ),
        withdraw=_act_as_board(
            stand_down, "candidate", lambda candidate: candidate.item.assembly.organisation
        ),
    ),
    Withdrawal(
        rows=_terms,
        sentence=lambda term: (
            _("Your term on the board of “%(name)s” is ended.") % {"name": term.organisation.name}
        ),
        withdraw=_act_as_board(end_term, "term", lambda term: term.organisation),
    ),
]
