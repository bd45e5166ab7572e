"""The emoticons: `[微笑]` and `[smile]` are the same drawing, static/img/emoticons/smile.svg.

A new one is a line here, a drawing of 32 × 32 there, and `python -m posts.vocabulary` for the browser.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as named


@dataclass(frozen=True, slots=True)
class Emoticon:
    """One drawing: `key` is its English spelling and file, `chinese` its Chinese spelling, `label` its name aloud."""

    key: str
    chinese: str
    label: Promise

    @property
    def path(self) -> str:
        """Among the static files."""
        return f"img/emoticons/{self.key}.svg"

    def code(self, language: str) -> str:
        """What the picker writes into a text for a reader of this language."""
        return f"[{self.chinese if language.startswith('zh') else self.key}]"


@dataclass(frozen=True, slots=True)
class Group:
    """A page of the picker."""

    key: str
    label: Promise
    emoticons: tuple[Emoticon, ...]


FACES = (
    Emoticon("smile", "微笑", named("emoticon", "Smile")),
    Emoticon("grin", "嘻嘻", named("emoticon", "Grin")),
    Emoticon("laugh", "哈哈", named("emoticon", "Laughing")),
    Emoticon("joy", "笑哭", named("emoticon", "Tears of joy")),
    Emoticon("love", "爱你", named("emoticon", "Heart eyes")),
    Emoticon("kiss", "亲亲", named("emoticon", "Kiss")),
    Emoticon("shy", "害羞", named("emoticon", "Shy")),
    Emoticon("wink", "挤眼", named("emoticon", "Wink")),
    Emoticon("tongue", "吐舌", named("emoticon", "Tongue out")),
    Emoticon("yum", "馋嘴", named("emoticon", "Delicious")),
    Emoticon("cool", "酷", named("emoticon", "Cool")),
    Emoticon("starry", "星星眼", named("emoticon", "Star eyes")),
    Emoticon("party", "庆祝", named("emoticon", "Party")),
    Emoticon("doge", "doge", named("emoticon", "Doge")),
    Emoticon("melon", "吃瓜", named("emoticon", "Eating melon and watching")),
    Emoticon("smirk", "坏笑", named("emoticon", "Smirk")),
    Emoticon("thinking", "思考", named("emoticon", "Thinking")),
    Emoticon("hush", "嘘", named("emoticon", "Hush")),
    Emoticon("facepalm", "捂脸", named("emoticon", "Facepalm")),
    Emoticon("sweat", "汗", named("emoticon", "Sweat")),
    Emoticon("awkward", "尴尬", named("emoticon", "Awkward")),
    Emoticon("eyeroll", "白眼", named("emoticon", "Eye roll")),
    Emoticon("shocked", "吃惊", named("emoticon", "Shocked")),
    Emoticon("dizzy", "晕", named("emoticon", "Dizzy")),
    Emoticon("cracked", "裂开", named("emoticon", "Cracked")),
    Emoticon("sour", "酸", named("emoticon", "Sour as a lemon")),
    Emoticon("pleading", "可怜", named("emoticon", "Pleading")),
    Emoticon("sad", "难过", named("emoticon", "Sad")),
    Emoticon("cry", "泪", named("emoticon", "Crying")),
    Emoticon("sob", "大哭", named("emoticon", "Sobbing")),
    Emoticon("angry", "怒", named("emoticon", "Angry")),
    Emoticon("hmph", "哼", named("emoticon", "Hmph")),
    Emoticon("sleepy", "困", named("emoticon", "Sleepy")),
    Emoticon("sick", "生病", named("emoticon", "Sick")),
    Emoticon("mask", "口罩", named("emoticon", "Wearing a mask")),
)

GESTURES = (
    Emoticon("like", "赞", named("emoticon", "Thumbs up")),
    Emoticon("dislike", "弱", named("emoticon", "Thumbs down")),
    Emoticon("ok", "好的", named("emoticon", "OK")),
    Emoticon("yeah", "耶", named("emoticon", "Victory")),
    Emoticon("666", "666", named("emoticon", "Smooth (666)")),
    Emoticon("fist", "拳头", named("emoticon", "Fist")),
    Emoticon("gogogo", "加油", named("emoticon", "Go for it")),
    Emoticon("applause", "鼓掌", named("emoticon", "Applause")),
    Emoticon("handshake", "握手", named("emoticon", "Handshake")),
    Emoticon("hug", "抱抱", named("emoticon", "Hug")),
    Emoticon("bye", "拜拜", named("emoticon", "Waving")),
    Emoticon("pray", "拜托", named("emoticon", "Hands together")),
)

THINGS = (
    Emoticon("heart", "心", named("emoticon", "Heart")),
    Emoticon("heartbreak", "心碎", named("emoticon", "Broken heart")),
    Emoticon("rose", "鲜花", named("emoticon", "Flower")),
    Emoticon("cake", "蛋糕", named("emoticon", "Cake")),
    Emoticon("gift", "礼物", named("emoticon", "Gift")),
    Emoticon("packet", "红包", named("emoticon", "Red packet")),
    Emoticon("fireworks", "烟花", named("emoticon", "Fireworks")),
    Emoticon("lantern", "灯笼", named("emoticon", "Lantern")),
    Emoticon("fire", "火", named("emoticon", "Fire")),
    Emoticon("star", "星星", named("emoticon", "Star")),
    Emoticon("sun", "太阳", named("emoticon", "Sun")),
    Emoticon("moon", "月亮", named("emoticon", "Moon")),
    Emoticon("rain", "下雨", named("emoticon", "Rain")),
    Emoticon("snow", "雪花", named("emoticon", "Snowflake")),
    Emoticon("rainbow", "彩虹", named("emoticon", "Rainbow")),
    Emoticon("coffee", "咖啡", named("emoticon", "Coffee")),
    Emoticon("cheers", "干杯", named("emoticon", "Cheers")),
    Emoticon("watermelon", "西瓜", named("emoticon", "Watermelon")),
    Emoticon("cat", "猫", named("emoticon", "Cat")),
    Emoticon("panda", "熊猫", named("emoticon", "Panda")),
    Emoticon("rabbit", "兔子", named("emoticon", "Rabbit")),
    Emoticon("candle", "蜡烛", named("emoticon", "Candle")),
    Emoticon("music", "音乐", named("emoticon", "Music")),
    Emoticon("trophy", "奖杯", named("emoticon", "Trophy")),
)

GROUPS = (
    Group("faces", _("Faces"), FACES),
    Group("gestures", _("Gestures"), GESTURES),
    Group("things", _("Things"), THINGS),
)


def sheet() -> tuple[Group, ...]:
    """The picker's groups, each in the order in which it shows."""
    return GROUPS


def _spellings() -> Iterator[tuple[str, str]]:
    for group in GROUPS:
        for emoticon in group.emoticons:
            yield emoticon.key, emoticon.key
            yield emoticon.chinese, emoticon.key


EMOTICONS: dict[str, Emoticon] = {emoticon.key: emoticon for group in GROUPS for emoticon in group.emoticons}
# What may stand between the brackets → the key it means.
KEYS: dict[str, str] = dict(_spellings())
