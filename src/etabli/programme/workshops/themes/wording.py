"""What the parts of a theme are called on a screen."""

from django.utils.translation import gettext_lazy as _

LEVELS = {1: _("To begin with"), 2: _("To go further")}
MOMENTS = {
    "talk": _("We talk"),
    "show": _("Demonstration"),
    "do": _("Your turn"),
    "examples": _("Craftspeople from here"),
    "protect": _("Data and backup"),
    "start": _("First action"),
}
FORMS = {"ticks": _("Boxes to tick"), "steps": _("Numbered steps"), "lines": _("Lines to write on")}
FIELDS = {
    "title": _("Title"),
    "promise": _("What it brings"),
    "level": _("Level"),
    "times_a_year": _("How often a year"),
    "goals": _("What one can do on leaving"),
    "programme": _("Programme"),
    "material": _("What you need"),
    "bring": _("What to bring"),
    "sheets": _("Sheets to hand out"),
}
