"""The examples that anybody may see: the list, one story, its photo."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.queries import NotVisible
from etabli.programme.showcase import queries
from etabli.programme.showcase.forms import FilterForm
from etabli.programme.showcase.rules import is_its_artisan
from etabli.programme.showcase.story_content import facts

PAGE_SIZE = 12


@public
def examples(request: Request) -> HttpResponse:
    """What artisans near here did, narrowed down as one likes; an artisan finds their own stories on top."""
    form = FilterForm(request.GET)
    stories = queries.examples(request.viewer, **form.filters)
    context = {
        "form": form,
        "page": Paginator(stories, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_narrowed": any(form.filters.values()),
        "own": queries.own_stories(request.viewer),
    }
    return render(request, "showcase/story_list.html", context)


@public
def story(request: Request, pk: int) -> HttpResponse:
    """One story, which prints on a sheet."""
    story = queries.get_story(request.viewer, pk)
    context = {
        "story": story,
        "facts": facts(story),
        "is_staff": request.viewer.is_staff_of(story.chamber_id),
        "is_own": is_its_artisan(request.viewer, story),
    }
    return render(request, "showcase/story_detail.html", context)


@public
def photo(request: Request, pk: int) -> HttpResponse:
    """The photo of a story, for whoever may see it. A browser asks again each time: it may have been taken off."""
    stored = queries.get_story(request.viewer, pk).photo
    if stored is None or stored.is_erased:
        raise NotVisible
    etag = quote_etag(stored.sha256)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        with stored.content.open("rb") as file:
            response = document_response(file.read(), stored.name, stored.content_type)
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response
