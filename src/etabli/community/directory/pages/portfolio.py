"""A member's portfolio: add, change, put in order, take out."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.directory import actions, queries
from etabli.community.directory.forms import PieceForm
from etabli.community.directory.models import Piece
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.people.pages import acted, refusals_in


@allow(*ASSOCIATION)
def pieces(request: Request) -> HttpResponse:
    """All the pieces, in their order."""
    member = queries.own_member(request.viewer)
    context = {"pieces": queries.own_pieces(member), "profile": queries.own_profile(member)}
    return render(request, "directory/piece_list.html", context)


@allow(*ASSOCIATION)
def add(request: Request) -> HttpResponse:
    """One more."""
    member, form = queries.own_member(request.viewer), PieceForm(*_posted_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_piece(
                member=member,
                facts=form.facts,
                photo=form.cleaned_data["photo"],
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("The piece is added."))
            return redirect("directory:pieces")
    return _page(request, form, None)


@allow(*ASSOCIATION)
def change(request: Request, pk: int) -> HttpResponse:
    """What one says, and its picture."""
    piece = queries.get_piece(request.viewer, pk)
    form = PieceForm(*_posted_data(request), piece=piece)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_piece(
                piece=piece,
                facts=form.facts,
                photo=form.cleaned_data["photo"],
                without_photo=form.cleaned_data.get("without_photo", False),
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("Saved."))
            return redirect("directory:pieces")
    return _page(request, form, piece)


@allow(*ASSOCIATION)
@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    """One place earlier, or later."""
    piece = queries.get_piece(request.viewer, pk)
    order = [own_piece.pk for own_piece in queries.own_pieces(piece.profile.member)]
    place = order.index(pk)
    order.insert(max(0, place + (1 if "later" in request.POST else -1)), order.pop(place))
    actions.order_pieces(profile=piece.profile, order=order, by=request.viewer, at=timezone.now())
    acted(request, _("The order is changed."))
    return redirect("directory:pieces")


@allow(*ASSOCIATION)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Out of the portfolio."""
    piece = queries.get_piece(request.viewer, pk)
    actions.withdraw_piece(piece=piece, by=request.viewer, at=timezone.now())
    acted(request, _("The piece is taken out."))
    return redirect("directory:pieces")


def _page(request: Request, form: PieceForm, piece: Piece | None) -> HttpResponse:
    context = {"form": form, "piece": piece}
    return render(request, "directory/piece_form.html", context, status=422 if form.errors else 200)


def _posted_data(
    request: Request,
) -> tuple[QueryDict | None, "MultiValueDict[str, UploadedFile[Any]] | None"]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
