"""The one place that speaks SQL. Policy lives above: `auth`, `events`, `publish`, `live`."""
