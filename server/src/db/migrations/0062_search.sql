-- What releases are found by (docs/decisions/0026-search.md): for each period of a release, which of its series or narratives have a token, and
-- with what letter which of its words begin. The terms of the period are copied as onto rows of observations, and the policies are the same.
create table search_entry (
  ref_area text not null, release_id bigint not null, dataflow text not null, freq text not null, time_period text not null,
  kind text not null check (kind in ('series', 'narrative', 'word')),  -- entries: indicators, numbers of narratives, words
  language text not null, token text not null, entries text[] not null, weights real[] not null check (cardinality(weights) = cardinality(entries)),
  level smallint not null, share_group text check (share_group !~ '\|'), embargo_until timestamptz,
  primary key (ref_area, release_id, freq, time_period, kind, language, token),
  foreign key (ref_area, release_id) references release (ref_area, release_id)
);
create index on search_entry (token, kind);

-- Written by the jobs alone, who read the releases of all; read by whom the terms let.
select install_release_policies('search_entry', null);
drop policy own_insert on search_entry;
drop policy own_update on search_entry;
revoke insert on search_entry from vrs_app;
create policy jobs_insert on search_entry for insert to vrs_jobs with check (true);
create policy jobs_delete on search_entry for delete to vrs_jobs using (true);
grant insert, delete, update (level, share_group, embargo_until) on search_entry to vrs_jobs;

-- In which form the entries of a release were written; null where they are not yet.
alter table release add column searched text;
grant update (searched) on release to vrs_jobs;
