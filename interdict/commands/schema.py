"""`interdict schema`: the JSON Schema of a case document."""

from __future__ import annotations

from interdict.commands.options import Printing, prints
from interdict.domain.schema import make_schema
from interdict.terminal.output import print_document


@prints(("auto", "json", "yaml"), default="json")
def command(printing: Printing) -> None:
    """Print the JSON Schema of a case document, for editors and other programs.

    An editor that knows it completes keys and words while you write. 'interdict import' checks more than a schema can.

    \b
    Examples:
      interdict schema -o case.schema.json
      interdict schema -f yaml

    See also: fields, import, help documents.
    """
    print_document(make_schema(), format=printing.format, screen=printing.screen, output=printing.output)
