"""What is typed of a question or an answer. Validates, never saves."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trades
from etabli.community.forum.models import (
    MAX_REASON_LENGTH,
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    Post,
    Thread,
)
from etabli.foundation.ui.forms import NoMachine

PREVIEW = "preview"  # the name of the button


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
