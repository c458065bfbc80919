"""The portfolio: pieces of work, in their member's order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.directory.actions.profiles import profile_of
from etabli.community.directory.models import Piece, Profile
from etabli.community.directory.rules import is_own
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer

MOST_PIECES = 12
TELLS = {"title": _("Title"), "text": _("Text"), "link": _("Link")}


class TooManyPieces(ActionError):
    """The portfolio is full."""


class PieceGone(ActionError):
    """It was taken out."""


def _with_its_photo(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, unless the former picture is gone for good."""
    photo = entry.before.get("photo_id")
    if photo is not None and not StoredFile.objects.filter(pk=photo).exists():
        raise CannotUndo(_("The former picture was deleted for good since."))
    undo_fields(entry, by, at)


def _in_the_former_order(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, as long as the pieces are those that were put in order."""
    profile: Any = subject_of(entry, lock=True)
    if _order_of(profile) != entry.after["order"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _rank(profile, entry.before["order"])
    record(profile, before=entry.after, after=entry.before)


@action(
    "directory.add_piece",
    sentence=_("added “%(subject)s” to the portfolio"),
    may=lambda by, given: is_own(by, given["member"]) if isinstance(given, dict) else is_own(by, given),
    undo=undo_fields,
)
def add_piece(
    *, member: Member, facts: dict[str, Any], photo: Examined | None = None, by: Viewer, at: datetime
) -> Piece:
    """Add a piece after the others. `facts`: title, text, link, photo_says, client_agrees, agreement.

    Raises TooManyPieces, FileRefused.
    """
    profile = profile_of(member)
    there = Piece.objects.filter(profile=profile, withdrawn_at=None)
    if there.count() >= MOST_PIECES:
        raise TooManyPieces(_("%(most)d pieces are enough: take one out first.") % {"most": MOST_PIECES})
    last = there.aggregate(rank=Max("rank"))["rank"] or 0
    piece = Piece(profile=profile, rank=last + 1, added_at=at, **facts)
    piece.photo = _store_photo(photo, profile, by, at)
    piece.save()
    record(piece, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return piece


@action(
    "directory.change_piece",
    sentence=_("changed “%(subject)s” in the portfolio"),
    tells=TELLS,
    may=is_own,
    undo=_with_its_photo,
    subject="piece",
)
def change_piece(
    *,
    piece: Piece,
    facts: dict[str, Any],
    photo: Examined | None = None,
    without_photo: bool = False,
    by: Viewer,
    at: datetime,
) -> Piece:
    """Change what a piece says, or its picture. Raises PieceGone, FileRefused."""
    _check_there(piece)
    fields = dict(facts)
    if photo is not None or without_photo:
        kept = _store_photo(photo, piece.profile, by, at)
        fields["photo_id"] = kept.pk if kept else None
    return change(piece, **fields)


@action(
    "directory.withdraw_piece",
    sentence=_("took “%(subject)s” out of the portfolio"),
    may=is_own,
    undo=undo_fields,
    subject="piece",
)
def withdraw_piece(*, piece: Piece, by: Viewer, at: datetime) -> Piece:
    """Nobody sees it any more. Raises PieceGone."""
    _check_there(piece)
    return change(piece, withdrawn_at=at)


@action(
    "directory.order_pieces",
    sentence=_("changed the order of the portfolio of %(subject)s"),
    may=is_own,
    undo=_in_the_former_order,
    subject="profile",
)
def order_pieces(*, profile: Profile, order: Sequence[int], by: Viewer, at: datetime) -> Profile:
    """Show the pieces in this order of their numbers; those that are not named come last, as they were."""
    before = _order_of(profile)
    wanted = [pk for pk in order if pk in before]
    after = [*wanted, *(pk for pk in before if pk not in wanted)]
    _rank(profile, after)
    record(profile, before={"order": before}, after={"order": after})
    return profile


def _order_of(profile: Profile) -> list[int]:
    return list(Piece.objects.filter(profile=profile, withdrawn_at=None).values_list("pk", flat=True))


def _rank(profile: Profile, order: Sequence[int]) -> None:
    pieces = Piece.objects.in_bulk(order)
    for rank, pk in enumerate(order, 1):
        pieces[pk].rank = rank
    Piece.objects.bulk_update(pieces.values(), ["rank"])


def _check_there(piece: Piece) -> None:
    piece.refresh_from_db(
        fields=["withdrawn_at"], from_queryset=Piece.objects.select_for_update(of=("self",))
    )
    if piece.withdrawn_at is not None:
        raise PieceGone(_("This piece was taken out of the portfolio."))


def _store_photo(photo: Examined | None, profile: Profile, by: Viewer, at: datetime) -> StoredFile | None:
    if photo is None:
        return None
    return save_file(photo, purpose="piece", chamber_id=profile.organisation_id, by=by, at=at)
