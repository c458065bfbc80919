"""What assemblies store of people: purpose, retention, erasure, owner and name of each field."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

ASSEMBLY = Personal(
    _("The general assemblies of the association, and the proof of what they decided"),
    basis="contract",
    retention_months=120,
    erase="keep",
    kept=_("the decisions of an assembly must stay proved; the name goes with the place in the association"),
    recipients=_("the members of the association"),
)
PSEUDONYMISED = replace(ASSEMBLY, erase="pseudonym", kept="")
BLANKED = replace(ASSEMBLY, erase="blank", kept="")

PERSONAL = {
    "assembly.Attendance": dict.fromkeys(
        ["member", "by_board", "arrived_at", "left_at", "withdrawn_at"], ASSEMBLY
    ),
    "assembly.Candidate": {
        "member": ASSEMBLY,
        "name": PSEUDONYMISED,
        "statement": BLANKED,
        "withdrawn_at": ASSEMBLY,
    },
    "assembly.Proxy": dict.fromkeys(
        ["principal", "holder", "on_paper", "given_on", "withdrawn_at"], ASSEMBLY
    ),
    "assembly.RollEntry": dict.fromkeys(["member", "by_proxy", "choice", "withdrawn_at"], ASSEMBLY),
    "assembly.Signature": {
        "user": ASSEMBLY,
        "name": PSEUDONYMISED,
        "signed_at": ASSEMBLY,
        "withdrawn_at": ASSEMBLY,
    },
    "assembly.Removal": {
        **dict.fromkeys(
            [
                "membership",
                "term",
                "asked_by",
                "asked_at",
                "lapses_at",
                "referred_at",
                "state",
                "settled_by",
                "settled_at",
                "withdrawn_at",
            ],
            ASSEMBLY,
        ),
        "reason": BLANKED,
    },
    "assembly.Term": dict.fromkeys(["member", "office", "started_on", "ends_on", "ended_on"], ASSEMBLY),
}
OWNERS = {
    "assembly.Attendance": "member__user",
    "assembly.Candidate": "member__user",
    "assembly.Proxy": "principal__user",
    "assembly.Proxy.holder": "holder__user",
    "assembly.Removal": "membership__user",
    "assembly.Removal.term": "term__member__user",
    "assembly.Removal.asked_by": "asked_by",
    "assembly.Removal.settled_by": "settled_by",
    "assembly.RollEntry": "member__user",
    "assembly.Signature": "user",
    "assembly.Term": "member__user",
}
VISIBLE = {
    **dict.fromkeys(
        [
            "assembly.Attendance",
            "assembly.Candidate",
            "assembly.Proxy",
            "assembly.Removal",
            "assembly.RollEntry",
            "assembly.Signature",
            "assembly.Term",
        ],
        visible_to_nobody,
    ),
}
NAMES = {
    "assembly.Attendance": _("Presence at an assembly"),
    "assembly.Attendance.assembly": _("assembly"),
    "assembly.Attendance.member": _("member"),
    "assembly.Attendance.by_board": _("noted by the board"),
    "assembly.Attendance.arrived_at": _("arrived at"),
    "assembly.Attendance.left_at": _("left at"),
    "assembly.Candidate": _("Candidacy"),
    "assembly.Candidate.item": _("election"),
    "assembly.Candidate.member": _("member"),
    "assembly.Candidate.statement": _("why you stand"),
    "assembly.Proxy": _("Proxy"),
    "assembly.Proxy.assembly": _("assembly"),
    "assembly.Proxy.principal": _("given by"),
    "assembly.Proxy.holder": _("held by"),
    "assembly.Proxy.on_paper": _("on paper"),
    "assembly.Proxy.given_on": _("given on"),
    "assembly.Removal": _("Ends of roles that were asked"),
    "assembly.Removal.membership": _("role"),
    "assembly.Removal.term": _("term on the board"),
    "assembly.Removal.reason": _("reason"),
    "assembly.Removal.asked_by": _("asked by"),
    "assembly.Removal.asked_at": _("asked on"),
    "assembly.Removal.lapses_at": _("to be confirmed by"),
    "assembly.Removal.referred_at": _("given to the general assembly on"),
    "assembly.Removal.state": _("what came of it"),
    "assembly.Removal.settled_by": _("answered by"),
    "assembly.Removal.settled_at": _("answered on"),
    "assembly.RollEntry": _("Votes: that you voted, and what in the open ones"),
    "assembly.RollEntry.poll": _("poll"),
    "assembly.RollEntry.member": _("member"),
    "assembly.RollEntry.by_proxy": _("by proxy"),
    "assembly.RollEntry.choice": _("choice"),
    "assembly.Signature": _("Signature of minutes"),
    "assembly.Signature.assembly": _("assembly"),
    "assembly.Signature.signed_at": _("signed on"),
    "assembly.Term": _("Term on the board"),
    "assembly.Term.member": _("member"),
    "assembly.Term.office": _("office"),
    "assembly.Term.started_on": _("begun on"),
    "assembly.Term.ends_on": _("ends on"),
}
NOT_PERSONAL = {
    "assembly.Assembly": [
        "id",
        "organisation",
        "title",
        "starts_at",
        "ends_at",
        "place",
        "link",
        "note",
        "notice_days",
        "proxies_each",
        "quorum_percent",
        "follows",
        "sequence",
        "convened_at",
        "opened_at",
        "closed_at",
        "cancelled_at",
    ],
    "assembly.Attendance": ["id", "assembly"],
    "assembly.Ballot": ["key", "poll", "choice"],  # nobody's: nothing leads from a ballot to a person
    "assembly.Bylaws": [
        "id",
        "organisation",
        "notice_days",
        "proxies_each",
        "quorum_percent",
        "second_quorum_percent",
        "term_years",
    ],
    "assembly.Candidate": ["id", "item"],
    "assembly.Item": [
        "id",
        "assembly",
        "position",
        "kind",
        "title",
        "text",
        "majority",
        "seats",
        "is_secret",
        "about",
        "minutes",
        "withdrawn_at",
    ],
    "assembly.Poll": [
        "id",
        "item",
        "round",
        "majority",
        "options",
        "seats",
        "is_secret",
        "voters",
        "present",
        "represented",
        "draw_secret",
        "draw_commitment",
        "opened_at",
        "closed_at",
        "drawn_at",
        "seated_at",
    ],
    "assembly.Proxy": ["id", "assembly"],
    "assembly.Removal": ["id", "organisation"],
    "assembly.RollEntry": ["id", "poll"],
    "assembly.Signature": ["id", "assembly"],
    "assembly.Term": ["id", "organisation", "poll", "gave_role"],
    "assembly.Urn": ["poll", "content"],
}
