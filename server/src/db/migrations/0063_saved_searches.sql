-- What somebody searches for again. `known` are the results of which they were told; a search that is watched tells of others by mail.
create table saved_search (
  ref_area text not null, person_id text not null, search_id uuid not null, words text not null, chosen jsonb not null, watched boolean not null,
  known text[] not null, fresh integer not null default 0, made_at timestamptz not null, looked_at timestamptz not null,
  primary key (ref_area, person_id, search_id),
  foreign key (ref_area, person_id) references person (ref_area, person_id)
);
select secure_table('saved_search', 'select, insert, update, delete',
  $p$own :: all :: vrs_app :: ref_area = nullif(current_setting('app.member', true), '') and person_id = nullif(current_setting('app.person', true), '')$p$,
  'jobs_read :: select :: vrs_jobs :: true', 'owner_all :: all :: current_user :: true');
grant select (ref_area, person_id, search_id, watched, looked_at) on saved_search to vrs_jobs;

-- What somebody searched for goes with the rest of what is personal.
create or replace function erase_people(p_now timestamptz) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare gone record; n integer := 0;
begin
  for gone in select ref_area, person_id, email from person where disabled_at <= p_now - interval '2 years' and erased_at is null for update loop
    update invitation set email = 'erased-' || invitation_id || '@erased.invalid' where ref_area = gone.ref_area and email = gone.email;
    update member_return set email = 'erased-' || return_id || '@erased.invalid' where member = gone.ref_area and email = gone.email;
    update credential_reset set name = '', email = '' where ref_area = gone.ref_area and person_id = gone.person_id;
    delete from saved_search where ref_area = gone.ref_area and person_id = gone.person_id;
    delete from auth."user" where id = gone.person_id;                  -- with it passwords, factors, sessions
    update person set name = '', email = 'erased-' || person_id || '@erased.invalid', language = null, erased_at = p_now where ref_area = gone.ref_area and person_id = gone.person_id;
    n := n + 1;
  end loop;
  update invitation set email = 'erased-' || invitation_id || '@erased.invalid' where used_at is null and expires_at <= p_now - interval '2 years' and email not like 'erased-%@erased.invalid';
  update member_return set email = 'erased-' || return_id || '@erased.invalid' where used_at is null and asked_at <= p_now - interval '2 years' and email not like 'erased-%@erased.invalid';
  return n;
end $$;
