"""What knows no business: database, context, http, errors, jobs, files, settings."""
