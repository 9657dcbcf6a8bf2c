-- Questions of Explore that somebody keeps: for themselves, or for all of their state. Only the question stands here; who opens one asks it anew, under what
-- they may see then.
create table saved_view (
  ref_area text not null, view_id uuid not null, person_id text not null, name text not null, note text, dataflow text not null, question text not null, shared boolean not null,
  made_at timestamptz not null, changed_at timestamptz not null,
  primary key (ref_area, view_id), foreign key (ref_area, person_id) references person (ref_area, person_id)
);
create index on saved_view (ref_area, person_id);
do $$
declare
  here constant text := $p$ref_area = nullif(current_setting('app.member', true), '')$p$;
  mine constant text := $p$person_id = nullif(current_setting('app.person', true), '')$p$;
begin
  perform secure_table('saved_view', 'select, insert, delete',
    format('see :: select :: vrs_app :: %s and (%s or shared)', here, mine),
    format('make :: insert :: vrs_app :: %s and %s', here, mine),
    format('change :: update :: vrs_app :: %s and %s', here, mine),
    -- What is shared outlives who made it, so that a focal point can tidy up.
    format('remove :: delete :: vrs_app :: %s and (%s or (shared and current_setting(''app.role'', true) = ''focal_point''))', here, mine),
    'owner_all :: all :: current_user :: true');
end $$;
grant update (name, note, question, shared, changed_at) on saved_view to vrs_app;

-- What somebody kept for themselves goes with the rest of what is personal; what they shared is their state's.
create function forget_views() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  delete from saved_view where ref_area = new.ref_area and person_id = new.person_id and not shared;
  return new;
end $$;
revoke all on function forget_views from public;
create trigger forget_views after update of erased_at on person for each row when (new.erased_at is not null) execute function forget_views();
