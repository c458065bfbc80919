"""The links to one project: to write in it on another device, and to let somebody read it."""

from datetime import timedelta

from etabli.foundation.people.links import ENDS_WHEN_CUT
from etabli.foundation.people.models import SecretLink
from etabli.foundation.signed_links import LinkKind

PROJECT = LinkKind(
    code="briefs.project",
    former="people.link",
    scope=SecretLink.Scope.PROJECT,
    opens="one project, to write in it and take its papers away",
    lasts=timedelta(days=400),
    doors=("people:enter",),
    pages=(
        "briefs:overview",
        "briefs:question",
        "briefs:describe",
        "briefs:budget_and_date",
        "briefs:subjects",
        "briefs:attachments",
        "briefs:attach_photo",
        "briefs:attach_site",
        "briefs:attachment",
        "briefs:move_attachment",
        "briefs:withdraw_attachment",
        "briefs:photo",
        "briefs:set_aside",
        "briefs:elsewhere",
        "briefs:end_beside",
        "briefs:hand_over",
        "briefs:withdraw",
        "briefs:preview",
        "briefs:one_page_pdf",
        "briefs:one_page_docx",
        "briefs:specification_pdf",
        "briefs:specification_docx",
        "briefs:export_json",
    ),
    ends=ENDS_WHEN_CUT,
)
READ = LinkKind(
    code="briefs.read",
    former="people.link",
    scope=SecretLink.Scope.BRIEF,
    opens="the specifications of one project, to read; how to reach its artisan if they chose so; nobody is signed in",
    lasts=timedelta(days=200),
    doors=("briefs:read", "briefs:read_pdf", "briefs:read_docx", "briefs:read_photo"),
    ends="cut off on the page that shares the project",
)
