"""What the market tells."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from etabli.community.market.models import Answer
from etabli.foundation.notices.telling import tell
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind

ANSWER = Kind("market.answer", gettext_lazy("An answer to your ad"), frozenset({Role.ARTISAN}))
KINDS = [ANSWER]


def told_of_answer(answer: Answer, at: datetime) -> None:
    """Tell the artisan that an answer is there; neither its author nor its price is told."""
    with override(settings.LANGUAGE_CODE):  # the artisan's, whatever the member reads the site in
        tell(
            to=answer.ad.person,
            kind=ANSWER.code,
            title=_("An answer to your ad"),
            text=_(
                "Your ad “%(title)s” has got an answer.\n\n"
                "Nothing presses: you may wait until you have several, and compare.\n"
                "Établi recommends no one: the order of the answers is drawn by lot."
            )
            % {"title": answer.ad.title},
            url=reverse("market:mine"),
            see=_("Read it here"),
            key=f"answer:{answer.pk}:{answer.sent_at:%Y%m%d%H%M%S}",
            at=at,
        )
