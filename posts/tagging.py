"""What a text names is kept as rows when it is published or edited: the topics it carries, the people it means."""

from collections.abc import Iterable

from accounts.models import User
from accounts.queries import people_named
from follows.relations import apart_from
from posts.models import Mention, Post, PostTopic
from posts.text import Token, mention_candidates
from topics.actions import change_use, count_use, ensure


def keep_topics(post: Post, tokens: Iterable[Token]) -> None:
    """Link the post to its topics, made where they are new: a handful of statements whatever their number.

    A topic counts the posts that everybody may see.
    """
    topics = ensure(token.value for token in tokens if token.kind == "topic")
    PostTopic.objects.bulk_create([PostTopic(tag=topic, content_object=post) for topic in topics])
    if post.is_public:
        count_use(topics=topics, by=1)


def change_topics(post: Post, tokens: Iterable[Token], *, was_public: bool) -> None:
    """The same for a post that was edited, or is for other people now: what changed, and nothing else."""
    topics = ensure(token.value for token in tokens if token.kind == "topic")
    had, has = set(post.topic_uses.values_list("tag", flat=True)), {topic.pk for topic in topics}
    if ended := had - has:
        post.topic_uses.filter(tag__in=ended).delete()
    PostTopic.objects.bulk_create([PostTopic(tag_id=pk, content_object=post) for pk in sorted(has - had)])
    before, now = had if was_public else set(), has if post.is_public else set()
    change_use(begun=now - before, ended=before - now)


def keep_mentions(post: Post, tokens: Iterable[Token]) -> None:
    """Keep who is meant by each `@word`, found in two queries."""
    people = meant({token.value for token in tokens if token.kind == "mention"}, by=post.author_id)
    Mention.objects.bulk_create([Mention(post=post, user=user, word=word) for word, user in people.items()])


def change_mentions(post: Post, tokens: Iterable[Token]) -> set[int]:
    """The same for a text that was edited; returns the ids of people whom the post did not name before.

    A word that stays means whom it meant, and who is named by another word keeps their row: what hangs on it, that they
    were told, is not lost.
    """
    had = {mention.word: mention for mention in post.mentions.all()}
    words = {token.value for token in tokens if token.kind == "mention"}
    known = {word: next((part for part in mention_candidates(word) if part in had), None) for word in words}
    people = meant({word for word, part in known.items() if part is None}, by=post.author_id)
    gone = {mention.user_id: mention for word, mention in had.items() if word not in known.values()}
    renamed, fresh = [], []
    for word, user in people.items():
        if mention := gone.pop(user.pk, None):
            mention.word = word
            renamed.append(mention)
        else:
            fresh.append(Mention(post=post, user=user, word=word))
    Mention.objects.bulk_update(renamed, ["word"])
    Mention.objects.bulk_create(fresh)
    kept = {part for part in known.values() if part} | set(people)
    post.mentions.exclude(word__in=kept).delete()
    return {user.pk for user in people.values()} - {mention.user_id for mention in had.values()}


def meant(words: set[str], *, by: int) -> dict[str, User]:
    """The beginning of each word that names somebody → who: the whole word first, else its longest ASCII beginning.

    `by` (an id) says it: whom they blocked, or who blocked them, is named by nothing that they say.
    """
    if not words:
        return {}
    candidates = {word: [part for part in mention_candidates(word) if part] for word in words}
    named = people_named({part for parts in candidates.values() for part in parts})
    apart = apart_from(by, {user.pk for user in named.values()}) if named else set()
    named = {part: user for part, user in named.items() if user.pk not in apart}
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
