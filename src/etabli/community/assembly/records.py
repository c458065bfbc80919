"""What the assemblies write in the neutrality log of the roles of an association: who asked, who confirmed."""

from datetime import datetime
from typing import Any

from etabli.community.assembly.models import Removal
from etabli.community.neutrality.log import append_entry, author_values, pseudonym, seal
from etabli.foundation.people.viewer import Viewer


def log_removal_request(removal: Removal, by: Viewer, at: datetime) -> None:
    """Or put again; `by_assembly`: nobody else of the board is free to confirm."""
    payload = {
        "content": seal("removal", removal.pk, removal.reason),
        "by_assembly": removal.referred_at is not None,
    }
    append_entry("role.removal_asked", {**_payload(removal, by), **payload}, at=at)


def log_removal_outcome(removal: Removal, by: Viewer, at: datetime) -> None:
    """Confirmed, refused, past its time, or taken back."""
    state = str(removal.state) if removal.withdrawn_at is None else "withdrawn"
    append_entry("role.removal_settled", {**_payload(removal, by), "state": state}, at=at)


def log_office_change(term: Any, before: str, by: Viewer, at: datetime) -> None:
    payload = {"person": pseudonym("member", term.member_id), "before": before, "after": str(term.office)}
    append_entry("role.office", {**payload, **author_values(by)}, at=at)


def _payload(removal: Removal, by: Viewer) -> dict[str, str | bool]:
    return {
        "removal": pseudonym("removal", removal.pk),
        "person": pseudonym("user", removal.user.pk),
        "ends": "treasurer" if removal.term_id else "moderator",
        **author_values(by),
    }
