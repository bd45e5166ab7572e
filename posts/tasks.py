"""Later: what deleted posts leave."""

from celery import shared_task

from posts import actions


@shared_task
def purge_deleted() -> None:
    actions.purge_deleted()
