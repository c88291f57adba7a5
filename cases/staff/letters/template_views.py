"""The Word files from which letters are made: fields, versions, a new version, and how one reads with an example."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.accounts.permissions import Permission
from cases.operations.case_changes import Conflict
from cases.operations.letters import filling, templates
from cases.operations.letters.word_files import MOST_BYTES, NotAccepted
from cases.queries.letters import templates as seen
from cases.queries.letters.kinds import KINDS, example
from cases.queries.letters.templates import KindSeen
from cases.staff.acting import me
from cases.staff.letters.file_views import sent_file
from cases.staff.register.hr_views import FileField
from cases.staff.typed_fields import TypedForm, line
from cases.web.gate import requires

LARGEST = MOST_BYTES // 1024 // 1024
CHOOSE = "Choose the Word file"
MEANWHILE = "Somebody else has sent a new version meanwhile. Download it, make your changes in it, and send that"


class TemplateForm(TypedForm):
    """A new version of a template."""

    file = forms.FileField(
        label="The Word file",
        help_text=f"A Word document (.docx) without macros, at most {LARGEST} MB.",
        widget=FileField(attrs={"accept": ".docx"}),
        error_messages={"required": CHOOSE, "invalid": CHOOSE, "missing": CHOOSE, "empty": "The file is empty"},
    )
    changed = line(
        "What did you change?", longest=300, required="Enter what you changed, for whoever compares versions"
    )

    def clean_file(self) -> Any:
        """Not larger than is read."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(f"The file must be {LARGEST} MB or smaller. Make its pictures smaller")
        return file


@requires(Permission.LETTERS_TEMPLATES)
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of letter, and since when its template is as it is."""
    return render(request, "staff/letters/templates.html", {"kinds": seen.every_kind()})


@requires(Permission.LETTERS_TEMPLATES)
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its fields and versions, how it reads, and the form that takes a new version."""
    of = _kind(kind)
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" else TemplateForm()
    if request.method == "POST" and form.is_valid() and _added(request, form, kind):
        messages.success(request, "The new version has been taken. Letters are made from it from now on.")
        return redirect("letter_template", kind=kind)
    context = {"of": of, "form": form, "over": _over(request, of), "example": filling.text_of(_example(of))}
    return render(request, "staff/letters/template.html", context)


@requires(Permission.LETTERS_TEMPLATES)
@require_safe
def example_of(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest version filled in with an example: no real matter is ever read for it."""
    return sent_file(content=_example(_kind(kind)), form="docx", name=f"example-{kind}")


@requires(Permission.LETTERS_TEMPLATES)
@require_safe
def file(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    """One version, to change it in Word."""
    content = seen.content(key=kind, version=version)
    if content is None:
        raise Http404
    return sent_file(content=content, form="docx", name=f"{kind}-version-{version}")


def _kind(key: str) -> KindSeen:
    found = seen.one_kind(key=key)
    if found is None:
        raise Http404
    return found


def _example(of: KindSeen) -> bytes:
    content = seen.content(key=of.key, version=of.newest.number)
    assert content is not None
    return filling.filled(content, values=example(KINDS[of.key]))


def _over(request: HttpRequest, of: KindSeen) -> int:
    said = request.POST.get("over", "")
    return int(said) if said.isdecimal() and len(said) < 9 else of.newest.number


def _added(request: HttpRequest, form: TemplateForm, kind: str) -> bool:
    said: dict[str, Any] = {"kind": kind, "said": form.said("changed"), "over": _over(request, _kind(kind))}
    try:
        templates.upload(**said, data=form.cleaned_data["file"].read(), by=me(request), at=request.at)  # type: ignore[attr-defined]
    except NotAccepted as problem:
        form.add_error("file", str(problem))
        return False
    except Conflict:
        form.add_error(None, MEANWHILE)
        return False
    return True
