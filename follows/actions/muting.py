"""What one does not want to read: people and words. Nobody else learns of it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.cleaning import forbidden, lines
from core.refusals import Conflict, Missing, Refusal
from follows import words
from follows.actions.locking import lock, pair
from follows.models import MAX_MUTED_WORD, Mute, MutedWord
from follows.relations import apart_from

# Ours: each is looked for in each text of a page.
WORDS_IN_ALL = 200


class MutesOneself(Conflict):
    message = _("You can't mute yourself. What you say stays yours to read.")


class WordRefused(Refusal):
    """What was typed is no word that a text could hold."""

    message = _("Type a word of 1 to 30 characters.")


class TooManyWords(Conflict):
    message = _("You mute 200 words, which is as many as one can. Let one go first.")


@transaction.atomic
def mute(*, muter: User, muted: User) -> Mute:
    """Keep `muted` out of what `muter` reads; again is no error.

    Raises MutesOneself, Missing (a deleted account, or one of the two blocked the other).
    """
    if muter.pk == muted.pk:
        raise MutesOneself
    muter, muted = pair(muter, muted)
    if muted.state == User.State.DELETED or apart_from(muter.pk, [muted.pk]):
        raise Missing
    return Mute.objects.get_or_create(muter=muter, muted=muted)[0]


@transaction.atomic
def unmute(*, muter: User, muted: User) -> bool:
    """Read somebody again; returns whether they were muted."""
    number, _rows = Mute.objects.filter(muter=muter, muted=muted).delete()
    return bool(number)


@transaction.atomic
def mute_word(*, owner: User, word: str) -> MutedWord:
    """Keep texts with this word out of what `owner` reads; another spelling of a word that is there is no error.

    Raises WordRefused, TooManyWords.
    """
    word = " ".join(lines(word).split())
    folded = words.fold(word)
    if forbidden(word) or not folded or len(word) > MAX_MUTED_WORD or len(folded) > 4 * MAX_MUTED_WORD:
        raise WordRefused
    list(lock([owner.pk]))
    present = MutedWord.objects.filter(owner=owner, folded=folded).first()
    if present is not None:
        return present
    if MutedWord.objects.filter(owner=owner).count() >= WORDS_IN_ALL:
        raise TooManyWords
    row = MutedWord.objects.create(owner=owner, word=word, folded=folded)
    _mark(owner)
    return row


@transaction.atomic
def unmute_word(*, owner: User, word_id: int) -> str:
    """Read texts with a word again; returns the word. Raises Missing: another's is as missing as none."""
    list(lock([owner.pk]))
    row = MutedWord.objects.filter(owner=owner, pk=word_id).first()
    if row is None:
        raise Missing
    row.delete()
    _mark(owner)
    return row.word


def _mark(owner: User) -> None:
    """Let the member's own row say whether there are words: pages of those without any ask nothing more."""
    owner.mutes_words = MutedWord.objects.filter(owner=owner).exists()
    User.objects.filter(pk=owner.pk).update(mutes_words=owner.mutes_words)
