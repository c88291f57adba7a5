"""Forms as GOV.UK pages show them: label, hint, error and field in that order, errors gathered at the top."""

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Renders forms, fields and widgets from `cases/templates/forms` and `cases/templates/django/forms/widgets`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
