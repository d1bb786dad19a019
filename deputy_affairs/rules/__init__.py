"""The arithmetic of the domain: plain Python, no framework, nothing stored.

Every function computes from values alone. Texts for people are `text.Text` (an English source string and
its arguments apart); stored values are English constants. The letters in comments such as [ZJ-S §13] are the
source keys of the domain notes: a province's suggestion rules (-S), township rules (-T), and so on.
"""
