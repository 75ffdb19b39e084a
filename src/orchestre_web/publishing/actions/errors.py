"""What cannot be done with a publication, each with its sentence."""

from orchestre.basics import OrchestreError
from orchestre_web.publishing import limits


class NoRule(OrchestreError):
    code = "publishing.no_rule"


class DeadlineGone(OrchestreError):
    code = "publishing.deadline_gone"


class DeadlineTooFar(OrchestreError):
    code = "publishing.deadline_too_far"


class AlreadyPublished(OrchestreError):
    code = "publishing.already_published"


class NotNow(OrchestreError):
    code = "publishing.not_now"


class NothingSaid(OrchestreError):
    code = "publishing.nothing_said"


class OffersClosed(OrchestreError):
    code = "publishing.offers_closed"


class QuestionsClosed(OrchestreError):
    code = "publishing.questions_closed"


class CallFull(OrchestreError):
    code = "publishing.call_full"


class TooManyFiles(OrchestreError):
    code = "publishing.too_many_files"


class FileTooLarge(OrchestreError):
    code = "publishing.file_too_large"

    def __init__(self, name: str) -> None:
        super().__init__(name=name, most=limits.MOST_FILE_BYTES // 1024**2, all=limits.MOST_BYTES // 1024**2)


class FileRefused(OrchestreError):
    code = "publishing.file_refused"


class FileGone(OrchestreError):
    code = "publishing.file_gone"


class FileEmpty(OrchestreError):
    code = "publishing.file_empty"


class TooManyVersions(OrchestreError):
    code = "publishing.too_many_versions"


class LinkUnknown(OrchestreError):
    code = "publishing.link_unknown"
