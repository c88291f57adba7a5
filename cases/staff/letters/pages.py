"""Addresses of letters: those of a matter, and the templates from which they are made."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.letters import (
    file_views,
    knowing_views,
    letter_views,
    making_views,
    message_views,
    prejudice_views,
    serving_views,
    template_views,
)

OF = "cases/<str:reference>/"
LETTER = f"{OF}letters/<row:letter_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{OF}messages/", message_views.messages_tab, name="case_messages"),
    path(f"{OF}letters/new/", making_views.choose, name="case_letter_new"),
    path(f"{OF}letters/new/<str:kind>/", making_views.make, name="case_letter_make"),
    path(f"{OF}letters/prejudice/", prejudice_views.record, name="case_prejudice"),
    path(f"{OF}letters/prejudice/<row:prejudice_id>/lift/", prejudice_views.lift, name="case_prejudice_lift"),
    path(LETTER, letter_views.letter, name="case_letter"),
    path(f"{LETTER}file/<str:form>/", file_views.file, name="case_letter_file"),
    path(f"{LETTER}pdf/", file_views.ask_for_pdf, name="case_letter_pdf"),
    path(f"{LETTER}email/", letter_views.by_email, name="case_letter_email"),
    path(f"{LETTER}discard/", letter_views.discard, name="case_letter_discard"),
    path(f"{LETTER}service/", serving_views.served, name="case_letter_served"),
    path(f"{OF}people/<row:subject_id>/knows/", knowing_views.knows, name="case_knows"),
    path("letters/templates/", template_views.kinds, name="letter_templates"),
    path("letters/templates/<str:kind>/", template_views.kind, name="letter_template"),
    path("letters/templates/<str:kind>/example/", template_views.example_of, name="letter_template_example"),
    path("letters/templates/<str:kind>/<int:version>/", template_views.file, name="letter_template_file"),
]
