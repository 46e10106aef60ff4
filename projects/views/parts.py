"""The rows that belong to a project, for the parts of its page."""

from typing import Any

from django.utils.functional import cached_property

from core.web.pages import PageMixin
from projects.figures.related_rows import RelatedRows


class WithParts(PageMixin):
    object: Any

    @cached_property
    def parts(self) -> RelatedRows:
        return RelatedRows(self.object, on=self.request.day)
