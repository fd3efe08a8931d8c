from offers.forms.submission import EditForm, LostLinkForm, RecordForm, SubmissionForm

__all__ = ["EditForm", "LostLinkForm", "RecordForm", "SubmissionForm"]
