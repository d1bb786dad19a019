"""Defaults of a site in China: language, country, time zone, and nothing that stands in the way at first."""

import frappe


def apply() -> None:
	"""Set them; safe on any site and safe to run again."""
	settings = frappe.get_single("System Settings")
	wanted = {
		"language": "zh",
		"country": "China",
		"time_zone": "Asia/Shanghai",
		"date_format": "yyyy-mm-dd",
		"time_format": "HH:mm",
		"first_day_of_the_week": "Monday",
		"enable_onboarding": 0,
		"enable_telemetry": 0,
		"setup_complete": 1,
		"disable_system_update_notification": 1,
		"disable_change_log_notification": 1,
	}
	settings.update({field: value for field, value in wanted.items() if settings.meta.has_field(field)})
	settings.flags.ignore_mandatory = True
	settings.save()
	# Without these rows the desk leads every login to the setup wizard.
	if frappe.db.has_column("Installed Application", "is_setup_complete"):
		installed = frappe.qb.DocType("Installed Application")
		frappe.qb.update(installed).set(installed.is_setup_complete, 1).run()
	frappe.db.set_default("desktop:home_page", "workspace")
	for user in ("Administrator", "Guest"):
		frappe.db.set_value("User", user, {"language": "zh", "time_zone": "Asia/Shanghai"})
	if frappe.db.exists("Module Onboarding", {"is_complete": 0}):
		onboarding = frappe.qb.DocType("Module Onboarding")
		frappe.qb.update(onboarding).set(onboarding.is_complete, 1).where(
			onboarding.module != "Deputy Affairs"
		).run()
	frappe.clear_cache()
