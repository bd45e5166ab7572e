"""Drafts for the style page, in every state; none of them in the database."""

from datetime import datetime, timedelta
from typing import Any

from django.templatetags.static import static

from follows.models import FollowGroup
from posts.actions import reason_of
from posts.models import Draft


def rows(now: datetime) -> list[dict[str, Any]]:
    """With a time, kept waiting by a limit, refused at its time, without words, and for a group that is gone."""
    group = FollowGroup(pk=1, name="大学同学")
    soon, passed = now + timedelta(days=2), now - timedelta(minutes=4)
    return [
        _row(
            1, now, text="周五八点老地方见，带上相机。", publish_at=soon, visibility="group", group=group, spoiler=True
        ),
        _row(2, now, text="One more for today", publish_at=passed, next_try_at=now, visibility="mutual"),
        _row(3, now, text="今天天气真好", refusal="repeated", visibility="self", comment_policy="nobody"),
        _row(4, now, pictures=3),
        _row(5, now, text="For the old team", visibility="group"),
    ]


def _row(number: int, now: datetime, *, pictures: int = 0, **fields: Any) -> dict[str, Any]:
    draft = Draft(pk=number, created_at=now, updated_at=now, **fields)
    picture = static("design/pictures/dawn.webp") if pictures else None
    return {"draft": draft, "reason": reason_of(draft), "picture": picture, "picture_count": pictures, "token": ""}
