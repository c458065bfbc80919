"""The one way to let other sites show a page of ours within theirs."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

type View = Callable[..., Any]


def framable(view: View) -> View:
    """For a public page where nothing is typed: any site may frame it, and no form leaves from it."""
    policy = {**settings.SECURE_CSP, "frame-ancestors": ["*"], "form-action": [CSP.NONE]}
    return xframe_options_exempt(csp_override(policy)(view))


def framing(view: View) -> View:
    """For a page of ours that shows such a page, as a preview."""
    policy = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
    return csp_override(policy)(view)
