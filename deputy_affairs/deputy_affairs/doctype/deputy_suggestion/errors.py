"""What can be wrong with a suggestion: one exception a rule."""

import frappe


class SignerError(frappe.ValidationError):
	"""A signer is entered twice, is not in office, or the signature is not entered as it must be."""


class OccasionError(frappe.ValidationError):
	"""Meeting, term and congress of a suggestion do not belong together."""


class IncompleteSuggestionError(frappe.ValidationError):
	"""A suggestion cannot be submitted without what the form requires (BJ-S §9, DL25 §24)."""


class UnconfirmedSignerError(frappe.ValidationError):
	"""A co-signer has not confirmed that the suggestion is their will (BJ-S §11)."""


class MotionError(frappe.ValidationError):
	"""A motion lacks what the law asks for (OL22 §22, DL25 §15)."""


class DelegationError(frappe.ValidationError):
	"""A delegation submits at a meeting only, signed by its head (CQ-S §8)."""


class WithdrawalError(frappe.ValidationError):
	"""A suggestion can be withdrawn until its reply is issued, when all signers ask (SD-S §9, SH-S §10)."""


class ClosingError(frappe.ValidationError):
	"""A suggestion cannot be closed before it is answered."""


class SuggestionOnRecordError(frappe.ValidationError):
	"""A suggestion that was submitted stays on record."""


class SecondReviewerError(frappe.ValidationError):
	"""First and second review are done by two people."""


class SplitError(frappe.ValidationError):
	"""A suggestion cannot be split in this way."""


class MergeError(frappe.ValidationError):
	"""Suggestions cannot be merged in this way, or a merged one does not go its own way."""


class MarkError(frappe.ValidationError):
	"""A suggestion cannot be marked in this way."""


class ManyAtOnceError(frappe.ValidationError):
	"""A suggestion cannot be assigned together with others from the list, or there are too many of them."""
