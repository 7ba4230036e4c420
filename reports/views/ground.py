"""What figures rest on: register coverage, sources, reported figures, indicators."""

from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, ListPage, routes
from reports import actions, filters, forms, tables
from reports.models import Indicator, RegisterCoverage, ReportedFigure, Source


class CoverageList(ListPage):
    model = RegisterCoverage
    permission = Permission.FIGURE_VIEW
    create_permission = Permission.FIGURE_ENTER
    table_class = tables.CoverageTable
    filterset_class = filters.CoverageFilter
    title = "Phạm vi sổ"
    lead = "Trong những khoảng này văn phòng giữ sổ đầy đủ, nên số liệu được đếm từ hồ sơ."


class CoverageDetail(DetailPage):
    model = RegisterCoverage
    permission = Permission.FIGURE_VIEW
    edit_permission = Permission.FIGURE_ENTER


class CoverageCreate(CreatePage):
    model = RegisterCoverage
    permission = Permission.FIGURE_ENTER
    form_class = forms.CoverageForm
    action = actions.create_row


class CoverageEdit(EditPage):
    model = RegisterCoverage
    permission = Permission.FIGURE_ENTER
    form_class = forms.CoverageForm
    action = actions.edit_row


class SourceList(ListPage):
    model = Source
    permission = Permission.FIGURE_VIEW
    create_permission = Permission.FIGURE_ENTER
    table_class = tables.SourceTable
    filterset_class = filters.SourceFilter
    title = "Nguồn tư liệu"


class SourceDetail(DetailPage):
    model = Source
    permission = Permission.FIGURE_VIEW
    edit_permission = Permission.FIGURE_ENTER


class SourceCreate(CreatePage):
    model = Source
    permission = Permission.FIGURE_ENTER
    form_class = forms.SourceForm
    action = actions.create_row


class SourceEdit(EditPage):
    model = Source
    permission = Permission.FIGURE_ENTER
    form_class = forms.SourceForm
    action = actions.edit_row


class ReportedList(ListPage):
    model = ReportedFigure
    permission = Permission.FIGURE_VIEW
    create_permission = Permission.FIGURE_ENTER
    table_class = tables.ReportedFigureTable
    filterset_class = filters.ReportedFigureFilter
    title = "Số liệu mang vào"
    lead = "Số do một nguồn nêu cho đúng kỳ và phạm vi ấy; dùng khi sổ chưa đầy đủ."


class ReportedDetail(DetailPage):
    model = ReportedFigure
    permission = Permission.FIGURE_VIEW
    edit_permission = Permission.FIGURE_ENTER
    select_related = ("source",)


class ReportedCreate(CreatePage):
    model = ReportedFigure
    permission = Permission.FIGURE_ENTER
    form_class = forms.ReportedFigureForm
    action = actions.create_row


class ReportedEdit(EditPage):
    model = ReportedFigure
    permission = Permission.FIGURE_ENTER
    form_class = forms.ReportedFigureForm
    action = actions.edit_row


class IndicatorList(ListPage):
    model = Indicator
    permission = Permission.FIGURE_VIEW
    create_permission = Permission.FIGURE_ENTER
    table_class = tables.IndicatorTable
    filterset_class = filters.IndicatorFilter
    title = "Chỉ tiêu kinh tế - xã hội"
    lead = "Số liệu bối cảnh được dẫn trong báo cáo, có nguồn; không lẫn với số liệu phối hợp."


class IndicatorDetail(DetailPage):
    model = Indicator
    permission = Permission.FIGURE_VIEW
    edit_permission = Permission.FIGURE_ENTER
    select_related = ("source",)


class IndicatorCreate(CreatePage):
    model = Indicator
    permission = Permission.FIGURE_ENTER
    form_class = forms.IndicatorForm
    action = actions.create_row


class IndicatorEdit(EditPage):
    model = Indicator
    permission = Permission.FIGURE_ENTER
    form_class = forms.IndicatorForm
    action = actions.edit_row


coverage = routes(
    "registercoverage", list=CoverageList, detail=CoverageDetail, create=CoverageCreate, edit=CoverageEdit
)
sources = routes("source", list=SourceList, detail=SourceDetail, create=SourceCreate, edit=SourceEdit)
reported = routes("reportedfigure", list=ReportedList, detail=ReportedDetail, create=ReportedCreate, edit=ReportedEdit)
indicators = routes("indicator", list=IndicatorList, detail=IndicatorDetail, create=IndicatorCreate, edit=IndicatorEdit)
