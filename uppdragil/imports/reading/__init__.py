"""Word and PDF files as lines of text. A file is opened in a process of its own, with little time and memory."""
