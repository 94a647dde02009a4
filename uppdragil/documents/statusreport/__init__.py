"""The rows of the status report, from the database: some mandates at a time, so that memory does not grow."""
