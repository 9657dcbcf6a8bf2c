-- A lost password or authenticator (docs/decisions/0014-lost-factors.md). A peer of the same member issues a link at once; the
-- secretariat, an administrator and an analyst together, after a notice to all people of the member.
create table credential_reset (
  ref_area text not null references member (code), reset_id uuid not null, person_id text not null, name text not null, email text not null,  -- name and address as they were: the notice says of whom it speaks to people who see no others
  password boolean not null, factor boolean not null, check (password or factor),
  notice boolean not null,                                            -- by the secretariat
  asked_by text not null, asked_at timestamptz not null,
  seconded_by text check (seconded_by <> asked_by), seconded_at timestamptz, opens_at timestamptz,
  issued_by text, issued_at timestamptz, secret_hash text, expires_at timestamptz,
  rights_version integer,                                             -- of the person when the link was issued: whatever changes their rights ends it
  used_at timestamptz, stopped_by text, stopped_at timestamptz,
  primary key (ref_area, reset_id), foreign key (ref_area, person_id) references person (ref_area, person_id),
  check (secret_hash is null or not notice or (seconded_by is not null and issued_at >= opens_at and opens_at >= seconded_at + interval '7 days'))
);
create unique index on credential_reset (ref_area, person_id) where used_at is null and stopped_at is null;
create index on credential_reset (secret_hash);

do $$
declare
  me constant text := $p$nullif(current_setting('app.member', true), '')$p$;
  mine constant text := format('ref_area = %s', me);
  role_is constant text := $p$current_setting('app.role', true)$p$;
  person constant text := $p$person_id = nullif(current_setting('app.person', true), '')$p$;
  secret constant text := $p$secret_hash = nullif(current_setting('app.secret', true), '')$p$;
  -- Who may reset somebody at once sees it; a notice is seen by all people of the member, and by the secretariat.
  seen constant text := format($p$(%1$s and (notice or %2$s in ('focal_point', 'cau_analyst', 'administrator'))) or (notice and %2$s in ('cau_analyst', 'administrator'))$p$, mine, role_is);
begin
  perform secure_table('credential_reset', 'select, insert',
    format('read :: select :: vrs_app :: %s or %s or %s', secret, person, seen),
    format('add :: insert :: vrs_app :: (not notice and %1$s and %2$s in (''focal_point'', ''cau_analyst'', ''administrator'')) or (notice and %2$s = ''administrator'' and secret_hash is null)', mine, role_is),
    format('go_on :: update :: vrs_app :: %s or %s', secret, seen), 'owner_all :: all :: current_user :: true');
end $$;
grant update (seconded_by, seconded_at, opens_at, issued_by, issued_at, secret_hash, expires_at, used_at, stopped_by, stopped_at) on credential_reset to vrs_app;

-- From the moment a link is out, nothing that the person held before holds: in the same transaction, whoever issues it.
create function end_rights_at_reset() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update person set rights_version = rights_version + 1 where ref_area = new.ref_area and person_id = new.person_id returning rights_version into new.rights_version;
  return new;
end $$;
revoke all on function end_rights_at_reset from public;
create trigger end_rights before insert or update of secret_hash on credential_reset for each row when (new.secret_hash is not null) execute function end_rights_at_reset();

-- An open invitation can be withdrawn by those who may invite.
alter table invitation add column withdrawn_at timestamptz;
grant update (withdrawn_at) on invitation to vrs_app;
create policy withdraw on invitation for update to vrs_app
  using (current_setting('app.role', true) = 'administrator' or (ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point'));
