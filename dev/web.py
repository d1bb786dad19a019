"""What gunicorn serves: one site of the bench with its files, without the debugger of `bench serve`."""

import os

import frappe.app

frappe.app._site = os.environ["DEPUTY_AFFAIRS_SITE"]
frappe.app._sites_path = os.getcwd()
application = frappe.app.application_with_statics()
