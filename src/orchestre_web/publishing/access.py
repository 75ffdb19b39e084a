"""The one place of this room that refuses: who is not of the company, and what does not belong to the call."""

from django.http import Http404

from orchestre_web.accounts.access import Someone
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.publishing.models import Attachment, Enquiry, Publication, Submission


def access_publication(user: Someone, call_id: int, role: Role = Role.READS) -> Publication:
    """With its call and company. Raises Http404 where none was begun, and PermissionDenied."""
    call = access_call(user, call_id, role)
    found = Publication.objects.filter(call=call).first()
    if found is None:
        raise Http404
    found.call = call
    return found


def access_submission(user: Someone, call_id: int, submission_id: int, role: Role = Role.READS) -> Submission:
    publication = access_publication(user, call_id, role)
    found = publication.submissions.select_related("first", "delivery").filter(pk=submission_id).first()
    if found is None:
        raise Http404
    found.publication = publication
    return found


def access_attachment(user: Someone, call_id: int, attachment_id: int, role: Role = Role.READS) -> Attachment:
    publication = access_publication(user, call_id, role)
    found = Attachment.objects.filter(submission__publication=publication, pk=attachment_id).first()
    if found is None:
        raise Http404
    return found


def access_enquiry(user: Someone, call_id: int, enquiry_id: int, role: Role = Role.READS) -> Enquiry:
    publication = access_publication(user, call_id, role)
    found = publication.enquiries.filter(pk=enquiry_id).first()
    if found is None:
        raise Http404
    return found
