"""nginx in front of the web processes: its configuration filled in, and how it is started.

`python -m deploy.nginx FOLDER` writes FOLDER/nginx.conf for a server without containers: VAR_DIR, RUN_DIR, LISTEN (80),
TLS and ACCESS_LOG come from the environment.
"""

import os
import sys
from pathlib import Path
from string import Template

from deploy import programs
from deploy.layout import Layout
from deploy.processes import SOCKETS

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


def main(folder: Path) -> None:
    told = os.environ
    text = rendered(
        folder=folder,
        sockets=Path(told.get("RUN_DIR") or SOCKETS),
        var=Path(told.get("VAR_DIR") or "/var/lib/weibo"),
        listen=told.get("LISTEN") or "80",
        access_log=told.get("ACCESS_LOG") or "off",
        tls=told.get("TLS") or "/dev/null",
    )
    (folder / "nginx.conf").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
