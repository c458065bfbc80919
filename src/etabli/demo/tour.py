"""The guided tour: the steps of one artisan's trip, each on the page and in the role where it takes place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.community.assembly.models import Assembly
from etabli.community.moderation.models import Case
from etabli.demo.shared import ARTISAN
from etabli.foundation.seats.models import SignUp
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.models import QuoteReading
from etabli.programme.outreach.models import Mailing
from etabli.programme.planning.models import Proposal
from etabli.programme.surveys.queries import most_answers
from etabli.programme.workshops.models import Attendance, Session
from etabli.territory.relays.models import Relay

COOKIE = "etabli-tour"  # the step where one is; the session changes with each role
TOWN = "Pauillac"
SLIPS = "masonerie pauilac"  # as somebody types in a hurry


@dataclass(frozen=True)
class Step:
    """`role` is whose place one takes, `where` gives the page; `look` and `attempt` are a sentence each."""

    role: str
    title: str | Promise
    look: str | Promise
    attempt: str | Promise
    where: Callable[[], str]


def _search_url() -> str:
    return f"{reverse('front:search')}?{urlencode({'q': SLIPS})}"


def _kit_url() -> str:
    relay = _relay_of_town()
    return reverse("outreach:kit", args=[relay.code]) if relay else reverse("relays:list")


def _relay_url() -> str:
    relay = _relay_of_town()
    return reverse("front:relay", args=[relay.code]) if relay else reverse("workshops:list")


def _relay_of_town() -> Relay | None:
    return Relay.objects.filter(commune__name=TOWN).order_by("pk").first()


def _offer_url() -> str:
    """The artisan's first sign-up to come: on the day of the filling, the one for which a place is held."""
    sign_ups = SignUp.objects.filter(person__email=ARTISAN, occasion__starts_at__gt=timezone.now())
    first_sign_up = sign_ups.order_by("occasion__starts_at", "pk").first()
    return reverse("seats:sign_up", args=[first_sign_up.pk]) if first_sign_up else reverse("front:desk")


def _examples_url() -> str:
    """Those of the next workshop that somebody comes to."""
    coming = Session.objects.filter(occasion__starts_at__gt=timezone.now(), occasion__cancelled_at=None)
    session = coming.filter(occasion__taken__gt=0).order_by("occasion__starts_at").first()
    return reverse("showcase:session", args=[session.pk]) if session else reverse("workshops:sessions")


def _tablet_url() -> str:
    """The workshop that was signed on the tablet, but for one who forgot."""
    signed = Attendance.objects.exclude(signed_at=None).order_by("-sign_up__occasion__starts_at")
    session = signed.values_list("sign_up__occasion__session", flat=True).first()
    return reverse("workshops:kiosk_open", args=[session, 1]) if session else reverse("workshops:sessions")


def _sheets_url() -> str:
    """The workshop whose questionnaires were filled in on paper."""
    typed = Session.objects.filter(answers__source="paper").order_by("-occasion__starts_at").first()
    return reverse("surveys:sheets", args=[typed.pk]) if typed else reverse("surveys:list")


def _questionnaire_url() -> str:
    """That of the latest workshop where somebody has not answered yet."""
    sessions = Session.objects.filter(occasion__starts_at__lt=timezone.now(), occasion__cancelled_at=None)
    sessions = (
        sessions.select_related("occasion")
        .annotate(answered=Count("answers"))
        .order_by("-occasion__starts_at")
    )
    session = next((session for session in sessions if session.answered < most_answers(session)), None)
    return reverse("surveys:answer", args=[session.code]) if session else reverse("workshops:list")


def _draft_url() -> str:
    """The mail that announces a workshop, while it has not left."""
    mailing = Mailing.objects.filter(sent_at=None, withdrawn_at=None).order_by("-pk").first()
    return reverse("outreach:mailing", args=[mailing.pk]) if mailing else reverse("outreach:mailings")


def _season_url() -> str:
    """The latest plan of a season that was found."""
    proposal = Proposal.objects.filter(status=Proposal.Status.DONE, withdrawn_at=None).order_by("-pk").first()
    return reverse("planning:plan", args=[proposal.pk]) if proposal else reverse("planning:seasons")


def _brief_pk() -> int | None:
    return Brief.objects.filter(person__email=ARTISAN).order_by("pk").values_list("pk", flat=True).first()


def _brief_url() -> str:
    pk = _brief_pk()
    return reverse("briefs:overview", args=[pk]) if pk else reverse("briefs:list")


