"""The jobs, for people: what runs, how far it is, what failed and why, and trying it again."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts import drafts as stored_drafts
from cases.accounts.permissions import Permission
from cases.jobs import outbox, runs
from cases.operations import drills
from cases.queries import drills as drills_seen
from cases.queries import job_runs, job_work, jobs
from cases.queries.drills import DrillSeen
from cases.queries.job_runs import Run
from cases.queries.job_work import Work
from cases.staff import drafts
from cases.staff.acting import me
from cases.staff.readiness import OLDEST_MAY_WAIT
from cases.web.gate import requires

SETTLE = "work_settle"
TRY_AGAIN, GIVE_UP = "again", "give_up"
LONGEST_REASON = 500
TOO_LONG = f"The reason must be {LONGEST_REASON} characters or fewer; it has %(show_value)s"
FORM_METHODS = ["GET", "HEAD", "POST"]


class SettleForm(forms.Form):
    """What becomes of work that failed for good."""

    decision = forms.ChoiceField(
        label="What should become of it?",
        choices=[(TRY_AGAIN, "Try it again"), (GIVE_UP, "Give it up: it is no longer needed, or was done by hand")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether to try it again or to give it up",
            "invalid_choice": "Choose whether to try it again or to give it up",
        },
    )
    reason = forms.CharField(
        label="Why it is given up",
        help_text=f"Needed only when you give it up. Kept in the trail. {LONGEST_REASON} characters at most.",
        required=False,
        # Not max_length: a browser would then cut what is pasted, and say nothing.
        validators=[MaxLengthValidator(LONGEST_REASON, TOO_LONG)],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"null_characters_not_allowed": "The reason must be text that can be read"},
    )

    def clean(self) -> dict[str, Any]:
        """Giving up needs a reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == GIVE_UP and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why it is given up")
        return cleaned


class CountField(forms.IntegerField):
    """A whole number, also as our own pages write it: 5,000."""

    def to_python(self, value: Any) -> int | None:
        """Without its commas. Raises ValidationError when it is no whole number."""
        typed = str(value or "")
        number: int | None = super().to_python(typed.replace(",", "") or typed)
        return number


class DrillForm(forms.Form):
    """A new drill. The id is made with the page, so that a second click begins no second drill."""

    rows = CountField(
        label="How many rows",
        help_text=f"From 1 to {drills.MOST_ROWS:,}.",
        min_value=1,
        max_value=drills.MOST_ROWS,
        initial=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"}),
        error_messages={
            "required": "Enter how many rows",
            "invalid": "The number of rows must be a whole number, like 100",
            "min_value": "The number of rows must be 1 or more",
            "max_value": f"The number of rows must be {drills.MOST_ROWS:,} or fewer",
        },
    )
    drill_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": "Open this page again", "invalid": "Open this page again"},
    )


