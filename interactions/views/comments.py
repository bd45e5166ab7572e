"""Writing a comment or a reply, and the page of a comment with all replies to it."""

from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from core.middleware import around
from core.paging import MAX_ID, read_cursor
from core.refusals import Missing, Refusal
from core.submissions import Repeated, raise_if_taken, ticket
from interactions import actions, answering, pictures
from interactions.answering import Said
from interactions.discussion import Talk, door
from interactions.models import Comment
from interactions.queries import comments as queries
from interactions.seeing import asked_for
from media.storage import StorageAway
from posts import queries as posts
from posts.models import Post
from posts.pictures import PictureRefused
from posts.text import MAX_CODE_POINTS, TextRefused, check_readable
from posts.written import read_key


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, post_id: int) -> HttpResponse:
    """The form by itself on GET (`?to=`: a comment that is answered), which a script puts below that comment; the
    comment on POST."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, post_id)
    member = cast(MemberRequest, request)
    if request.method == "POST":
        return _arranged(member, post_id) if "do" in request.POST else _send(member, post_id)
    post = posts.asked_for(post_id, viewer=request.user)
    said = answering.unsent(request, post_id)
    to = request.GET.get("to", "")
    return _page(member, post, Said(said.text, answering.read_to(to)) if to else said)


@require_safe
def thread(request: HttpRequest, post_id: int, comment_id: int) -> HttpResponse:
    """A comment with the replies to it. A reply's own address leads to the page of them that begins with it."""
    first = asked_for(comment_id, request.user)
    if first.post_id != post_id:
        raise Missing
    if first.parent_id:
        return redirect(f"/p/{post_id}/comments/{first.parent_id}/?cursor={comment_id - 1}#comment-{comment_id}")
    cursor = read_cursor(request)
    page = queries.thread(first, viewer=request.user, cursor=cursor)
    talk = Talk(first.post, request.user)
    context = {
        "post": first.post,
        "first": first,
        "drawn": talk.draw_one(queries.one(first, viewer=request.user)),
        "replies": talk.draw(page.rows, is_reply=True),
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": cursor is None,
        **door(request, talk, to=first, back=request.path),
    }
    return render(request, "interactions/thread.html", context)


def _send(request: MemberRequest, post_id: int) -> HttpResponse:
    said = answering.read(request)
    try:
        form = ticket(request)
        raise_if_taken(form)
        said = answering.received(said, request=request)
        made = actions.comment(
            author=request.user,
            post_id=post_id,
            raw=said.text,
            parent_id=said.to,
            attachment=said.attachment,
            ticket=form,
        )
    except Repeated as first:
        # A second click brought the image once more: nobody waits for it.
        pictures.forget(request.user, said.fresh)
        return SeeOther(first.result)
    except (TextRefused, Refusal) as refused:
        return _refused(request, post_id, said, refused)
    answering.forget_unsent(request)
    return _sent(request, made)


def _sent(request: MemberRequest, made: Comment) -> HttpResponse:
    if request.headers.get("HX-Request") != "true":
        messages.success(request, _("Sent."))
        back = next_address(request, "")
        return SeeOther(f"{back}#comment-{made.pk}" if back else made.get_absolute_url())
    post = posts.asked_for(made.post_id, viewer=request.user)
    talk = Talk(post, request.user)
    is_reply = made.parent_id is not None
    drawn = talk.draw_one(queries.one(made, viewer=request.user), is_reply=is_reply, has_place=not is_reply)
    form = answering.fresh(request, post.pk, to=made.parent, back=next_address(request, ""))
    context = {"drawn": drawn, "form": form, "said": _("Sent.")}
    return render(request, "interactions/comment_sent.html", context)


def _refused(request: MemberRequest, post_id: int, said: Said, reason: TextRefused | Refusal) -> HttpResponse:
    """The form again, with what was written and why it was not sent. A post that is gone takes the form along."""
    post = posts.one(post_id, viewer=request.user) if post_id <= MAX_ID else None
    if post is None:
        context = {"kept": [(_("Your comment"), said.text[:MAX_CODE_POINTS])] if said.text else []}
        return render(request, "interactions/lost.html", around(request) | context, status=Missing.status)
    if said.images and not isinstance(reason, PictureRefused | StorageAway):
        try:
            said = answering.received(said, request=request)
        except Refusal as another:
            return _again(request, post, said, another)
    return _again(request, post, said, reason)


def _again(request: MemberRequest, post: Post, said: Said, reason: TextRefused | Refusal) -> HttpResponse:
    about_picture = isinstance(reason, PictureRefused | StorageAway) or bool(said.images)
    told = str(reason) if isinstance(reason, TextRefused) else str(reason.message)
    errors = {"picture_error": told} if about_picture else {"error": told}
    status = 400 if isinstance(reason, TextRefused) else reason.status
    page = _page(request, post, said, status=status, **errors)
    return reason.mark(page) if isinstance(reason, Refusal) else page


def _arranged(request: MemberRequest, post_id: int) -> HttpResponse:
    """What the buttons beside the picture ask without a script: `do` is remove or retry, with an upload's key."""
    post = posts.asked_for(post_id, viewer=request.user)
    said = answering.read(request)
    act, _colon, raw = request.POST["do"].partition(":")
    key = read_key(raw)
    try:
        check_readable(said.text)
        if act == "remove":
            pictures.forget(request.user, [key])
            return _page(request, post, Said(said.text, said.to))
        pictures.try_again(request.user, key)
    except (TextRefused, Refusal) as refused:
        return _again(request, post, said, refused)
    return _page(request, post, said)


def _page(
    request: MemberRequest, post: Post, said: Said, *, status: int = 200, error: str = "", picture_error: str = ""
) -> HttpResponse:
    """The form on a page of its own, below what it answers; by itself for a script."""
    known = Comment.objects.visible_to(request.user, post=post).filter(pk=said.to) if said.to else None
    to = known.select_related("author", "post").first() if known is not None else None
    if said.to and to is None and not status >= 400:
        raise Missing
    talk, back = Talk(post, request.user), next_address(request, "")
    errors = {"error": error, "picture_error": picture_error}
    context = {
        "post": post,
        "to": talk.draw_one(to, is_quoted=True) if to else None,
        "closed": talk.closed,
        "form": None if talk.closed else answering.fresh(request, post.pk, said, to=to, back=back, **errors),
        "kept": [(_("Your comment"), said.text)] if talk.closed and said.text else [],
    }
    fragment = request.headers.get("HX-Request") == "true"
    template = "interactions/comment_form.html" if fragment else "interactions/comment.html"
    return render(request, template, context, status=status)


def _sign_in_first(request: HttpRequest, post_id: int) -> HttpResponse:
    """The words wait in the session. A picture that came with the form has no owner, and is chosen again."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    answering.keep_unsent(request, post_id)
    return SeeOther(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")