def _side_by_side_url() -> str:
    pk = _brief_pk()
    return reverse("quotes:side_by_side", args=[pk]) if pk else reverse("quotes:list")


def _ad_to_moderate_url() -> str:
    """The ad that waits for a moderator, while it does."""
    case = Case.objects.filter(subject_type="market.ad", state=Case.State.WAITING).order_by("pk").first()
    return reverse("moderation:case", args=[case.pk]) if case else reverse("moderation:queue")


def _assembly_url() -> str:
    """The one that sits."""
    assembly = Assembly.objects.filter(closed_at=None).exclude(opened_at=None).order_by("-starts_at").first()
    return reverse("assembly:assembly", args=[assembly.pk]) if assembly else reverse("assembly:list")


def _quote_url() -> str:
    return quote_url("devis-2.pdf") or reverse("quotes:list")


def quote_url(file_name: str) -> str:
    """The page of the quote that came to the artisan one plays in this file; nothing without one."""
    readings = QuoteReading.objects.filter(person__email=ARTISAN, withdrawn_at=None)
    reading = readings.filter(file__name=file_name).first()
    return reverse("quotes:detail", args=[reading.pk]) if reading else ""


STEPS: tuple[Step, ...] = (
    Step(
        "adviser",
        _("The register, and its one box"),
        _(
            "One box finds any business: a name, a trade, a commune, a SIRET, a telephone. Slips are forgiven."
        ),
        _("Two words were mistyped here, and yet it is found. Type a trade and a commune of yours."),
        _search_url,
    ),
    Step(
        "adviser",
        _("Which relays to call this week"),
        _("Town halls, clubs, libraries: those to call first, each with its reason and its number."),
        _("Press “Called”, write down what was said: this relay leaves the list."),
        lambda: reverse("outreach:calls"),
    ),
    Step(
        "adviser",
        _("The town hall’s kit"),
        _("Poster, flyer, texts to copy: all in the name of this town hall, with its own link."),
        _("Press “Send this kit by e-mail”: you read the mail before it leaves."),
        _kit_url,
    ),
    Step(
        "adviser",
        _("Where no workshop goes yet"),
        _("Each commune by the minutes of road to the nearest session of the year, the farthest first."),
        _("Choose a territory on the map: its communes, its figures, a page for its town halls."),
        lambda: reverse("coverage:blank"),
    ),
    Step(
        "relay",
        _("A town hall passes the word on"),
        _("Its own link, its poster, and what they brought: numbers, never names."),
        _("Open the poster: its square leads to the workshops nearest to this town hall."),
        lambda: reverse("front:relay_space"),
    ),
    Step(
        "visitor",
        _("A workshop near home"),
        _("This is what the poster opens: the workshops, the nearest by road first."),
        _("Choose one and sign up: a name and an e-mail are enough."),
        _relay_url,
    ),
    Step(
        "artisan",
        _("A place that comes free"),
        _("The workshop was full; somebody gave their place back, and it is held for the first who waits."),
        _("Say yes, then read what happens next. A click gives it back, another takes it again."),
        _offer_url,
    ),
    Step(
        "adviser",
        _("Examples from here, on the screen"),
        _("Before the day, what artisans from here, of the same trades, have done: each with its reason."),
        _("Press “Project them”, then the right arrow."),
        _examples_url,
    ),
    Step(
        "adviser",
        _("Signing on the tablet"),
        _("On the day, the tablet goes round: each one signs, and nothing else opens on it."),
        _("Choose a code, hand it over: one name is left. Sign, then take the tablet back by your code."),
        _tablet_url,
    ),
    Step(
        "visitor",
        _("The questionnaire, on the way out"),
        _("A few short questions on a telephone; without a name, nobody knows who answers."),
        _("Answer, leave a name, and ask for a half-day: the adviser sees the request at once."),
        _questionnaire_url,
    ),
    Step(
        "adviser",
        _("Sheets filled in by hand"),
        _("Those who prefer paper count as much: their sheets are typed, and what is doubtful is marked."),
        _("Press “Answers” to read what this workshop left, on paper and on screen."),
        _sheets_url,
    ),
    Step(
        "adviser",
        _("The next workshops, ranked"),
        _("How many people would come for each theme, how surely, and why: what they asked for decides."),
        _("Press “Plan it” beside one: the theme is already filled in."),
        lambda: reverse("planning:themes"),
    ),
    Step(
        "adviser",
        _("Writing to those it concerns"),
        _("A mail about the next workshop, for those near it alone; whoever said no gets nothing."),
        _("Look at who gets it and why, then at the mail as one of them reads it."),
        _draft_url,
    ),
    Step(
        "adviser",
        _("The half-day of support"),
        _("Who waits for a half-day, since when, and the days already booked."),
        _("Book a half-day for the first of them: only your free ones are offered."),
        lambda: reverse("support:requests"),
    ),
    Step(
        "adviser",
        _("The season, proposed and argued with"),
        _("Which workshop, where, when, by whom: each session says why it is there and who would come."),
        _("Open a session and move it: you see at once what that brings, and you can take it back."),
        _season_url,
    ),
    Step(
        "artisan",
        _("The project, in plain words"),
        _(
            "One question at a time; the score tells what is still missing, the adviser’s remark what to look at."
        ),
        _("Press “Go on” and answer. Then “Versions”: you see what changed, and nothing is lost."),
        _brief_url,
    ),
    Step(
        "moderator",
        _("The ad, read before it goes out"),
        _("A volunteer of the association reads it: no name, no address. Whoever passed it on may not."),
        _("Publish it: its author is told, and the decision is written in the neutrality log."),
        _ad_to_moderate_url,
    ),
    Step(
        "member",
        _("The professionals read the ads"),
        _("No name, and an order drawn by lot: no place is better than another for long."),
        _("Open an ad and answer it: no other member will read your answer."),
        lambda: reverse("market:ads"),
    ),
    Step(
        "member",
        _("The association votes, in secret"),
        _("One knows who voted, never what. Anybody can count the ballots again after the close."),
        _("Vote: your code will let you find your ballot among the others."),
        _assembly_url,
    ),
    Step(
        "artisan",
        _("The ad and its answers"),
        _("The project was passed on without a name; nobody but the artisan reads the answers."),
        _("Open the quote of the answer that is still closed: it is read line by line."),
        lambda: reverse("market:mine"),
    ),
    Step(
        "artisan",
        _("The quote, held against the project"),
        _("A rental was caught: what it costs in all, what it doesn’t say, what the project asked for."),
        _("Press a frame on the page: its line lights up."),
        _quote_url,
    ),
    Step(
        "artisan",
        _("The quotes, side by side"),
        _(
            "The same rows for each: what is there, what is missing, what it costs over three years. No ranking."
        ),
        _("Press “Correct” on a row: you say what you know and why, and the table says so."),
        _side_by_side_url,
    ),
    Step(
        "artisan",
        _("Online, and theirs"),
        _(
            "The path ends here: people find the artisan; the name, the codes and the photos are the artisan’s own."
        ),
        _("Choose “People find me on the internet” and note it: the path says so. A click takes it back."),
        lambda: reverse("journeys:reached"),
    ),
)

