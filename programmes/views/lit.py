"""Pages that show the lights of tasks to whoever may see them."""

from typing import Any

from django.utils.functional import cached_property

from programmes.figures.task_lights import light_day
from programmes.models import LightDay


class LightMixin:
    request: Any
    may: Any

    def sees_lights(self) -> bool:
        return self.may("programmes.see_task_lights")

    @cached_property
    def light_day(self) -> LightDay:
        return light_day(self.request.programme, self.request.day)
