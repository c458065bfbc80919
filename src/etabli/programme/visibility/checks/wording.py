"""What can't be known of a site, in sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from etabli.programme.visibility.checks.reports import Report

WHY_UNKNOWN: Mapping[str, str | Promise] = {
    "script": gettext_lazy("The page is written by its scripts: we don’t run them."),
    "time": gettext_lazy("There was no time left."),
    "unseen": gettext_lazy("We could not check it from here."),
    "refused": gettext_lazy("The network doesn’t let us look: press the link yourself."),
    "away": gettext_lazy("The site sends robots away. Open it yourself, on a phone."),
    "no_page": gettext_lazy("What answers there is no page of a site."),
    "consent": gettext_lazy("A banner asks first. Open the page, refuse all, and see whether it obeys."),
}
LEFT_OUT: Mapping[str, str | Promise] = {
    "pages": gettext_lazy("the other pages"),
    "links": gettext_lazy("some links"),
    "resources": gettext_lazy("the weight of some pictures"),
    "mail": gettext_lazy("the e-mails"),
}
WHO: Mapping[str, str | Promise] = {
    "me": gettext_lazy("you"),
    "provider": gettext_lazy("whoever made your site"),
    "adviser": gettext_lazy("you, with your adviser"),
}
WHO_OF_TWO: Mapping[str, str | Promise] = {
    "me": gettext_lazy("the artisan"),
    "provider": gettext_lazy("whoever made the site"),
    "adviser": gettext_lazy("the two of you"),
}

VERDICTS: Mapping[str, str | Promise] = {
    "nowhere": gettext_lazy("Not seen yet"),
    "sometimes": gettext_lazy("Seen sometimes"),
    "everywhere": gettext_lazy("Seen each time"),
    "wrong": gettext_lazy("Seen, but wrong"),
    "only-wrong": gettext_lazy("Only something wrong"),
}

TONES: Mapping[str, str] = {
    "nowhere": "ask",
    "sometimes": "plain",
    "everywhere": "ok",
    "wrong": "ask",
    "only-wrong": "ask",
}


def left_out_sentence(report: Report) -> str:
    """What there was no time for; "" when there was."""
    parts = [str(LEFT_OUT[part]) for part in report.left_out if part in LEFT_OUT]
    return (
        _("In twenty seconds we could not look at: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""
    )
