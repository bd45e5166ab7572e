"""The fixed table of fields: what a member is interested in, what an account is about, and later a topic's category."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """About twenty, as on the boards of hot search (product, 6.3)."""

    SOCIETY = "society", _("Society")
    ENTERTAINMENT = "entertainment", _("Entertainment")
    MUSIC = "music", _("Music")
    FILM = "film", _("Film & TV")
    SPORTS = "sports", _("Sports")
    TECHNOLOGY = "technology", _("Technology")
    SCIENCE = "science", _("Science")
    FINANCE = "finance", _("Finance")
    EDUCATION = "education", _("Education")
    BOOKS = "books", _("Books")
    HISTORY = "history", _("History")
    TRAVEL = "travel", _("Travel")
    FOOD = "food", _("Food")
    FASHION = "fashion", _("Fashion")
    PHOTOGRAPHY = "photography", _("Photography")
    PETS = "pets", _("Pets")
    GAMES = "games", _("Games")
    ANIMATION = "animation", _("Animation")
    HEALTH = "health", _("Health")
    CARS = "cars", _("Cars")
