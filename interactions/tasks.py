"""Later: what deleted comments leave."""

from celery import shared_task

from interactions import actions


@shared_task
def purge_comments() -> None:
    actions.purge_comments()
