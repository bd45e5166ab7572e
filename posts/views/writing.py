"""Writing a post: the composer's page, and sending what it holds."""

from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.htmx import SeeOther, next_address
from core.refusals import Refusal
from core.submissions import Repeated, Ticket, raise_if_taken, ticket
from posts import actions, composer, pictures
from posts.audience import Options
from posts.composer import Written
from posts.models import Post
from posts.pictures import PictureRefused
from posts.receiving import Received, receive
from posts.text import MAX_CODE_POINTS, TextRefused, check_readable


@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """A page with nothing but the composer; `?text=` fills it (a first post, a share), else what was left unsent.

    A POST is what the buttons beside pictures ask without a script: `do` is add, or an act with an upload's key.
    """
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    if request.method == "POST":
        return _arrange(request)
    text = request.GET.get("text", "")[:MAX_CODE_POINTS]
    written = Written(text) if text else composer.unsent(request)
    return _page(request, composer.fresh(request, written, back=next_address(request, "")))


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish what was written. Somebody whose session has ended signs in first, and finds it in the composer."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    received = Received(composer.read(request))
    try:
        form = ticket(request)
        raise_if_taken(form)
        received = _received(request, received)
        if received.refusals:
            return _again(request, received)
        post = _published(request, received.written, form)
    except Repeated as first:
        _forget(request, received)
        return SeeOther(first.result)
    except (TextRefused, Refusal) as refused:
        return _refused(request, received, refused)
    composer.forget_unsent(request)
    messages.success(request, _("Posted."))
    return SeeOther(next_address(request, post.get_absolute_url()))


def _refused(request: HttpRequest, received: Received, refused: TextRefused | Refusal) -> HttpResponse:
    """Each reason beside what it is about."""
    if isinstance(refused, TextRefused):
        return _again(request, received, str(refused))
    if isinstance(refused, PictureRefused):
        return _again(request, replace(received, refusals=(str(refused.message),), status=refused.status))
    return refused.mark(_again(request, received, refused.message, status=refused.status))


def _published(request: HttpRequest, written: Written, form: Ticket) -> Post:
    options = Options(
        visibility=request.POST.get("visibility") or Post.Visibility.PUBLIC,
        comment_policy=request.POST.get("comment_policy") or Post.CommentPolicy.EVERYONE,
        sensitive=written.sensitive,
        spoiler=bool(request.POST.get("spoiler")),
    )
    return actions.publish(
        author=_member(request),
        raw=written.text,
        options=options,
        ticket=form,
        attachments=written.attachments,
    )


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """What was written waits in the session. Pictures that came with the form have no owner, and are chosen again."""
    if request.method == "POST":
        composer.keep_unsent(request, composer.read(request))
        return SeeOther(f"{settings.LOGIN_URL}?next=/compose/")
    return redirect_to_login(request.get_full_path())


def _received(request: HttpRequest, so_far: Received) -> Received:
    """With the form's own images kept as pending uploads, once."""
    if so_far.is_complete:
        return so_far
    return receive(so_far.written, author=request.user, lost=getattr(request, "unkept_uploads", []))


def _forget(request: HttpRequest, received: Received) -> None:
    """A second click brought the images once more: nobody waits for these."""
    pictures.forget(_member(request), received.fresh)


def _member(request: HttpRequest) -> User:
    """Who is signed in, as each view has made sure."""
    return cast(User, request.user)


def _arrange(request: HttpRequest) -> HttpResponse:
    received = _received(request, Received(composer.read(request)))
    try:
        check_readable(received.written.text)
    except TextRefused as refused:
        return _again(request, received, str(refused))
    act, _colon, raw = request.POST.get("do", "add").partition(":")
    key = composer.read_key(raw)
    received = replace(received, written=composer.arranged(received.written, act, key))
    composer.keep_unsent(request, received.written)
    try:
        _act(_member(request), act, key)
    except Refusal as refused:
        return refused.mark(_again(request, received, refused.message, status=refused.status))
    if received.refusals:
        return _again(request, received)
    back = next_address(request, "")
    return SeeOther(f"/compose/?{urlencode({'next': back})}" if back else "/compose/")


def _act(author: User, act: str, key: str) -> None:
    if act == "remove":
        pictures.forget(author, [key])
    if act == "retry":
        pictures.try_again(author, key)


def _again(request: HttpRequest, received: Received, message: object = "", *, status: int = 0) -> HttpResponse:
    """The composer with what was written, and why it was not sent."""
    received = _received(request, received)
    again = composer.fresh(
        request,
        received.written,
        back=next_address(request, ""),
        error=str(message),
        picture_errors=received.refusals,
    )
    return _page(request, again, status=status or max(received.status, 400))


def _page(request: HttpRequest, shown: composer.Composer, status: int = 200) -> HttpResponse:
    return render(request, "posts/compose.html", {"composer": shown}, status=status)
