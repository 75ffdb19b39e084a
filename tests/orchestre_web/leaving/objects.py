"""An archive that was prepared."""

from orchestre_web.leaving.models import Package, PackagePart
from tests.orchestre_web.people import People


def objects(people: People) -> dict[str, object]:
    package = Package.objects.create(company=people.company, by=people.users["owner"], size=4)
    PackagePart.objects.create(package=package, number=0, data=b"PK..")
    return {"package": package.pk}
