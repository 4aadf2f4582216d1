"""An archive of past replies checked as a whole: rows in, rows and counts out, on one machine or
on Spark.

`columns` says what is read, `formats` and `reading` read it, `batch` checks it, `local` and
`spark` run that, `store` keeps what is done, `summary` and `report` say what was found.
"""
