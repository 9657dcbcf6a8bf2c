-- A new analyst of the secretariat sees what states share with it, so two people who are not the administrator that invites
-- confirm them first: analysts of the secretariat, or focal points of any member.
alter table person add column awaits_confirmation boolean not null default false;
alter table person add column confirmed_by text[] not null default '{}';

create policy confirm_read on person for select to vrs_app
  using (awaits_confirmation and current_setting('app.role', true) in ('focal_point', 'cau_analyst'));

-- One confirmation by the person of the transaction; the second lets the new one in. Resolves to how many there are, or to
-- nothing where there is nobody to confirm, or nobody who may.
create function confirm_person(p_person text) returns integer language sql security definer set search_path = public, pg_temp as $$
  update person set confirmed_by = array_append(confirmed_by, current_setting('app.person', true)), awaits_confirmation = cardinality(confirmed_by) < 1
   where person_id = p_person and awaits_confirmation and disabled_at is null and current_setting('app.role', true) in ('focal_point', 'cau_analyst')
     and coalesce(current_setting('app.person', true), '') not in ('', p_person) and not current_setting('app.person', true) = any (confirmed_by)
  returning cardinality(confirmed_by)
$$;
revoke all on function confirm_person from public;
grant execute on function confirm_person to vrs_app;