# Beside the trip: (role, page, title, what it shows).
ASIDE: tuple[tuple[str, str, Any, Any], ...] = (
    ("visitor", "practice:start", _("Practise"), _("The same screens, alone, where nothing counts.")),
    (
        "artisan",
        "own_data:mine",
        _("What the artisan keeps"),
        _("Workshop, half-day, project, quotes: all that is held of them, and it is theirs."),
    ),
    ("artisan", "notices:list", _("Messages"), _("What one was told, and how one wants to be told.")),
    ("artisan", "people:history", _("What I did"), _("Each act in a sentence, with the way back.")),
    ("visitor", "ui:display", _("Display"), _("Larger, darker, stronger: as one’s eyes like it.")),
    (
        "visitor",
        "directory:list",
        _("The directory"),
        _("Four hundred professionals, in an order drawn by lot for each visit."),
    ),
    ("visitor", "neutrality:explained", _("Nobody is favoured"), _("How to check it, without believing us.")),
    ("visitor", "jobs:list", _("Job offers"), _("Jobs, internships and missions, each with what it pays.")),
    ("visitor", "front:figures", _("Figures"), _("What the programme reached, on a map and in a table.")),
    ("visitor", "front:privacy", _("Your data"), _("What is kept, why, and for how long.")),
)


def step_of(request: HttpRequest) -> int | None:
    """The step where this browser is, from 1; None off the tour."""
    step = request.COOKIES.get(COOKIE, "")
    return int(step) if step in {str(number) for number in range(1, len(STEPS) + 1)} else None


def tour_bar(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `tour`, the step where one is, for the bar on top of each page."""
    number = step_of(request) if settings.DEMONSTRATION else None
    if number is None:
        return {"tour": None}
    step = STEPS[number - 1]
    return {
        "tour": {
            "number": number,
            "total": len(STEPS),
            "title": step.title,
            "look": step.look,
            "attempt": step.attempt,
            "following": number + 1 if number < len(STEPS) else None,
        }
    }
