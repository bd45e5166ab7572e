from captcha.views import captcha_image
from django.urls import include, path

from accounts.views import emails, entry, passwords, profile, sessions, settings, sign_up

pages = [
    path("accounts/signup/", sign_up.sign_up, name="sign_up"),
    path("accounts/login/", entry.login, name="login"),
    path("accounts/login/code/", entry.request_code, name="request_code"),
    path("accounts/login/code/enter/", entry.code, name="code"),
    path("accounts/logout/", entry.sign_out, name="sign_out"),
    path("accounts/password/change/", passwords.change, name="password_change"),
    path("accounts/password/reset/", passwords.reset, name="password_reset"),
    path("accounts/password/reset/sent/", passwords.reset_sent, name="password_reset_sent"),
    path("accounts/password/reset/key/<str:uid>/<str:token>/", passwords.reset_by_key, name="password_new"),
    path("accounts/email/", emails.email, name="email"),
    path("accounts/email/send-again/", emails.send_again, name="send_again"),
    path("accounts/confirm-email/<str:proof>/", emails.confirm, name="confirm_email"),
    path("u/<str:handle>/", profile.profile, name="profile"),
    path("n/<str:nickname>/", profile.by_nickname, name="by_nickname"),
    path("settings/", settings.index, name="settings"),
    path("settings/profile/", settings.profile, name="settings_profile"),
    path("settings/profile/<str:name>/remove/", settings.remove_picture, name="remove_picture"),
    path("settings/profile/<str:name>/retry/", settings.retry_picture, name="retry_picture"),
    path("settings/privacy/", settings.privacy, name="settings_privacy"),
    path("settings/appearance/", settings.appearance, name="settings_appearance"),
    path("settings/language/", settings.language, name="settings_language"),
    path("settings/sessions/", sessions.sessions, name="sessions"),
    path("settings/sessions/end-all/", sessions.end_all, name="end_all_sessions"),
    path("settings/sessions/<int:session_id>/end/", sessions.end, name="end_session"),
]

urlpatterns = [
    path("", include((pages, "accounts"))),
    # Outside the namespace, under the name that the captcha's widget asks for.
    path("accounts/captcha/<str:key>/", captcha_image, {"scale": 1}, name="captcha-image"),
    # Ahead of the admin's own.
    path("admin/login/", entry.admin_door),
    path("admin/password_change/", entry.admin_password_door),
]
