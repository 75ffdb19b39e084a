"""A whole file that cannot be read. One bad line is never an error: it is an `Unreadable` record."""

from orchestre.basics import OrchestreError


class FileUnreadable(OrchestreError):
    """Nothing of the file could be imported. `values` hold `file`."""


class FileEmpty(FileUnreadable):
    code = "replies.file_empty"


class FileBinary(FileUnreadable):
    code = "replies.file_binary"


class OldExcel(FileUnreadable):
    code = "replies.old_excel"


class OutlookMessage(FileUnreadable):
    code = "replies.outlook_message"


class OutlookStore(FileUnreadable):
    code = "replies.outlook_store"


class PdfNotRead(FileUnreadable):
    code = "replies.pdf_not_read"


class OfficeDocument(FileUnreadable):
    code = "replies.office_document"


class OtherSpreadsheet(FileUnreadable):
    code = "replies.other_spreadsheet"


class ArchiveNotRead(FileUnreadable):
    code = "replies.archive_not_read"


class ArchiveTooLarge(FileUnreadable):
    code = "replies.archive_too_large"


class ArchiveBroken(FileUnreadable):
    code = "replies.archive_broken"


class ArchiveEmpty(FileUnreadable):
    code = "replies.archive_empty"


class ArchiveEncrypted(FileUnreadable):
    code = "replies.archive_encrypted"


class ArchiveNested(FileUnreadable):
    code = "replies.archive_nested"


class WorkbookBroken(FileUnreadable):
    code = "replies.workbook_broken"


class FormatUnknown(FileUnreadable):
    code = "replies.format_unknown"


class TooManyColumns(FileUnreadable):
    code = "replies.too_many_columns"


class NoList(FileUnreadable):
    code = "replies.json_without_list"


class ColumnsInvalid(OrchestreError):
    code = "replies.columns_invalid"
