"""Where a Word file of ours holds its directive beside the words: an XML part with the version's own JSON."""

NAMESPACE = "urn:uppdragil:directive"
ELEMENT = f"{{{NAMESPACE}}}directive"
EDITION = "edition"  # the attribute that names the edition by its key
