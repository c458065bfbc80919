"""A message to a supplier, ready to send: the questions on their quote, polite, without a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import full_day
from etabli.procurement.quotes.engine.model import Quote
from etabli.procurement.quotes.sheet import Question
from etabli.procurement.quotes.values import is_sure

LONGEST_LINK = 1900  # characters: beyond, some mail programs cut the address


@dataclass(frozen=True)
class Draft:
    """A mail to copy or to open in one's own program. `to` is empty when the quote prints no address for certain."""

    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """With the text, unless it is too long to travel in an address."""
        start = f"mailto:{percent(self.to, safe='@')}?subject={percent(self.subject)}"
        whole = f"{start}&body={percent(self.body.replace(chr(10), chr(13) + chr(10)))}"
        return whole if len(whole) <= LONGEST_LINK else start

    @property
    def is_whole(self) -> bool:
        """Whether the link carries the text."""
        return "&body=" in self.mailto


def draft(quote: Quote, questions: Sequence[Question], sender: str) -> Draft:
    """The questions, numbered, signed by whom the quote was made for."""
    number, day, email = quote.number, quote.issued_on, quote.supplier.email
    values = {"number": number.value if number else "", "day": full_day(day.value) if day else ""}
    if number and day:
        about = _("your quote no. %(number)s of %(day)s") % values
    elif number:
        about = _("your quote no. %(number)s") % values
    else:
        about = _("your quote of %(day)s") % values if day else _("your quote")
    asked = "\n".join(f"{rank}. {question.text}" for rank, question in enumerate(questions, start=1))
    body = _(
        "Hello,\n\nThank you for %(about)s. I have read it with care. Before I answer you, I would like to be sure "
        "that I have understood it:\n\n%(questions)s\n\nCould you answer me in writing, or complete the quote?\n\n"
        "Thank you in advance,\n%(sender)s"
    )
    return Draft(
        to=email.value if email and is_sure(email) else "",
        subject=_("Questions on %(about)s") % {"about": about},
        body=body % {"about": about, "questions": asked, "sender": sender},
    )
