"""The communes that a few letters may mean, for whoever types one."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from etabli.foundation.people.access import Request, public
from etabli.foundation.ui.forms import suggestions
from etabli.territory.places.queries import find_communes


@public
def suggest(request: Request) -> HttpResponse:
    """`?q=`: at most eight communes, the likeliest first."""
    text = request.GET.get("q", "").strip()[:80]
    communes = find_communes(text) if text else []
    answer = suggestions((commune.name, commune.epci.name) for commune in communes)
    patch_cache_control(answer, private=True, max_age=3600)
    return answer
