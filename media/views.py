"""The one view through which every uploaded byte leaves."""

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from core.refusals import Missing
from media import purposes, queries, storage
from media.models import Rendition

YEAR = 365 * 24 * 3600


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
    answer = get_conditional_response(request, etag=etag) or _bytes(rendition)
    answer["ETag"] = etag
    # What not everybody may see is asked for each time: whoever saw it once may not see it any more.
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable" if public else "private, no-cache"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin" if public else "same-origin"
    return answer


def _bytes(rendition: Rendition) -> FileResponse:
    try:
        content = storage.open_stored(storage.rendition_name(rendition.key))
    except FileNotFoundError:
        raise Missing from None
    extension = rendition.content_type.removeprefix("image/")
    answer = FileResponse(content, content_type=rendition.content_type, filename=f"{rendition.key}.{extension}")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
