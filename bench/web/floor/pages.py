"""The pages of the floor, and their addresses."""

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from bench.web.floor.models import Session, SignUp
from bench.web.prepare import SESSIONS


def session_list(request: HttpRequest) -> HttpResponse:
    """One query, fifty rows, one template."""
    return render(request, "list.html", {"sessions": Session.objects.order_by("starts_at")[:SESSIONS]})


def long_list(request: HttpRequest) -> HttpResponse:
    """The same with all the rows: three times as many."""
    return render(request, "list.html", {"sessions": Session.objects.order_by("starts_at")})


def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a place and write the sign-up down, in one IMMEDIATE transaction."""
    with transaction.atomic():
        if Session.objects.filter(pk=pk, taken__lt=F("capacity")).update(taken=F("taken") + 1):
            SignUp.objects.create(session_id=pk, name=request.POST["name"], email=request.POST["contact"])
    return HttpResponseRedirect("/")


urlpatterns = [path("", session_list), path("all/", long_list), path("<int:pk>/", sign_up)]
