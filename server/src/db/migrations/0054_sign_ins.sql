-- What is known of signing in (docs/decisions/0022-sessions.md). The chain of a member tells who signed in and how; from which
-- device stands here, for the person alone and for ninety days. Failed attempts and uses of tokens are counted by the day, so
-- that no flood fills a chain: one entry a day tells of each (server/src/identity/tallies.ts).
create table auth.sign_in (
  id uuid primary key, user_id text not null references auth."user" (id) on delete cascade, at timestamptz not null, way text not null, factor text not null,
  device text not null, known boolean not null                        -- what the browser called itself; whether the account knew the device before
);
create index on auth.sign_in (user_id, at);
create table auth.failed_sign_in (                                    -- by SHA-256 of an address, whether or not somebody has it: both cost the same
  account text not null, day date not null, passwords integer not null, codes integer not null, refused integer not null,  -- refused: as too many, unread
  told boolean not null default false,                                -- that attempts were refused already stands in the chain
  primary key (account, day)
);
create table auth.token_use (
  token_id uuid not null, day date not null, user_id text not null, member text not null, minutes integer not null,       -- minutes: in how many it was used
  primary key (token_id, day)
);
alter table api_token add column used_at timestamptz;
grant update (used_at) on api_token to vrs_app;

do $$
declare
  own constant text := $p$user_id = nullif(current_setting('app.person', true), '')$p$;
  held constant text := $p$account = nullif(current_setting('app.secret', true), '')$p$;
  rule text[];
begin
  foreach rule slice 1 in array array[['sign_in', 'select, insert', own], ['failed_sign_in', 'select, insert, update, delete', held], ['token_use', 'select, insert, update, delete', own]] loop
    execute format('alter table auth.%I enable row level security', rule[1]);
    execute format('alter table auth.%I force row level security', rule[1]);
    execute format('grant %s on auth.%I to vrs_app', rule[2], rule[1]);
    execute format('create policy own on auth.%I to vrs_app using (%s) with check (%s)', rule[1], rule[3], rule[3]);
    execute format('create policy owner_all on auth.%I to current_user using (true) with check (true)', rule[1]);
  end loop;
end $$;
grant select (at), delete on auth.sign_in to vrs_jobs;
create policy expire_read on auth.sign_in for select to vrs_jobs using (true);
create policy expire on auth.sign_in for delete to vrs_jobs using (true);
grant select (day), delete on auth.failed_sign_in to vrs_jobs;
create policy expire_read on auth.failed_sign_in for select to vrs_jobs using (true);
create policy expire on auth.failed_sign_in for delete to vrs_jobs using (true);

-- Which counts a chain has still to tell of: those of days that are over, and that attempts were refused, on the day itself.
create function due_tallies(p_now timestamptz) returns table (kind text, key text, day date, member text, person text) language sql security definer set search_path = public, pg_temp stable as $$
  select case when f.day < (p_now at time zone 'UTC')::date then 'failed' else 'refused' end, f.account, f.day, p.ref_area, p.person_id
    from auth.failed_sign_in f join person p on encode(sha256(convert_to(p.email, 'UTF8')), 'hex') = f.account join member m on m.code = p.ref_area
   where m.left_at is null and (f.day < (p_now at time zone 'UTC')::date or (f.refused > 0 and not f.told))
  union all
  select 'token', token_id::text, u.day, u.member, u.user_id from auth.token_use u where u.day < (p_now at time zone 'UTC')::date
$$;
-- How safely the people of a member sign in, for who answers for them.
create function people_security(p_now timestamptz) returns table (person text, authenticator boolean, passkeys bigint, provider boolean, signed_in timestamptz, sessions bigint, tokens bigint, failed integer, locked_until timestamptz)
language sql security definer set search_path = public, pg_temp stable as $$
  select p.person_id, exists (select from auth.two_factor t where t.user_id = p.person_id and t.verified), (select count(*) from auth.passkey k where k.user_id = p.person_id),
    exists (select from auth.provider_link l where l.user_id = p.person_id), (select max(s.at) from auth.sign_in s where s.user_id = p.person_id),
    (select count(*) from auth.session s where s.user_id = p.person_id and s.rights_version = p.rights_version and s.expires_at > p_now and s.updated_at > p_now - interval '1 hour'),
    (select count(*) from api_token a where a.ref_area = p.ref_area and a.person_id = p.person_id and a.rights_version = p.rights_version and a.revoked_at is null and a.expires_at > p_now),
    coalesce((select f.passwords + f.codes + f.refused from auth.failed_sign_in f where f.account = encode(sha256(convert_to(p.email, 'UTF8')), 'hex') and f.day = (p_now at time zone 'UTC')::date), 0),
    (select t.locked_until from auth.two_factor t where t.user_id = p.person_id and t.locked_until > p_now)
  from person p
 where p.ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) in ('focal_point', 'administrator') and p.disabled_at is null and not p.awaits_confirmation
$$;
revoke all on function due_tallies, people_security from public;
grant execute on function due_tallies to vrs_jobs;
grant execute on function people_security to vrs_app;
