-- A route or a place that is no longer offered for new figures. What was reported of it stays valid.
alter table register_entry add column retired boolean not null default false;
