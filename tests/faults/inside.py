"""Asks a question of tests.faults.crowd in a process of its own, which must run with the site's environment.

python -m tests.faults.inside lists '[]' '{}'        prints the answer as JSON
"""

import json
import sys

import django


def main() -> None:
    django.setup()
    from tests.faults import crowd

    question, given, named = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
    print(json.dumps(getattr(crowd, question)(*given, **named)))  # noqa: T201


if __name__ == "__main__":
    main()
