"""Completion of command lines: what a shell asks when somebody presses TAB.

It stands above the commands, which it reads off; it neither loads Typer nor writes to the file, and it never says what
went wrong: a TAB that finds nothing gives nothing. Typer's own completion was weighed: it loads Typer (six times a bare
Python) and the module of the command on every TAB, and knows options but no values.
"""
