import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import voters.codes


def where_batches_stand(apps, schema_editor):
    """Batches written down before they had a status: where their dates say they stand."""
    batches = apps.get_model("voters", "Batch").objects
    batches.exclude(dispatched_on=None).update(status="sent")
    batches.filter(dispatched_on=None).exclude(agreed_on=None).update(status="agreed")


class Migration(migrations.Migration):
    dependencies = [
        ("council_sessions", "0005_leftovers"),
        ("deadlines", "0003_threshold"),
        ("documents", "0002_registers"),
        ("people", "0004_department_leader"),
        ("people", "__first__"),
        ("voters", "0002_petition_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="BatchOpinion",
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
                ("asked_on", models.DateField(verbose_name="ngày hỏi")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="cho ý kiến trước ngày")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày cho ý kiến")),
                ("agrees", models.BooleanField(blank=True, null=True, verbose_name="thống nhất")),
                ("text", models.TextField(blank=True, verbose_name="ý kiến")),
                ("reply", models.TextField(blank=True, verbose_name="giải trình, tiếp thu")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="ngày giải trình")),
                (
                    "is_past",
                    models.BooleanField(default=False, editable=False, verbose_name="của lần lấy ý kiến trước"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="voters.batch",
                        verbose_name="đợt tổng hợp",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan được hỏi",
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
                    "petitions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Bỏ hết các kiến nghị này khỏi đợt thì ý kiến được coi là đã tiếp thu.",
                        related_name="batch_opinions",
                        to="voters.petition",
                        verbose_name="kiến nghị có ý kiến khác",
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến về đợt tổng hợp",
                "verbose_name_plural": "ý kiến về đợt tổng hợp",
                "ordering": ["batch", "asked_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_past", False)),
                        fields=("batch", "body"),
                        name="voters_batch_opinion_once",
                        violation_error_message="Cơ quan này đã được hỏi về đợt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agrees__isnull", True), ("answered_on__isnull", True), ("text", "")),
                            models.Q(("agrees", True), ("answered_on__isnull", False)),
                            models.Q(
                                ("agrees", False), ("answered_on__isnull", False), models.Q(("text", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="voters_batch_opinion_answered",
                        violation_error_message="Ý kiến có ngày và nói có thống nhất không; không thống nhất thì nói vì sao.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_on__isnull", True), ("reply", "")),
                            models.Q(
                                ("agrees", False), ("replied_on__isnull", False), models.Q(("reply", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="voters_batch_opinion_replied",
                        violation_error_message="Giải trình có ngày và nội dung, cho một ý kiến khác.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on__isnull", True), ("due_on__gte", models.F("asked_on")), _connector="OR"),
                            models.Q(
                                ("answered_on__isnull", True),
                                ("answered_on__gte", models.F("asked_on")),
                                _connector="OR",
                            ),
                        ),
                        name="voters_batch_opinion_days",
                        violation_error_message="Hạn và ngày cho ý kiến phải từ ngày hỏi trở đi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetenceRule",
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
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("giao_thong", "Giao thông"),
                            ("an_toan_giao_thong", "An toàn giao thông"),
                            ("chieu_sang", "Chiếu sáng công cộng"),
                            ("thuy_loi", "Thủy lợi"),
                            ("de_dieu_phong_chong_thien_tai", "Đê điều, phòng chống thiên tai"),
                            ("thoat_nuoc", "Thoát nước"),
                            ("nuoc_sach", "Nước sạch"),
                            ("dien", "Điện"),
                            ("vien_thong", "Viễn thông"),
                            ("dat_dai_gcn", "Đất đai, giấy chứng nhận"),
                            ("dat_dai_tranh_chap", "Tranh chấp đất đai"),
                            ("gpmb_boi_thuong", "Bồi thường, giải phóng mặt bằng"),
                            ("gpmb_tai_dinh_cu", "Tái định cư"),
                            ("quy_hoach_do_thi", "Quy hoạch, đô thị"),
                            ("tai_san_cong", "Tài sản công"),
                            ("moi_truong", "Môi trường"),
                            ("khoang_san", "Khoáng sản"),
                            ("nong_nghiep", "Nông nghiệp"),
                            ("lam_nghiep", "Lâm nghiệp"),
                            ("giao_duc", "Giáo dục"),
                            ("y_te", "Y tế"),
                            ("bao_hiem_y_te", "Bảo hiểm y tế"),
                            ("bao_hiem_xa_hoi", "Bảo hiểm xã hội"),
                            ("nguoi_co_cong", "Người có công"),
                            ("bao_tro_xa_hoi", "Bảo trợ xã hội"),
                            ("giam_ngheo", "Giảm nghèo"),
                            ("che_do_can_bo", "Chế độ cán bộ"),
                            ("cai_cach_hanh_chinh", "Cải cách hành chính"),
                            ("dia_gioi_hanh_chinh", "Địa giới hành chính"),
                            ("an_ninh_trat_tu", "An ninh trật tự"),
                            ("van_hoa_di_tich", "Văn hóa, di tích"),
                            ("tu_phap", "Tư pháp, thi hành án"),
                            ("khac", "Lĩnh vực khác"),
                        ],
                        max_length=32,
                        verbose_name="lĩnh vực",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="Cách nhau bằng dấu phẩy, có một từ là khớp; gõ không dấu cũng được. Ví dụ: đê, kè, cống.",
                        max_length=300,
                        verbose_name="từ trong nội dung",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Trung ương"),
                            ("province", "cấp tỉnh"),
                            ("district", "cấp huyện"),
                            ("commune", "cấp xã"),
                            ("vertical", "ngành dọc"),
                        ],
                        max_length=10,
                        verbose_name="cấp thẩm quyền",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("opinion", "ý kiến"), ("petition", "kiến nghị"), ("reflection", "phản ánh")],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                (
                    "local_committee",
                    models.BooleanField(
                        default=False,
                        help_text="Thay cho một cơ quan cố định: UBND xã, phường nơi có kiến nghị.",
                        verbose_name="UBND của chính địa bàn",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        help_text="Quy định phân công, phân cấp, hoặc việc đã rút ra.",
                        max_length=300,
                        verbose_name="căn cứ",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan có thẩm quyền",
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
                    "place",
                    models.ForeignKey(
                        blank=True,
                        help_text="Gồm cả các xã, phường trực thuộc. Bỏ trống là mọi nơi.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa bàn",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy tắc thẩm quyền",
                "ordering": ["field", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("field", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="voters_rule_says_about_what",
                        violation_error_message="Ghi lĩnh vực, hoặc từ trong nội dung: quy tắc phải nói về việc gì.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("local_committee", False)),
                            models.Q(("body__isnull", True), ("local_committee", True)),
                            _connector="OR",
                        ),
                        name="voters_rule_names_one_body",
                        violation_error_message="Chọn một cơ quan, hoặc đánh dấu UBND của chính địa bàn; không cả hai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="voters_rule_ends_after_it_begins",
                        violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPlan",
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
                ("name", models.CharField(max_length=200, verbose_name="tên kế hoạch")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("before", "trước kỳ họp"),
                            ("after", "sau kỳ họp"),
                            ("thematic", "chuyên đề"),
                            ("workplace", "nơi làm việc"),
                            ("residence", "nơi cư trú"),
                            ("online", "trực tuyến"),
                            ("outside", "ngoài đơn vị bầu cử"),
                            ("other", "hình thức khác"),
                        ],
                        max_length=12,
                        verbose_name="đợt, hình thức",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "đang soạn"), ("issued", "đã ban hành"), ("closed", "đã kết thúc")],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("ends_on", models.DateField(verbose_name="đến ngày")),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="Ví dụ 45/KH-HĐND-MTTQ.", max_length=60, verbose_name="số, ký hiệu"
                    ),
                ),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày ban hành")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
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
                    "led_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Thường là MTTQ; điểm nào có nơi khác chủ trì thì ghi ở điểm ấy.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan chủ trì",
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
                    "prepared_by",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="people.body", verbose_name="cơ quan cùng xây dựng kế hoạch"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_plans",
                        to="council_sessions.councilsession",
                        verbose_name="gắn với kỳ họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế hoạch tiếp xúc cử tri",
                "ordering": ["-starts_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="voters_plan_ends_after_it_begins",
                        violation_error_message="Đến ngày phải từ ngày bắt đầu trở đi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "draft"), ("issued_on__isnull", False), _connector="OR"),
                        name="voters_plan_issued_with_date",
                        violation_error_message="Kế hoạch đã ban hành phải có ngày ban hành.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
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
                ("on", models.DateField(verbose_name="ngày gửi")),
                ("text", models.TextField(verbose_name="nội dung phối hợp")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan phối hợp",
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
                    "petition",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="voters.petition",
                        verbose_name="kiến nghị",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="voters.referral",
                        verbose_name="lần chuyển",
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến phối hợp",
                "verbose_name_plural": "ý kiến phối hợp",
                "ordering": ["on", "id"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                ("round", models.PositiveSmallIntegerField(editable=False, verbose_name="lần đôn đốc")),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="đề nghị trả lời trước ngày")),
                ("note", models.TextField(blank=True, verbose_name="nội dung thêm")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Đang soạn"), ("sent", "Đã gửi"), ("dropped", "Thôi gửi")],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ngày gửi")),
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản",
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
                    "petitions",
                    models.ManyToManyField(related_name="follow_ups", to="voters.petition", verbose_name="kiến nghị"),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan được đôn đốc",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đôn đốc",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("locality", "to", "round"),
                        name="voters_followup_one_draft_per_body_and_round",
                        violation_error_message="Cơ quan này đã có một văn bản đôn đốc lần ấy đang soạn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_on__isnull", False), ("status", "sent")),
                            models.Q(models.Q(("status", "sent"), _negated=True), ("sent_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="voters_followup_sent_with_day",
                        violation_error_message="Đã gửi thì có ngày gửi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="lúc gộp")),
                ("by_name", models.CharField(max_length=200, verbose_name="người gộp")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="lúc gỡ")),
                ("undone_by_name", models.CharField(blank=True, max_length=200, verbose_name="người gỡ")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gộp",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="voters.petition",
                        verbose_name="đứng đầu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần gộp",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="NotSame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="vì sao không trùng")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="voters.petition",
                        verbose_name="kiến nghị",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="voters.petition",
                        verbose_name="kiến nghị kia",
                    ),
                ),
            ],
            options={
                "verbose_name": "cặp không trùng",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="voters_not_same_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="voters_not_same_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PetitionTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.IntegerField()),
                (
                    "locality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.locality",
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="voters.petition"
                    ),
                ),
            ],
            options={
                "verbose_name": "từ của kiến nghị",
                "constraints": [
                    models.UniqueConstraint(fields=("locality", "term", "petition"), name="voters_petition_term_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                    "public_id",
                    models.CharField(
                        default=voters.codes.public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="mã công khai",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="tiêu đề công khai")),
                ("content", models.TextField(max_length=20000, verbose_name="nội dung công khai")),
                ("place_words", models.CharField(blank=True, max_length=200, verbose_name="địa bàn, bằng lời")),
                ("answer", models.TextField(blank=True, max_length=40000, verbose_name="trả lời công khai")),
                (
                    "show_voter",
                    models.BooleanField(
                        default=False,
                        help_text="Chỉ khi cử tri đồng ý; mặc định không nêu tên.",
                        verbose_name="nêu tên cử tri",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Bản soạn"), ("published", "Đã đăng"), ("withdrawn", "Đã gỡ")],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("published_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ngày đăng")),
                (
                    "voter_shown",
                    models.CharField(blank=True, editable=False, max_length=160, verbose_name="cử tri, như đã đăng"),
                ),
                (
                    "answered_by",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="cơ quan trả lời"),
                ),
                ("answered_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ngày trả lời")),
                ("received_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ngày nhận")),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("giao_thong", "Giao thông"),
                            ("an_toan_giao_thong", "An toàn giao thông"),
                            ("chieu_sang", "Chiếu sáng công cộng"),
                            ("thuy_loi", "Thủy lợi"),
                            ("de_dieu_phong_chong_thien_tai", "Đê điều, phòng chống thiên tai"),
                            ("thoat_nuoc", "Thoát nước"),
                            ("nuoc_sach", "Nước sạch"),
                            ("dien", "Điện"),
                            ("vien_thong", "Viễn thông"),
                            ("dat_dai_gcn", "Đất đai, giấy chứng nhận"),
                            ("dat_dai_tranh_chap", "Tranh chấp đất đai"),
                            ("gpmb_boi_thuong", "Bồi thường, giải phóng mặt bằng"),
                            ("gpmb_tai_dinh_cu", "Tái định cư"),
                            ("quy_hoach_do_thi", "Quy hoạch, đô thị"),
                            ("tai_san_cong", "Tài sản công"),
                            ("moi_truong", "Môi trường"),
                            ("khoang_san", "Khoáng sản"),
                            ("nong_nghiep", "Nông nghiệp"),
                            ("lam_nghiep", "Lâm nghiệp"),
                            ("giao_duc", "Giáo dục"),
                            ("y_te", "Y tế"),
                            ("bao_hiem_y_te", "Bảo hiểm y tế"),
                            ("bao_hiem_xa_hoi", "Bảo hiểm xã hội"),
                            ("nguoi_co_cong", "Người có công"),
                            ("bao_tro_xa_hoi", "Bảo trợ xã hội"),
                            ("giam_ngheo", "Giảm nghèo"),
                            ("che_do_can_bo", "Chế độ cán bộ"),
                            ("cai_cach_hanh_chinh", "Cải cách hành chính"),
                            ("dia_gioi_hanh_chinh", "Địa giới hành chính"),
                            ("an_ninh_trat_tu", "An ninh trật tự"),
                            ("van_hoa_di_tich", "Văn hóa, di tích"),
                            ("tu_phap", "Tư pháp, thi hành án"),
                            ("khac", "Lĩnh vực khác"),
                        ],
                        editable=False,
                        max_length=32,
                        verbose_name="lĩnh vực",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("resolved", "Đã giải quyết xong"),
                            ("explained", "Giải trình, cung cấp thông tin"),
                            ("planned", "Sẽ giải quyết, có lộ trình"),
                            ("waiting_for_funds", "Chờ nguồn lực"),
                            ("in_progress", "Đang giải quyết"),
                            ("accepted_for_study", "Tiếp thu, nghiên cứu"),
                            ("cannot_resolve", "Không có cơ sở giải quyết"),
                            ("returned", "Trả lại, không đúng thẩm quyền"),
                            ("none", "Chưa có kết quả"),
                        ],
                        default="none",
                        editable=False,
                        max_length=20,
                        verbose_name="kết quả",
                    ),
                ),
                ("words", models.TextField(blank=True, editable=False, verbose_name="chữ để tìm")),
                (
                    "source_mark",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="dấu của bản gốc"),
                ),
                ("outdated", models.BooleanField(default=False, editable=False, verbose_name="khác bản đã đăng")),
                (
                    "shown_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="lúc phần công khai đổi"),
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
                    "petition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="voters.petition",
                        verbose_name="kiến nghị",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa bàn",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản công khai",
                "ordering": ["-published_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_on__isnull", False),
                            _connector="OR",
                        ),
                        name="voters_publication_published_with_date",
                        violation_error_message="Bản đã đăng thì có ngày đăng.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicRoom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_open", models.BooleanField(default=False, verbose_name="mở trang công khai")),
                ("welcome", models.TextField(blank=True, max_length=1000, verbose_name="lời giới thiệu")),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Cơ quan, điện thoại, địa chỉ để người dân hỏi thêm.",
                        max_length=300,
                        verbose_name="liên hệ",
                    ),
                ),
                (
                    "terms",
                    models.CharField(
                        blank=True,
                        help_text="Bỏ trống thì ghi: được dùng lại khi nêu nguồn.",
                        max_length=300,
                        verbose_name="điều kiện dùng lại dữ liệu",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="lúc sửa")),
                (
                    "locality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public_room",
                        to="people.locality",
                        verbose_name="địa phương",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang công khai",
            },
        ),
        migrations.CreateModel(
            name="ReplySettings",
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
                    "reply_needs_document",
                    models.BooleanField(
                        default=False,
                        help_text="Trả lời thì phải có số, ký hiệu hoặc văn bản đã vào sổ; trả lời tại hội nghị thì không.",
                        verbose_name="trả lời phải có văn bản",
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
            ],
            options={
                "verbose_name": "cách nhận trả lời kiến nghị",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("locality",),
                        name="voters_replysettings_once_per_locality",
                        violation_error_message="Địa phương này đã có một bản cài đặt.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
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
                ("name", models.CharField(max_length=160, verbose_name="tên mẫu")),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("giao_thong", "Giao thông"),
                            ("an_toan_giao_thong", "An toàn giao thông"),
                            ("chieu_sang", "Chiếu sáng công cộng"),
                            ("thuy_loi", "Thủy lợi"),
                            ("de_dieu_phong_chong_thien_tai", "Đê điều, phòng chống thiên tai"),
                            ("thoat_nuoc", "Thoát nước"),
                            ("nuoc_sach", "Nước sạch"),
                            ("dien", "Điện"),
                            ("vien_thong", "Viễn thông"),
                            ("dat_dai_gcn", "Đất đai, giấy chứng nhận"),
                            ("dat_dai_tranh_chap", "Tranh chấp đất đai"),
                            ("gpmb_boi_thuong", "Bồi thường, giải phóng mặt bằng"),
                            ("gpmb_tai_dinh_cu", "Tái định cư"),
                            ("quy_hoach_do_thi", "Quy hoạch, đô thị"),
                            ("tai_san_cong", "Tài sản công"),
                            ("moi_truong", "Môi trường"),
                            ("khoang_san", "Khoáng sản"),
                            ("nong_nghiep", "Nông nghiệp"),
                            ("lam_nghiep", "Lâm nghiệp"),
                            ("giao_duc", "Giáo dục"),
                            ("y_te", "Y tế"),
                            ("bao_hiem_y_te", "Bảo hiểm y tế"),
                            ("bao_hiem_xa_hoi", "Bảo hiểm xã hội"),
                            ("nguoi_co_cong", "Người có công"),
                            ("bao_tro_xa_hoi", "Bảo trợ xã hội"),
                            ("giam_ngheo", "Giảm nghèo"),
                            ("che_do_can_bo", "Chế độ cán bộ"),
                            ("cai_cach_hanh_chinh", "Cải cách hành chính"),
                            ("dia_gioi_hanh_chinh", "Địa giới hành chính"),
                            ("an_ninh_trat_tu", "An ninh trật tự"),
                            ("van_hoa_di_tich", "Văn hóa, di tích"),
                            ("tu_phap", "Tư pháp, thi hành án"),
                            ("khac", "Lĩnh vực khác"),
                        ],
                        help_text="Bỏ trống: mọi lĩnh vực.",
                        max_length=32,
                        verbose_name="lĩnh vực",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("resolved", "Đã giải quyết xong"),
                            ("explained", "Giải trình, cung cấp thông tin"),
                            ("planned", "Sẽ giải quyết, có lộ trình"),
                            ("waiting_for_funds", "Chờ nguồn lực"),
                            ("accepted_for_study", "Tiếp thu, nghiên cứu"),
                            ("cannot_resolve", "Không có cơ sở giải quyết"),
                        ],
                        max_length=20,
                        verbose_name="kết quả",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Chỗ điền sẵn: {ma} mã kiến nghị; {noi_dung} tóm tắt kiến nghị; {noi_kien_nghi} nơi kiến nghị; {ngay_nhan} ngày nhận; {linh_vuc} lĩnh vực; {co_quan} cơ quan trả lời.",
                        verbose_name="nội dung",
                    ),
                ),
                ("roadmap", models.TextField(blank=True, help_text="Cần khi chờ nguồn lực.", verbose_name="lộ trình")),
                ("retired", models.BooleanField(default=False, verbose_name="thôi dùng")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
            ],
            options={
                "verbose_name": "mẫu trả lời",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="SettlementReport",
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
                ("period_from", models.DateField(verbose_name="từ ngày")),
                ("period_to", models.DateField(verbose_name="đến ngày")),
                ("received_on", models.DateField(verbose_name="ngày nhận")),
                (
                    "said_total",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="tổng số kiến nghị nêu trong báo cáo"
                    ),
                ),
                (
                    "said_answered",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="đã trả lời, theo báo cáo"),
                ),
                (
                    "said_resolved",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="đã giải quyết xong, theo báo cáo"),
                ),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                (
                    "status",
                    models.CharField(
                        choices=[("received", "Đã nhận"), ("assigned", "Đang thẩm tra"), ("verified", "Đã thẩm tra")],
                        default="received",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "verify_by",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="thẩm tra trước ngày"),
                ),
                ("verified_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ngày thẩm tra")),
                ("findings", models.TextField(blank=True, editable=False, verbose_name="nhận xét của Ban")),
                ("proposals", models.TextField(blank=True, editable=False, verbose_name="kiến nghị của Ban")),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="Ban thẩm tra",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan báo cáo",
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
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council_sessions.councilsession",
                        verbose_name="trình kỳ họp",
                    ),
                ),
                (
                    "verification",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="báo cáo thẩm tra",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo kết quả giải quyết kiến nghị",
                "verbose_name_plural": "báo cáo kết quả giải quyết kiến nghị",
                "ordering": ["-received_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))),
                        name="voters_settlement_period_in_order",
                        violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "verified"), _negated=True),
                            models.Q(("verified_on__isnull", False), models.Q(("findings", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="voters_settlement_verified_with_findings",
                        violation_error_message="Đã thẩm tra thì có ngày và nhận xét.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisionReport",
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
                ("period_from", models.DateField(verbose_name="từ ngày")),
                ("period_to", models.DateField(verbose_name="đến ngày")),
                ("title", models.CharField(max_length=240, verbose_name="tên báo cáo")),
                ("counted_on", models.DateField(verbose_name="số liệu tính đến hết ngày")),
                ("assessment", models.TextField(blank=True, verbose_name="đánh giá chung")),
                ("proposals", models.TextField(blank=True, verbose_name="đề nghị")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Đang soạn"), ("issued", "Đã ban hành")],
                        default="draft",
                        editable=False,
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("issued_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ngày ban hành")),
                (
                    "numbers",
                    models.JSONField(blank=True, default=dict, editable=False, verbose_name="số liệu khi ban hành"),
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.officialdocument",
                        verbose_name="văn bản",
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
                        related_name="+",
                        to="council_sessions.councilsession",
                        verbose_name="trình kỳ họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo giám sát giải quyết kiến nghị",
                "verbose_name_plural": "báo cáo giám sát giải quyết kiến nghị",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))),
                        name="voters_supervision_period_in_order",
                        violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_on__isnull", False), ("status", "issued")),
                            models.Q(("issued_on__isnull", True), ("status", "draft")),
                            _connector="OR",
                        ),
                        name="voters_supervision_issued_with_day",
                        violation_error_message="Đã ban hành thì có ngày.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.IntegerField()),
                ("petitions", models.PositiveIntegerField()),
                (
                    "locality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.locality",
                    ),
                ),
            ],
            options={
                "verbose_name": "số kiến nghị có từ",
                "constraints": [models.UniqueConstraint(fields=("locality", "term"), name="voters_term_count_once")],
            },
        ),
        migrations.CreateModel(
            name="MergedPetition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Mới"),
                            ("forwarded", "Đã chuyển"),
                            ("in_progress", "Đang giải quyết"),
                            ("answered", "Đã trả lời"),
                            ("reopened", "Mở lại, đang giải quyết"),
                            ("returned", "Trả lại, không đúng thẩm quyền"),
                            ("finished", "Đã kết thúc"),
                        ],
                        max_length=12,
                        verbose_name="trạng thái trước",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("resolved", "Đã giải quyết xong"),
                            ("explained", "Giải trình, cung cấp thông tin"),
                            ("planned", "Sẽ giải quyết, có lộ trình"),
                            ("waiting_for_funds", "Chờ nguồn lực"),
                            ("in_progress", "Đang giải quyết"),
                            ("accepted_for_study", "Tiếp thu, nghiên cứu"),
                            ("cannot_resolve", "Không có cơ sở giải quyết"),
                            ("returned", "Trả lại, không đúng thẩm quyền"),
                            ("none", "Chưa có kết quả"),
                        ],
                        max_length=20,
                        verbose_name="kết quả trước",
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời trước")),
                ("resolved_on", models.DateField(blank=True, null=True, verbose_name="ngày giải quyết xong trước")),
                ("finished_on", models.DateField(blank=True, null=True, verbose_name="ngày hết việc trước")),
                ("evidence", models.TextField(blank=True, verbose_name="bằng chứng trước")),
                ("duties", models.JSONField(blank=True, default=list, verbose_name="nghĩa vụ còn mở trước")),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="voters.merge",
                        verbose_name="lần gộp",
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voters.petition",
                        verbose_name="kiến nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "kiến nghị được gộp",
                "constraints": [
                    models.UniqueConstraint(fields=("merge", "petition"), name="voters_petition_once_per_merge")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyDraft",
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
                    "result",
                    models.CharField(
                        choices=[
                            ("resolved", "Đã giải quyết xong"),
                            ("explained", "Giải trình, cung cấp thông tin"),
                            ("planned", "Sẽ giải quyết, có lộ trình"),
                            ("waiting_for_funds", "Chờ nguồn lực"),
                            ("accepted_for_study", "Tiếp thu, nghiên cứu"),
                            ("cannot_resolve", "Không có cơ sở giải quyết"),
                        ],
                        max_length=20,
                        verbose_name="kết quả",
                    ),
                ),
                ("text", models.TextField(verbose_name="nội dung trả lời")),
                (
                    "evidence",
                    models.TextField(
                        blank=True, help_text="Cần khi kết quả là đã giải quyết xong.", verbose_name="bằng chứng"
                    ),
                ),
                ("promised_on", models.DateField(blank=True, null=True, verbose_name="hẹn xong ngày")),
                (
                    "roadmap",
                    models.TextField(
                        blank=True,
                        help_text="Từng bước, nguồn vốn, năm bố trí. Cần khi chờ nguồn lực.",
                        verbose_name="lộ trình",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu văn bản")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafting", "Đang soạn"),
                            ("checking", "Chờ kiểm tra"),
                            ("clearing", "Chờ duyệt"),
                            ("cleared", "Đã duyệt, chờ gửi"),
                            ("returned", "Trả lại để sửa"),
                            ("sent", "Đã gửi"),
                            ("dropped", "Thôi, không gửi"),
                        ],
                        default="drafting",
                        editable=False,
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("remarks", models.TextField(blank=True, editable=False, verbose_name="nhận xét khi trả lại")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "copied_to",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Thường có MTTQ để theo dõi.",
                        related_name="+",
                        to="people.body",
                        verbose_name="đồng gửi",
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
                        verbose_name="văn bản đã vào sổ",
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
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply_drafts",
                        to="voters.petition",
                        verbose_name="kiến nghị",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="voters.reply",
                        verbose_name="trả lời đã gửi",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Ai sửa nội dung lần cuối.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người soạn",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voters.replytemplate",
                        verbose_name="theo mẫu",
                    ),
                ),
            ],
            options={
                "verbose_name": "dự thảo trả lời",
                "verbose_name_plural": "dự thảo trả lời",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("drafting", "checking", "clearing", "cleared", "returned"))),
                        fields=("petition", "body"),
                        name="voters_replydraft_one_at_a_time",
                        violation_error_message="Cơ quan này đang có một dự thảo trả lời cho kiến nghị ấy.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("promised_on__isnull", True),
                            models.Q(
                                ("result__in", ("resolved", "explained", "cannot_resolve", "returned")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="voters_replydraft_promise_of_open_result",
                        violation_error_message="Kết quả này không còn việc phải làm nên không có ngày hẹn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply__isnull", False), ("status", "sent")),
                            models.Q(models.Q(("status", "sent"), _negated=True), ("reply__isnull", True)),
                            _connector="OR",
                        ),
                        name="voters_replydraft_sent_with_reply",
                        violation_error_message="Dự thảo đã gửi thì có trả lời, chưa gửi thì không.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyDraftVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="bản")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("resolved", "Đã giải quyết xong"),
                            ("explained", "Giải trình, cung cấp thông tin"),
                            ("planned", "Sẽ giải quyết, có lộ trình"),
                            ("waiting_for_funds", "Chờ nguồn lực"),
                            ("accepted_for_study", "Tiếp thu, nghiên cứu"),
                            ("cannot_resolve", "Không có cơ sở giải quyết"),
                        ],
                        max_length=20,
                        verbose_name="kết quả",
                    ),
                ),
                ("text", models.TextField(verbose_name="nội dung trả lời")),
                ("by_name", models.CharField(max_length=200, verbose_name="người ghi")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="lúc ghi")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="voters.replydraft",
                        verbose_name="dự thảo",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản dự thảo",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "number"), name="voters_replydraftversion_number_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="batch",
            name="status",
            field=models.CharField(
                choices=[
                    ("synthesising", "Đang tổng hợp"),
                    ("asked", "Đang lấy ý kiến"),
                    ("agreed", "Đã thống nhất"),
                    ("sent", "Đã gửi"),
                ],
                default="synthesising",
                editable=False,
                max_length=14,
                verbose_name="trạng thái",
            ),
        ),
        migrations.RunPython(where_batches_stand, migrations.RunPython.noop),
        migrations.AddField(
            model_name="contactmeeting",
            name="delegates",
            field=models.ManyToManyField(
                blank=True, related_name="contact_meetings", to="people.person", verbose_name="đại biểu dự"
            ),
        ),
        migrations.AddField(
            model_name="contactmeeting",
            name="starts_at",
            field=models.TimeField(blank=True, null=True, verbose_name="giờ bắt đầu"),
        ),
        migrations.AddField(
            model_name="petition",
            name="came_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Kiến nghị của cấp dưới mà cấp này nhận để giải quyết.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="arrivals",
                to="voters.petition",
                verbose_name="từ sổ cấp dưới",
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="entry_key",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True, verbose_name="mã lần ghi nhanh"),
        ),
        migrations.AddField(
            model_name="petition",
            name="follow_code",
            field=models.CharField(
                blank=True, editable=False, max_length=16, null=True, unique=True, verbose_name="mã theo dõi"
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="original_session",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Có khi kiến nghị đã được chuyển tiếp sang kỳ họp sau.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="council_sessions.councilsession",
                verbose_name="kỳ họp ban đầu",
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="raised_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Khi kiến nghị đến qua một đại biểu.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
                verbose_name="đại biểu chuyển",
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="sent_through",
            field=models.ForeignKey(
                blank=True,
                help_text="Khi kiến nghị đến qua một cơ quan, ví dụ Đoàn đại biểu Quốc hội.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.body",
                verbose_name="cơ quan chuyển đến",
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="split_parts",
                to="voters.petition",
                verbose_name="tách từ",
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="unsplit_content",
            field=models.TextField(blank=True, editable=False, verbose_name="nguyên văn trước khi tách"),
        ),
        migrations.AddField(
            model_name="petition",
            name="voter",
            field=models.CharField(
                blank=True,
                help_text="Họ tên, nếu có ghi. Không đưa vào tìm kiếm và không hiện ở trang công khai.",
                max_length=160,
                verbose_name="cử tri",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="answer_by",
            field=models.DateField(
                blank=True,
                help_text="Ngày ấn định để nói nhận hay không.",
                null=True,
                verbose_name="hạn nhận hoặc từ chối",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="answer_duty",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="deadlines.obligation",
                verbose_name="nghĩa vụ nhận hoặc từ chối",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="continues",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Cơ quan được chuyển đã kết thúc; đây là lần của cơ quan kế thừa.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="continued",
                to="voters.referral",
                verbose_name="kế thừa lần chuyển",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="duty",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="deadlines.obligation",
                verbose_name="nghĩa vụ trả lời",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="recalled_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày thu hồi"),
        ),
        migrations.AddField(
            model_name="referral",
            name="right_body",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.body",
                verbose_name="cơ quan đúng, theo nơi từ chối",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="through",
            field=models.ForeignKey(
                blank=True,
                help_text="Ví dụ Đoàn đại biểu Quốc hội, khi chuyển lên Trung ương.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.body",
                verbose_name="chuyển qua",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="under",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inner",
                to="voters.referral",
                verbose_name="giao tiếp từ",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="roadmap",
            field=models.TextField(
                blank=True,
                help_text="Từng bước, nguồn vốn, năm bố trí. Cần khi chờ nguồn lực.",
                verbose_name="lộ trình",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="told_at",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told_replies",
                to="voters.contactmeeting",
                verbose_name="báo tại cuộc tiếp xúc",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="by_voters",
            field=models.BooleanField(
                default=False, help_text="Cơ quan chỉ ghi lại ý kiến của chính cử tri.", verbose_name="cử tri đánh giá"
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="voters.contactmeeting",
                verbose_name="tại cuộc tiếp xúc",
            ),
        ),
        migrations.AlterField(
            model_name="batch",
            name="addressee",
            field=models.ForeignKey(
                blank=True,
                help_text="Cơ quan của cấp trên: kiến nghị thuộc thẩm quyền cấp ấy vào sổ cấp trên khi gửi đợt.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.body",
                verbose_name="gửi tới",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dispatched_on__isnull", False), ("status", "sent")),
                    models.Q(models.Q(("status", "sent"), _negated=True), ("dispatched_on__isnull", True)),
                    _connector="OR",
                ),
                name="voters_batch_sent_with_date",
                violation_error_message="Đã gửi thì có ngày gửi, chưa gửi thì không.",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "agreed"), _negated=True), ("agreed_on__isnull", False), _connector="OR"
                ),
                name="voters_batch_agreed_with_date",
                violation_error_message="Đã thống nhất thì có ngày thống nhất.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer_by__isnull", True), ("answer_by__gte", models.F("sent_on")), _connector="OR"
                ),
                name="voters_referral_answer_by_after_sent",
                violation_error_message="Hạn nhận hoặc từ chối phải từ ngày chuyển trở đi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recalled_on__isnull", True),
                    models.Q(
                        ("refused_on__isnull", True),
                        ("under__isnull", False),
                        ("recalled_on__gte", models.F("sent_on")),
                    ),
                    _connector="OR",
                ),
                name="voters_referral_recalled_inside_only",
                violation_error_message="Chỉ thu hồi việc đã giao tiếp và chưa bị từ chối, từ ngày giao trở đi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("under__isnull", True), models.Q(("under", models.F("id")), _negated=True), _connector="OR"
                ),
                name="voters_referral_not_under_itself",
                violation_error_message="Một lần giao không giao tiếp từ chính nó.",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("meeting__isnull", True), ("by_voters", True), _connector="OR"),
                name="voters_verdict_meeting_of_voters",
                violation_error_message="Cuộc tiếp xúc chỉ ghi khi chính cử tri đánh giá.",
            ),
        ),
        migrations.AddField(
            model_name="contactmeeting",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="voters.contactplan",
                verbose_name="điểm của kế hoạch",
            ),
        ),
        migrations.AddIndex(
            model_name="contactplan",
            index=models.Index(fields=["locality", "status", "starts_on"], name="voters_cont_localit_b9f976_idx"),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["locality", "status", "to"], name="voters_foll_localit_34d391_idx"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["locality", "status", "-published_on"], name="voters_publ_localit_ba2308_idx"),
        ),
        migrations.AddIndex(
            model_name="replydraft",
            index=models.Index(fields=["body", "status"], name="voters_repl_body_id_04fecc_idx"),
        ),
    ]
