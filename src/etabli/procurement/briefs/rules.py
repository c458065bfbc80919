"""Who may write in a brief."""

from typing import Any

from etabli.foundation.people.models import STAFF, Consent, Role, SecretLink
from etabli.foundation.people.queries import active_consent
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import (
    AdCorrection,
    Attachment,
    Brief,
    BriefAnswer,
    BriefComment,
    BriefLink,
)


def may_see(by: Viewer, brief: Brief) -> bool:
    """The artisan whose brief it is, the bearer of its link, and the staff of their chamber."""
    return is_its_own(by, brief) or by.is_staff_of(brief.chamber_id)


def may_write(by: Viewer, subject: Brief | BriefAnswer | Attachment | AdCorrection) -> bool:
    """The artisan, in their space or by this brief's link; or the adviser of the same chamber beside them, once their
    consent is recorded."""
    brief = subject if isinstance(subject, Brief) else subject.brief
    if is_its_own(by, brief):
        return True
    return by.is_staff_of(brief.chamber_id) and is_beside(brief)


def is_its_own(by: Viewer, brief: Brief) -> bool:
    """The artisan whose brief it is, or whoever bears the link that opens this brief and nothing else."""
    return by.is_person(brief.person_id) or by.holds(SecretLink.Scope.PROJECT, brief.pk)


def may_read_name(by: Viewer, brief: Brief) -> bool:
    """Not the bearer of the link, who may have typed somebody else's address; unless the name came with the brief."""
    return by.role != Role.BEARER or brief.person.created_at >= brief.started_at


def is_beside(brief: Brief) -> bool:
    """The artisan agreed to have the adviser write beside them, and still agrees."""
    return active_consent(brief.person, Consent.Purpose.BESIDE, brief) is not None


def may_start(by: Viewer, arguments: dict[str, Any]) -> bool:
    """The artisan for themselves; the adviser of their chamber when the artisan agrees to write together."""
    person = arguments["person"]
    if by.is_person(person.pk):
        return True
    return by.role in STAFF and by.is_staff_of(person.chamber_id) and bool(arguments.get("beside"))


def may_comment(by: Viewer, subject: Brief | BriefComment) -> bool:
    """Whoever may read the brief may write in its margin."""
    return may_see(by, subject.brief if isinstance(subject, BriefComment) else subject)


def may_cut(by: Viewer, shared: BriefLink) -> bool:
    """Whoever may read the brief may cut off a link to it: that can only protect."""
    return may_see(by, shared.brief)
