"""The rules of the layout checker (:mod:`..checker`), one module for each part of a paper."""
