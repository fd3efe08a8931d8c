"""gunicorn reads this file by itself when it is started in this folder; options of the command line go first."""

from arnsberg_hilfe.core import access_log

worker_class = "gthread"
workers = 2
threads = 4
logger_class = access_log.AccessLog
access_log_format = access_log.FORMAT
