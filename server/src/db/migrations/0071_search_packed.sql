-- Most tokens stand in one or two narratives of a period, so what a row costs beside its list counts most (docs/decisions/0026-search.md).
-- Numbers of narratives are packed (core/src/search/packed.ts); one index takes the place of the long key; and no reference to the release is
-- looked up for each row, since rows are written from the release's periods while it is locked. They are written anew where the form changed.
drop table search_entry;
create table search_entry (
  ref_area text not null, release_id bigint not null, dataflow text not null, freq text not null, time_period text not null,
  kind text not null check (kind in ('series', 'narrative', 'word')), language text not null, token text not null,
  names text,     -- of series their indicators, of a letter the words that begin with it: a space between them
  numbers bytea,  -- of narratives
  level smallint not null, share_group text check (share_group !~ '\|'), embargo_until timestamptz,
  check (case kind when 'narrative' then numbers is not null and names is null else numbers is null and names is not null end)
);
-- A look-up reads the entries of the own member, and of others those that somebody may see at all: what others keep to themselves is not even
-- passed over, so that it costs nobody time.
create index on search_entry (token, kind, level, ref_area);
create index on search_entry (ref_area, release_id, freq, time_period);

-- Written by the jobs alone, who read the releases of all; read by whom the terms let.
select install_release_policies('search_entry', null);
drop policy own_insert on search_entry;
drop policy own_update on search_entry;
revoke insert on search_entry from vrs_app;
create policy jobs_insert on search_entry for insert to vrs_jobs with check (true);
create policy jobs_delete on search_entry for delete to vrs_jobs using (true);
grant insert, delete, update (level, share_group, embargo_until) on search_entry to vrs_jobs;
