"""A post's text: tokens, length, fold and refusals (product, 3.1 and 3.3). Import all of it from here."""

from posts.text.length import count_units, fold_at, normalise
from posts.text.limits import FOLD_UNITS, MAX_CODE_POINTS, MAX_MARKS, MAX_MENTION, MAX_UNITS, MAX_URL
from posts.text.quoting import Chain, Fitted, fit, quote, take_apart
from posts.text.refusals import (
    EmptyText,
    ForbiddenCharacter,
    StackedMarks,
    TextRefused,
    TextTooLong,
    TooManyCodePoints,
    UrlTooLong,
    check,
    check_readable,
)
from posts.text.tokens import Kind, Token, mention_candidates, tokenize
from topics.naming import MAX_TOPIC, topic_key

__all__ = [
    "check_readable",
    "FOLD_UNITS",
    "MAX_CODE_POINTS",
    "MAX_MARKS",
    "MAX_MENTION",
    "MAX_TOPIC",
    "MAX_UNITS",
    "MAX_URL",
    "Chain",
    "EmptyText",
    "Fitted",
    "ForbiddenCharacter",
    "Kind",
    "StackedMarks",
    "TextRefused",
    "TextTooLong",
    "Token",
    "TooManyCodePoints",
    "UrlTooLong",
    "check",
    "count_units",
    "fit",
    "fold_at",
    "mention_candidates",
    "normalise",
    "quote",
    "take_apart",
    "tokenize",
    "topic_key",
]
