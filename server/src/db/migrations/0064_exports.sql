-- Files of figures that somebody takes away: made by a task, sealed on disk under a key of their own, for that person alone, for a day.
create table export (
  ref_area text not null, task_id bigint not null, person_id text not null, dataflow text not null, format text not null check (format in ('csv', 'xlsx', 'sdmx-csv', 'parquet')), made_at timestamptz not null, expires_at timestamptz not null,
  rows bigint, bytes bigint, spool_name text, spool_key bytea,
  rests_on jsonb,                                                     -- releases and their periods: all of it must still be seen when the file is taken
  primary key (ref_area, task_id), foreign key (ref_area, task_id) references task (ref_area, task_id), check ((spool_name is null) = (spool_key is null))
);
create index on export (expires_at);

alter table task drop constraint task_kind_check, add constraint task_kind_check check (kind in ('upload', 'approve', 'submit', 'combine', 'export'));

do $$
declare
  mine constant text := $p$ref_area = nullif(current_setting('app.member', true), '')$p$;
  role_is constant text := $p$current_setting('app.role', true)$p$;
  drafts constant text := format($p$%s and kind <> 'export' and (%2$s = 'focal_point' or (%2$s = 'reporter' and unit = nullif(current_setting('app.unit', true), '')))$p$, mine, role_is);
  personal constant text := mine || $p$ and person_id = nullif(current_setting('app.person', true), '')$p$;
begin
  perform secure_table('export', 'select, insert, delete', 'own :: all :: vrs_app :: ' || personal, 'jobs_read :: select :: vrs_jobs :: true', 'expire :: delete :: vrs_jobs :: true');
  -- Whoever may ask for figures may have them made into a file; what somebody asks is nobody else's.
  execute format('alter policy own on task using (%1$s) with check (%1$s)', drafts);
  execute format('create policy own_export on task for all to vrs_app using (%1$s and kind = ''export'') with check (%1$s and kind = ''export'')', personal);
end $$;
grant update (rows, bytes, spool_name, spool_key, rests_on) on export to vrs_app;
grant select, delete on export to vrs_jobs;
