"""Reposts, audiences, drafts, counts. New columns of posts have their defaults in the database."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_likes_shown_mutes_words"),
        ("follows", "0003_blocks_mutes_groups"),
        ("media", "0003_file_unclaimed"),
        ("posts", "0004_text_or_pictures"),
        ("topics", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, default="")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("followers", "Followers"),
                            ("mutual", "Friends"),
                            ("group", "A group"),
                            ("self", "Only me"),
                        ],
                        default="public",
                        max_length=10,
                    ),
                ),
                (
                    "comment_policy",
                    models.CharField(
                        choices=[
                            ("everyone", "Everyone"),
                            ("followers", "My followers"),
                            ("following", "People I follow"),
                            ("nobody", "Nobody"),
                        ],
                        default="everyone",
                        max_length=10,
                    ),
                ),
                ("sensitive", models.BooleanField(default=False)),
                ("spoiler", models.BooleanField(default=False)),
                ("publish_at", models.DateTimeField(blank=True, null=True)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("refusal", models.CharField(blank=True, default="", max_length=30)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="DraftPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("alt", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                (
                    "author",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pin",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostCounts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shard", models.PositiveSmallIntegerField(default=0)),
                ("likes", models.IntegerField(db_default=0, default=0)),
                ("comments", models.IntegerField(db_default=0, default=0)),
                ("reposts", models.IntegerField(db_default=0, default=0)),
            ],
        ),
        migrations.CreateModel(
            name="PurgedPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("posted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("picture_count", models.PositiveSmallIntegerField(default=0)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name="post",
            name="comment_policy",
            field=models.CharField(
                choices=[
                    ("everyone", "Everyone"),
                    ("followers", "My followers"),
                    ("following", "People I follow"),
                    ("nobody", "Nobody"),
                ],
                db_default="everyone",
                default="everyone",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="edited_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="post",
            name="group",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="follows.followgroup",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="direct_reposts",
                to="posts.post",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="root",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="all_reposts",
                to="posts.post",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="selected_comments",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="post",
            name="spoiler",
            field=models.BooleanField(db_default=False, default=False, verbose_name="spoiler"),
        ),
        migrations.AlterField(
            model_name="post",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("public", "Public"),
                    ("followers", "Followers"),
                    ("mutual", "Friends"),
                    ("group", "A group"),
                    ("self", "Only me"),
                ],
                default="public",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="follows.followgroup",
            ),
        ),
        migrations.AddField(
            model_name="draftpicture",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="posts.draft"
            ),
        ),
        migrations.AddField(
            model_name="draftpicture",
            name="file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="draftpicture", to="media.file"
            ),
        ),
        migrations.AddField(
            model_name="pin",
            name="post",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="pin", to="posts.post"
            ),
        ),
        migrations.AddField(
            model_name="postcounts",
            name="post",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="posts.post"
            ),
        ),
        migrations.AddField(
            model_name="purgedpost",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="post",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="posts.post"
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["author", "-id"], name="draft_author"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=models.Q(("publish_at", None), _negated=True), fields=["publish_at"], name="draft_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__length__lte", 8000)), name="draft_text_not_too_long"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ["public", "followers", "mutual", "group", "self"])),
                name="draft_visibility_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("comment_policy__in", ["everyone", "followers", "following", "nobody"])),
                name="draft_comment_policy_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftpicture",
            constraint=models.UniqueConstraint(fields=("draft", "position"), name="draft_picture_place"),
        ),
        migrations.AddConstraint(
            model_name="draftpicture",
            constraint=models.CheckConstraint(condition=models.Q(("position__lt", 18)), name="draft_picture_within"),
        ),
        migrations.AddConstraint(
            model_name="draftpicture",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt__length__lte", 1000)), name="draft_picture_alt_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="postcounts",
            constraint=models.UniqueConstraint(fields=("post", "shard"), name="post_counts_shard"),
        ),
        migrations.AddIndex(
            model_name="purgedpost",
            index=models.Index(fields=["author", "posted_at"], name="purged_post_limits"),
        ),
        migrations.AddIndex(
            model_name="purgedpost",
            index=models.Index(fields=["posted_at"], name="purged_post_age"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["post", "-id"], name="revision_post"),
        ),
    ]
