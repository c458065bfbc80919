"""The right to stop one kind of mail, for whoever got such a mail: signed, tied to the address, without end."""

from hashlib import sha256

from django.core.signing import BadSignature, Signer

from etabli.foundation.people.models import Membership, Person

ALL = "all"  # the daily mail: every kind that it may hold


def token_of(owner: Person | Membership, address: str, kind: str) -> str:
    """What stands in the address; it opens nothing but the choice of this kind."""
    letter = "p" if isinstance(owner, Person) else "m"
    return _signer().sign(f"{letter}.{owner.pk}.{kind}.{_mark(address)}")


def read_token(token: str) -> tuple[Person | Membership, str] | None:
    """Whose mail, and of which kind; None whatever is wrong with it, the address changed since included."""
    try:
        letter, number, rest = _signer().unsign(token).split(".", 2)
    except (BadSignature, ValueError):
        return None
    kind, _dot, mark = rest.rpartition(".")
    owner: Person | Membership | None
    if letter == "p":
        owner = Person.objects.filter(pk=number).first()
    else:
        owner = Membership.objects.filter(pk=number).select_related("user", "organisation").first()
    if owner is None:
        return None
    address = owner.email if isinstance(owner, Person) else owner.user.email
    return (owner, kind) if mark == _mark(address) else None


def _signer() -> Signer:
    return Signer(salt="etabli.notices.unsubscribe")


def _mark(address: str) -> str:
    return sha256(address.lower().encode()).hexdigest()[:8]
