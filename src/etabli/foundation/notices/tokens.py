"""The right to stop one kind of mail, for whoever got such a mail: signed, tied to the address, without end."""

from hashlib import sha256

from django.core.signing import BadSignature, Signer

from etabli.foundation.notices.owners import Owner, address_of, as_fields, owner_of

ALL = "all"  # the daily mail: every kind that it may hold


def token_of(owner: Owner, kind: str) -> str:
    """What stands in the address; it opens nothing but the choice of this kind."""
    whose = as_fields(owner)
    parts = [whose["owner_key"], str(whose["organisation_id"] or ""), kind, _mark(owner)]
    return _signer().sign("~".join(parts))


def read_token(token: str) -> tuple[Owner, str] | None:
    """Whose mail, and of which kind; None whatever is wrong with it, the address changed since included."""
    try:
        owner_key, organisation, kind, mark = _signer().unsign(token).split("~")
    except BadSignature:
        return None
    owner = owner_of(owner_key, int(organisation) if organisation else None)
    return (owner, kind) if owner is not None and mark == _mark(owner) else None


def _signer() -> Signer:
    return Signer(salt="etabli.notices.unsubscribe")


def _mark(owner: Owner) -> str:
    return sha256(address_of(owner).lower().encode()).hexdigest()[:8]
