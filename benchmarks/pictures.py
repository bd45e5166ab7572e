"""Photographs on their way into a post: the request that brings them, and the child process that prepares them.
`python -m benchmarks.pictures`

The request goes through nginx to the production layout, whose media worker is busy with the photographs before. It is
measured from its last byte, because what lies before is the sender's line, to the first byte of the answer. The child
is measured alone, as media.pipeline starts it, by a small process that reports what it took.
"""

import json
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from benchmarks.crowd import member, signed_in
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.photographs import encoded, photograph
from benchmarks.site import production
from deploy.control import Running

if TYPE_CHECKING:
    from accounts.models import User

SECRET = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105  (a CSRF secret of the benchmark's own)
NINE = 9
# Each web process has answered by then.
WARM = 3
BOUNDARY = "----benchmark"
CRLF = "\r\n"
MEGABYTE = 1e6

# The peak of a process counts what it was forked from: a small one starts the child, and tells its status, its seconds
# of CPU and the bytes of memory that it had at most.
MEASURE = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024]))
"""

# What takes the most memory of each kind that we accept, with as many pixels as media.headers lets through.
HEAVY: dict[str, Callable[[], bytes]] = {
    "JPEG, progressive": lambda: encoded(_grain((7200, 5490)), progressive=True, subsampling=0),
    "JPEG in CMYK": lambda: encoded(_grain((7200, 5490), "CMYK")),
    "PNG with alpha": lambda: encoded(Image.new("RGBA", (6000, 6000), (10, 20, 30, 40)), "PNG"),
    "WEBP": lambda: encoded(_grain((4600, 3470)), "WEBP", method=0),
    "HEIC": lambda: _heic((8064, 6048)),
    "AVIF": lambda: encoded(Image.new("RGB", (6100, 4580), "green"), "AVIF", speed=10),
    "long JPEG": lambda: encoded(_grain((1080, 37_000)), progressive=True),
}


@dataclass(frozen=True)
class Answered:
    """Milliseconds from the first and from the last byte of a request to the first of its answer."""

    whole: float
    after: float


def main() -> None:
    told = sizes(__doc__, posts=20, uploads=40, tries=7)
    album = [encoded(photograph(number=number)) for number in range(NINE)]
    with production() as stack:
        writer = member()
        posts = [_post(stack, writer, album) for _ in range(WARM + told.posts)][WARM:]
        uploads = [_upload(stack, writer, album[place % NINE]) for place in range(told.uploads)]
        tell(_posts_figure(posts, album, _written(stack.folder, album)), _uploads_figure(uploads))
        tell(_preparing(album[0], told.tries), _memory())


def _posts_figure(posts: Sequence[Answered], album: Sequence[bytes], written: float) -> Figure:
    after, whole = [each.after for each in posts], percentile([each.whole for each in posts], 50)
    size = sum(map(len, album)) / MEGABYTE
    return Figure(
        what=f"Nine photographs of 12 megapixels ({size:.0f} MB) in one form: last byte to answer: p95",
        value=percentile(after, 95),
        unit="ms",
        gate=1000,
        detail=f"{spread(after, 'ms')}; from the first byte p50 {whole:.0f} ms",
        reference=f"writing so many bytes to that disk: {written:.0f} ms",
    )


def _uploads_figure(uploads: Sequence[Answered]) -> Figure:
    after = [each.after for each in uploads]
    what = "One of them by itself (/media/uploads/new/): last byte to answer: p95"
    return Figure(what, percentile(after, 95), "ms", 1000, detail=spread(after, "ms"))


def _post(stack: Running, writer: "User", album: Sequence[bytes]) -> Answered:
    from django.core import signing

    from core.submissions import SALT

    token = signing.dumps([f"user:{writer.pk}", secrets.token_urlsafe(12)], salt=SALT)
    fields = {"token": token, "text": f"nine {secrets.token_hex(4)}"}
    return _answered(stack, writer, "/posts/publish/", fields, {"images": album}, status=303)


def _upload(stack: Running, writer: "User", content: bytes) -> Answered:
    return _answered(stack, writer, "/media/uploads/new/", {"purpose": "post"}, {"file": [content]}, status=201)


def _answered(
    stack: Running,
    writer: "User",
    path: str,
    fields: dict[str, str],
    files: dict[str, Sequence[bytes]],
    *,
    status: int,
) -> Answered:
    body = _multipart(fields | {"csrfmiddlewaretoken": SECRET}, files)
    cookie = f"{signed_in(writer)['Cookie']}; csrf={SECRET}"
    head = CRLF.join(
        (
            f"POST {path} HTTP/1.1",
            f"Host: 127.0.0.1:{stack.layout.port}",
            f"Cookie: {cookie}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            CRLF,
        )
    )
    with socket.create_connection(("127.0.0.1", stack.layout.port)) as line:
        began = time.perf_counter()
        line.sendall(head.encode() + body)
        sent = time.perf_counter()
        answer = line.recv(4096)
        ended = time.perf_counter()
    assert answer.startswith(f"HTTP/1.1 {status}".encode()), answer[:300]
    return Answered(1000 * (ended - began), 1000 * (ended - sent))


def _multipart(fields: dict[str, str], files: dict[str, Sequence[bytes]]) -> bytes:
    parts = [_part(name, "", value.encode()) for name, value in fields.items()]
    parts += [_part(name, '; filename="IMG.jpg"', content) for name, each in files.items() for content in each]
    return b"".join([*parts, f"--{BOUNDARY}--{CRLF}".encode()])


def _part(name: str, more: str, content: bytes) -> bytes:
    head = f'--{BOUNDARY}{CRLF}Content-Disposition: form-data; name="{name}"{more}{CRLF}{CRLF}'
    return head.encode() + content + CRLF.encode()


def _written(folder: Path, album: Sequence[bytes]) -> float:
    """Milliseconds to write the files plainly, the median of some."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        for number, content in enumerate(album):
            (folder / f"plain-{number}").write_bytes(content)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def _preparing(content: bytes, tries: int) -> Figure:
    seconds, decoding = [], []
    # In turns, so that what else the machine does weighs on both.
    for _ in range(tries):
        seconds.append(_cost(content)[0])
        began = time.process_time()
        Image.open(BytesIO(content)).load()
        decoding.append(time.process_time() - began)
    return Figure(
        what="All renditions of a photograph of 12 megapixels: CPU of the child",
        value=statistics.median(seconds),
        unit="s",
        gate=2,
        aim=1,
        detail=f"n={tries}, slowest {max(seconds):.2f} s",
        reference=f"decoding it plainly, at full size: {statistics.median(decoding):.2f} s",
    )


