"""What a colour says, in words and by a drawing: nobody has to see it."""

from typing import Literal

from django.utils.translation import gettext as _

type Tone = Literal["ok", "ask", "stop"]
TONE_ICON = {"ok": "ok", "ask": "ask", "stop": "stop", "plain": "help"}


def tone_word(tone: str) -> str:
    """What the colour says, for those who don't see it."""
    words = {"ok": _("All right"), "ask": _("To ask"), "stop": _("Careful"), "plain": _("Good to know")}
    return words[tone]
