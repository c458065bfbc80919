"""The texts of a kit, in the relay's own name, each in the length that its place allows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.ui.typography import day
from etabli.programme.outreach.engine.text import fit_to_limit, for_telephones
from etabli.programme.outreach.queries.kits import Kit
from etabli.territory.relays.models import Relay

MAX_SHORT_POST, MAX_LONG_POST, MAX_TEXT_MESSAGE = 280, 500, 160

type Written = Callable[[dict[str, str], str], str]


@dataclass(frozen=True)
class Text:
    """A text to copy. `subject` is that of a mail; `limit` the most characters that its place takes."""

    code: str
    title: str | Promise
    body: str
    subject: str = ""
    limit: int | None = None

    @property
    def rows(self) -> int:
        """Lines of the box that shows it whole."""
        return min(16, 2 + self.body.count("\n") + len(self.body) // 70)

    @property
    def mailto(self) -> str:
        """Opens the reader's own mail program with the mail written."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.body)}" if self.subject else ""


def texts_of(kit: Kit) -> list[Text]:
    """In the language in force: a mail, a paragraph for the relay's own paper, two posts, a text message."""
    return [
        Text("mail", gettext_lazy("A mail ready to send"), _mail(kit), subject=_subject(kit)),
        Text("article", _article_title(kit.relay), _article(kit)),
        Text(
            "short",
            gettext_lazy("A short post"),
            fit_to_limit(_posts(kit, _short), MAX_SHORT_POST),
            limit=MAX_SHORT_POST,
        ),
        Text(
            "long",
            gettext_lazy("A longer post"),
            fit_to_limit(_posts(kit, _long), MAX_LONG_POST),
            limit=MAX_LONG_POST,
        ),
        Text("telephone", gettext_lazy("A text message"), _text_message(kit), limit=MAX_TEXT_MESSAGE),
    ]


def dates_of(kit: Kit, number: int) -> str:
    """The first dates in a sentence: "jeudi 14 janvier (Blaye), mardi 2 mars (Pauillac)"."""
    return ", ".join(f"{day(card.starts_at)} ({card.commune})" for card in kit.dates[:number])


def dates_by_line(kit: Kit) -> str:
    """The dates, each on its line; nothing when none is announced."""
    if not kit.dates:
        return ""
    lines = [
        _("%(day)s, %(commune)s: %(title)s")
        % {"day": day(card.starts_at), "commune": card.commune, "title": card.title}
        for card in kit.dates
    ]
    return "\n".join([_("The next dates:"), *(f"– {line}" for line in lines)])


def _values(kit: Kit) -> dict[str, str]:
    relay = kit.relay
    return {
        "relay": relay.name,
        "commune": relay.commune.name,
        "link": kit.link,
        "chamber": relay.chamber.name,
    }


def _subject(kit: Kit) -> str:
    return _("Free workshops for craftspeople: %(commune)s and around") % _values(kit)


def _mail(kit: Kit) -> str:
    parts = [
        _("Hello,"),
        _("Would you like your customers to find you on the internet, without spending your evenings on it?"),
        _(
            "%(chamber)s holds half-day workshops close to you (%(commune)s and around), free of charge, for"
            " craftspeople of every trade. No skill is needed, and nothing can break."
        ),
        dates_by_line(kit).replace("%", "%%")
        or _("The next dates will stand on the page below as soon as they are known."),
        _("The dates, and how to sign up in one minute without an account:\n%(link)s"),
        _("Kind regards,\n%(relay)s"),
    ]
    return "\n\n".join(parts) % _values(kit)


def _article_title(relay: Relay) -> Promise:
    kinds = Relay.Kind
    titles: dict[str, Promise] = {
        kinds.TOWN_HALL: gettext_lazy("For the bulletin or the site of the commune"),
        kinds.ASSOCIATION: gettext_lazy("For the letter to your members"),
        kinds.CLUB: gettext_lazy("For the letter to your members"),
    }
    return titles.get(relay.kind) or gettext_lazy("For your letter, your site or your notice board")


def _article(kit: Kit) -> str:
    kinds = Relay.Kind
    openings: dict[str, str] = {
        kinds.TOWN_HALL: _("Craftspeople of our commune, this is for you."),
        kinds.ASSOCIATION: _("Among our members there are craftspeople: this is for them."),
        kinds.CLUB: _("Among our members there are craftspeople: this is for them."),
    }
    sentences = [
        openings.get(kit.relay.kind) or _("You are a craftsperson and you come to us: this is for you."),
        _(
            "%(chamber)s offers half-day workshops to be found on the internet: with or without a site, on social"
            " networks, and to keep one’s customers."
        ),
        _("They are free of charge and held in a small group. You come as you are: no skill is needed."),
        (_("The next dates:") + " " + dates_of(kit, 3) + ".").replace("%", "%%")
        if kit.dates
        else _("The next dates will stand on the page below as soon as they are known."),
        _("Dates and sign-up, in one minute: %(link)s"),
    ]
    return " ".join(sentences) % _values(kit)


def _posts(kit: Kit, written: Written) -> Iterator[str]:
    """From all the dates to none, then without the name of the commune."""
    values = _values(kit)
    for number in range(len(kit.dates), -1, -1):
        yield written(values, dates_of(kit, number))
    yield written({**values, "commune": ""}, "")


def _short(values: dict[str, str], dates: str) -> str:
    return _join_sentences(
        _("Craftspeople (%(commune)s and around): free half-day workshops, to be found on the internet.")
        % values
        if values["commune"]
        else _("Craftspeople: free half-day workshops near you, to be found on the internet."),
        f"{capfirst(dates)}." if dates else "",
        _("No skill is needed. Dates and sign-up: %(link)s") % values,
    )


def _long(values: dict[str, str], dates: str) -> str:
    return _join_sentences(
        _("You are a craftsperson (%(commune)s and around), and you lack time for the internet?") % values
        if values["commune"]
        else _("You are a craftsperson, and you lack time for the internet?"),
        _(
            "Your chamber of trades holds half-day workshops near you, free of charge: being visible with or"
            " without a site, social networks, keeping your customers. You come as you are."
        ),
        _("The next dates:") + f" {dates}." if dates else "",
        _("Dates and sign-up: %(link)s") % values,
    )


def _text_message(kit: Kit) -> str:
    values = _values(kit)
    written = [
        _join_sentences(
            _("Craftspeople: free workshops near you."),
            f"{capfirst(dates_of(kit, number))}." if number else "",
        )
        + " "
        + _("Sign up: %(link)s") % values
        for number in range(min(2, len(kit.dates)), -1, -1)
    ]
    return fit_to_limit([for_telephones(text) for text in written], MAX_TEXT_MESSAGE)


def _join_sentences(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
