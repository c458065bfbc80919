"""Beginning an exercise, ending it, and being told that it is over."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import back
from etabli.foundation.people.security.client_address import networks_of
from etabli.foundation.practice import current_copy, use_copy
from etabli.site.practice import exercises
from etabli.site.practice.filling import artisan_space_token
from etabli.site.practice.middleware import set_exercise_cookie


@public
@limited("practice", per_minute=exercises.MAX_COPIES_PER_ADDRESS)
def start(request: Request) -> HttpResponse:
    """What practising is; a POST begins, at the invented artisan's own space."""
    if current_copy():
        return redirect("front:desk")
    if request.method != "POST":
        return render(request, "practice/start.html", {"before": back(request, "/")["Location"]})
    before = back(request, "/")["Location"]
    origin = networks_of(request)[-1]  # in IPv6 the whole /48: who walks through its /64 is still one
    exercise = exercises.begin_exercise(back=before, origin=origin, at=timezone.now())
    with use_copy(exercise.copy):
        door = reverse("people:enter", args=[artisan_space_token()])
    return set_exercise_cookie(
        redirect(f"{door}?{urlencode({'next': request.POST.get('to', '/')})}"), exercise
    )


@public
@csrf_exempt  # a page left open in another window has an old token, and its way out must work too
@require_POST
def stop(request: Request) -> HttpResponse:
    """Back to where one was; the middleware erases the copy."""
    exercise = getattr(request, "exercise", None)
    return redirect(exercise.back if exercise else "front:home")


@public
def over(request: Request) -> HttpResponse:
    """It ended by itself, or in another window: nothing that was sent since has been done."""
    return render(request, "practice/over.html")
