"""compose.yml and the systemd units run exactly the table of deploy/processes.py, and the manual tells the rest."""

import configparser
import re
from pathlib import Path

import pytest
import yaml

from deploy import nginx
from deploy.processes import SOCKETS, WEBS, all_processes
from deploy.run import argv
from deploy.servers import POSTGRESQL_SETTINGS, Redis

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
RUN = ["python", "-m", "deploy.run"]
TABLE = {process.name: process for process in all_processes(SOCKETS)}
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text())
SERVICES = COMPOSE["services"]
# What the stock images read, and what only makes an address here.
OF_IMAGES = {
    "POSTGRES_USER",
    "POSTGRES_DB",
    "POSTGRES_INITDB_ARGS",
    "NGINX_ENVSUBST_OUTPUT_DIR",
    "NGINX_DIR",
    "SOCKETS",
}
# Units' own: the main process's number.
OF_SYSTEMD = {"MAINPID"}


def ours() -> dict[str, dict]:
    return {name: told for name, told in SERVICES.items() if told.get("command", [])[:3] == RUN}


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


def documented() -> set[str]:
    rows = re.findall(r"^\| (`[A-Z0-9_`, ]+`) \|", (ROOT / "docs" / "running.md").read_text(), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"[A-Z0-9_]+", row)}


def test_every_process_of_the_table_is_a_service_and_no_other():
    assert {told["command"][3]: name for name, told in ours().items()} == {name: name for name in TABLE}


def test_a_container_becomes_the_process_of_the_table():
    for name, process in TABLE.items():
        assert argv(name, {}) == list(process.argv)
        assert argv(name, {"WEB_WORKERS": "5"}).count("5") == (name in WEBS)


def test_a_process_that_is_not_in_the_table_is_refused():
    with pytest.raises(SystemExit, match="no process 'web-3', only web-1, web-2, fast"):
        argv("web-3", {})


def test_whoever_is_stopped_has_the_time_that_the_table_gives():
    given = {name: seconds(told["stop_grace_period"]) for name, told in ours().items()}
    assert given == {name: process.patience for name, process in TABLE.items()}


def test_everybody_waits_for_the_preparation_and_it_for_the_servers():
    assert SERVICES["prepare"]["command"] == ["python", "manage.py", "prepare"]
    assert all(
        told["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}} for told in ours().values()
    )
    assert set(SERVICES["prepare"]["depends_on"]) == {"postgresql", "redis"}


def test_there_is_one_beat():
    assert [name for name, told in SERVICES.items() if "beat" in told["command"]] == ["beat"]
    assert "deploy" not in SERVICES["beat"]


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned(name):
    _, _, tag = SERVICES[name]["image"].partition(":")
    assert re.search(r"^\d+\.\d+", tag) or "build" in SERVICES[name]


def test_the_base_of_our_image_is_pinned():
    assert re.search(r"^FROM python:3\.11\.\d+-slim-", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", ["nginx", "prepare", *TABLE])
def test_nobody_is_root(name):
    told = SERVICES[name]
    assert told["user"] == "10001:10001"
    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]


def test_only_nginx_can_be_reached_from_outside():
    assert [name for name, told in SERVICES.items() if "ports" in told] == ["nginx"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("postgresql", "redis"))


def test_the_servers_are_set_up_as_the_tests_know_them():
    settings = dict(part.split("=") for part in SERVICES["postgresql"]["command"] if "=" in part)
    assert settings == POSTGRESQL_SETTINGS
    redis, known = SERVICES["redis"]["command"], Redis(Path("/nowhere"), 1).argv()
    for option in ("--appendonly", "--appendfsync", "--save", "--maxmemory-policy"):
        assert redis[redis.index(option) + 1] == known[known.index(option) + 1]


def test_volumes_and_networks_are_declared():
    mounted = {volume.split(":")[0] for told in SERVICES.values() for volume in told.get("volumes", [])}
    assert {name for name in mounted if name.isalpha()} == set(COMPOSE["volumes"])
    assert {network for told in SERVICES.values() for network in told["networks"]} == set(COMPOSE["networks"])


def test_files_that_are_mounted_exist():
    mounted = [volume.split(":")[0] for volume in SERVICES["nginx"]["volumes"] if volume.startswith("./")]
    assert mounted
    assert all((DEPLOY / name).is_file() for name in mounted)


def test_nginx_is_given_everything_that_its_template_asks_for():
    asked = set(re.findall(r"\$\{(\w+)\}", nginx.TEMPLATE.read_text()))
    assert asked <= set(SERVICES["nginx"]["environment"])
    assert "${" not in nginx.rendered(folder=Path("/n"), sockets=Path("/s"), var=Path("/v"), listen="80")


def test_each_variable_is_in_the_table_of_the_manual():
    compose = (DEPLOY / "compose.yml").read_text()
    used = set(re.findall(r"\$\{(\w+)", compose)) | {name for told in SERVICES.values() for name in environment(told)}
    used |= set(re.findall(r"^#?([A-Z0-9_]+)=", (DEPLOY / ".env.example").read_text(), re.MULTILINE))
    used |= {name for unit in units() for name in re.findall(r"\$\{?([A-Z_]+)", unit.read_text())}
    assert used - OF_IMAGES - OF_SYSTEMD - documented() == set()


def environment(told: dict) -> set[str]:
    return set(told.get("environment", {}))


def units() -> list[Path]:
    return sorted((DEPLOY / "systemd").glob("*.service"))


def read(unit: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str
    parser.read(unit)
    return parser["Service"]


@pytest.mark.parametrize(
    ("unit", "instances"),
    [
        ("weibo-web@.service", {"1": "web-1", "2": "web-2"}),
        ("weibo-worker@.service", {name: name for name in TABLE if name not in (*WEBS, "beat")}),
        ("weibo-beat.service", {"": "beat"}),
    ],
)
def test_a_unit_starts_the_process_of_the_table_and_gives_it_its_time(unit, instances):
    told = read(DEPLOY / "systemd" / unit)
    for instance, name in instances.items():
        assert told["ExecStart"].replace("%i", instance).split()[1:] == [*RUN[1:], name]
        assert int(told["TimeoutStopSec"]) == TABLE[name].patience
    assert (told["User"], told["Restart"], told["KillMode"]) == ("weibo", "always", "mixed")


def test_the_units_cover_the_table():
    covered = {"weibo-web@.service", "weibo-worker@.service", "weibo-beat.service", "weibo-nginx.service"}
    assert {unit.name for unit in units()} == covered
