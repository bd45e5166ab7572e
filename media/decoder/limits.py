"""What the process may take: 300 MB in memory and 5 s of CPU, whatever comes."""

import resource
import signal

from . import WALL_SECONDS

# The limit is on address space, some 18 MB of which (libraries) never become memory.
#
# Measured with all that is made of a post's picture: a photograph of 12 megapixels 0.8 s and 57 MB (as HEIC 1.3 s and
# 83 MB), the longest of 40 megapixels 2.1 s and 237 MB, 40 megapixels of progressive JPEG without subsampling 1 s and
# 270 MB, 48 of HEIC 3.5 s and 254 MB, 16 of WEBP 1.4 s and 282 MB, an animation at its limits 2.4 s or 293 MB.
MEMORY, CPU_SECONDS = 316_000_000, 5
# 40 megapixels of noise as JPEG are 20 MB.
LARGEST_RENDITION = 40_000_000


def limit(*, memory: int = MEMORY, cpu: int = CPU_SECONDS, wall: int = WALL_SECONDS) -> None:
    """Take the limits on; a system that does not know one (macOS and address space) keeps the others."""
    wanted = {"RLIMIT_AS": memory, "RLIMIT_CPU": cpu, "RLIMIT_FSIZE": LARGEST_RENDITION, "RLIMIT_CORE": 0}
    for name, most in wanted.items():
        try:
            # CPU time has its hard limit a second later: the soft one ends with SIGXCPU, which says why.
            resource.setrlimit(getattr(resource, name), (most, most + (name == "RLIMIT_CPU")))
        except (OSError, ValueError):
            continue
    # The parent kills us after a while; should the parent have been killed itself, this does.
    signal.alarm(wall)


def take_off(seconds: float) -> None:
    """Leave ourselves less time, since a process of ours has had these seconds."""
    left = CPU_SECONDS - round(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (left, resource.getrlimit(resource.RLIMIT_CPU)[1]))
