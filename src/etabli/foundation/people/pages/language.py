"""The language of the pages, and of the messages to whoever is known."""

from django.http import HttpResponseBase
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language as django_set_language

from etabli.foundation.parties.models import Party
from etabli.foundation.people.access import Request, public


@public
@require_POST
def set_language(request: Request) -> HttpResponseBase:
    """Read the site in this language from now on. Whoever is known gets their messages in it too: it is asked nowhere
    else. No act: the same button puts it back.
    """
    language, actor = request.POST.get(LANGUAGE_QUERY_PARAMETER, ""), request.viewer.actor
    if actor.is_someone and check_for_language(language):
        Party.objects.filter(pk=actor.party_id).update(language=language)
    return django_set_language(request)
