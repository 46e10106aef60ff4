"""How long ago findings were found, and the places that they are about."""

from datetime import timedelta

from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.db.models.functions import Coalesce

from programmes.models import Membership, Need
from programmes.models.base import KnownQuerySet
from projects.models import Project
from supervision.choices import AGES_FROM, FindingAge


class PlacesQuerySet(KnownQuerySet):
    def with_age(self, on):
        """Adds ``age``, the ``FindingAge`` by the days from the day it was found to the day
        ``on``."""
        ages = ((on - timedelta(days), age.value) for age, days in AGES_FROM.items())
        return self.annotate(
            age=Case(
                *(When(found_on__lte=first, then=Value(value)) for first, value in ages),
                default=Value(FindingAge.MONTH.value),
                output_field=CharField(),
            )
        )

    def with_places(self, user):
        """Adds ``seen_project`` and ``seen_township``, the keys of what a finding is about where
        the person sees it. The township is that of the project or need, or the responsible unit."""
        seen = {"project__in": Project.objects.visible_to(user)}
        needs = Need.objects.visible_to(user)
        townships = Membership.objects.townships().filter(
            unit=OuterRef("unit"), programme=OuterRef("programme")
        )
        return self.annotate(
            seen_project=Case(When(**seen, then="project")),
            seen_township=Coalesce(
                Case(When(**seen, then="project__township")),
                Case(When(need__in=needs, then="need__township")),
                Case(When(Exists(townships), then="unit")),
            ),
        )
