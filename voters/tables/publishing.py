"""Lists of publications, for the office."""

from coordination.ui.tables import Column, DateColumn, LinkColumn, RecordTable, StateColumn
from voters.models import Publication


class PublicationTable(RecordTable):
    title = LinkColumn(
        "Bản công khai", sub=("petition__code", "place_words"), order_by=("title",), names={"place_words": "Địa bàn"}
    )
    field = Column("Lĩnh vực", accessor="petition__get_field_display", order_by=("petition__field",), phone="hide")
    state = StateColumn("Trạng thái", order_by=("status", "outdated"))
    published_on = DateColumn("Ngày đăng")

    class Meta(RecordTable.Meta):
        model = Publication
        fields = ()
        order_by = ("-published_on",)
        select_related = ("petition",)