def _memory() -> Figure:
    peaks = {name: _cost(make())[1] / MEGABYTE for name, make in HEAVY.items()}
    detail = ", ".join(f"{name} {peak:.0f}" for name, peak in peaks.items())
    return Figure(
        "The heaviest of each kind: memory of the child at its peak", max(peaks.values()), "MB", 300, detail=detail
    )


def _cost(content: bytes) -> tuple[float, float]:
    """Seconds of CPU and bytes of memory for all renditions of a post's picture."""
    from media import decoder
    from posts.pictures import RECIPE

    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as folder:
        (Path(folder) / "original").write_bytes(content)
        child = [sys.executable, "-I", str(decoder.FOLDER), "original", json.dumps(asdict(RECIPE))]
        command = [sys.executable, "-I", "-c", MEASURE, *child]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True, env=decoder.ENVIRONMENT)
    status, seconds, memory = json.loads(done.stdout)
    assert status == 0, f"The child ended with {status}."
    return seconds, memory


def _heic(size: tuple[int, int]) -> bytes:
    import pillow_heif

    # Only to write it: the site reads it with a library that can't.
    pillow_heif.register_heif_opener()
    return encoded(Image.new("RGB", size, "green"), "HEIF", quality=60)


def _grain(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Noise, so that nothing about it is cheap."""
    return Image.effect_noise((900, 686), 60).convert(mode).resize(size)


if __name__ == "__main__":
    main()
