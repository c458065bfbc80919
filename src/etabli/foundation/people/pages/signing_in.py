"""Signing in by a code: allauth's pages, with our codes (`security.codes`) in the place of those of its session."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import public, without_drafts
from etabli.foundation.people.forms import CodeForm
from etabli.foundation.people.security import codes
from etabli.foundation.people.sign_in import SIGN_IN


class _AskCode(RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    extra_context = {"agents": settings.OIDC_LABEL if settings.OIDC_ISSUER else ""}

    def form_valid(self, form: Any) -> HttpResponse:
        """The mail to an account brings a code (`SignInAdapter.send_mail`); at any other address one waits in vain."""
        if form._user is None:
            codes.issue_code(form.cleaned_data["email"], purpose=SIGN_IN, user=None, at=timezone.now())
        return super().form_valid(form)  # type: ignore[no-any-return]  # allauth has no types


class _GiveCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    def get_form_class(self) -> type[CodeForm]:
        return CodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        process = self._process
        kwargs = {**super().get_form_kwargs(), "request": self.request, "user": process.user}
        del kwargs["code"]  # the library's own, which no mail ever held
        return {**kwargs, "address": process.state["email"], "purpose": SIGN_IN}

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        if not form.is_over:
            return self.render_to_response(self.get_context_data(form=form))  # type: ignore[no-any-return]  # allauth has no types
        self._process.abort()
        messages.error(
            self.request, _("This code can’t be tried any more: it was wrong too often, or is too old.")
        )
        return redirect("account_login")


ask_code = without_drafts(public(_AskCode.as_view()))
give_code = without_drafts(public(_GiveCode.as_view()))