@requires(Permission.JOBS_SEE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything at a glance."""
    seen = jobs.overview(schedule=settings.JOBS, may_wait=OLDEST_MAY_WAIT)
    context = {"seen": seen, "most_counted": job_work.MOST_COUNTED}
    return render(request, "staff/jobs/overview.html", context | _live(request))


@requires(Permission.JOBS_SEE)
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """The newest runs."""
    found = job_runs.newest(most=jobs.MOST_SHOWN, schedule=settings.JOBS)
    context = {"runs": found, "most_shown": jobs.MOST_SHOWN}
    return render(request, "staff/jobs/history.html", context)


@requires(Permission.JOBS_SEE)
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run: how far it is, and what is wrong with it."""
    return render(request, "staff/jobs/run.html", {"run": _run(run_id)} | _live(request))


@requires(Permission.JOBS_RETRY)
@require_http_methods(FORM_METHODS)
def retry_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Asks once more, then has a failed run go on where it stopped."""
    found = _run(run_id)
    if request.method != "POST":
        # Not failed any more: the run's own page says how it is.
        show = render(request, "staff/jobs/retry_run.html", {"run": found})
        return show if found.failed_at else redirect("job_run", run_id=found.id)
    runs.retry(run_id=found.id, by=me(request), at=request.at)  # type: ignore[attr-defined]
    messages.success(request, "The job goes on where it stopped.")
    return redirect("job_run", run_id=found.id)


@requires(Permission.JOBS_SEE)
@require_safe
def work(request: HttpRequest, work_id: uuid.UUID) -> HttpResponse:
    """One piece of work of the outbox."""
    return render(request, "staff/jobs/work.html", {"work": _work(work_id)})


@requires(Permission.JOBS_RETRY)
@require_http_methods(FORM_METHODS)
def settle_work(request: HttpRequest, work_id: uuid.UUID) -> HttpResponse:
    """Has failed work tried again, or gives it up for a reason."""
    found, key = _work(work_id), str(work_id)
    if request.POST.get("discard"):
        stored_drafts.discard(owner_id=me(request).pk, kind=SETTLE, key=key)
        return redirect("job_work_settle", work_id=work_id)
    if request.method != "POST" and not found.is_dead:
        return redirect("job_work", work_id=work_id)
    kept = drafts.kept(user=me(request), kind=SETTLE, key=key)
    form = SettleForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        _settle(request, work_id=work_id, form=form)
        stored_drafts.discard(owner_id=me(request).pk, kind=SETTLE, key=key)
        return redirect("job_work", work_id=work_id)
    note = drafts.note(user=me(request), kind=SETTLE, key=key)
    context = {"work": found, "form": form, "draft_note": note, "is_kept": kept is not None}
    return render(request, "staff/jobs/settle_work.html", context)


def _settle(request: HttpRequest, *, work_id: uuid.UUID, form: SettleForm) -> None:
    at = request.at  # type: ignore[attr-defined]
    if form.cleaned_data["decision"] == TRY_AGAIN:
        outbox.retry(work_id=work_id, by=me(request), at=at)
        messages.success(request, "It will be tried again within seconds.")
    else:
        outbox.give_up(work_id=work_id, reason=form.cleaned_data["reason"], by=me(request), at=at)
        messages.success(request, "It has been given up.")


@requires(Permission.JOBS_DRILL)
@require_http_methods(FORM_METHODS)
def begin_drill(request: HttpRequest) -> HttpResponse:
    """The form that begins a drill, and the last few drills."""
    form = DrillForm(request.POST if request.method == "POST" else None, initial={"drill_id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        drill = drills.begin(by=me(request), at=request.at, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, "The drill has begun.")
        return redirect("drill", drill_id=drill.pk)
    seen = drills_seen.newest(today=timezone.localdate(request.at))  # type: ignore[attr-defined]
    return render(request, "staff/jobs/drills.html", {"form": form, "drills": seen})


@requires(Permission.JOBS_DRILL)
@require_safe
def drill(request: HttpRequest, drill_id: uuid.UUID) -> HttpResponse:
    """How far a drill is."""
    return render(request, "staff/jobs/drill.html", {"drill": _drill(request, drill_id)} | _live(request))


def _run(run_id: int) -> Run:
    found = job_runs.find(run_id=run_id, schedule=settings.JOBS)
    if found is None:
        raise Http404
    return found


def _work(work_id: uuid.UUID) -> Work:
    found = job_work.find(work_id=work_id)
    if found is None:
        raise Http404
    return found


def _drill(request: HttpRequest, drill_id: uuid.UUID) -> DrillSeen:
    today = timezone.localdate(request.at)  # type: ignore[attr-defined]
    found = drills_seen.find(drill_id=drill_id, today=today)
    if found is None:
        raise Http404
    return found


def _live(request: HttpRequest) -> dict[str, bool]:
    """Whether the reader has asked for the page to keep itself up to date. They can stop it again."""
    return {"is_live": request.GET.get("live") == "yes"}
