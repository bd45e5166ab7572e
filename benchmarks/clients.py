"""Home under eight clients at once, on two web processes: `python -m benchmarks.clients`.

Each client asks again as soon as it was answered, from a process of its own on the same two cores.
"""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from benchmarks.crowd import reader_with_home, signed_in
from benchmarks.figures import Figure, percentile, sizes, spread, tell
from benchmarks.home import ask_home
from benchmarks.site import services

WARM = 20


def main() -> None:
    told = sizes(__doc__, clients=8, requests=400)
    with services() as site:
        headers = [signed_in(reader_with_home()) for _ in range(told.clients)]
        with site.web(workers=2), ProcessPoolExecutor(told.clients, multiprocessing.get_context("spawn")) as pool:
            tasks = [pool.submit(_client, site.port, mine, told.requests) for mine in headers]
            times = [took for task in tasks for took in task.result()]
    tell(
        Figure(
            what=f"Home under {told.clients} clients, 2 web processes: p99",
            value=percentile(times, 99),
            unit="ms",
            gate=40,
            aim=20,
            detail=spread(times, "ms"),
        )
    )


def _client(port: int, headers: dict[str, str], requests: int) -> list[float]:
    times = []
    for _ in range(WARM + requests):
        began = time.perf_counter()
        ask_home(port, headers)
        times.append(1000 * (time.perf_counter() - began))
    return times[WARM:]


if __name__ == "__main__":
    main()
