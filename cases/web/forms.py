"""Forms as GOV.UK pages show them: label, hint, error and field in that order, errors gathered at the top."""

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Renders forms and fields from `cases/templates/forms`, widgets from `cases/templates/django/forms/widgets`.

    A form's page shows `{% error_summary form %}` above its heading and `{{ form }}` where the fields belong.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
