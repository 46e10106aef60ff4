"""The catalogues that staff edit: names in a chosen order."""

from typing import Any

from django.db import transaction

from core.records import create_record
from programmes.models import Programme
from projects.models import ApprovalKind, FinancingSource

# Offered to staff, never created automatically (docs/rules.md#usual-approvals).
USUAL: dict[Any, tuple[str, ...]] = {
    ApprovalKind: ("可研批复", "用地预审", "环评批复", "初设批复", "施工许可"),
    FinancingSource: (
        "中央资金",
        "省级资金",
        "市级资金",
        "县级资金",
        "东西部协作资金",
        "定点帮扶资金",
        "市内帮扶资金",
        "国债资金",
        "专项债券",
        "社会资金",
    ),
}


def missing_usual(model: Any, programme: Programme) -> list[str]:
    """The usual names that are not in the catalogue."""
    existing = set(model.objects.of(programme).values_list("name", flat=True))
    return [name for name in USUAL.get(model, ()) if name not in existing]


@transaction.atomic
def add_name(model: Any, *, programme: Programme, name: str, by: Any) -> Any:
    """Create the row as the last one. Raises ValidationError for a duplicate name."""
    position = model.objects.of(programme).next_position()
    return create_record(model, by=by, programme=programme, name=name, position=position)


@transaction.atomic
def add_usual(model: Any, *, programme: Programme, by: Any) -> int:
    """Add the missing usual names. Returns their number."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    names = missing_usual(model, programme)
    for name in names:
        add_name(model, programme=programme, name=name, by=by)
    return len(names)
