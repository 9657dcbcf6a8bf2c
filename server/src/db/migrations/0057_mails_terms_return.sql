-- In which language somebody last read the pages: what is mailed to them is written in it. Nobody else reads or sets it.
alter table person add column language text check (language ~ '^[a-z]{2,3}$');
create function note_language(p_language text) returns void language sql security definer set search_path = public, pg_temp as $$
  update person set language = p_language where person_id = nullif(current_setting('app.person', true), '') and language is distinct from p_language
$$;
revoke all on function note_language from public;
grant execute on function note_language to vrs_app;
grant select (language) on person to vrs_jobs;

-- The terms may change: focal points accept the new version for their member, and are told of it once by mail. Members that
-- were set up with the system stand on the version of that day.
alter table member add column terms_told text;
update member set terms_version = '1' where terms_accepted_at is not null and terms_version is null and kind <> 'secretariat';
update member set terms_told = terms_version;
grant update (terms_told) on member to vrs_jobs;

-- A member that left comes back: an administrator asks, an analyst of the secretariat seconds, and after a notice to its last
-- focal points one person is invited, who accepts the terms anew. Its old accounts stay closed.
create table member_return (
  member text not null references member (code), return_id uuid not null, email text not null, asked_by text not null, asked_at timestamptz not null,
  seconded_by text check (seconded_by <> asked_by), seconded_at timestamptz, opens_at timestamptz check (opens_at >= seconded_at + interval '7 days'),
  stopped_by text, stopped_at timestamptz, used_at timestamptz,
  primary key (member, return_id), check ((seconded_at is null) = (opens_at is null)), check (used_at is null or used_at >= opens_at)
);
create unique index on member_return (member) where stopped_at is null and used_at is null;
select secure_table('member_return', 'select, insert',
  $p$secretariat :: select :: vrs_app :: current_setting('app.role', true) in ('administrator', 'cau_analyst')$p$,
  $p$ask :: insert :: vrs_app :: current_setting('app.role', true) = 'administrator' and seconded_at is null$p$,
  $p$go_on :: update :: vrs_app :: current_setting('app.role', true) in ('administrator', 'cau_analyst')$p$, 'owner_all :: all :: current_user :: true');
grant update (seconded_by, seconded_at, opens_at, stopped_by, stopped_at) on member_return to vrs_app;

-- Whether a member that left may be joined again now: two people asked, and the notice is over.
create function may_return(p_member text, p_now timestamptz) returns boolean language sql security definer set search_path = public, pg_temp stable as $$
  select exists (select from member m join member_return r on r.member = m.code where m.code = p_member and m.left_at is not null and r.opens_at <= p_now and r.stopped_at is null and r.used_at is null)
$$;
revoke all on function may_return from public;
grant execute on function may_return to vrs_app;

-- Who holds the invitation of a first focal point brings the member back with it. False where it may not come back.
create function take_return(p_now timestamptz, p_terms text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare joined text;
begin
  select i.ref_area into joined from invitation i where i.secret_hash = nullif(current_setting('app.secret', true), '') and i.first;
  update member_return set used_at = p_now where member = joined and opens_at <= p_now and stopped_at is null and used_at is null;
  if not found then return false; end if;
  update member set left_at = null, had_focal_point = true, terms_accepted_at = p_now, terms_version = p_terms, terms_told = p_terms where code = joined and left_at is not null;
  return found;
end $$;
revoke all on function take_return from public;
grant execute on function take_return to vrs_app;

-- Addresses of those who never came, or were to bring a member back, are not kept for longer than those of who did.
create or replace function erase_people(p_now timestamptz) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare gone record; n integer := 0;
begin
  for gone in select ref_area, person_id, email from person where disabled_at <= p_now - interval '2 years' and erased_at is null for update loop
    update invitation set email = 'erased-' || invitation_id || '@erased.invalid' where ref_area = gone.ref_area and email = gone.email;
    update member_return set email = 'erased-' || return_id || '@erased.invalid' where member = gone.ref_area and email = gone.email;
    update credential_reset set name = '', email = '' where ref_area = gone.ref_area and person_id = gone.person_id;
    delete from auth."user" where id = gone.person_id;                  -- with it passwords, factors, sessions
    update person set name = '', email = 'erased-' || person_id || '@erased.invalid', language = null, erased_at = p_now where ref_area = gone.ref_area and person_id = gone.person_id;
    n := n + 1;
  end loop;
  update invitation set email = 'erased-' || invitation_id || '@erased.invalid' where used_at is null and expires_at <= p_now - interval '2 years' and email not like 'erased-%@erased.invalid';
  update member_return set email = 'erased-' || return_id || '@erased.invalid' where used_at is null and asked_at <= p_now - interval '2 years' and email not like 'erased-%@erased.invalid';
  return n;
end $$;

-- Somebody whose access ended may be invited again at the same address, here or elsewhere: the closed account gives it up when
-- the new one is made, and stays a pseudonym.
create function has_account(p_email text) returns boolean language sql security definer set search_path = public, pg_temp stable as $$
  select exists (select from person where email = p_email and disabled_at is null)
$$;
revoke all on function has_account from public;
grant execute on function has_account to vrs_app;
create function release_address() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare held record; old record;
begin
  select i.invitation_id, i.email into held from invitation i where i.secret_hash = nullif(current_setting('app.secret', true), '');
  for old in select ref_area, person_id from person where email = held.email and disabled_at is not null for update loop
    update invitation set email = 'former-' || invitation_id || '@former.invalid' where ref_area = old.ref_area and email = held.email and used_at is not null and invitation_id <> held.invitation_id;
    update credential_reset set email = '' where ref_area = old.ref_area and person_id = old.person_id;
    update auth."user" set email = 'former-' || old.person_id || '@former.invalid' where id = old.person_id;
    update person set email = 'former-' || old.person_id || '@former.invalid' where ref_area = old.ref_area and person_id = old.person_id;
  end loop;
end $$;
revoke all on function release_address from public;
grant execute on function release_address to vrs_app;

-- The secretariat is told once of each analyst who waits to be confirmed.
alter table person add column confirm_told boolean not null default false;
grant select (confirm_told), update (confirm_told) on person to vrs_jobs;
create policy jobs_told on person for update to vrs_jobs using (awaits_confirmation) with check (awaits_confirmation);
