"""The one view through which every uploaded byte leaves: by itself, by nginx, or by a bucket's signed address."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from core.refusals import Missing
from media import purposes, queries, storage
from media.models import Rendition

YEAR = 365 * 24 * 3600
# Of public bytes, and of all others: whoever saw those once may not see them any more, so each time it is asked anew.
FOR_EVER, EACH_TIME = f"public, max-age={YEAR}, immutable", "private, no-cache"
# Seconds for which a signed address opens, and for which whoever was led there may keep it: it opens a while longer.
SIGNED, SIGNED_PRIVATE, LED = 3600, 300, 3000
# nginx' folder of what it may hand out for us (deploy/nginx.conf).
HANDED_OVER = "/_stored/"


@require_safe
def serve(request: HttpRequest, key: str) -> HttpResponseBase:
    """A rendition's bytes, if its app lets this viewer see them; what may not be seen answers as what is missing."""
    rendition = queries.rendition(key)
    purpose = purposes.find(rendition.file.purpose) if rendition else None
    if rendition is None or purpose is None:
        raise Missing
    public = purpose.is_public(rendition.file)
    if not public and not purpose.may_see(rendition.file, request.user):
        raise Missing
    etag = f'"{rendition.key}"'
    # Bytes under a key never change.
    unchanged = get_conditional_response(request, etag=etag)
    answer = unchanged or _bytes(rendition, method=str(request.method), public=public)
    # A redirect has no ETag: told that it is unchanged, a browser would follow an address that has run out.
    if answer.status_code != 302:
        answer["ETag"] = etag
        answer["Cache-Control"] = _kept(public)
    answer["Cross-Origin-Resource-Policy"] = "cross-origin" if public else "same-origin"
    return answer


def _bytes(rendition: Rendition, *, method: str, public: bool) -> HttpResponseBase:
    """Raises Missing, StorageAway."""
    name = storage.rendition_name(rendition.key)
    filename = f"{rendition.key}.{rendition.content_type.partition('/')[2]}"
    told = {"Content-Type": rendition.content_type}
    if settings.MEDIA_S3:
        told |= {"Content-Disposition": _inline(filename), "Cache-Control": _kept(public)}
        return _led(name, told, method=method, public=public)
    try:
        content = storage.open_stored(name)
    except FileNotFoundError:
        raise Missing from None
    if not settings.MEDIA_ACCEL:
        return FileResponse(content, headers=told, filename=filename)
    # It was opened to learn whether it can be: for what is lost or out of reach the site has pages, and nginx none.
    content.close()
    told |= {"Content-Disposition": _inline(filename), "X-Accel-Redirect": f"{HANDED_OVER}{name}"}
    return HttpResponse(headers=told)


def _led(name: str, told: dict[str, str], *, method: str, public: bool) -> HttpResponse:
    """To where the bucket itself gives the bytes. A signature is good for one method only."""
    seconds = SIGNED if public else SIGNED_PRIVATE
    answer = HttpResponseRedirect(storage.signed_address(name, seconds=seconds, method=method, answered=told))
    answer["Cache-Control"] = f"public, max-age={LED}" if public and method == "GET" else EACH_TIME
    return answer


def _kept(public: bool) -> str:
    return FOR_EVER if public else EACH_TIME


def _inline(filename: str) -> str:
    return str(content_disposition_header(False, filename))
