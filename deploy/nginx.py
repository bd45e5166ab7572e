"""nginx in front of the web processes: its configuration filled in, and how it is started."""

import os
import shutil
from pathlib import Path
from string import Template

from deploy.layout import Layout
from deploy.servers import NotInstalled

TEMPLATE = Path(__file__).with_name("nginx.conf")


def rendered(**values: object) -> str:
    """The template with ${NGINX_DIR}, ${SOCKETS}, ${STATIC_ROOT}, … filled in; nginx's own $names stay as they are."""
    return Template(TEMPLATE.read_text()).safe_substitute({name.upper(): str(value) for name, value in values.items()})


def configuration(layout: Layout) -> str:
    """Of a stack on this machine."""
    return rendered(
        nginx_dir=layout.nginx,
        sockets=layout.sockets,
        static_root=layout.static_root,
        media_root=layout.folder / "media",
        listen=f"{layout.host}:{layout.port}",
    )


def program() -> str:
    """Raises NotInstalled. Debian keeps it where only root looks."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not found:
        raise NotInstalled("nginx is missing. Install it: sudo apt-get install nginx-light")
    return found


def argv(folder: Path) -> list[str]:
    """In the foreground, all its files in `folder`, with nginx.conf. Root's stays root, as the sockets are root's."""
    directives = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    return [program(), "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf"), "-g", directives]
