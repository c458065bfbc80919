"""The acts that people look for by their own words: each with the page where it is done, by role."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.registries import Passage

ALL_ROLES = frozenset(Role)
KNOWN_ROLES = ALL_ROLES - {Role.NOBODY, Role.BEARER}
STRANGERS = frozenset({Role.NOBODY, Role.BEARER})
ARTISANS = frozenset({Role.ARTISAN})
PUBLIC = STRANGERS | ARTISANS
RELAYS = frozenset({Role.RELAY})
ADVISERS, MANAGERS = frozenset(STAFF), frozenset({Role.MANAGER})
MEMBERS, BOARD = frozenset({Role.MEMBER}), frozenset({Role.BOARD})
MODERATORS = BOARD | {Role.MODERATOR}
ASSOCIATION = MEMBERS | MODERATORS
# Those who sign in, and have a name and an address of their own to change.
OFFICE_ROLES = KNOWN_ROLES - ARTISANS

# Beside the title, the words that people type for it.
ACTS = [
    Passage(
        _("Sign up for a workshop"),
        "workshops:list",
        PUBLIC,
        searched=_("register, book, take part, attend, seat"),
    ),
    Passage(
        _("Being told when a workshop comes near"),
        "watches:ask",
        PUBLIC,
        searched=_("alert, tell me, warn me, next workshop, no workshop near me"),
    ),
    Passage(
        _("Give my place back"),
        "front:mine",
        ARTISANS,
        searched=_(
            "cancel my sign-up, withdraw, can’t come, I no longer want to come, unsubscribe from a workshop, "
            "change the date"
        ),
    ),
    Passage(
        _("Give my place back"),
        "front:help",
        STRANGERS,
        searched=_(
            "cancel my sign-up, withdraw, can’t come, I no longer want to come, unsubscribe from a workshop, "
            "change the date"
        ),
        place="cannot-come",
    ),
    Passage(
        _("Get my link again"),
        "front:help",
        STRANGERS,
        searched=_("lost link, lost e-mail, my space, open my page, forgotten password"),
        place="lost-link",
    ),
    Passage(
        _("Larger text, dark page"),
        "ui:display",
        ALL_ROLES,
        searched=_("bigger letters, contrast, night, dark mode, comfort, read more easily"),
    ),
    Passage(
        _("Find my first steps again"),
        "diagnosis:by_words",
        PUBLIC,
        searched=_("four words, sheet, diagnosis result"),
    ),
    Passage(
        _("Ask for a half-day"),
        "diagnosis:half_day",
        PUBLIC,
        searched=_("appointment, adviser, support, help me, meet"),
        comes_first=True,
    ),
    Passage(
        _("Say which theme I would like"),
        "workshops:themes",
        PUBLIC,
        searched=_("wish, suggest a workshop, tell me when there is one near"),
    ),
    Passage(
        _("Erase what is kept of me"),
        "front:privacy",
        STRANGERS,
        searched=_("delete my data, GDPR, be forgotten"),
    ),
    Passage(
        _("Change my address"),
        "people:account",
        ARTISANS,
        searched=_("change e-mail, new address, telephone, phone number, my name, correct"),
    ),
    Passage(_("Change my address"), "people:address", OFFICE_ROLES, searched=_("change e-mail, new address")),
    Passage(_("Change my name"), "people:name", OFFICE_ROLES, searched=_("correct, spelling")),
    Passage(
        _("Sign out my devices"),
        "people:sessions",
        KNOWN_ROLES,
        searched=_("lost telephone, stolen, log out, disconnect, sessions"),
    ),
    Passage(
        _("Cut off a link or a code"),
        "people:links",
        ARTISANS,
        searched=_("lost telephone, paper code, somebody else has my link, revoke"),
        comes_first=True,
    ),
    Passage(
        _("Sign in without a code"),
        "people:authenticators",
        OFFICE_ROLES,
        searched=_("passkey, fingerprint, second factor, authenticator, recovery codes"),
    ),
    Passage(
        _("Choose which messages I get"),
        "notices:preferences",
        KNOWN_ROLES,
        searched=_("unsubscribe, stop mails, notifications, reminders, too many e-mails, settings"),
    ),
    Passage(
        _("Take what I did back"),
        "people:history",
        KNOWN_ROLES,
        searched=_("undo, restore, mistake, error, cancel"),
    ),
    Passage(
        _("Take a copy of my data"),
        "own_data:mine",
        KNOWN_ROLES,
        searched=_("download, export, GDPR, everything about me"),
    ),
    Passage(
        _("Erase what is kept of me"),
        "own_data:mine_erase",
        KNOWN_ROLES,
        searched=_("delete my data, close my account, GDPR, be forgotten"),
    ),
    Passage(
        _("Move or cancel my half-day"),
        "front:mine",
        ARTISANS,
        searched=_("reschedule, change the appointment, other day"),
    ),
    Passage(_("Have my certificate"), "front:mine", ARTISANS, searched=_("attendance, training fund, proof")),
    Passage(
        _("Have a quote read"),
        "quotes:list",
        PUBLIC,
        searched=_("add a quote for a web site, upload, compare quotes, estimate, show to my adviser"),
    ),
    Passage(
        _("Write my project"), "briefs:list", ARTISANS, searched=_("specification, brief, need, new project")
    ),
    Passage(
        _("Send my project to the professionals"),
        "market:mine",
        ARTISANS,
        searched=_("ad, publish, answers, take my ad off, change my ad"),
    ),
    Passage(
        _("Tell my story, or take it off"),
        "showcase:list",
        ARTISANS,
        searched=_("example, testimony, agreement"),
    ),
    Passage(
        _("Say that my site is online"),
        "journeys:reached",
        ARTISANS,
        searched=_("finished, done, opened, published"),
    ),
    Passage(
        _("Sign an artisan up"),
        "workshops:relay",
        RELAYS,
        searched=_("register somebody, sign up for somebody else"),
    ),
    Passage(
        _("Print my poster"),
        "front:relay_space",
        RELAYS,
        searched=_("flyer, text for the bulletin, link, what I brought"),
    ),
    Passage(
        _("Lend this computer for sign-ups"),
        "workshops:counter_open",
        RELAYS,
        searched=_("counter, kiosk, public computer"),
    ),
    Passage(_("No longer be a relay"), "front:relay_leave", RELAYS, searched=_("stop, leave, withdraw")),
    Passage(
        _("Plan a session"),
        "workshops:create",
        ADVISERS,
        searched=_("new workshop, create, announce, add a date"),
    ),
    Passage(
        _("Call off or move a session"),
        "workshops:sessions",
        ADVISERS,
        searched=_("cancel a workshop, change the date, postpone, room"),
    ),
    Passage(
        _("Mark who came"),
        "workshops:sessions",
        ADVISERS,
        searched=_("attendance, roll, signatures, tablet, sheet"),
    ),
    Passage(
        _("Sign somebody up by telephone"),
        "workshops:sessions",
        ADVISERS,
        searched=_("register, call, waiting list, give a place back"),
    ),
    Passage(
        _("Give back the place of somebody who no longer comes"),
        "workshops:sessions",
        ADVISERS,
        searched=_("withdrawal, cannot come any more, sign somebody off"),
    ),
    Passage(
        _("Take the list of participants for Excel"),
        "workshops:sessions",
        ADVISERS,
        searched=_("export, download, spreadsheet, xlsx, csv"),
    ),
    Passage(
        _("Leaving or absent: hand a session over to a colleague"),
        "workshops:sessions",
        ADVISERS,
        searched=_("entrust, replace, absent colleague, leader of a session"),
    ),
    Passage(
        _("Write to those who signed up"),
        "workshops:sessions",
        ADVISERS,
        searched=_("message to a session, mail, tell"),
    ),
    Passage(
        _("Several dates from a plan"),
        "workshops:from_plan",
        ADVISERS,
        searched=_("import sessions, spreadsheet, paste"),
    ),
    Passage(
        _("Note leave or a meeting"),
        "diary:note",
        ADVISERS,
        searched=_("holidays, day off, absence, appointment, agenda, busy"),
    ),
    Passage(
        _("See when a room is taken, or close it for some days"),
        "workshops:venues",
        ADVISERS,
        searched=_("closure, closed, calendar of a room, works, busy"),
    ),
    Passage(
        _("Propose or move a half-day"),
        "support:requests",
        ADVISERS,
        searched=_("appointment, answer a request, accept, refuse, report"),
    ),
    Passage(
        _("Correct somebody’s name, address or telephone"),
        "front:search",
        ADVISERS,
        searched=_("change e-mail, mail comes back, person’s page"),
    ),
    Passage(
        _("Make a code on paper"),
        "front:search",
        ADVISERS,
        searched=_("somebody without e-mail, card, print a link, cut off a link"),
    ),
    Passage(
        _("Erase somebody who has not been heard of"),
        "own_data:without_news",
        ADVISERS,
        searched=_("delete data, retention, GDPR"),
    ),
    Passage(_("Join two records"), "register:persons", ADVISERS, searched=_("duplicate, merge, same person")),
    Passage(
        _("Write to artisans"),
        "outreach:new_mailing",
        ADVISERS,
        searched=_("mailing, campaign, newsletter, group"),
    ),
    Passage(_("Add a relay"), "relays:new", ADVISERS, searched=_("town hall, association, club, partner")),
    Passage(_("Add a room"), "workshops:venue_new", ADVISERS, searched=_("venue, place")),
    Passage(
        _("Write a questionnaire"), "surveys:start", ADVISERS, searched=_("survey, new questions, opinion")
    ),
    Passage(
        _("Write a story"), "showcase:new", ADVISERS, searched=_("example, testimony, ask for agreement")
    ),
    Passage(_("Note a wish"), "planning:wish_new", ADVISERS, searched=_("theme asked for")),
    Passage(
        _("Take in the register of businesses"),
        "register:give",
        ADVISERS,
        searched=_("import, file, SIRET, addresses"),
    ),
    Passage(
        _("Send an e-mail again"),
        "front:outbox",
        ADVISERS,
        searched=_("mail not received, returned, sent mail"),
    ),
    Passage(
        _("Invite a colleague"),
        "people:team",
        MANAGERS,
        searched=_("team, new adviser, account, change a role, remove somebody"),
    ),
    Passage(
        _("When a colleague leaves: hand over what they run, end their role"),
        "people:team",
        MANAGERS,
        searched=_("departure, leaves the chamber, entrust everything, retirement, long leave"),
    ),
    Passage(
        _("Change the chamber’s telephone and hours"),
        "people:team",
        MANAGERS,
        searched=_("contact, legal notices, opening hours"),
    ),
    Passage(_("Answer an ad"), "market:ads", MEMBERS, searched=_("propose, quote, project")),
    Passage(_("Be told of new ads"), "market:ads", MEMBERS, searched=_("alert, subscribe")),
    Passage(
        _("Take my answer back"),
        "market:answered",
        MEMBERS,
        searched=_("withdraw, cancel my answer, change my answer"),
    ),
    Passage(
        _("Correct my profile"),
        "directory:mine",
        MEMBERS,
        searched=_("directory, change my address, trades, take my profile off"),
    ),
    Passage(
        _("Show a piece of work"), "directory:add_piece", MEMBERS, searched=_("portfolio, reference, picture")
    ),
    Passage(
        _("Pay my subscription"),
        "association:mine",
        MEMBERS,
        searched=_("membership fee, receipt, dues, renew"),
    ),
    Passage(
        _("Leave the association"), "association:leave", MEMBERS, searched=_("resign, stop my membership")
    ),
    Passage(
        _("Vote, or give a proxy"),
        "assembly:list",
        ASSOCIATION,
        searched=_("poll, assembly, ballot, mandate, absent"),
    ),
    Passage(
        _("Propose work"), "jobs:new", ALL_ROLES, searched=_("job, offer, recruit, apprentice, trainee, hire")
    ),
    Passage(_("Be told of offers of work"), "jobs:alert_new", ALL_ROLES, searched=_("job alert, subscribe")),
    Passage(
        _("Join the association"),
        "association:join",
        STRANGERS,
        searched=_("member, become, digital professional"),
    ),
    Passage(
        _("Admit a member"),
        "association:to_do",
        BOARD,
        searched=_("application, refuse, late subscription, remind"),
    ),
    Passage(_("Add a member"), "association:add", BOARD, searched=_("new member, paper form")),
    Passage(
        _("Note a subscription"), "association:members", BOARD, searched=_("payment, receipt, dues, reminder")
    ),
    Passage(
        _("Convene an assembly"),
        "assembly:new",
        BOARD,
        searched=_("general meeting, agenda, convocation, new assembly"),
    ),
    Passage(_("Note an approach"), "approaches:new", BOARD, searched=_("institution, letter, meeting")),
    Passage(
        _("Decide on what was reported"),
        "moderation:queue",
        MODERATORS,
        searched=_("hide, publish, refuse an ad, report, appeal"),
    ),
    Passage(
        _("Write a reason for refusal"), "moderation:reason_new", MODERATORS, searched=_("rule, sentence")
    ),
]
