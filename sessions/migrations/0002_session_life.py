import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council_sessions", "0001_initial"),
        ("deadlines", "0003_threshold"),
        ("documents", "0001_initial"),
        ("people", "0003_mandate_end"),
        ("people", "__first__"),
        ("regulations", "0002_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("on", models.DateField(verbose_name="ngày")),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("reports", "trình bày báo cáo, tờ trình"),
                            ("discussion", "thảo luận"),
                            ("questioning", "chất vấn và trả lời chất vấn"),
                            ("voting", "biểu quyết, thông qua"),
                            ("other", "việc khác"),
                        ],
                        max_length=12,
                        verbose_name="hoạt động",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="số phút")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ghi chú")),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity_times",
                        to="council_sessions.councilsession",
                        verbose_name="kỳ họp",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity_times",
                        to="council_sessions.sitting",
                        verbose_name="phiên họp Thường trực",
                    ),
                ),
            ],
            options={
                "verbose_name": "thời gian hoạt động",
                "verbose_name_plural": "thời gian hoạt động",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("session__isnull", False), ("sitting__isnull", True)),
                            models.Q(("session__isnull", True), ("sitting__isnull", False)),
                            _connector="OR",
                        ),
                        name="sessions_activity_of_one_gathering",
                        violation_error_message="Chọn một kỳ họp hoặc một phiên họp Thường trực.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1)),
                        name="sessions_activity_takes_time",
                        violation_error_message="Số phút ít nhất là 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("asked_on", models.DateField(verbose_name="ngày đề nghị")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="đề xuất trước ngày")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="đề xuất ngày")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "chờ đề xuất"), ("answered", "đã đề xuất"), ("cancelled", "không cần nữa")],
                        default="open",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "answer_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản đề xuất",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content_requests",
                        to="people.body",
                        verbose_name="cơ quan được đề nghị",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản đề nghị",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content_requests",
                        to="council_sessions.councilsession",
                        verbose_name="kỳ họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị đề xuất nội dung",
                "verbose_name_plural": "đề nghị đề xuất nội dung",
                "ordering": ["session", "asked_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", False), ("status", "answered")),
                            models.Q(models.Q(("status", "answered"), _negated=True), ("answered_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="sessions_content_request_answered_has_a_day",
                        violation_error_message="Đã đề xuất thì ghi ngày đề xuất.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("due_on__gte", models.F("asked_on")), _connector="OR"
                        ),
                        name="sessions_content_request_due_after_asked",
                        violation_error_message="Hạn đề xuất phải từ ngày đề nghị trở đi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("made_on", models.DateField(verbose_name="ngày chỉnh lý")),
                ("summary", models.TextField(verbose_name="nội dung chỉnh lý")),
                (
                    "bodies",
                    models.ManyToManyField(
                        blank=True,
                        related_name="draft_revisions",
                        to="people.body",
                        verbose_name="các cơ quan thống nhất",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="council_sessions.draftresolution",
                        verbose_name="dự thảo nghị quyết",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần chỉnh lý dự thảo",
                "verbose_name_plural": "lần chỉnh lý dự thảo",
                "ordering": ["draft", "made_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="DraftStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assignment", "phân công soạn thảo"),
                            ("drafting", "soạn thảo"),
                            ("posting", "đăng tải lấy ý kiến"),
                            ("consultation", "lấy ý kiến cơ quan, đơn vị"),
                            ("criticism", "phản biện xã hội của MTTQ"),
                            ("appraisal", "thẩm định"),
                            ("approval", "UBND thông qua"),
                            ("dossier", "gửi hồ sơ thẩm tra"),
                            ("verification", "thẩm tra"),
                            ("delegates", "gửi đại biểu"),
                            ("debate", "thảo luận tại kỳ họp"),
                            ("revision", "chỉnh lý tại kỳ họp"),
                            ("vote", "biểu quyết"),
                        ],
                        max_length=15,
                        verbose_name="bước",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="vòng")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="bắt đầu ngày")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="xong ngày")),
                ("result", models.TextField(blank=True, verbose_name="kết quả")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft_steps",
                        to="people.body",
                        verbose_name="cơ quan thực hiện",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="council_sessions.draftresolution",
                        verbose_name="dự thảo nghị quyết",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước của dự thảo",
                "verbose_name_plural": "bước của dự thảo",
                "ordering": ["draft", "round", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            ("started_on__isnull", True),
                            ("done_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="sessions_step_done_after_started",
                        violation_error_message="Ngày xong phải từ ngày bắt đầu trở đi.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("title", models.CharField(max_length=500, verbose_name="nội dung xin ý kiến")),
                ("content", models.TextField(blank=True, verbose_name="tóm tắt hồ sơ")),
                ("received_on", models.DateField(verbose_name="ngày nhận hồ sơ")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="trả lời trước ngày")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="việc cấp bách")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="trả lời ngày")),
                ("reply", models.TextField(blank=True, verbose_name="ý kiến của Thường trực HĐND")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "chờ cho ý kiến"),
                            ("with_boards", "đang lấy ý kiến các Ban"),
                            ("replied", "đã trả lời"),
                            ("reported", "đã báo cáo kỳ họp"),
                            ("withdrawn", "rút đề nghị"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản xin ý kiến",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "from_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_requests",
                        to="people.body",
                        verbose_name="cơ quan xin ý kiến",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "reply_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản trả lời",
                    ),
                ),
                (
                    "reported_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_opinions",
                        to="council_sessions.councilsession",
                        verbose_name="báo cáo tại kỳ họp",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion_requests",
                        to="council_sessions.sitting",
                        verbose_name="xem xét tại phiên họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc xin ý kiến Thường trực",
                "verbose_name_plural": "việc xin ý kiến Thường trực",
                "ordering": ["-received_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_on__isnull", False),
                                ("status__in", ("replied", "reported")),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            models.Q(("status__in", ("replied", "reported")), _negated=True),
                            _connector="OR",
                        ),
                        name="sessions_opinion_replied_has_day_and_text",
                        violation_error_message="Đã trả lời thì ghi ngày và ý kiến.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "reported"), _negated=True),
                            ("reported_to__isnull", False),
                            _connector="OR",
                        ),
                        name="sessions_opinion_reported_to_a_session",
                        violation_error_message="Đã báo cáo thì ghi kỳ họp.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("paper", models.CharField(max_length=200, verbose_name="tài liệu yêu cầu")),
                ("asked_on", models.DateField(verbose_name="ngày yêu cầu")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="cung cấp trước ngày")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="cung cấp ngày")),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_requests",
                        to="council_sessions.draftresolution",
                        verbose_name="dự thảo nghị quyết",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "from_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_requests",
                        to="people.body",
                        verbose_name="cơ quan yêu cầu",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "to_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers_asked",
                        to="people.body",
                        verbose_name="cơ quan cung cấp",
                    ),
                ),
            ],
            options={
                "verbose_name": "yêu cầu cung cấp tài liệu",
                "verbose_name_plural": "yêu cầu cung cấp tài liệu",
                "ordering": ["draft", "asked_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_on__isnull", True), ("delivered_on__gte", models.F("asked_on")), _connector="OR"
                        ),
                        name="sessions_paper_delivered_after_asked",
                        violation_error_message="Ngày cung cấp phải từ ngày yêu cầu trở đi.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonnelMatter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("elect", "bầu"),
                            ("relieve", "miễn nhiệm"),
                            ("dismiss", "bãi nhiệm"),
                            ("remove", "cho thôi làm nhiệm vụ đại biểu"),
                            ("confidence", "lấy phiếu, bỏ phiếu tín nhiệm"),
                        ],
                        max_length=12,
                        verbose_name="việc",
                    ),
                ),
                ("post", models.CharField(max_length=160, verbose_name="chức vụ")),
                (
                    "needs_confirmation",
                    models.BooleanField(
                        default=False,
                        help_text="Kết quả do cấp trên phê chuẩn rồi mới có hiệu lực.",
                        verbose_name="phải được phê chuẩn",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="ngày quyết định")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="ngày phê chuẩn")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "đã trình"),
                            ("approved", "được thông qua"),
                            ("rejected", "không được thông qua"),
                            ("confirmed", "đã phê chuẩn"),
                            ("withdrawn", "rút"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.appointment",
                        verbose_name="chức vụ đã ghi",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "confirming_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản phê chuẩn",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_matters",
                        to="people.person",
                        verbose_name="người",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan giới thiệu, đề nghị",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_matters",
                        to="council_sessions.resolution",
                        verbose_name="nghị quyết xác nhận",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_matters",
                        to="council_sessions.councilsession",
                        verbose_name="kỳ họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc nhân sự",
                "verbose_name_plural": "việc nhân sự",
                "ordering": ["-session", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("proposed", "withdrawn")), ("decided_on__isnull", False), _connector="OR"
                        ),
                        name="sessions_personnel_decided_has_a_day",
                        violation_error_message="Đã quyết định thì ghi ngày.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "confirmed"), _negated=True),
                            ("confirmed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="sessions_personnel_confirmed_has_a_day",
                        violation_error_message="Đã phê chuẩn thì ghi ngày.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("title", models.CharField(max_length=300, verbose_name="nhóm vấn đề")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("burning", "vấn đề bức xúc, nổi lên"),
                            ("violation", "có dấu hiệu vi phạm"),
                            ("not_accepted", "đã trả lời nhưng đại biểu chưa đồng ý"),
                            ("other", "lý do khác"),
                        ],
                        max_length=15,
                        verbose_name="vì sao chọn",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="ngày quyết định")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "đề xuất"),
                            ("chosen", "chất vấn tại kỳ họp"),
                            ("written", "trả lời bằng văn bản"),
                            ("dropped", "không chọn"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_topics",
                        to="people.body",
                        verbose_name="cơ quan trả lời",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="council_sessions.councilsession",
                        verbose_name="kỳ họp",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="council_sessions.sitting",
                        verbose_name="phiên họp Thường trực",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhóm vấn đề chất vấn",
                "verbose_name_plural": "nhóm vấn đề chất vấn",
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("session__isnull", False), ("sitting__isnull", True)),
                            models.Q(("session__isnull", True), ("sitting__isnull", False)),
                            _connector="OR",
                        ),
                        name="sessions_topic_of_one_gathering",
                        violation_error_message="Chọn một kỳ họp hoặc một phiên họp Thường trực.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "proposed"), ("decided_on__isnull", False), _connector="OR"),
                        name="sessions_topic_decided_has_a_day",
                        violation_error_message="Đã quyết định thì ghi ngày.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc mở")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="council_sessions.sessiondocument",
                        verbose_name="tài liệu kỳ họp",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="đại biểu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt mở tài liệu",
                "verbose_name_plural": "lượt mở tài liệu",
                "ordering": ["read_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("document", "person"), name="sessions_receipt_once")],
            },
        ),
        migrations.CreateModel(
            name="ResolutionChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amended", "sửa đổi, bổ sung"),
                            ("replaced", "thay thế"),
                            ("repealed", "bãi bỏ"),
                            ("suspended", "ngưng hiệu lực"),
                            ("resumed", "hết thời gian ngưng"),
                            ("expired", "hết hiệu lực theo thời hạn"),
                        ],
                        max_length=12,
                        verbose_name="thay đổi",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="từ ngày")),
                ("note", models.TextField(blank=True, verbose_name="điều khoản, ghi chú")),
                (
                    "by_resolution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_made",
                        to="council_sessions.resolution",
                        verbose_name="bằng nghị quyết",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="bằng văn bản khác",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="council_sessions.resolution",
                        verbose_name="nghị quyết",
                    ),
                ),
            ],
            options={
                "verbose_name": "thay đổi hiệu lực",
                "verbose_name_plural": "thay đổi hiệu lực",
                "ordering": ["effective_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_resolution__isnull", True),
                            models.Q(("by_resolution", models.F("resolution")), _negated=True),
                            _connector="OR",
                        ),
                        name="sessions_change_is_not_by_itself",
                        violation_error_message="Nghị quyết không tự sửa đổi chính nó.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("reported_on", models.DateField(verbose_name="ngày báo cáo")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="tiến độ (%)")),
                ("text", models.TextField(verbose_name="kết quả, khó khăn")),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản báo cáo",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="council_sessions.resolutiontask",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo tiến độ",
                "verbose_name_plural": "báo cáo tiến độ",
                "ordering": ["task", "reported_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)),
                        name="sessions_task_report_percent",
                        violation_error_message="Tiến độ từ 0 đến 100.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("title", models.CharField(max_length=300, verbose_name="biểu quyết về")),
                ("held_on", models.DateField(verbose_name="ngày biểu quyết")),
                (
                    "method",
                    models.CharField(
                        choices=[("hands", "giơ tay"), ("secret", "bỏ phiếu kín"), ("electronic", "hệ thống điện tử")],
                        default="hands",
                        max_length=10,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        choices=[("all", "tổng số đại biểu HĐND"), ("present", "số đại biểu có mặt")],
                        default="all",
                        max_length=10,
                        verbose_name="tính trên",
                    ),
                ),
                ("base_count", models.PositiveSmallIntegerField(verbose_name="tổng số đại biểu")),
                ("present", models.PositiveSmallIntegerField(verbose_name="số đại biểu có mặt")),
                ("votes_for", models.PositiveSmallIntegerField(verbose_name="tán thành")),
                ("votes_against", models.PositiveSmallIntegerField(default=0, verbose_name="không tán thành")),
                ("votes_blank", models.PositiveSmallIntegerField(default=0, verbose_name="không biểu quyết")),
                ("votes_invalid", models.PositiveSmallIntegerField(default=0, verbose_name="phiếu không hợp lệ")),
                ("passed", models.BooleanField(default=False, editable=False, verbose_name="được thông qua")),
                ("repeat_reason", models.TextField(blank=True, verbose_name="lý do biểu quyết lại")),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="council_sessions.draftresolution",
                        verbose_name="dự thảo nghị quyết",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="council_sessions.agendaitem",
                        verbose_name="nội dung kỳ họp",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="council_sessions.ballot",
                        verbose_name="biểu quyết lại",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="council_sessions.councilsession",
                        verbose_name="kỳ họp",
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="council_sessions.sitting",
                        verbose_name="phiên họp Thường trực",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deadlines.ruleversion",
                        verbose_name="quy định về đa số",
                    ),
                ),
                (
                    "personnel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="council_sessions.personnelmatter",
                        verbose_name="việc nhân sự",
                    ),
                ),
            ],
            options={
                "verbose_name": "biểu quyết",
                "verbose_name_plural": "biểu quyết",
                "ordering": ["held_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("session__isnull", False), ("sitting__isnull", True)),
                            models.Q(("session__isnull", True), ("sitting__isnull", False)),
                            _connector="OR",
                        ),
                        name="sessions_ballot_of_one_gathering",
                        violation_error_message="Chọn một kỳ họp hoặc một phiên họp Thường trực.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("draft", None), ("personnel", None)),
                            models.Q(("item", None), ("personnel", None)),
                            models.Q(("draft", None), ("item", None)),
                            _connector="OR",
                        ),
                        name="sessions_ballot_is_about_one_thing",
                        violation_error_message="Mỗi lần biểu quyết về một nội dung, một dự thảo hoặc một việc nhân sự.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "present__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("votes_for"), "+", models.F("votes_against")
                                        ),
                                        "+",
                                        models.F("votes_blank"),
                                    ),
                                    "+",
                                    models.F("votes_invalid"),
                                ),
                            )
                        ),
                        name="sessions_ballot_sum_within_present",
                        violation_error_message="Tổng số phiếu lớn hơn số đại biểu có mặt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base_count__gte", models.F("present"))),
                        name="sessions_ballot_present_within_base",
                        violation_error_message="Số có mặt lớn hơn tổng số đại biểu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("repeat_reason", ""), ("repeats__isnull", True)),
                            models.Q(("repeats__isnull", False), models.Q(("repeat_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sessions_ballot_repeat_has_a_reason",
                        violation_error_message="Biểu quyết lại phải ghi lần trước và lý do.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False), ("repeats__isnull", True)),
                        fields=("item",),
                        name="sessions_ballot_first_of_item_once",
                        violation_error_message="Nội dung này đã biểu quyết: biểu quyết lại thì chọn lần trước, ghi lý do.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("draft__isnull", False), ("repeats__isnull", True)),
                        fields=("draft",),
                        name="sessions_ballot_first_of_draft_once",
                        violation_error_message="Nội dung này đã biểu quyết: biểu quyết lại thì chọn lần trước, ghi lý do.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("personnel__isnull", False), ("repeats__isnull", True)),
                        fields=("personnel",),
                        name="sessions_ballot_first_of_personnel_once",
                        violation_error_message="Nội dung này đã biểu quyết: biểu quyết lại thì chọn lần trước, ghi lý do.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("repeats__isnull", False)),
                        fields=("repeats",),
                        name="sessions_ballot_repeated_once",
                        violation_error_message="Lần biểu quyết ấy đã được biểu quyết lại: chọn lần sau cùng.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="cho ý kiến trước ngày")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="cho ý kiến ngày")),
                ("text", models.TextField(blank=True, verbose_name="ý kiến")),
                (
                    "board",
                    models.ForeignKey(
                        limit_choices_to={"kind": "council_board"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_opinions",
                        to="people.body",
                        verbose_name="Ban",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_opinions",
                        to="council_sessions.opinionrequest",
                        verbose_name="việc xin ý kiến",
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến của Ban",
                "verbose_name_plural": "ý kiến của Ban",
                "ordering": ["request", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "board"),
                        name="sessions_board_opinion_once",
                        violation_error_message="Ban này đã được hỏi ý kiến.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_on__isnull", True), ("text", "")),
                            models.Q(("given_on__isnull", False), models.Q(("text", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sessions_board_opinion_has_day_and_text",
                        violation_error_message="Ý kiến phải có cả ngày và nội dung.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "confidential",
                    models.BooleanField(
                        default=False, help_text="Chỉ những người được nêu tên mới xem được.", verbose_name="mật"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="lần lưu")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "báo cáo"),
                            ("submission", "tờ trình"),
                            ("scheme", "đề án"),
                            ("draft", "dự thảo nghị quyết"),
                            ("verification", "báo cáo thẩm tra"),
                            ("personnel", "công tác nhân sự"),
                            ("questioning", "chất vấn và trả lời chất vấn"),
                            ("procedure", "nghi thức, thủ tục"),
                            ("other", "nội dung khác"),
                        ],
                        max_length=15,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="tên nội dung")),
                ("summary", models.TextField(blank=True, verbose_name="lý do, tóm tắt")),
                ("is_normative", models.BooleanField(default=False, verbose_name="nghị quyết quy phạm pháp luật")),
                ("proposed_on", models.DateField(verbose_name="ngày đề xuất")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="ngày quyết định")),
                ("reason", models.TextField(blank=True, verbose_name="lý do không đưa vào")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "chờ quyết định"),
                            ("accepted", "đưa vào chương trình"),
                            ("declined", "không đưa vào"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.constituency",
                        verbose_name="đơn vị bầu cử",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "draft_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="bản nháp của",
                    ),
                ),
                (
                    "from_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content_proposals",
                        to="people.body",
                        verbose_name="cơ quan đề xuất",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="council_sessions.agendaitem",
                        verbose_name="thành nội dung",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content_proposals",
                        to="council_sessions.councilsession",
                        verbose_name="kỳ họp",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="council_sessions.contentrequest",
                        verbose_name="theo đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung đề xuất",
                "verbose_name_plural": "nội dung đề xuất",
                "ordering": ["session", "proposed_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", False), ("status", "accepted")),
                            models.Q(models.Q(("status", "accepted"), _negated=True), ("item__isnull", True)),
                            _connector="OR",
                        ),
                        name="sessions_proposal_accepted_has_an_item",
                        violation_error_message="Nội dung được chấp nhận thì gắn với một mục của chương trình.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sessions_proposal_declined_has_a_reason",
                        violation_error_message="Không đưa vào chương trình thì ghi lý do.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "tán thành"), ("against", "không tán thành"), ("blank", "không biểu quyết")],
                        max_length=8,
                        verbose_name="lựa chọn",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="council_sessions.ballot",
                        verbose_name="biểu quyết",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="đại biểu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lựa chọn của đại biểu",
                "verbose_name_plural": "lựa chọn của đại biểu",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "person"), name="sessions_ballot_choice_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="basis",
            field=models.CharField(blank=True, max_length=300, verbose_name="căn cứ"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="co_preparing_bodies",
            field=models.ManyToManyField(
                blank=True, related_name="co_prepared_items", to="people.body", verbose_name="cơ quan phối hợp"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="committee_approved_on",
            field=models.DateField(blank=True, null=True, verbose_name="UBND thông qua ngày"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="continues",
            field=models.ForeignKey(
                blank=True,
                help_text="Nội dung của kỳ trước được đưa sang kỳ này.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="continued_by",
                to="council_sessions.agendaitem",
                verbose_name="lùi từ",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="delegates_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="hạn gửi đại biểu"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="thời lượng (phút)"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="Mục lớn của chương trình mà nội dung này nằm trong.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="council_sessions.agendaitem",
                verbose_name="thuộc mục",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="presenter",
            field=models.CharField(blank=True, max_length=200, verbose_name="người trình bày"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="sitting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="council_sessions.sitting",
                verbose_name="phiên họp Thường trực",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="sitting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="council_sessions.sitting",
                verbose_name="phiên họp Thường trực",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="convening_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.officialdocument",
                verbose_name="quyết định triệu tập",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="elected_on",
            field=models.DateField(
                blank=True,
                help_text="Chỉ cho kỳ họp thứ nhất: mốc của thời hạn khai mạc.",
                null=True,
                verbose_name="ngày bầu cử",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="invitation_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.officialdocument",
                verbose_name="giấy mời",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="minutes_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.officialdocument",
                verbose_name="biên bản kỳ họp",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="party_answered_on",
            field=models.DateField(blank=True, null=True, verbose_name="cấp ủy cho ý kiến ngày"),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="party_asked_on",
            field=models.DateField(blank=True, null=True, verbose_name="xin ý kiến cấp ủy ngày"),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="party_document",
            field=models.CharField(blank=True, max_length=120, verbose_name="văn bản của cấp ủy"),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="preparatory_meeting",
            field=models.ForeignKey(
                blank=True,
                help_text="Nơi thống nhất nội dung, thời gian.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prepared_sessions",
                to="regulations.meeting",
                verbose_name="hội nghị liên tịch",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="sent_up_on",
            field=models.DateField(
                blank=True,
                help_text="Ngày gửi nghị quyết và biên bản lên cấp trên.",
                null=True,
                verbose_name="gửi cấp trên ngày",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="venue",
            field=models.CharField(blank=True, max_length=200, verbose_name="nơi họp"),
        ),
        migrations.AddField(
            model_name="draftresolution",
            name="is_complex",
            field=models.BooleanField(
                default=False,
                help_text="Thời hạn thẩm định, thẩm tra rút gọn dài hơn.",
                verbose_name="phức tạp, nhiều ngành",
            ),
        ),
        migrations.AddField(
            model_name="draftresolution",
            name="needs_criticism",
            field=models.BooleanField(default=False, verbose_name="đề nghị MTTQ phản biện"),
        ),
        migrations.AddField(
            model_name="draftresolution",
            name="needs_posting",
            field=models.BooleanField(
                default=False,
                help_text="Văn bản quy phạm pháp luật thì luôn đăng tải.",
                verbose_name="đăng tải lấy ý kiến",
            ),
        ),
        migrations.AddField(
            model_name="draftresolution",
            name="shortened_decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày cho phép rút gọn"),
        ),
        migrations.AddField(
            model_name="question",
            name="left_to_writing_on",
            field=models.DateField(
                blank=True,
                help_text="Mốc của thời hạn trả lời bằng văn bản.",
                null=True,
                verbose_name="giao trả lời bằng văn bản ngày",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="repeats",
            field=models.ForeignKey(
                blank=True,
                help_text="Chất vấn trước đây mà lần này hỏi lại.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repeated_by",
                to="council_sessions.question",
                verbose_name="tái chất vấn",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="sitting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="council_sessions.sitting",
                verbose_name="phiên họp Thường trực",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="via",
            field=models.CharField(
                blank=True,
                choices=[("slip", "phiếu chất vấn"), ("floor", "tại hội trường")],
                max_length=10,
                verbose_name="gửi bằng",
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="ended_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="hết hiệu lực từ"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="posted_on",
            field=models.DateField(blank=True, null=True, verbose_name="niêm yết, công khai ngày"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="published_in",
            field=models.CharField(blank=True, max_length=200, verbose_name="đăng tại"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="published_on",
            field=models.DateField(blank=True, null=True, verbose_name="đăng Công báo, cơ sở dữ liệu ngày"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="sent_to_gazette_on",
            field=models.DateField(blank=True, null=True, verbose_name="gửi đăng Công báo ngày"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="sent_up_on",
            field=models.DateField(blank=True, null=True, verbose_name="gửi cấp trên ngày"),
        ),
        migrations.AddField(
            model_name="resolution",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
                verbose_name="người ký chứng thực",
            ),
        ),
        migrations.AddField(
            model_name="resolutiontask",
            name="percent",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="tiến độ (%)"),
        ),
        migrations.AddField(
            model_name="sessiondocument",
            name="role",
            field=models.CharField(
                choices=[
                    ("submission", "tờ trình"),
                    ("report", "báo cáo"),
                    ("scheme", "đề án"),
                    ("draft", "dự thảo nghị quyết"),
                    ("explanation", "báo cáo tiếp thu, giải trình"),
                    ("appraisal", "báo cáo thẩm định"),
                    ("criticism", "văn bản phản biện xã hội"),
                    ("verification", "báo cáo thẩm tra"),
                    ("annex", "phụ lục"),
                    ("other", "tài liệu khác"),
                ],
                default="other",
                max_length=15,
                verbose_name="loại tài liệu",
            ),
        ),
        migrations.AddField(
            model_name="sessiondocument",
            name="text",
            field=models.TextField(
                blank=True, help_text="Dán nội dung để so sánh các bản với nhau.", verbose_name="toàn văn"
            ),
        ),
        migrations.AddField(
            model_name="sitting",
            name="conclusion_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.officialdocument",
                verbose_name="thông báo kết luận",
            ),
        ),
        migrations.AddField(
            model_name="sitting",
            name="convened_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày mời họp"),
        ),
        migrations.AddField(
            model_name="sitting",
            name="venue",
            field=models.CharField(blank=True, max_length=200, verbose_name="nơi họp"),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "báo cáo"),
                    ("submission", "tờ trình"),
                    ("scheme", "đề án"),
                    ("draft", "dự thảo nghị quyết"),
                    ("verification", "báo cáo thẩm tra"),
                    ("personnel", "công tác nhân sự"),
                    ("questioning", "chất vấn và trả lời chất vấn"),
                    ("procedure", "nghi thức, thủ tục"),
                    ("other", "nội dung khác"),
                ],
                max_length=15,
                verbose_name="loại",
            ),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="council_sessions.councilsession",
                verbose_name="kỳ họp",
            ),
        ),
        migrations.AlterField(
            model_name="attendance",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="council_sessions.councilsession",
                verbose_name="kỳ họp",
            ),
        ),
        migrations.AlterField(
            model_name="draftresolution",
            name="status",
            field=models.CharField(
                choices=[
                    ("registered", "đã đăng ký"),
                    ("drafting", "đang soạn thảo"),
                    ("consultation", "đang lấy ý kiến"),
                    ("criticism", "đang phản biện"),
                    ("appraisal", "đang thẩm định"),
                    ("approval", "chờ UBND thông qua"),
                    ("verification", "đang thẩm tra"),
                    ("to_session", "đã trình kỳ họp"),
                    ("revision", "đang chỉnh lý tại kỳ họp"),
                    ("adopted", "được thông qua"),
                    ("rejected", "không được thông qua"),
                    ("withdrawn", "đã rút"),
                ],
                default="registered",
                max_length=15,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="council_sessions.councilsession",
                verbose_name="kỳ họp",
            ),
        ),
        migrations.AlterField(
            model_name="sitting",
            name="kind",
            field=models.CharField(
                choices=[
                    ("regular", "định kỳ"),
                    ("urgent", "đột xuất"),
                    ("explanation", "giải trình"),
                    ("questioning", "chất vấn giữa hai kỳ họp"),
                ],
                default="regular",
                max_length=12,
                verbose_name="loại phiên",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("session__isnull", False), ("sitting__isnull", True)),
                    models.Q(("session__isnull", True), ("sitting__isnull", False)),
                    _connector="OR",
                ),
                name="sessions_item_of_one_gathering",
                violation_error_message="Chọn một kỳ họp hoặc một phiên họp Thường trực.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("session__isnull", False), ("sitting__isnull", True)),
                    models.Q(("session__isnull", True), ("sitting__isnull", False)),
                    _connector="OR",
                ),
                name="sessions_attendance_of_one_gathering",
                violation_error_message="Chọn một kỳ họp hoặc một phiên họp Thường trực.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False), ("sitting__isnull", False)),
                fields=("sitting", "person"),
                name="sessions_attendance_once_per_person_at_sitting",
                violation_error_message="Người này đã được điểm danh.",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="council_sessions.questiontopic",
                verbose_name="nhóm vấn đề được chọn",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("session__isnull", False), ("sitting__isnull", True)),
                    models.Q(("session__isnull", True), ("sitting__isnull", False)),
                    _connector="OR",
                ),
                name="sessions_question_of_one_gathering",
                violation_error_message="Chọn một kỳ họp hoặc một phiên họp Thường trực.",
            ),
        ),
    ]
