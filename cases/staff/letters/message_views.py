"""The tab of messages: who is to be kept informed, what waits, and what was sent to whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.accounts.permissions import Permission
from cases.queries.informing import owed
from cases.queries.letters import messages
from cases.staff.matters.opening import Matter, context_of, of_a_matter
from cases.web.gate import requires


@requires(Permission.CASES_SEE)
@require_safe
@of_a_matter("messages")
def messages_tab(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What is due, what waits to be sent, and what was sent."""
    letters = messages.of_case(case=matter.case)
    context = context_of(request, matter, tab="case_messages") | {
        "owed": owed.for_case(case=matter.case, on=matter.reader.on),
        "waiting": [one for one in letters if not one.sent_on and not one.discarded_on],
        "sent": [one for one in letters if one.sent_on],
        "discarded": [one for one in letters if one.discarded_on],
        "prejudices": messages.prejudices(case=matter.case),
    }
    return render(request, "staff/letters/messages.html", context)
