"""Protected characteristics, in a table of their own: no page of a case reads it, and it has its own permission."""

from typing import Any, ClassVar

from django.db import models

from cases.workforce.models.people import Person


class ProtectedCharacteristics(models.Model):
    """What personnel holds of somebody's characteristics, in personnel's own words. Empty: not known or not said."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    gender = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=80, blank=True)
    religion = models.CharField(max_length=80, blank=True)
    disability = models.CharField(max_length=80, blank=True)
    sexual_orientation = models.CharField(max_length=80, blank=True)
    from_file = models.ForeignKey(
        "workforce.HrFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[Any]] = []

    def __str__(self) -> str:
        return f"characteristics of {self.person_id}"
