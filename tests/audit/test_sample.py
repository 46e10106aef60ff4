"""The county's sample with all its imports, and its removal, stand in the record."""

from core.audit.models import AuditRow
from core.audit.services import seal
from core.audit.verification import verify
from mabian.sample.removal import remove_illustrative


def test_what_is_imported_and_removed_again_agrees_with_the_record(sample):
    assert seal()
    assert verify().findings == []
    removed = remove_illustrative(sample)["deleted"]
    gone = AuditRow.objects.filter(action="delete", programme_id=sample.pk)
    assert gone.filter(table_name="projects_project").count() == removed["Project"]
    assert seal()
    assert verify().findings == []
