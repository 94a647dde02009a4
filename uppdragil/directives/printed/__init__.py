"""A directive as it stands on paper, in the model's own layout: the Word file is drawn of it, and read against it.

The words of the layout are Swedish, as the model's are: the import reads the same ones.
"""

from .layout import Block, BlockKind, Part, layout
from .lines import lines_of, looks

__all__ = ["Block", "BlockKind", "Part", "layout", "lines_of", "looks"]
