"""How people sign up and in: allauth, axes and captcha, brought to this site's rules."""

from datetime import timedelta

# --- Passwords: length and a list of common ones, no rules of composition (as NIST 800-63B has it) --------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.LikenessValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The link of a letter that offers a new password.
PASSWORD_RESET_TIMEOUT = 3 * 3600

# --- allauth: the steps of a sign-in, the list of sessions. Forms, letters and limits are ours (accounts/) ------------
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS: dict[str, str] = {}

# --- axes: ten wrong passwords for one account from one address lock that pair for a quarter of an hour ---------------
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accounts.sign_in.account_key"
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.address_key"
AXES_LOCKOUT_CALLABLE = "accounts.sign_in.locked_page"
AXES_RESET_ON_SUCCESS = True
# A locked account's owner must get in when the time is over, though the attacker goes on.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# People type their password into the wrong field.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]

# --- captcha: after failures only; the way that needs no seeing is the code by e-mail ---------------------------------
CAPTCHA_CHALLENGE_FUNCT = "accounts.sign_in.picture_letters"
CAPTCHA_FONT_SIZE = 34
CAPTCHA_IMAGE_SIZE = (168, 56)
CAPTCHA_LETTER_ROTATION = (-20, 20)
CAPTCHA_BACKGROUND_COLOR = "#ffffff"
CAPTCHA_FOREGROUND_COLOR = "#5b2507"
CAPTCHA_TIMEOUT = 10
