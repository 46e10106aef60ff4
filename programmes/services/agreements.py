"""Agreements (docs/rules.md#agreements)."""

from core.records import delete_record, references_to
from programmes.models import Agreement, AgreementDelivery


def delete_agreement(agreement: Agreement, *, version: int, reason: str) -> None:
    """Deletes the agreement with its deliveries. Raises StaleRecord, and ValidationError where
    other records refer to it."""
    others = (rows for rows in references_to(agreement) if rows.model is not AgreementDelivery)
    delete_record(agreement, version=version, reason=reason, references=others)
