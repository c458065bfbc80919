"""The link to answers that were kept without a name: it alone leads back to them."""

from etabli.foundation.signed_links import LinkKind
from etabli.programme.diagnosis.models import KeptAnswers

KEPT = LinkKind(
    code="diagnosis.kept",
    opens="the first steps of somebody who gave no name: to read, print, take up on another device, erase",
    doors=("diagnosis:kept", "diagnosis:kept_sheet", "diagnosis:take_up", "diagnosis:erase"),
    ends="erased by whoever holds it; by the clock, 36 months after the last answer",
)


def kept_of(token: str) -> KeptAnswers | None:
    """The answers that this token opens; None whatever is wrong with it."""
    return KEPT.row(
        token, KeptAnswers.objects.filter(person=None, withdrawn_at=None).select_related("chamber")
    )


def kept_at(address: str) -> KeptAnswers | None:
    """The answers that this address opens, as somebody copied it; None when it opens none."""
    token = next((piece for piece in reversed(address.strip().split("/")) if piece), "")
    return kept_of(token)


def address_of(kept: KeptAnswers) -> str:
    """The full address that opens these answers."""
    return KEPT.address(KEPT.token_of(kept))
