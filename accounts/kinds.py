"""The kinds of verification (product, 2.1): people carry an orange V, organisations a blue one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORANGE, BLUE = "orange", "blue"


@dataclass(frozen=True)
class Kind:
    """What somebody is verified as, the colour that goes with it, and who may have it."""

    name: str
    badge: str
    label: Promise
    who: Promise


KINDS = {
    kind.name: kind
    for kind in (
        Kind("personal", ORANGE, _("Personal"), _("Known for what they do: artists, writers, athletes, experts.")),
        Kind("college", ORANGE, _("College"), _("Students and staff of a college or university.")),
        Kind("business", BLUE, _("Business"), _("Companies and brands.")),
        Kind("government", BLUE, _("Government"), _("Authorities and public services.")),
        Kind("media", BLUE, _("Media"), _("Newspapers, broadcasters, publishers and studios.")),
        Kind("school", BLUE, _("School"), _("A school, university or student society itself.")),
        Kind("institution", BLUE, _("Institution"), _("Museums, libraries, charities, associations and teams.")),
    )
}
