"""Later: what deleted posts leave, and posts whose time has come."""

from celery import shared_task

from posts import actions


@shared_task
def purge_deleted() -> None:
    actions.purge_deleted()


@shared_task
def publish_due() -> None:
    actions.publish_due()
