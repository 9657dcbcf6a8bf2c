-- Narratives: the qualitative records. They are drafted in a report, released like a dataflow under the id of their kind, and seen under the same
-- policies as figures (docs/decisions/0027-narratives.md).

-- Where the rows of a release lie: the table of observations of its dataflow, or `narrative`. Of a kind that is never public neither its
-- release nor a row of it can be.
alter table release add column holds text not null default 'figures' check (holds in ('figures', 'narratives'));
alter table release add column never_public boolean not null default false;
alter table release add constraint release_never_public check (not never_public or level < 4);

-- As it stands in a report that is not approved yet. One row a narrative and version of the report, overwritten by each change.
create table narrative_draft (
  ref_area text not null, report_id bigint not null, version integer not null, narrative_id bigint not null check (narrative_id > 0), dataflow text not null, unit text not null,
  narrative_version integer not null check (narrative_version > 0),      -- the version that it is when it is released
  edit_no bigint not null,                                             -- the report's change that wrote it: what a writer saw is compared with it
  body jsonb not null, released jsonb,                                 -- what it tells, and what its last release told
  edited_by text not null, edited_at timestamptz not null,
  primary key (ref_area, report_id, version, narrative_id),
  foreign key (ref_area, report_id, version, dataflow) references report_section (ref_area, report_id, version, dataflow)
);
select secure_table('narrative_draft', 'select, insert, delete', 'owner_read :: select :: current_user :: true',
  $p$own_drafts :: all :: vrs_app :: ref_area = nullif(current_setting('app.member', true), '') and (current_setting('app.role', true) = 'focal_point' or (current_setting('app.role', true) = 'reporter' and unit = nullif(current_setting('app.unit', true), '')))$p$);
grant update (narrative_version, edit_no, body, edited_by, edited_at) on narrative_draft to vrs_app;

-- As it was released: every version, each with the terms of its period. Which of them counts is said by release_period.
create table narrative (
  ref_area text not null, release_id bigint not null, narrative_id bigint not null check (narrative_id > 0), dataflow text not null, kind text not null,
  collection text not null, collection_version text not null, freq text not null, time_period text not null, version integer not null check (version > 0),
  language text not null, summary text not null check (length(summary) <= 300), body jsonb not null, released_at timestamptz not null,
  never_public boolean not null, level smallint not null check (not never_public or level < 4), share_group text check (share_group !~ '\|'), embargo_until timestamptz,
  primary key (ref_area, release_id, narrative_id),
  foreign key (ref_area, release_id) references release (ref_area, release_id),
  foreign key (collection, collection_version) references collection (id, version)
);
create index on narrative (ref_area, narrative_id);
create index on narrative (dataflow, time_period);
select install_release_policies('narrative', null);
drop policy own_update on narrative;                                   -- the jobs alone write terms onto rows
grant update (level, share_group, embargo_until) on narrative to vrs_jobs;

-- Narratives are numbered like reports. Drafts that were thrown away leave their numbers.
create or replace function max_number(p_table text, p_column text, p_ref_area text) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare n bigint;
begin
  if p_ref_area is distinct from nullif(current_setting('app.member', true), '') or (p_table, p_column) not in (('task', 'task_id'), ('report', 'report_id'), ('release', 'release_id'), ('upload', 'upload_id'), ('narrative_draft', 'narrative_id')) then
    raise exception 'no such series';
  end if;
  execute format('select max(%I) from %I where ref_area = $1', p_column, p_table) into n using p_ref_area;
  return n;
end $$;
