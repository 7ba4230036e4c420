import factory
from factory.django import DjangoModelFactory

from coordination.jobs.models import Job
from tests.people.factories import UserFactory


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "echo"
    title = factory.Sequence(lambda n: f"Việc thử {n}")
    requested_by = factory.SubFactory(UserFactory)
    membership = factory.LazyAttribute(lambda job: job.requested_by and job.requested_by.acting)
