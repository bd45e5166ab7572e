"""How request bodies with files are read: past a full disk, and never half. Set in FILE_UPLOAD_HANDLERS.

A file that could not be put down for want of room is skipped, and its name noted in `request.unkept_uploads`, so that a
view can tell; what else the form held is there. A body that ended before its length is a 400.
"""

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

log = logging.getLogger(__name__)


class WholeBody(FileUploadHandler):
    """Has the body read by the two below, and refuses what did not come whole.

    Django takes the fields of half a form for a form, and answers a line that broke with 403 or 500.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[Any, Any]:
        handlers = [MemoryFileUploadHandler(self.request), OnDisk(self.request)]
        body: Any = _Counted(input_data.read)
        parser = MultiPartParser(META, body, handlers, encoding)
        try:
            parsed = parser.parse()
        except UnreadablePostError as error:
            _end(handlers)
            raise MultiPartParserError("The line broke.") from error
        except Exception:
            _end(handlers)
            raise
        if body.count < content_length:
            for file in (file for _, files in parsed[1].lists() for file in files):
                file.close()
            raise MultiPartParserError("The body ended early.")
        return parsed


def _end(handlers: list[FileUploadHandler]) -> None:
    for handler in handlers:
        handler.upload_interrupted()


class _Counted:
    """A stream that knows how much came out of it."""

    def __init__(self, read: Callable[[int | None], bytes]) -> None:
        self._read, self.count = read, 0

    def read(self, size: int | None = None, /) -> bytes:
        piece = self._read(size)
        self.count += len(piece)
        return piece


class OnDisk(FileUploadHandler):
    """Files of large requests, on disk without a name: not even a process that is killed leaves one behind."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._unkept: list[str] = []
        if request is not None:
            request.unkept_uploads = self._unkept  # type: ignore[attr-defined]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        # The one before belongs to the request by now.
        vars(self).pop("file", None)
        with self._or_without_it():
            made = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  (the request closes it)
            self.file = UploadedFile(made, self.file_name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with self._or_without_it():
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """What still waits to be written is written now, so room may be wanting even here."""
        with suppress(SkipFile), self._or_without_it():
            self.file.seek(0)
            self.file.size = file_size
            return self.file
        return None

    def upload_interrupted(self) -> None:
        """Closing writes what still waits; where there is no room for that, the file is closed all the same."""
        if file := vars(self).pop("file", None):
            with suppress(OSError):
                file.close()

    @contextmanager
    def _or_without_it(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            log.error("media: an upload could not be put down: %s", error)
            self._unkept.append(str(self.file_name))
            self.upload_interrupted()
            raise SkipFile from error
