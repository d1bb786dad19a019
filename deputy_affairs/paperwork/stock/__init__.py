"""The stock forms, one file each.

Every file has ``KIND``, ``TITLE``, ``REFERENCE_DOCTYPE``, ``build() -> bytes``, ``SAMPLE`` (a complete example of the
values it is filled with) and ``LABELS`` (Chinese names of the fields).
"""
