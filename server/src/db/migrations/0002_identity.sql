-- Sign-in. The tables of schema auth have the shape of the identity library (better-auth: user, account, session, verification,
-- twoFactor), in our naming; they hold no member, role or right: those are in person (docs/decisions/0007-identity.md).
-- They obey the same rule as all others: a row is seen by the person whose id, or the holder of the secret whose hash, stands in
-- the transaction's settings. Secrets are stored as SHA-256, passwords by scrypt, factors sealed with the server's key.
create schema auth;
grant usage on schema auth to vrs_app, vrs_jobs;

create table auth."user" (
  id text primary key, name text not null, email text not null unique check (email = lower(email)), email_verified boolean not null, image text,
  two_factor_enabled boolean not null, created_at timestamptz not null, updated_at timestamptz not null
);
create table auth.account (
  id text primary key, account_id text not null, provider_id text not null, user_id text not null references auth."user" (id) on delete cascade,
  access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text,
  password text, created_at timestamptz not null, updated_at timestamptz not null,
  unique (user_id, provider_id)
);
create table auth.session (
  id text primary key, token text not null unique, user_id text not null references auth."user" (id) on delete cascade, expires_at timestamptz not null,
  ip_address text, user_agent text, created_at timestamptz not null, updated_at timestamptz not null,  -- updated_at: last used, to the minute
  rights_version integer not null, factor_at timestamptz                                            -- of the person when the session began; when the second factor was given
);
create index on auth.session (user_id);
create table auth.verification (                                      -- half-open: a password without its factor, an enrolment without its first code
  id text primary key, identifier text not null unique, value text not null, expires_at timestamptz not null, created_at timestamptz not null, updated_at timestamptz not null
);
create table auth.two_factor (
  id text primary key, user_id text not null unique references auth."user" (id) on delete cascade, secret text not null, backup_codes text not null, verified boolean not null,
  failed_verification_count integer not null default 0, locked_until timestamptz,
  last_step bigint not null                                           -- the 30 seconds of the last code that was accepted: none is accepted twice
);
-- Failed attempts by address and by account, keyed by hash: what all servers of a system share.
create table auth.attempt (
  key text primary key, count integer not null, until timestamptz not null
);

do $$
declare
  me constant text := $p$nullif(current_setting('app.person', true), '')$p$;
  held constant text := $p$nullif(current_setting('app.secret', true), '')$p$;
  rule text[];
begin
  foreach rule slice 1 in array array[
    ['user', 'select, insert, update', format('id = %s or encode(sha256(convert_to(email, ''UTF8'')), ''hex'') = %s', me, held)],
    ['account', 'select, insert, update', format('user_id = %s', me)],
    ['two_factor', 'select, insert, update', format('user_id = %s', me)],
    ['session', 'select, insert, update, delete', format('user_id = %s or token = %s', me, held)],
    ['verification', 'select, insert, update, delete', format('identifier = %s', held)],
    ['attempt', 'select, insert, update, delete', 'true']
  ] loop
    execute format('alter table auth.%I enable row level security', rule[1]);
    execute format('alter table auth.%I force row level security', rule[1]);
    execute format('grant %s on auth.%I to vrs_app', rule[2], rule[1]);
    execute format('create policy own on auth.%I to vrs_app using (%s) with check (%s)', rule[1], rule[3], rule[3]);
    execute format('create policy owner_all on auth.%I to current_user using (true) with check (true)', rule[1]);
  end loop;
end $$;

-- What has run out is removed by the jobs login, which reads nothing but the time.
grant select (expires_at), delete on auth.session, auth.verification to vrs_jobs;
grant select (until), delete on auth.attempt to vrs_jobs;
create policy expire_read on auth.session for select to vrs_jobs using (true);
create policy expire on auth.session for delete to vrs_jobs using (true);
create policy expire_read on auth.verification for select to vrs_jobs using (true);
create policy expire on auth.verification for delete to vrs_jobs using (true);
create policy expire_read on auth.attempt for select to vrs_jobs using (true);
create policy expire on auth.attempt for delete to vrs_jobs using (true);

-- The first focal point of a member accepts its terms; a second invitation of that kind ends with the first that is accepted.
alter table invitation add column first boolean not null default false;

-- Nobody, by whatever path, rewrites what an invitation offers, whose a token is and how far it reaches, or who a person is.
revoke update on invitation, person, api_token from vrs_app;
grant update (used_at) on invitation to vrs_app;
grant update (name, unit, role, disabled_at, rights_version) on person to vrs_app;
grant update (revoked_at) on api_token to vrs_app;
create policy owner_all on api_token to current_user using (true) with check (true);
create policy owner_all on invitation to current_user using (true) with check (true);

-- A focal point gives the roles of a state; whom the secretariat and the administration consist of is not theirs to say.
create policy state_roles on person as restrictive for update to vrs_app
  with check (current_setting('app.role', true) = 'administrator' or role in ('reporter', 'focal_point', 'analyst', 'liaison'));

-- Ends every session and token of the person of the transaction: after a change of password.
create function end_own_rights() returns integer language sql security definer set search_path = public, pg_temp as $$
  update person set rights_version = rights_version + 1 where person_id = nullif(current_setting('app.person', true), '') returning rights_version
$$;
revoke all on function end_own_rights from public;
grant execute on function end_own_rights to vrs_app;
