"""What changes an account, by noun."""

from accounts.actions.emails import EmailTaken, change_email, confirm_email
from accounts.actions.members import create_account, create_crowd, delete_account, restore, sign_up, suspend
from accounts.actions.nickname import NicknameChangedLately, change_nickname
from accounts.actions.password import set_password
from accounts.actions.pictures import (
    NotWaiting,
    choose_picture,
    hold_picture,
    remove_picture,
    retry_picture,
    show_picture,
)
from accounts.actions.preferences import set_appearance, set_language, set_privacy
from accounts.actions.profile import edit_profile
from accounts.actions.sessions import (
    end_all_sessions,
    end_other_sessions,
    end_session,
    forget_ended_sessions,
    forget_session,
    move_session,
)

__all__ = [
    "EmailTaken",
    "NicknameChangedLately",
    "NotWaiting",
    "change_email",
    "change_nickname",
    "choose_picture",
    "confirm_email",
    "create_account",
    "create_crowd",
    "delete_account",
    "edit_profile",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "forget_ended_sessions",
    "forget_session",
    "hold_picture",
    "move_session",
    "remove_picture",
    "restore",
    "retry_picture",
    "set_appearance",
    "set_privacy",
    "set_language",
    "set_password",
    "show_picture",
    "sign_up",
    "suspend",
]
