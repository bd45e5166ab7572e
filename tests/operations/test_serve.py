"""Where `make run` listens, and whom it tells what."""

import socket

import pytest
from django.core.management import CommandError, call_command

from operations.management.commands import serve
from operations.supervision.warden import watched


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone(host):
    assert serve.is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "example.org"])
def test_others_can_reach_it(host):
    assert not serve.is_local(host)


def test_it_answers_to_the_host_that_it_is_bound_to():
    assert serve.answered_hosts("192.0.2.1")[-1] == "192.0.2.1"
    assert serve.answered_hosts("::1")[-1] == "[::1]"
    assert serve.answered_hosts("0.0.0.0") == ["*"]


def test_a_taken_port_and_an_impossible_one_are_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="is taken. Choose another: make run PORT="):
            serve.listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(CommandError, match="1 to 65535"):
        serve.listen("127.0.0.1", 65536)
    with pytest.raises(CommandError, match="Can't listen on 192.0.2.1"):
        serve.listen("192.0.2.1", 8123)


def test_it_refuses_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="demo and for development"):
        call_command("serve")


def test_development_stays_on_this_machine(settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="127.0.0.1 only"):
        call_command("serve", host="0.0.0.0")


def test_the_warden_remembers_whom_to_stop():
    assert watched(["+12\n", "+13\n", "-12\n", "-99\n"]) == {13}
