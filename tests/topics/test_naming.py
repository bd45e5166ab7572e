"""What a topic may be called, and which spellings are the same topic."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.naming import MAX_TOPIC, is_topic_name, topic_key

letters = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=12)


@pytest.mark.parametrize(
    "spelling", ["Weibo", "WEIBO", "weibo", "ＷＥＩＢＯ", "ｗeibo", "wei\u200bbo", "wei\u00adbo\ufe0f"]
)
def test_spellings_share_a_key(spelling: str) -> None:
    assert topic_key(spelling) == "weibo"


@pytest.mark.parametrize(
    ("name", "key"), [("Straße", "strasse"), ("①", "1"), ("ﬁn", "fin"), ("é", "e\u0301"), ("早安", "早安")]
)
def test_folds(name: str, key: str) -> None:
    assert topic_key(name) == unicodedata.normalize("NFC", key)


@given(letters)
def test_a_key_is_its_own_key(name: str) -> None:
    assert topic_key(topic_key(name)) == topic_key(name)


@pytest.mark.parametrize("name", ["早安", "a b", "你好吗？", "C++", "...a", "🎉", "早" * MAX_TOPIC, "ﷺ"])
def test_accepts(name: str) -> None:
    assert is_topic_name(name)


@pytest.mark.parametrize(
    "name",
    ["", " a", "a ", "　a", ".", "..", "…", "\u200b", "a/b", "a\\b", "a?", "100%", "a#b", "＃", "a\nb", "a\tb", "a\x00"]
    + ["a\u2028b", "早" * (MAX_TOPIC + 1), "ﷺﷺ"],
    ids=ascii,
)
def test_refuses(name: str) -> None:
    assert not is_topic_name(name)
