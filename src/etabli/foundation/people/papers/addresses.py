"""The e-mail address that somebody adds who comes in by a code on paper: a link goes there, and the four digits of the
code must come with it. Whoever reads a mistyped address opens nothing by it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from uuid import uuid4

from etabli.foundation.notify.prose import gettext as _, link as our_link
from etabli.foundation.notify.queue import send
from etabli.foundation.people.links import GIVEN_ADDRESS, valid_links
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.papers.models import MAX_TRIES
from etabli.foundation.people.viewer import Viewer


def paper_of(viewer: Viewer, at: datetime) -> SecretLink | None:
    """The code on paper of a viewer of whom no address is known, while it is good; None for all others."""
    number = viewer.person_id
    if number is None or viewer.user_id is not None or not viewer.is_person(number):
        return None
    papers = valid_links(at).filter(scope=SecretLink.Scope.PAPER, paper_code__tries__lt=MAX_TRIES)
    return papers.filter(person=number, person__email="").first()


def ask_for_proof(paper: SecretLink, email: str, *, at: datetime) -> None:
    """Write to the address; the mail says nothing of whose it would be."""
    body = _(
        "Good day,\n\nSomebody wants to get the messages of %(chamber)s at this address. If it is you, open this link "
        "and give the four digits of your code on paper.\n\nIt is my address:\n%(url)s\n\nThe link works for a day. If "
        "you asked for nothing, do nothing."
    ) % {"chamber": paper.person.chamber.name, "url": our_link(address_to_prove(paper, email, at))}
    subject = _("Is it your address? %(chamber)s") % {"chamber": paper.person.chamber.name}
    send(to=email, subject=subject, body=body, key=f"given_address:{uuid4()}", by_stranger=True, at=at)


def address_to_prove(paper: SecretLink, email: str, at: datetime) -> str:
    """The link that goes to it."""
    until = int(GIVEN_ADDRESS.end(at).timestamp())
    spelled = urlsafe_b64encode(email.lower().encode()).decode().rstrip("=")
    return GIVEN_ADDRESS.address(GIVEN_ADDRESS.seal(f"{paper.pk}~{until}~{spelled}"))


def read_proof_link(token: str, at: datetime) -> tuple[SecretLink, str] | None:
    """The code on paper and the address of such a link; None whatever is wrong with it, or once one was added."""
    number, _tilde, rest = (GIVEN_ADDRESS.text_in(token) or "").partition("~")
    if not number:
        return None
    until, _tilde, spelled = rest.partition("~")
    if datetime.fromtimestamp(int(until), UTC) <= at:
        return None
    waiting = valid_links(at).filter(pk=int(number), scope=SecretLink.Scope.PAPER, person__email="")
    paper = waiting.filter(paper_code__tries__lt=MAX_TRIES).first()
    email = urlsafe_b64decode(spelled + "=" * (-len(spelled) % 4)).decode()
    return (paper, email) if paper is not None else None
