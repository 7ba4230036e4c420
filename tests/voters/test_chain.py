"""The chain petition → draft → resolution → task: clickable both ways, nobody is told a name they may not read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.records.errors import Conflict, Forbidden
from coordination.workflow import door
from sessions.models import DraftResolution
from tests.sessions.factories import DraftResolutionFactory, ResolutionFactory, ResolutionTaskFactory
from tests.voters.factories import PetitionFactory, petition_of
from voters import actions
from voters.models import Petition

STAGES = ["Kiến nghị cử tri", "Dự thảo nghị quyết", "Nghị quyết", "Nhiệm vụ"]


def url(record):
    return reverse("voters:petition-drafts", args=[record.pk])


@pytest.fixture
def chain(cast):
    """One of each, tied together."""
    petition = PetitionFactory(locality=cast.locality, title="Đường liên xã hư hỏng")
    draft = DraftResolutionFactory(locality=cast.locality, title="Dự thảo về đường liên xã")
    resolution = ResolutionFactory(locality=cast.locality, draft=draft, number="9", title="Về đường liên xã")
    task = ResolutionTaskFactory(
        locality=cast.locality, resolution=resolution, owner=cast.department, title="Sửa đường"
    )
    actions.link_drafts(petition, by=cast.lan, drafts=[draft])
    return [petition, draft, resolution, task]


def told(client, record) -> dict:
    """Label → (addresses of the named, how many hidden) of the panel on a record's page."""
    panels = client.get(record.get_absolute_url()).context["margin_panels"]
    found = next((panel for panel in panels if panel.title == "Chuỗi nguồn gốc"), None)
    stages = found.context["stages"] if found else []
    return {stage.label: ([row.url for row in stage.rows], stage.hidden) for stage in stages}


class TestThePanel:
    def test_leads_from_each_to_all(self, client, cast, chain):
        client.force_login(cast.lan)
        for here in chain:
            addresses = ["" if other is here else other.get_absolute_url() for other in chain]
            assert told(client, here) == {
                label: ([address], 0) for label, address in zip(STAGES, addresses, strict=True)
            }, here

    def test_a_record_that_stands_alone_has_none(self, client, cast):
        client.force_login(cast.lan)
        for factory in (PetitionFactory, DraftResolutionFactory, ResolutionFactory):
            assert told(client, factory(locality=cast.locality)) == {}

    def test_a_department_reads_its_task_and_learns_how_many_others_there_are(self, client, cast, chain):
        petition, draft, resolution, task = chain
        client.force_login(cast.minh)
        assert told(client, task) == {
            "Kiến nghị cử tri": ([], 1),
            "Dự thảo nghị quyết": ([], 1),
            "Nghị quyết": ([resolution.get_absolute_url()], 0),
            "Nhiệm vụ": ([""], 0),
        }
        page = client.get(task.get_absolute_url()).content.decode()
        assert "1 hồ sơ khác" in page
        assert "Đường liên xã hư hỏng" not in page
        assert "Dự thảo về đường liên xã" not in page

    def test_a_secret_draft_is_not_named_to_others(self, client, cast, chain):
        petition, draft, resolution, task = chain
        draft.confidential = True
        door.change(draft, by=cast.lan)
        client.force_login(cast.ubnd)
        assert told(client, petition)["Dự thảo nghị quyết"] == ([], 1)
        assert "Dự thảo về đường" not in client.get(petition.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    @pytest.mark.parametrize("where", range(4))
    def test_the_number_of_rows_costs_nothing(self, client, cast, chain, where, count):
        petition, draft, resolution, task = chain

        def queries() -> int:
            client.get(chain[where].get_absolute_url())
            with CaptureQueriesContext(connection) as captured:
                client.get(chain[where].get_absolute_url())
            return len(captured)

        client.force_login(cast.lan)
        petition_of(cast.locality)  # one that is similar: its panel is there from the start
        before = queries()
        for _ in range(count):
            other = PetitionFactory(locality=cast.locality)
            actions.link_drafts(other, by=cast.lan, drafts=[draft])
            ResolutionFactory(locality=cast.locality, draft=draft)
            ResolutionTaskFactory(locality=cast.locality, resolution=resolution, owner=cast.department)
        assert queries() == before


class TestLinking:
    @pytest.fixture
    def petition(self, cast):
        return PetitionFactory(locality=cast.locality)

    def test_on_the_petitions_page(self, client, cast, petition):
        draft = DraftResolutionFactory(locality=cast.locality)
        DraftResolutionFactory(locality=cast.other)
        client.force_login(cast.lan)
        page = client.get(petition.get_absolute_url())
        assert url(petition) in [button.url for button in page.context["buttons"]]
        form = client.get(url(petition)).context["form"]
        assert list(form.fields["drafts"].queryset) == [draft]
        answer = client.post(url(petition), {"drafts": [draft.pk], "revision": petition.revision})
        assert (answer.status_code, answer.url) == (302, petition.get_absolute_url())
        assert list(petition.drafts.all()) == [draft]
        history = client.get(reverse("voters:petition-history", args=[petition.pk])).context["history"]
        assert history[0].note == "Gắn với 1 dự thảo nghị quyết"

    def test_is_for_those_who_forward_or_keep_the_drafts(self, client, cast, petition):
        for user, status in (
            (cast.lan, 200),
            (cast.thu_ky, 200),
            (cast.ubnd, 403),
            (cast.hoa, 403),
            (cast.stranger, 404),
        ):
            client.force_login(user)
            assert client.get(url(petition)).status_code == status, user
        for user in (cast.ubnd, cast.hoa, cast.stranger):
            with pytest.raises(Forbidden):
                actions.link_drafts(petition, by=user, drafts=[])

    def test_one_that_the_person_may_not_see_stays_linked(self, client, cast, petition):
        hidden = DraftResolutionFactory(locality=cast.locality, confidential=True)
        seen = DraftResolutionFactory(locality=cast.locality)
        petition.drafts.add(hidden, seen)
        assert not DraftResolution.objects.visible_to(cast.thu_ky).filter(pk=hidden.pk).exists()
        client.force_login(cast.thu_ky)
        assert client.post(url(petition), {"revision": petition.revision}).status_code == 302
        assert list(petition.drafts.all()) == [hidden]

    def test_a_draft_of_elsewhere_is_refused(self, client, cast, petition):
        foreign = DraftResolutionFactory(locality=cast.other)
        client.force_login(cast.lan)
        posted = {"drafts": [foreign.pk], "revision": petition.revision}
        assert client.post(url(petition), posted).status_code == 422
        assert petition.drafts.count() == 0

    def test_two_secretaries_at_once(self, client, cast, petition):
        first, second = (DraftResolutionFactory(locality=cast.locality) for _ in range(2))
        stale = Petition.objects.get(pk=petition.pk)
        actions.link_drafts(petition, by=cast.lan, drafts=[first])
        client.force_login(cast.thu_ky)
        answer = client.post(url(stale), {"drafts": [second.pk], "revision": stale.revision})
        assert answer.status_code == 409
        with pytest.raises(Conflict):
            actions.link_drafts(stale, by=cast.thu_ky, drafts=[second])
        assert list(petition.drafts.all()) == [first]
