"""Supervision 督办: what is due, who is reminded of it, which overdue items are urged, and by which notices.

`due_things` knows every kind of thing that falls due; `due_reminders` and `escalation` are steps of the daily
job; `drafting` makes drafts of notices; `telling` has the words and the people.
"""
