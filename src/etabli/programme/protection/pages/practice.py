"""Six invented messages, fake or genuine. What was answered stands in the address alone: nothing is written."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from etabli.foundation.people.access import Request, public
from etabli.programme.protection.catalogue import load

ANSWERS = {"fake": True, "genuine": False}


@public
def practice(request: Request) -> HttpResponse:
    """The first message."""
    return redirect("protection:message", 1)


@public
def message(request: Request, number: int) -> HttpResponse:
    """One message; once it is answered (`?answer=`), whether that was right, and why. `?right=`: a digit for each
    message before it, 1 for a right answer."""
    messages = load().messages
    if not 1 <= number <= len(messages):
        raise Http404
    current = messages[number - 1]
    answer = ANSWERS.get(request.GET.get("answer", ""))
    is_right = answer is current.is_fake
    right = _right_answers(request, number - 1)
    context = {
        "message": current,
        "number": number,
        "total": len(messages),
        "is_answered": answer is not None,
        "is_right": is_right,
        "right": right,
        "right_then": right + ("1" if is_right else "0"),
        "following": number + 1 if number < len(messages) else None,
    }
    return render(request, "protection/message.html", context)


@public
def practised(request: Request) -> HttpResponse:
    """How many were right, and the rule to keep."""
    total = len(load().messages)
    right = _right_answers(request, total)
    is_whole = len(right) == total
    context = {"right": right.count("1") if is_whole else None, "total": total}
    return render(request, "protection/practised.html", context)


def _right_answers(request: Request, length: int) -> str:
    """Those of the messages before, as the address says; "" when it doesn't say so of each."""
    right = request.GET.get("right", "")
    return right if re.fullmatch(rf"[01]{{{length}}}", right) else ""
