"""Every benchmark, one after the other, and one table of their figures: `python -m benchmarks [name …]`, `make bench`.

One that fails is named at the end; the others run all the same.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import figures, years

ALL = (
    "home",
    "home --embedded 1",
    "clients",
    "post",
    "likes",
    "comments",
    "hot",
    "storm",
    "fanout",
    "visible",
    "visible --embedded 1",
    "large",
    "growth",
    "rebuild",
    "memory",
    "pictures",
    "wire",
    "spread",
    "start",
)


def main() -> int:
    chosen = [name for name in ALL if not sys.argv[1:] or name.split()[0] in sys.argv[1:]]
    with tempfile.TemporaryDirectory(prefix="weibo-bench-") as folder:
        collected = Path(folder) / "figures"
        collected.touch()
        environment = {years.DATA: folder} | os.environ | {figures.COLLECT: str(collected)}
        failed = [name for name in chosen if not _run(name, environment)]
        print(f"\n{figures.table(collected)}")
    for name in failed:
        print(f"failed: python -m benchmarks.{name}")
    return 1 if failed else 0


def _run(name: str, environment: dict[str, str]) -> bool:
    module, *arguments = name.split()
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{module}", *arguments], env=environment, check=False)
    print(f"── {name}: {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
