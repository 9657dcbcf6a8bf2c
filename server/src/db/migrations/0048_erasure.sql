-- Two years after somebody's access ended, what is personal of their account is erased. Their id stays as a pseudonym: the
-- audit chain, reports and releases name nobody in another way (docs/sharing.md).
alter table person add column erased_at timestamptz;

-- Resolves to how many were erased. Nobody whose access holds, or ended later, is touched, whatever is asked.
create function erase_people(p_now timestamptz) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare gone record; n integer := 0;
begin
  for gone in select ref_area, person_id, email from person where disabled_at <= p_now - interval '2 years' and erased_at is null for update loop
    update invitation set email = 'erased-' || invitation_id || '@erased.invalid' where ref_area = gone.ref_area and email = gone.email;
    update credential_reset set name = '', email = '' where ref_area = gone.ref_area and person_id = gone.person_id;
    delete from auth."user" where id = gone.person_id;                  -- with it passwords, factors, sessions
    update person set name = '', email = 'erased-' || person_id || '@erased.invalid', erased_at = p_now where ref_area = gone.ref_area and person_id = gone.person_id;
    n := n + 1;
  end loop;
  return n;
end $$;
revoke all on function erase_people from public;
grant execute on function erase_people to vrs_jobs;
