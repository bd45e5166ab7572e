"""nginx in front of the web processes: its configuration filled in, and how it is started."""

import os
from pathlib import Path
from string import Template

from deploy import programs
from deploy.layout import Layout

TEMPLATE = Path(__file__).with_name("nginx.conf")


def rendered(
    *, folder: Path, sockets: Path, var: Path, listen: str, access_log: str = "off", tls: str = "/dev/null"
) -> str:
    """The template filled in; nginx's own $names stay as they are. `folder`: where nginx may write."""
    values = {"NGINX_DIR": folder, "SOCKETS": sockets, "VAR_DIR": var, "LISTEN": listen}
    return Template(TEMPLATE.read_text()).safe_substitute(values, ACCESS_LOG=access_log, TLS=tls)


def configuration(layout: Layout) -> str:
    """Of a stack on this machine."""
    listen = f"{layout.host}:{layout.port}"
    return rendered(folder=layout.nginx, sockets=layout.sockets, var=layout.folder, listen=listen)


def argv(folder: Path) -> list[str]:
    """In the foreground, all its files in `folder`, with nginx.conf. Root's stays root, as the sockets are root's."""
    directives = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    return [
        str(programs.nginx()),
        "-p",
        str(folder),
        "-e",
        "stderr",
        "-c",
        str(folder / "nginx.conf"),
        "-g",
        directives,
    ]
