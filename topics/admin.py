"""The vocabulary as moderators see it: they say what a topic is about."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.cleaning import PlainTextField
from core.desk import Desk, column
from topics import actions
from topics.models import Topic
from topics.naming import topic_key

POSTS, BEGAN = column("post_count", _("Posts")), column("created_at", _("Since"))


class TopicForm(forms.ModelForm):
    description = PlainTextField(
        label=_("Description"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = Topic
        fields = ("description",)


@admin.register(Topic)
class TopicDesk(Desk):
    about = _("Say in a line what a topic is about; it stands at the top of its page.")
    form = TopicForm
    list_display = ("name_shown", POSTS, column("description", _("Description")), BEGAN)
    ordering = ("-post_count", "pk")
    search_fields = ("key",)
    search_help_text = _("The beginning of a topic")
    fields = ("name_shown", "description", POSTS, BEGAN)
    readonly_fields = ("name_shown", POSTS, BEGAN)

    @admin.display(description=_("Topic"))
    def name_shown(self, topic: Topic) -> str:
        return topic.name

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        beginning = topic_key(search_term.strip().strip("#＃"))
        return (queryset.filter(key__begins=beginning) if beginning else queryset), False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("topics.change_topic")

    def save_model(self, request: Any, obj: Topic, form: Any, change: bool) -> None:
        actions.describe(topic=obj, description=form.cleaned_data["description"], by=request.user)
