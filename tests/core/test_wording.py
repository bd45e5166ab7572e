"""Numbers and times as people say them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from core.wording import compact, full, when

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        (0, "0", "0"),
        (1204, "1,204", "1,204"),
        (9999, "9,999", "9,999"),
        (12_000, "1.2万", "12K"),
        (128_400, "12.8万", "128K"),
        (1_000_000, "100万", "1M"),
        (1_250_000, "125万", "1.2M"),
        (120_000_000, "1.2亿", "120M"),
        (34_000_000_000, "340亿", "34B"),
    ],
)
def test_counts(number, chinese, english):
    with translation.override("zh-hans"):
        assert compact(number) == chinese
    with translation.override("en"):
        assert compact(number) == english


@pytest.mark.parametrize(
    ("ago", "chinese", "english"),
    [
        (timedelta(seconds=5), "刚刚", "just now"),
        (timedelta(seconds=-3), "刚刚", "just now"),
        (timedelta(minutes=1), "1 分钟前", "1 minute ago"),
        (timedelta(minutes=12), "12 分钟前", "12 minutes ago"),
        (timedelta(hours=1, minutes=5), "1 小时前", "1 hour ago"),
        (timedelta(hours=13), "昨天 23:00", "yesterday 23:00"),
        (timedelta(days=10), "11月12日", "12 Nov"),
        (timedelta(days=400), "2025年10月18日", "18 Oct 2025"),
    ],
)
def test_times(ago, chinese, english):
    with timezone.override("Asia/Shanghai"):
        with translation.override("zh-hans"):
            assert when(NOW - ago, NOW) == chinese
        with translation.override("en"):
            assert when(NOW - ago, NOW) == english


def test_whole_times_follow_zone_and_language():
    with translation.override("en"), timezone.override("Europe/Berlin"):
        assert full(NOW) == "22 November 2026, 05:00"
    with translation.override("zh-hans"), timezone.override("Asia/Shanghai"):
        assert full(NOW) == "2026年11月22日 12:00"
