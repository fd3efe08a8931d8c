"""Days without a leading zero, and without «р.», so that a full stop may follow."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
