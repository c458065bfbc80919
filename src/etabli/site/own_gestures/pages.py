"""Our own answers to the ten gestures."""

from django.http import HttpResponse
from django.shortcuts import render

from etabli.foundation.people.access import Request, public
from etabli.site.own_gestures.keeping import answers


@public
def own_gestures(request: Request) -> HttpResponse:
    """Each gesture, what we hold to, and how it stood when the clock last looked."""
    looked_on, rows = answers()
    return render(request, "own_gestures/page.html", {"looked_on": looked_on, "rows": rows})
