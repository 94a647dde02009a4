"""`./run bench`: how long what people do takes, beside a floor, with 1,000 and with 10,000 mandates.

The floor is what the same answer costs with nothing in between: one SQL query per table, written by hand, its values
made text and joined to a bare page; a bare write-only workbook of the very cells; Python's csv. It is served by the
same kind of server, on a copy of the same database, and asked in turns with the product, so that whatever else the
machine does hits both. It logs nobody in and asks nobody's permission.

    worlds.py    databases with an invented portfolio       subjects.py  who asks, and for what
    servers.py   gunicorn, its time and its memory          visitor.py   a browser without a screen
    cases.py     what is asked of the product and the floor measure.py   one database, measured
    floor/       the floor                                  report.py    what is printed

Nothing here is a test: no figure fails anything.
"""
