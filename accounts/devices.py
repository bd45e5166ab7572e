"""What a browser says it is, in words that its owner recognises."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

# In this order: most browsers also claim to be those further down.
BROWSERS = (
    (r"MicroMessenger", "WeChat"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser", "Samsung Internet"),
    (r"HuaweiBrowser", "Huawei Browser"),
    (r"MiuiBrowser", "Mi Browser"),
    (r"MQQBrowser|QQBrowser", "QQ Browser"),
    (r"UCBrowser|UCWEB", "UC Browser"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrom(e|ium)/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"HarmonyOS|OpenHarmony", "HarmonyOS"),
    (r"iPhone|iPod", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux|X11", "Linux"),
)
PHONES = frozenset({"HarmonyOS", "iPhone", "iPad", "Android"})


@dataclass(frozen=True)
class Device:
    """`words`: say, Firefox on Windows. `is_phone`: held in the hand."""

    words: str
    is_phone: bool


def described(user_agent: str) -> Device:
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        words = _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    else:
        words = browser or system or _("Unknown device")
    return Device(words, system in PHONES)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for pattern, name in known if re.search(pattern, user_agent)), "")
