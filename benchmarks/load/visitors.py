"""What signed-in people do: for Locust, which `benchmarks.load` starts. 80 of 100 read, 15 follow or unfollow, 5 post.

In the environment: LOAD_PEOPLE (a JSON file of who they are) and LOAD_RESULT (where to write what came of it).
"""

import itertools
import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant_throughput, events, task
from locust.env import Environment

TOKEN = re.compile(r'name="token" value="([^"]+)"')
MORE = re.compile(r'href="(/\?cursor=\d+)"')
POST = re.compile(r'id="post-(\d+)"')
# What the browser got once; a form's is compared with the cookie's alone.
CSRF = "0123456789abcdefghijklmnopqrstuv"
DONE, SEEN = (302, 303), (200, 304)

people = itertools.cycle(json.loads(Path(os.environ["LOAD_PEOPLE"]).read_text()))
# What went wrong: when, what was asked, the status (0: no answer). And the texts that the site said it has taken.
failures: list[tuple[float, str, int]] = []
acknowledged: list[str] = []
numbers = itertools.count()


class Visitor(FastHttpUser):
    wait_time = constant_throughput(1)
    network_timeout = connection_timeout = 30.0

    def on_start(self) -> None:
        someone = next(people)
        self.handle, self.others = someone["handle"], someone["others"]
        self.follows = set(someone["follows"])
        self.signed_in = {"Cookie": f"session={someone['session']}; csrf={CSRF}"}
        self.token, self.more, self.shown = "", "", list[str]()
        self.read_home()

    # --- 80 of 100 ---------------------------------------------------------------------------------------------------
    @task(44)
    def read_home(self) -> None:
        page = self.read("/", "home")
        if found := TOKEN.search(page):
            self.token = found[1]
        self.more = found[1] if (found := MORE.search(page)) else ""
        self.shown = POST.findall(page)

    @task(12)
    def read_on(self) -> None:
        if self.more:
            page = self.read(self.more, "home, further down")
            self.more = found[1] if (found := MORE.search(page)) else ""
        else:
            self.read_home()

    @task(8)
    def ask_for_new_posts(self) -> None:
        after = self.shown[0] if self.shown else "0"
        self.read(f"/home/new/?after={after}&shown={','.join(self.shown[:25])}", "new posts?")

    @task(10)
    def read_a_profile(self) -> None:
        self.read(f"/u/{random.choice(self.others)}/", "profile")

    @task(6)
    def read_a_post(self) -> None:
        if self.shown:
            # It may have been deleted meanwhile; nobody deletes here.
            self.read(f"/p/{random.choice(self.shown)}/", "post")
        else:
            self.read_home()

    # --- 15 of 100 ---------------------------------------------------------------------------------------------------
    @task(15)
    def follow_or_unfollow(self) -> None:
        other = random.choice(self.others)
        verb = "unfollow" if other in self.follows else "follow"
        if self.send(f"/follows/{other}/{verb}/", verb, {}):
            self.follows ^= {other}

    # --- 5 of 100 ----------------------------------------------------------------------------------------------------
    @task(5)
    def publish(self) -> None:
        if not self.token:
            self.read_home()
        text = f"Written under load, number {next(numbers)} of {self.handle} #load{random.randrange(20)}"
        token, self.token = self.token, ""
        if self.send("/posts/publish/", "publish", {"text": text, "token": token, "visibility": "public", "next": "/"}):
            acknowledged.append(text)

    # --- How ---------------------------------------------------------------------------------------------------------
    def read(self, address: str, name: str) -> str:
        with self.client.get(address, name=name, headers=self.signed_in, catch_response=True) as answer:
            return (answer.text or "") if self.judge(answer, name, SEEN) else ""

    def send(self, address: str, name: str, fields: dict[str, str]) -> bool:
        form = fields | {"csrfmiddlewaretoken": CSRF}
        how = {"name": name, "headers": self.signed_in, "allow_redirects": False, "catch_response": True}
        with self.client.post(address, form, **how) as answer:  # type: ignore[arg-type]
            return self.judge(answer, name, DONE)

    def judge(self, answer: Any, name: str, good: tuple[int, ...]) -> bool:
        if answer.status_code in good:
            answer.success()
            return True
        failures.append((time.time(), name, answer.status_code))
        answer.failure(f"status {answer.status_code}")
        return False


@events.quitting.add_listener
def write_down(environment: Environment, **_: Any) -> None:
    entries = [*environment.stats.entries.values(), environment.stats.total]
    figures = [
        {"name": one.name, "requests": one.num_requests, "failures": one.num_failures, "longest": one.max_response_time}
        | {f"p{percent}": one.get_response_time_percentile(percent / 100) for percent in (50, 95, 99)}
        for one in entries
        if one.num_requests
    ]
    result = {"figures": figures, "failures": failures, "acknowledged": acknowledged}
    Path(os.environ["LOAD_RESULT"]).write_text(json.dumps(result))
