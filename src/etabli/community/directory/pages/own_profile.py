"""A member's own profile: editing it section by section, publishing it or not, a preview, the charter."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from etabli.community.directory import actions, queries
from etabli.community.directory.engine import Audience, completeness
from etabli.community.directory.forms import SECTION_FORMS, CharterForm, VisibilityForm
from etabli.community.directory.listing import content_of
from etabli.community.directory.models import Profile
from etabli.community.directory.profile_summary import advice, sections_of, summaries
from etabli.community.neutrality.charter import charter
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.ui.language import reader_language

SECTION_TITLES: Mapping[str, str | Promise] = {
    "words": gettext_lazy("Presentation"),
    "work": gettext_lazy("Trades and skills"),
    "places": gettext_lazy("Places and languages"),
    "availability": gettext_lazy("Availability"),
    "reach": gettext_lazy("Addresses"),
}


@allow(*ASSOCIATION)
def overview(request: Request) -> HttpResponse:
    """Whether the profile is published, what to add first, its sections, how often it was opened."""
    member = queries.own_member(request.viewer)
    profile, pieces = queries.own_profile(member), queries.own_pieces(member)
    shown_count = sum(piece.client_agrees for piece in pieces)
    completion = completeness(content_of(profile), pieces=shown_count)
    context = {
        "profile": profile,
        "pieces": pieces,
        "completion": completion,
        "advice": advice(completion.lacking),
        "sections": sections_of(profile, SECTION_TITLES),
        "figures": queries.figures_of_own_profile(member, today=timezone.localdate()),
    }
    return render(request, "directory/own.html", context)


@allow(*ASSOCIATION)
def edit_section(request: Request, section: str) -> HttpResponse:
    """One section: saved, or kept as a draft that nobody else sees."""
    member, now = queries.own_member(request.viewer), timezone.now()
    profile = queries.own_profile(member)
    form = SECTION_FORMS[section](request.POST or None, profile=profile)
    if request.method == "POST":
        if message := _handle_draft_button(request, profile, section, form):
            acted(request, message)
            return redirect("directory:mine")
        if form.is_valid():
            actions.write(member=member, section=section, values=form.values, by=request.viewer, at=now)
            acted(request, _("Saved."))
            return redirect("directory:mine")
    elif draft := profile.drafts.get(section):
        form.begin_with(draft)
    context = {
        "form": form,
        "profile": profile,
        "title": SECTION_TITLES[section],
        "has_draft": section in profile.drafts,
    }
    return render(request, "directory/own_section.html", context, status=422 if form.errors else 200)


def _handle_draft_button(request: Request, profile: Profile, section: str, form: Any) -> str:
    """Save or discard the draft where that button was pressed; the sentence to show, "" when neither was."""
    by, now = request.viewer, timezone.now()
    if "later" in request.POST:
        actions.keep_draft(member=profile.member, section=section, typed=form.typed, by=by, at=now)
        return _("Your draft is kept. Nobody sees it.")
    if "drop" in request.POST:
        actions.drop_draft(profile=profile, section=section, by=by, at=now)
        return _("The draft is discarded.")
    return ""


@allow(*ASSOCIATION)
def publish(request: Request) -> HttpResponse:
    """Who sees each field; then the profile is in the directory, at once or when a moderator has read it."""
    member = queries.own_member(request.viewer)
    profile = queries.own_profile(member)
    form = VisibilityForm(request.POST or None, visibility=profile.visibility)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            profile = actions.publish(
                member=member, visibility=form.visibility, by=request.viewer, at=timezone.now()
            )
            acted(request, _publication_message(profile))
            return redirect("directory:mine")
    context = {"form": form, "profile": profile, "rows": summaries(form, profile, queries.own_pieces(member))}
    return render(request, "directory/own_publish.html", context, status=422 if form.errors else 200)


def _publication_message(profile: Profile) -> str:
    if profile.published_at is None:
        return _("Your profile is submitted. A moderator reads it first: we write to you.")
    return _("Your profile is in the directory.")


@allow(*ASSOCIATION)
@require_POST
def withdraw(request: Request) -> HttpResponse:
    """Out of the directory, at once."""
    profile = queries.own_profile(queries.own_member(request.viewer))
    actions.withdraw(profile=profile, by=request.viewer, at=timezone.now())
    acted(request, _("Your profile is no longer in the directory. All that you wrote is kept."))
    return redirect("directory:mine")


@allow(*ASSOCIATION)
def preview(request: Request) -> HttpResponse:
    """The profile as everybody sees it, or as the members do, with the choices made so far."""
    profile = queries.own_profile(queries.own_member(request.viewer))
    audience = Audience.MEMBERS if request.GET.get("vue") == "adherents" else Audience.PUBLIC
    sheet = queries.sheet(profile, audience, today=timezone.localdate())
    return render(
        request, "directory/own_preview.html", {"profile": profile, "sheet": sheet, "audience": audience}
    )


@allow(*ASSOCIATION)
def sign(request: Request) -> HttpResponse:
    """Read the charter, and commit to it."""
    member = queries.own_member(request.viewer)
    profile, form = queries.own_profile(member), CharterForm(request.POST or None)
    current = charter(reader_language())
    if request.method == "POST" and form.is_valid():
        actions.sign_charter(member=member, version=current.number, by=request.viewer, at=timezone.now())
        acted(request, _("You have signed the charter."))
        return redirect("directory:mine")
    context = {"form": form, "profile": profile, "charter": current}
    return render(request, "directory/own_charter.html", context, status=422 if form.errors else 200)
