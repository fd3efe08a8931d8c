from typing import Any, NoReturn

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoUploads(FileUploadHandler):
    """The portal takes no files: one that is sent along is read past and never kept, neither in memory nor on disk."""

    def new_file(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise SkipFile

    def receive_data_chunk(self, _raw_data: bytes, _start: int) -> None:
        """Never asked, because `new_file` skips."""

    def file_complete(self, _file_size: int) -> None:
        """No file comes of it."""
