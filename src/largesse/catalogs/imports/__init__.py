"""Items of catalogues from tables and product feeds: rows checked one by one, jobs that resume."""
