"""A whole OpenStack Swift in one process, which speaks S3. Run by Debian's Python, which has Swift (object_store.py).

python3 swift_process.py FOLDER PORT USER SECRET
"""

import sys
from pathlib import Path

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

STORES = ("account", "container", "object")
STORE = """
[DEFAULT]
devices = {folder}/devices
mount_check = false
swift_dir = {folder}
log_level = ERROR
fallocate_reserve = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
PROXY = """
[DEFAULT]
swift_dir = {folder}
log_level = ERROR
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
# It insists on a cache, and does without one that is not there: nobody listens at port 1.
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:slo]
use = egg:swift#slo
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
# Small pages, so that a test turns some.
max_bucket_listing = 10
[filter:tempauth]
use = egg:swift#tempauth
user_{user} = {secret} .admin
"""


def store(folder: Path, kind: str) -> None:
    """One of the three servers that keep things, on a port of its own that its ring names."""
    listening = eventlet.listen(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    ring = RingBuilder(part_power=1, replicas=1, min_part_hours=0)
    where = {"ip": "127.0.0.1", "port": port, "replication_ip": "127.0.0.1", "replication_port": port}
    ring.add_dev({"id": 0, "region": 1, "zone": 1, "device": "one", "weight": 1.0} | where)
    ring.rebalance()
    ring.get_ring().save(str(folder / f"{kind}.ring.gz"))
    eventlet.spawn(wsgi.server, listening, application(folder, kind, STORE.format(folder=folder, kind=kind)), None)


def application(folder: Path, kind: str, configuration: str) -> object:
    file = folder / f"{kind}.conf"
    file.write_text(configuration)
    return loadapp(str(file))


def main(folder: Path, port: int, user: str, secret: str) -> None:
    (folder / "devices" / "one").mkdir(parents=True, exist_ok=True)
    for kind in STORES:
        store(folder, kind)
    told = PROXY.format(folder=folder, user=user.replace(":", "_"), secret=secret)
    proxy = application(folder, "proxy", told)
    wsgi.server(eventlet.listen(("127.0.0.1", port)), proxy)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
