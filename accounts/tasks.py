"""Daily clean-up."""

from celery import shared_task

from core.actors import BEAT, acting_as


@shared_task
def clear_sign_ins() -> None:
    """Deletes expired sessions, and attempts past the legal retention period."""
    from accounts.services import clear_attempts, clear_sessions

    with acting_as(BEAT):
        clear_sessions()
        clear_attempts()
