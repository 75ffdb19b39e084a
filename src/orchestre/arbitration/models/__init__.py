"""One decision a pair of files: `<topic>.toml` has the numbers and words, `<topic>.py` the sums.

A Python file here defines `work(x)`, yearly euros of each option line by line, and `side(x)`, figures said beside it;
where they are needed, `WHEN`, when a note is shown, and `more(x)`, more for the document. All work on one
value or on one value a draw.
"""
