"""What a text names is kept as rows when it is published: the topics it carries and the people it means."""

from collections.abc import Iterable

from accounts.models import User
from accounts.queries import people_named
from posts.models import Mention, Post, PostTopic
from posts.text import Token, mention_candidates
from topics.actions import count_use, ensure


def keep_topics(post: Post, tokens: Iterable[Token]) -> None:
    """Link the post to its topics, made where they are new: a handful of statements whatever their number."""
    topics = ensure(token.value for token in tokens if token.kind == "topic")
    PostTopic.objects.bulk_create([PostTopic(tag=topic, content_object=post) for topic in topics])
    count_use(topics=topics, by=1)


def keep_mentions(post: Post, tokens: Iterable[Token]) -> None:
    """Keep who is meant by each `@word`, found in one query."""
    people = meant({token.value for token in tokens if token.kind == "mention"})
    Mention.objects.bulk_create([Mention(post=post, user=user, word=word) for word, user in people.items()])


def meant(words: set[str]) -> dict[str, User]:
    """The beginning of each word that names somebody → who: the whole word first, else its longest ASCII beginning."""
    if not words:
        return {}
    candidates = {word: [part for part in mention_candidates(word) if part] for word in words}
    named = people_named({part for parts in candidates.values() for part in parts})
    found: dict[str, User] = {}
    for whole, *beginnings in candidates.values():
        if whole in named:
            found[whole] = named[whole]
        else:
            found.update({part: named[part] for part in beginnings if _is_handle(named.get(part), part)})
    return found


def _is_handle(user: User | None, part: str) -> bool:
    """A beginning means somebody only as their handle: `@star你好` is star, but never somebody nicknamed 'star'."""
    return user is not None and user.handle.lower() == part.lower()
