"""Beroenden: what a delay of one mandate does to those that depend on it, and who depends on whom in a circle.

`effects` and `cycles` are pure rules over a graph; `selectors` draws that graph of what one person may see.
"""
