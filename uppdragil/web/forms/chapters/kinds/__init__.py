"""The forms of rows, by the chapter that the rows stand in."""
