"""Reading stories: those that are shown, those that the chamber keeps, those that speak to a session."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, When

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.showcase.engine import Candidate, Proposal, propose
from etabli.programme.showcase.models import Channel, Selection, Story
from etabli.programme.showcase.pictures import DRAWINGS
from etabli.programme.showcase.rules import is_its_artisan, may_write
from etabli.programme.workshops.models import Session
from etabli.territory.places.queries import distances_from
from etabli.territory.register.trades import sector_of

SECTOR_CODES = ("ALIMENTATION", "BATIMENT", "FABRICATION", "SERVICES")


@dataclass(frozen=True)
class Proposed:
    """A story for a session, with why; `why` is empty when nothing says it (a story chosen by hand from afar)."""

    story: Story
    why: Proposal


def shown_stories() -> QuerySet[Story]:
    """The stories that anybody may see: published, the agreement in force. Every page asks here."""
    stories = Story.objects.filter(state=Story.State.PUBLISHED, consent__withdrawn_at=None)
    return stories.select_related("commune")


def examples(viewer: Viewer, *, sector: str = "", channel: str = "", epci: str = "") -> QuerySet[Story]:
    """The stories shown to all, the latest first; narrowed to a sector, a channel, an intercommunal body."""
    stories = shown_stories().order_by("-consent__given_at", "-pk")
    if sector in SECTOR_CODES:
        stories = stories.filter(sector=sector)
    if channel in Channel.values:
        stories = stories.filter(channels__contains=channel)  # no code is a part of another
    return stories.filter(commune__epci=epci) if epci else stories


def story_to_tell(viewer: Viewer) -> Story | None:
    """The latest story that its artisan tells in their own words, of a trade that we have a drawing of if there is one:
    one statement."""
    stories = (
        shown_stories()
        .exclude(quotation="")
        .annotate(is_drawn=Case(*(When(trade_code__startswith=code, then=0) for code in DRAWINGS), default=1))
    )
    return stories.order_by("is_drawn", "-consent__given_at", "-pk").first()


def get_story(viewer: Viewer, pk: int) -> Story:
    """A story: for all while it is shown, else for its artisan and the staff of its chamber; NotVisible otherwise."""
    story = _with_all().filter(pk=pk).first()
    if story is None or not (_is_shown(story) or may_write(viewer, story)):
        raise NotVisible
    return story


def own_story(viewer: Viewer, pk: int) -> Story:
    """A story for its artisan, in their space or by its link; NotVisible otherwise."""
    story = _with_all().filter(pk=pk).first()
    if story is None or not is_its_artisan(viewer, story):
        raise NotVisible
    return story


def story_for_staff(viewer: Viewer, pk: int) -> Story:
    """A story for the staff of its chamber; NotVisible otherwise."""
    story = _with_all().filter(pk=pk).first()
    if story is None or not viewer.is_staff_of(story.chamber_id):
        raise NotVisible
    return story


def written_story(viewer: Viewer, pk: int) -> Story:
    """A story for whoever may write it or take it off: its artisan, the staff; NotVisible otherwise."""
    story = _with_all().filter(pk=pk).first()
    if story is None or not may_write(viewer, story):
        raise NotVisible
    return story


def get_shown(viewer: Viewer, session: Session, pk: int) -> Story:
    """A story that this session may show, for the staff of its chamber; NotVisible otherwise."""
    story = _of_chamber(session).filter(pk=pk).first()
    if story is None or not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    return story


def chamber_stories(viewer: Viewer, state: str = "") -> QuerySet[Story]:
    """All the stories that the viewer's chamber keeps, the latest first; those of one state when it is given."""
    if viewer.role not in STAFF:
        return Story.objects.none()
    stories = Story.objects.filter(chamber_id=viewer.chamber_id).select_related(
        "commune", "person", "consent"
    )
    listed_stories = stories.filter(state=state) if state in Story.State.values else stories
    return listed_stories.order_by("-started_at", "-pk")


def own_stories(viewer: Viewer) -> list[Story]:
    """The artisan's own stories, but those taken off."""
    if not viewer.is_person(viewer.person_id):
        return []
    stories = Story.objects.filter(person=viewer.person_id).exclude(state=Story.State.WITHDRAWN)
    return list(stories.select_related("commune").order_by("-started_at", "-pk"))


def proposals(viewer: Viewer, session: Session) -> list[Proposed]:
    """The stories that are nearest to those who have a seat, the best first. For the staff alone: the reasons count
    people. Three statements."""
    stories = {story.pk: story for story in _of_chamber(session)}
    roads = distances_from(session.venue.commune_id)
    return [
        Proposed(stories[proposal.key], proposal)
        for proposal in propose(_candidates(stories, roads), _mix(viewer, session))
    ]


def chosen_stories(viewer: Viewer, session: Session) -> list[Proposed]:
    """The stories that were chosen for a session, in their order, less those that are shown no more; each with what
    brings it near."""
    ids = chosen_ids(session)
    stories = _of_chamber(session).filter(pk__in=ids).in_bulk() if ids else {}
    kept_stories = {pk: stories[pk] for pk in ids if pk in stories}
    candidates = _candidates(kept_stories, distances_from(session.venue.commune_id)) if kept_stories else []
    why = (
        {
            proposal.key: proposal
            for proposal in propose(candidates, _mix(viewer, session), limit=len(candidates))
        }
        if candidates
        else {}
    )
    return [Proposed(story, why[pk]) for pk, story in kept_stories.items()]


def chosen_ids(session: Session) -> list[int]:
    """The keys of the stories chosen for a session, whether they are still shown or not: one statement."""
    selection = Selection.objects.filter(session=session).first()
    return list(selection.story_ids) if selection else []


def to_project(viewer: Viewer, session: Session) -> list[Story]:
    """What the room sees: the stories that were chosen, else those that are proposed."""
    examples = chosen_stories(viewer, session) or proposals(viewer, session)
    return [example.story for example in examples]


def others(viewer: Viewer, session: Session, excluded_ids: Iterable[int]) -> QuerySet[Story]:
    """The other stories of the chamber that are shown, by title."""
    return _of_chamber(session).exclude(pk__in=list(excluded_ids)).order_by("title", "pk")


def _of_chamber(session: Session) -> QuerySet[Story]:
    return shown_stories().filter(chamber_id=session.chamber_id).select_related("photo")


def _candidates(stories: Mapping[int, Story], roads: Mapping[str, float]) -> list[Candidate]:
    return [
        Candidate(
            key=pk,
            trade=story.trade_code,
            sector=story.sector,
            km=round(roads[story.commune_id]) if story.commune_id and story.commune_id in roads else None,
            channels=frozenset(story.channels.split()),
        )
        for pk, story in stories.items()
    ]


def _mix(viewer: Viewer, session: Session) -> Counter[tuple[str, str]]:
    """How many of the seated have each (trade, sector): one statement, for the staff of the chamber."""
    if not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    seated = SignUp.objects.filter(occasion=session.occasion_id, status=SignUp.Status.SEATED)
    codes = seated.values_list("person__artisan__trade_code", flat=True)
    return Counter((code or "", sector_of(code) if code else "") for code in codes)


def _with_all() -> QuerySet[Story]:
    return Story.objects.select_related("commune__epci", "person", "photo", "consent", "chamber")


def _is_shown(story: Story) -> bool:
    return (
        story.state == Story.State.PUBLISHED
        and story.consent is not None
        and story.consent.withdrawn_at is None
    )


def visible_ids() -> Q:
    """As a condition on the entries of the search index."""
    return Q(object_id__in=shown_stories().values("pk"))
