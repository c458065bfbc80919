"""What is typed of a question or an answer. Validates, never saves."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trades
from etabli.community.forum.models import (
    MAX_REASON_LENGTH,
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    Post,
    Thread,
)
from etabli.foundation.files.engine.kinds import TEXT
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.search.queries import Hit
from etabli.foundation.ui.forms import FileDrop, NoMachine
from etabli.foundation.ui.markdown import markdown_text

PREVIEW = "preview"  # the name of the button
SUMMARY_WORDS = 12
MAX_FORUM_MEGABYTES = 3  # about 6,000 texts: nobody else writes for the few seconds that taking them in lasts


def _text_field(label: Any, help_text: Any, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=MAX_TEXT_LENGTH, widget=area)


class QuestionForm(NoMachine):
    """A question: asked of a trade of the association."""

    title = forms.CharField(
        label=_("Your question, in one sentence"),
        max_length=MAX_TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = _text_field(
        _("What you know already, what you tried"),
        _(
            "No name or address of a client. Marks: **bold**, *italic*, - before each line of a list, ``` around code."
        ),
        8,
    )
    trade = forms.ChoiceField(
        label=_("Who may know"),
        help_text=_("Those of this trade are told if nobody has answered in two days."),
    )
    is_public = forms.BooleanField(
        label=_("Everybody may read it, with its answers"),
        help_text=_("Otherwise, the members of the association alone."),
        required=False,
    )

    def __init__(self, *args: Any, organisation_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, trade.label) for code, trade in trades(organisation_id).items()]
        self.fields["trade"].choices = [("", _("Choose")), *offered]  # type: ignore[attr-defined]  # a choice field


class ArtisanQuestionForm(QuestionForm):
    """That of an artisan, who need not know which trade may know."""

    is_named = forms.BooleanField(
        label=_("Show my name"),
        help_text=_("Otherwise, they read “An artisan” and the craft."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Plain words. Name nobody, and no business.")
        trade: Any = self.fields["trade"]
        trade.required, trade.choices = False, [("", _("I don’t know")), *trade.choices[1:]]


class BesideQuestionForm(ArtisanQuestionForm):
    """The same, typed by the adviser beside the artisan."""

    agreed = forms.BooleanField(
        label=_("They agree to ask this"),
        help_text=_("You have read it to them. We tell them that it has left, and how to take it back."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_named"].label = _("Show the artisan’s name")


class AnswerForm(NoMachine):
    """An answer."""

    text = _text_field(
        _("Your answer"),
        _("Plain words. No offer, no price, no link to yourself: your profile stands under your name."),
        6,
    )


class CloseForm(forms.Form):
    """Why a question takes no more answers."""

    reason = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Everybody who reads the question sees it. Who asked is told."),
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ArrangeForm(forms.Form):
    """Why moderators give what was written another place."""

    reason = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Those who wrote are told."),
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(ArrangeForm):
    """Of which trade it is asked instead."""

    trade = forms.ChoiceField(
        label=_("Who may know"), help_text=_("Those who follow this trade are told of the question.")
    )
    field_order = ("trade", "reason")

    def __init__(self, *args: Any, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trade: Any = self.fields["trade"]
        offered = [(code, known.label) for code, known in trades(organisation_id).items()]
        trade.choices = [("", _("Choose")), *offered]


class SplitForm(ArrangeForm):
    """Which answers open another subject, and how it is called."""

    posts = forms.TypedMultipleChoiceField(
        label=_("The answers that go"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(
        label=_("The new question, in one sentence"),
        help_text=_("It is that of whoever wrote the first of these answers: they can correct it."),
        max_length=MAX_TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("posts", "title", "reason")

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["posts"]
        offered.choices = [(post.pk, _summary(post)) for post in posts]


class MergeForm(ArrangeForm):
    """In which other question it is read: one of the near ones, or that of an address."""

    into = forms.ChoiceField(label=_("The question that stays"), required=False, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Another one: its address"),
        help_text=_("Copy it from the bar of your browser, on the page of the question that stays."),
        required=False,
        max_length=300,
    )
    field_order = ("into", "address", "reason")

    def __init__(self, *args: Any, near: Iterable[Hit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.choices = [(hit.object_id, hit.title) for hit in near]
        if not into.choices:
            del self.fields["into"]
            self.fields["address"].label, self.fields["address"].required = (
                _("Address of the question that stays"),
                True,
            )

    def clean(self) -> dict[str, Any]:
        """With `number`, that of the question that stays."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        address = re.search(r"(?:^|/questions/)(\d{1,18})/?(?:[#?].*)?$", cleaned.get("address", "").strip())
        if cleaned.get("address") and address is None:
            self.add_error(
                "address", _("This is not the address of a question: it ends like /questions/12/.")
            )
        elif not (cleaned.get("into") or address):
            field = "into" if "into" in self.fields else "address"
            self.add_error(field, _("Choose the question that stays, or give its address."))
        else:
            cleaned["number"] = int(address[1] if address else cleaned["into"])
        return cleaned


def _summary(post: Post) -> str:
    """Who answered, and the first words."""
    words = Truncator(markdown_text(post.text)).words(SUMMARY_WORDS)
    return f"{post.shown_name}\N{NO-BREAK SPACE}\N{EN DASH} {words}"


def form_of[F: forms.Form](kind: type[F], typed: QueryDict, **given: Any) -> F:
    """The form that was sent; where its preview alone was asked for, what was typed of it, which is not judged yet."""
    if PREVIEW in typed:
        return kind(**{**given, "initial": typed.dict()})
    return kind(typed or None, **given)


def previewed_text(typed: QueryDict) -> str | None:
    """The text of which the preview was asked for; None where it was not."""
    return typed.get("text", "")[:MAX_TEXT_LENGTH] if PREVIEW in typed else None


def initial_of(writing: Thread | Post) -> dict[str, Any]:
    """What its author wrote, to be corrected."""
    names = ["text"] if isinstance(writing, Post) else ["title", "text", "trade", "is_public", "is_named"]
    return {name: getattr(writing, name) for name in names}


class FormerForumForm(forms.Form):
    """The questions of a former forum to take in."""

    file = ExaminedField(
        accept={TEXT},
        most_megabytes=MAX_FORUM_MEGABYTES,
        label=_("The file of the former forum"),
        help_text=_("A text file, with a question and its answers on each line, in JSON."),
        widget=FileDrop(accept=".jsonl,.json,.txt", most_bytes=MAX_FORUM_MEGABYTES * 1024**2),
    )
