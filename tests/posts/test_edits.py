"""The public history of a post: what it said before, and what changed."""

import random
import time

import pytest

from posts import actions
from posts.differences import Piece, difference
from posts.models import Post, Revision
from posts.pictures import PICTURE, Attachment
from tests.factories import make_post
from tests.media.renditions import make_ready, pending
from tests.posts.editing import edit

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def marked(before: str, after: str) -> str:
    forms = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(forms[act].format(text) for act, text in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("same", "same", "same"),
        ("", "new", "[+new+]"),
        ("gone", "", "[-gone-]"),
        ("The cat sat on the mat.", "The dog ran on the mat.", "The [-cat sat-][+dog ran+] on the mat."),
        ("今天天气真好", "明天天气真差", "[-今-][+明+]天天气真[-好-][+差+]"),
        ("完全不一样的文字在这里", "新的内容，没有任何关系", "[-完全不一样的文字在这里-][+新的内容，没有任何关系+]"),
        ("e\u0301te\u0301", "e\u0301tat", "[-e\u0301te\u0301-][+e\u0301tat+]"),
        ("👨‍👩‍👧 你好", "👩 你好", "[-👨‍👩‍👧-][+👩+] 你好"),
        ("one\ntwo\nthree", "one\n2\nthree", "one\n[-two-][+2+]\nthree"),
    ],
)
def test_words_where_there_are_words_else_characters(before, after, told):
    assert marked(before, after) == told


def hostile() -> list[tuple[str, str]]:
    chance = random.Random(7)
    han = [chr(0x4E00 + place) for place in range(3000)]

    def of(letters: object, size: int = 2000) -> str:
        return "".join(chance.choices(letters, k=size))

    return [
        (of(han), of(han)),
        (of("的是"), of("的是")),
        ("的" * 2000, "的是" * 1000),
        (of("ab ", 4000), of("ab ", 4000)),
        ("".join(han[:2000]), "".join(han[1999::-1])),
        ("e\u0301" * 4000, "e\u0300" * 4000),
        ("".join(han[n] + of("的是", 39) for n in range(50)), "".join(han[n] + of("的是", 39) for n in range(50))),
    ]


def test_no_text_makes_it_slow_and_none_loses_a_letter():
    for before, after in hostile():
        begun = time.thread_time()
        pieces = difference(before, after)
        assert time.thread_time() - begun < 0.2
        assert "".join(piece.text for piece in pieces if piece.act != "added") == before
        assert "".join(piece.text for piece in pieces if piece.act != "removed") == after
        assert all(isinstance(piece, Piece) and piece.text for piece in pieces)


def test_each_version_stands_with_its_time_the_newest_first(visitor, alice):
    post = make_post(author=alice, text="one <b>")
    for text in ("one two <b>", "two <b>"):
        edit(post, text)
    page = visitor.get(f"/p/{post.pk}/edits/", headers=ENGLISH).text
    assert page.count('class="card edit"') == 3
    assert page.index("Now") < page.index("As it was published")
    assert "<ins>" in page
    assert "<del>" in page
    assert "[removed: " in page
    assert "<b>" not in page
    assert f'href="/p/{post.pk}/edits/"' in visitor.get(f"/p/{post.pk}/").text
    assert visitor.get(f"/p/{make_post(author=alice).pk}/edits/").status_code == 200


def test_removed_pictures_are_counted_and_never_shown(as_, alice):
    files = [make_ready(pending(alice, PICTURE)) for _ in range(3)]
    post = make_post(author=alice, text="Look", attachments=[Attachment(file.key) for file in files])
    edit(post, removed=list(post.pictures.values_list("pk", flat=True)[:2]))
    page = as_(alice).get(f"/p/{post.pk}/edits/", headers=ENGLISH).text
    assert "2 pictures removed" in page
    assert not any(rendition.key in page for file in files[:2] for rendition in file.renditions.all())


def test_it_is_open_to_whoever_may_see_the_post_now(alice, bob, mallory, as_, visitor):
    post = make_post(author=alice, text="for all")
    edit(post, "for some", visibility="followers", spoiler=True)
    answers = [client.get(f"/p/{post.pk}/edits/").status_code for client in (visitor, as_(mallory), as_(bob))]
    assert answers == [404, 404, 200]
    assert "veil-words" in as_(bob).get(f"/p/{post.pk}/edits/").text
    actions.delete(post_id=post.pk, by=alice)
    assert as_(alice).get(f"/p/{post.pk}/edits/").status_code == 404


def test_fifty_long_versions_stay_quick_page_by_page(visitor, alice, query_guard):
    post = make_post(author=alice, text="begun")
    Post.objects.filter(pk=post.pk).update(text="".join(random.Random(1).choices("天地玄黄宇宙洪荒日月", k=2000)))
    numbers = iter(range(1, 100))

    def one_more() -> None:
        words = random.Random(next(numbers)).choices([chr(0x4E00 + place) for place in range(900)], k=2000)
        Revision.objects.create(post=post, text="".join(words), written_at=post.created_at)

    query_guard(page=lambda: visitor.get(f"/p/{post.pk}/edits/"), one_more=one_more)
    for _ in range(30):
        one_more()
    seen, address = 0, f"/p/{post.pk}/edits/"
    begun = time.thread_time()
    while address:
        page = visitor.get(address)
        seen += page.text.count('class="card edit"')
        address = page.context["more_url"]
    assert seen == 51
    assert time.thread_time() - begun < 6, "six pages, each less than a second"


def test_staff_reads_what_was_edited_away(as_, alice, admin):
    post = make_post(author=alice, text="said <in> anger")
    edit(post, "said calmly")
    page = as_(admin).get(f"/admin/posts/post/{post.pk}/change/").text
    assert "said &lt;in&gt; anger" in page
