-- The devices on which somebody gave their second factor (docs/decisions/0022-sessions.md), so that they see and forget them. What the browser
-- keeps proves whose device it is; whether it is still known stands here.
create table auth.known_device (
  id uuid primary key, user_id text not null references auth."user" (id) on delete cascade, made_at timestamptz not null, used_at timestamptz not null,
  device text not null                                                -- what the browser called itself when it was last used
);
create index on auth.known_device (user_id);
do $$
declare own constant text := $p$user_id = nullif(current_setting('app.person', true), '')$p$;
begin
  alter table auth.known_device enable row level security;
  alter table auth.known_device force row level security;
  grant select, insert, delete, update (used_at, device) on auth.known_device to vrs_app;
  execute format('create policy own on auth.known_device to vrs_app using (%1$s) with check (%1$s)', own);
  create policy owner_all on auth.known_device to current_user using (true) with check (true);
end $$;
grant select (used_at), delete on auth.known_device to vrs_jobs;
create policy expire_read on auth.known_device for select to vrs_jobs using (true);
create policy expire on auth.known_device for delete to vrs_jobs using (true);

-- Asked at the door, before anybody is somebody, by who holds the proof for device and account.
create function device_known(p_device uuid, p_email text) returns boolean language sql security definer set search_path = public, pg_temp stable as $$
  select exists (select from auth.known_device d join auth."user" u on u.id = d.user_id where d.id = p_device and u.email = p_email)
$$;
revoke all on function device_known from public;
grant execute on function device_known to vrs_app;
