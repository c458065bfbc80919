"""What each role finds on top of every page: at most six sections, one word for one thing."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.navigation import Menu, Page, Section
from etabli.foundation.people.models import Role

HELP = Section(_("Help"), (Page(_("Help"), "front:help"),))
EXAMPLES = Section(_("Examples"), (Page(_("Local examples"), "showcase:list"),))
EVENTS = Page(_("Events"), "agenda:list", _("agenda, calendar, meetings"))
PEOPLE_ADDRESSES = ("/personnes/", "/mon-projet/nouveau/avec/", "/devis/pour/")
FUNDING_ADDRESSES = ("/dossiers/", "/fonds/")

VISITOR = (
    Section(
        _("Workshops"),
        (
            Page(_("Near me"), "workshops:list"),
            Page(_("Themes"), "workshops:themes"),
            Page(_("Local examples"), "showcase:list"),
            Page(_("Programme to print"), "workshops:leaflet"),
            Page(_("Calendar to follow"), "workshops:agenda"),
            Page(_("Check a certificate"), "workshops:check_any"),
        ),
        under=("/inscriptions/",),
    ),
    Section(
        _("Where to start?"),
        (
            Page(_("Twelve questions"), "diagnosis:start"),
            Page(_("All the first steps"), "diagnosis:steps"),
            Page(_("I have a sheet"), "diagnosis:by_words"),
            Page(_("What people see of me"), "visibility:start"),
            Page(_("Ideas to publish"), "visibility:calendar"),
            Page(_("Paid ads"), "visibility:campaigns"),
            Page(_("Protect my business"), "protection:gestures"),
            Page(_("What to do if"), "protection:sheets"),
            Page(_("Practise"), "practice:start"),
        ),
    ),
    Section(_("Read a quote"), (Page(_("Read a quote"), "quotes:list"),)),
    Section(
        _("My project"),
        (
            Page(_("Write my project"), "briefs:start"),
            Page(_("What to ask for"), "needs:list"),
        ),
        under=("/projet/", "/mon-projet/"),
    ),
    Section(
        _("The professionals"),
        (
            Page(_("Directory"), "directory:list"),
            Page(_("How to choose"), "directory:choosing"),
            Page(_("Questions"), "forum:list"),
            Page(_("Offers of work"), "jobs:list"),
            EVENTS,
            Page(_("The association"), "front:association"),
            Page(_("Join"), "association:join"),
            Page(_("Neutrality"), "neutrality:explained"),
            Page(_("Approaches"), "approaches:register"),
        ),
        under=("/annonces/", "/signaler/"),
        house="association",
    ),
    HELP,
)

ARTISAN = (
    Section(
        _("My path"),
        (
            Page(_("My path"), "journeys:path"),
            Page(_("Sign-ups and half-days"), "front:mine"),
            Page(_("My first steps"), "diagnosis:start"),
            Page(_("Protect my business"), "protection:gestures"),
            Page(_("What I did"), "people:history"),
            Page(_("My data"), "own_data:mine"),
        ),
        under=("/inscriptions/", "/personnes/", "/par-ou-commencer/"),
    ),
    Section(
        _("Workshops"),
        (
            Page(_("Near me"), "workshops:list"),
            Page(_("Themes"), "workshops:themes"),
            Page(_("Local examples"), "showcase:list"),
            Page(_("Programme to print"), "workshops:leaflet"),
            Page(_("Calendar to follow"), "workshops:agenda"),
        ),
    ),
    Section(
        _("My project"),
        (
            Page(_("My project"), "briefs:list"),
            Page(_("What to ask for"), "needs:list"),
            Page(_("Ads and answers"), "market:mine"),
            Page(_("My quotes"), "quotes:list"),
        ),
        under=("/projet/", "/annonces/", "/reponses/"),
    ),
    Section(
        _("Be visible"),
        (
            Page(_("What people see of me"), "visibility:start"),
            Page(_("Ideas to publish"), "visibility:calendar"),
            Page(_("Paid ads"), "visibility:campaigns"),
        ),
    ),
    Section(
        _("The professionals"),
        (
            Page(_("Directory"), "directory:list"),
            Page(_("How to choose"), "directory:choosing"),
            Page(_("My questions"), "forum:mine"),
            Page(_("Questions"), "forum:list"),
            Page(_("Neutrality"), "neutrality:explained"),
        ),
    ),
    HELP,
)

TODAY = (
    Page(_("Today"), "front:desk"),
    Page(_("Week"), "diary:week", _("agenda, calendar, diary")),
    Page(_("Month"), "diary:month", _("agenda, calendar, diary")),
    Page(_("People without an e-mail to tell by telephone"), "notices:calls"),
    Page(_("Artisans to call about their path"), "journeys:calls", _("calls to make, telephone")),
    Page(_("Note a call"), "journeys:caller", _("somebody called, unknown, telephone")),
    Page(_("Mail sent"), "front:outbox"),
)
STAFF_WORKSHOPS = Section(
    _("Workshops"),
    (
        Page(_("Sessions"), "workshops:sessions", _("list of workshops, calendar")),
        Page(_("Next themes"), "planning:themes", _("themes asked for, to propose")),
        Page(_("Season"), "planning:seasons", _("plan, calendar of the year")),
        Page(_("Questionnaires"), "surveys:list", _("survey, satisfaction, opinion")),
        Page(_("Answers to the questionnaires"), "surveys:counted", _("results, satisfaction, opinions")),
        Page(_("Sheets and themes"), "workshops:theme_shelves", _("themes of the workshops, content")),
        Page(_("Stories"), "showcase:stories", _("local examples, testimonies")),
        Page(_("Rooms"), "workshops:venues", _("list of rooms, places")),
        Page(_("Sheets and certificates by period"), "workshops:period"),
    ),
    under=("/ateliers/",),
)
PEOPLE = (
    Page(_("Search"), "front:search"),
    Page(_("Requests and half-days"), "support:requests"),
    Page(_("Paths, and where they stop"), "journeys:drop_outs"),
    Page(_("Wishes"), "planning:wishes"),
    Page(_("Data to erase"), "own_data:without_news"),
    Page(_("People twice"), "register:persons"),
    Page(_("Write to artisans"), "outreach:mailings"),
)
FUNDING = Page(_("Funding"), "funding:files", _("training fund, files, bills, rules"))
PROJECTS = (
    Page(_("Projects"), "briefs:list"),
    Page(_("Quotes"), "quotes:list"),
    Page(_("What to ask for"), "needs:list"),
    Page(_("Steps to check"), "diagnosis:checks"),
)
TERRITORY = Section(
    _("Territory"),
    (
        Page(_("Coverage"), "coverage:figures"),
        Page(_("Blank zones"), "coverage:blank"),
        Page(_("Relays"), "relays:list"),
        Page(_("Send the kits"), "outreach:send"),
        Page(_("Tell relays what they brought"), "outreach:telling"),
        Page(_("Relays to call about the sessions"), "outreach:calls"),
        Page(_("Register"), "register:home"),
        Page(_("Businesses twice"), "register:duplicates"),
    ),
)
FIGURES = Section(
    _("Figures"),
    (
        Page(_("Expected and received"), "planning:forecast", _("forecasts, expected people, of the season")),
        Page(_("Public figures"), "front:figures"),
        Page(_("Protection of businesses"), "front:protection_figures", _("safety, backup, gestures")),
        Page(
            _("What is assumed of paid ads"), "visibility:assumptions", _("Facebook, Google, budget, clicks")
        ),
    ),
)

ADVISER = (
    Section(_("Today"), TODAY),
    STAFF_WORKSHOPS,
    Section(_("People"), (*PEOPLE[:2], FUNDING, *PEOPLE[2:]), under=(*PEOPLE_ADDRESSES, *FUNDING_ADDRESSES)),
    Section(_("Projects"), PROJECTS, under=("/annonces/",)),
    TERRITORY,
    FIGURES,
)
MANAGER = (
    Section(_("Overview"), TODAY[:3]),
    STAFF_WORKSHOPS,
    Section(_("People"), (*PEOPLE, *PROJECTS[:3]), under=PEOPLE_ADDRESSES),
    TERRITORY,
    Section(_("Figures"), (*FIGURES.pages, FUNDING), under=FUNDING_ADDRESSES),
    Section(
        _("Team"),
        (
            Page(_("Team"), "people:team"),
            Page(_("Safety"), "people:security"),
            Page(_("Mail sent"), "front:outbox"),
            Page(_("People without an e-mail to tell by telephone"), "notices:calls"),
            Page(_("Register of processing"), "own_data:register"),
        ),
    ),
)

ASSOCIATION_PAGES = (
    Page(_("Directory"), "directory:list"),
    EVENTS,
    Page(_("Assemblies and votes"), "assembly:list"),
    Page(_("Who sits on the board"), "assembly:board"),
    Page(_("Approaches"), "approaches:register"),
    Page(_("The sector"), "front:sector"),
    Page(_("Neutrality"), "neutrality:explained"),
    Page(_("My interests"), "neutrality:interests"),
)
QUESTIONS = Section(
    _("Questions"),
    (
        Page(_("Questions"), "forum:list", _("forum, answers, help")),
        Page(_("Ask a question"), "forum:ask"),
        Page(_("What I follow"), "forum:followed"),
    ),
)
ADS = (Page(_("Ads"), "market:ads"), Page(_("Offers of work"), "jobs:list"))
MEMBER = (
    Section(_("Home"), (Page(_("What waits"), "front:desk"),)),
    Section(
        _("Ads"),
        (
            Page(_("To read"), "market:ads"),
            Page(_("My answers"), "market:answered"),
            Page(_("Offers of work"), "jobs:list"),
            Page(_("My offers and applications"), "jobs:mine"),
        ),
        under=("/reponses/",),
    ),
    QUESTIONS,
    Section(
        _("My profile"),
        (
            Page(_("My profile"), "directory:mine"),
            Page(_("Portfolio"), "directory:pieces"),
            Page(_("Messages received"), "directory:contacts"),
            Page(_("My membership"), "association:mine"),
            Page(_("My publications"), "moderation:mine"),
        ),
    ),
    Section(_("The association"), ASSOCIATION_PAGES),
    HELP,
)
BOARD = (
    Section(
        _("To do"),
        (
            Page(_("What waits"), "front:desk"),
            Page(_("Requests and late dues"), "association:to_do"),
            Page(_("To moderate"), "moderation:queue"),
        ),
        under=("/adherents/demandes/",),
    ),
    Section(
        _("Members"),
        (
            Page(_("List"), "association:members"),
            Page(_("Take in a list"), "association:import"),
            Page(_("Dues and rules"), "association:rules"),
            Page(_("Team"), "people:team"),
            Page(_("My membership"), "association:mine"),
        ),
    ),
    Section(
        _("Assemblies"),
        (
            Page(_("Assemblies and votes"), "assembly:list"),
            Page(_("Who sits on the board"), "assembly:board"),
            Page(_("Rules of the assemblies"), "assembly:bylaws"),
            EVENTS,
        ),
    ),
    Section(
        _("Life of the portal"),
        (
            *ADS,
            QUESTIONS.pages[0],
            Page(_("Directory"), "directory:list"),
            Page(_("Who reads what"), "market:who_reads"),
            Page(_("When moderators read"), "market:reading"),
            Page(_("Reasons and limits"), "moderation:settings"),
            Page(_("Who was shown"), "neutrality:shares"),
            Page(_("My interests"), "neutrality:interests"),
            Page(_("My publications"), "moderation:mine"),
        ),
    ),
    Section(
        _("Institutions"),
        (
            Page(_("Approaches"), "approaches:register"),
            Page(_("The sector"), "front:sector"),
            Page(_("Neutrality"), "neutrality:explained"),
        ),
    ),
    HELP,
)
MODERATOR = (
    Section(_("To moderate"), (Page(_("To read"), "moderation:queue"), Page(_("What waits"), "front:desk"))),
    Section(_("Ads and jobs"), ADS),
    Section(_("Questions"), QUESTIONS.pages[:1]),
    Section(
        _("Rules"),
        (Page(_("Reasons and limits"), "moderation:settings"), Page(_("My publications"), "moderation:mine")),
    ),
    Section(_("The association"), (*ASSOCIATION_PAGES, Page(_("My membership"), "association:mine"))),
    HELP,
)
RELAY = (
    Section(_("My poster"), (Page(_("My poster and figures"), "front:relay_space"),)),
    Section(
        _("Sign somebody up"),
        (
            Page(_("Sign somebody up"), "workshops:relay"),
            Page(_("On this computer"), "workshops:counter_open"),
        ),
    ),
    Section(
        _("Workshops"),
        (
            Page(_("Near here"), "workshops:list"),
            Page(_("Themes"), "workshops:themes"),
            Page(_("Programme to print"), "workshops:leaflet"),
        ),
    ),
    EXAMPLES,
    HELP,
)

MENUS: dict[str, Menu] = {
    Role.NOBODY: Menu("chamber", VISITOR),
    Role.BEARER: Menu("mine", VISITOR),
    Role.ARTISAN: Menu("mine", ARTISAN),
    Role.RELAY: Menu("chamber", RELAY),
    Role.ADVISER: Menu("chamber", ADVISER),
    Role.MANAGER: Menu("chamber", MANAGER),
    Role.MEMBER: Menu("association", MEMBER),
    Role.BOARD: Menu("association", BOARD),
    Role.MODERATOR: Menu("association", MODERATOR),
}
