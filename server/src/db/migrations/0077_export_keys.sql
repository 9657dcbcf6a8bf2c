-- The key of a file is for the person who asked for it alone: what the jobs clear away they need not be able to read.
revoke select on export from vrs_jobs;
grant select (expires_at, spool_name) on export to vrs_jobs;
