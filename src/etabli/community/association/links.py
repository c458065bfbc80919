"""The link by which an applicant follows their request. It proves their address when opened."""

from etabli.community.association.models import Application
from etabli.foundation.signed_links import LinkKind

APPLICATION = LinkKind(
    code="association.application",
    opens="one request to join: confirm it, answer the board's question, take it back; copy or erase "
    "what is held of its address; nobody is signed in",
    doors=(
        "association:application",
        "association:confirm",
        "association:withdraw_application",
        "association:data",
        "association:data_copy",
        "association:data_erase",
        "association:data_keep",
    ),
    ends="with the request",
)


def application_path(application: Application) -> str:
    """The address of ours that is theirs alone."""
    return APPLICATION.path(APPLICATION.token_of(application))


def application_of_token(token: str) -> Application | None:
    """The request that this token opens, or None whatever is wrong with it."""
    return APPLICATION.row(token, Application.objects.select_related("organisation", "member"))
