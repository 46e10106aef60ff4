"""Uniqueness as people compare names and numbers: width and spaces do not count."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func, TextField, UniqueConstraint
from django.db.models.functions import Upper


class Plain(Func):
    """A text without spaces and invisible characters, all widths alike (importing.words.plain)."""

    template = (
        "regexp_replace(normalize(%(expressions)s, NFKC),"
        " '[\\s\\u00ad\\u200b-\\u200f\\u2060\\ufeff]+', '', 'g')"
    )
    output_field = TextField()


class UniquePlain(UniqueConstraint):
    """``field`` is unique by its plain text, in a programme where the model has one; with
    ``ignores_case`` dc-1 and DC-1 are the same. Exact duplicates are left to the model's other
    constraint, so that one sentence reports them."""

    def __init__(
        self, *, field: str, name: str, within: str = "programme", ignores_case: bool = False
    ):
        self.field, self.within, self.ignores_case = field, within, ignores_case
        scope = [within] if within else []
        plain = Upper(Plain(field)) if ignores_case else Plain(field)
        super().__init__(*scope, plain, name=name, condition=~models.Q(**{field: ""}))

    def clone(self) -> "UniquePlain":
        given: dict[str, Any] = {"field": self.field, "name": self.name, "within": self.within}
        return UniquePlain(ignores_case=self.ignores_case, **given)

    def deconstruct(self) -> Any:
        """In migrations an ordinary constraint."""
        _path, expressions, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", expressions, kwargs

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default"):
        try:
            super().validate(model, instance, exclude, using)
        except ValidationError as error:
            names = (self.within, self.field) if self.within else (self.field,)
            values = {name: getattr(instance, name) for name in names}
            same = model._default_manager.using(using).filter(**values).exclude(pk=instance.pk)
            if not same.exists():
                raise instance.unique_error_message(model, names) from error
