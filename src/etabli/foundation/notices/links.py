"""The right to stop one kind of mail, for whoever got such a mail: signed, tied to the address, without end."""

from hashlib import sha256

from etabli.foundation.notices.owners import Owner, address_of, as_fields, owner_of
from etabli.foundation.parties.models import Party
from etabli.foundation.signed_links import LinkKind

ALL_KINDS = "all"  # the daily mail: every kind that it may hold

UNSUBSCRIBE = LinkKind(
    code="notices.unsubscribe",
    opens="the choice to get one kind of mail (of the daily one: all that it holds) or to get it no more; of one that "
    "was not asked for, “not now”",
    doors=("notices:unsubscribe",),
    ends="the address of the person changes, or they have gone",
)


def token_of(owner: Owner, kind: str) -> str:
    """What stands in the address; it opens nothing but the choice of this kind."""
    fields = as_fields(owner)
    return UNSUBSCRIBE.seal(
        "~".join([str(fields["owner_id"]), str(fields["organisation_id"] or ""), kind, _mark(owner)])
    )


def silence_url(owner: Owner, kind: str) -> str:
    """The address that stops this kind of mail for them, without signing in."""
    return UNSUBSCRIBE.address(token_of(owner, kind))


def read_token(token: str) -> tuple[Owner, str] | None:
    """Whose mail, and of which kind; None whatever is wrong with it, the address changed since included."""
    text = UNSUBSCRIBE.text_in(token)
    if text is None:
        return None
    whose, organisation, kind, mark = text.split("~")
    party = _party_of(whose)
    owner = owner_of(party, int(organisation) if organisation else None) if party else None
    return (owner, kind) if owner is not None and mark == _mark(owner) else None


def _party_of(label: str) -> int | None:
    """Mails that left before December 2026 call somebody "person:12" or "user:7"."""
    kind, colon, number = label.partition(":")
    if not colon:
        return int(label)
    return Party.objects.filter(kind=kind, **{kind: number}).values_list("pk", flat=True).first()


def _mark(owner: Owner) -> str:
    return sha256(address_of(owner).lower().encode()).hexdigest()[:8]
