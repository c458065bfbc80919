"""The trades and the businesses that a few letters may mean, for whoever types theirs."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from etabli.foundation.people.access import Request, public
from etabli.foundation.ui.forms import suggestions
from etabli.territory.register.naming import named
from etabli.territory.register.queries import published
from etabli.territory.register.trades import find_trades

EACH = 4


@public
def suggest(request: Request) -> HttpResponse:
    """`?q=`: trades in everyday words, then businesses as the public register shows them: name, trade, commune."""
    text = request.GET.get("q", "").strip()[:160]
    trades = [(trade.label, "") for trade in find_trades(text, limit=EACH)]
    businesses = {
        business.siret: named(business) for business in published(text, limit=2 * EACH)
    }  # two chambers may hold one
    answer = suggestions([*trades, *list(businesses.values())[: 2 * EACH - len(trades)]])
    patch_cache_control(answer, private=True, max_age=3600)
    return answer
