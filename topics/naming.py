"""What a topic may be called, and under which key its spellings meet."""

import re
import unicodedata

# Ours: a longer hashtag is a sentence. Holds for the name and for its folded key (one `ﷺ` folds to 18 characters).
MAX_TOPIC = 32

# `/ \ ? %` would be read as parts of the address /topics/<name>/; a hash or a line's end closes a hashtag.
REFUSED = re.compile(r"[#＃/\\?%\x00-\x1f\x7f-\x9f\u2028\u2029]")

# Unicode's Default_Ignorable_Code_Point: characters that leave no trace must not make a second topic either.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def topic_key(name: str) -> str:
    """The key that all spellings of a topic share: NFKC and casefold, without invisible characters."""
    seen = INVISIBLE.sub("", name)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())


def is_topic_name(name: str) -> bool:
    """Whether a topic may be called so: 1–32 characters, folded too, with no blank at either end, and not only dots."""
    if len(name) > MAX_TOPIC or name != name.strip() or REFUSED.search(name):
        return False
    key = topic_key(name)
    # A browser resolves `.` and `..` in an address away, so /topics/../ could never be opened.
    return len(key) <= MAX_TOPIC and key.strip(".") != ""
