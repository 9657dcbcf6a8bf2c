-- The secret of a session gives way to another every quarter of an hour (docs/decisions/0022-sessions.md). The next is issued
-- before it counts, and the one before is kept as long as the session: whoever comes with it later has stolen it, or was
-- stolen from.
alter table auth.session add column next_token text unique, add column renewed_at timestamptz;
create table auth.retired_secret (
  token text primary key, session_id text not null references auth.session (id) on delete cascade, user_id text not null, retired_at timestamptz not null,
  opens boolean not null                                              -- for a moment yet: requests that had left before
);
create index on auth.retired_secret (session_id);
do $$
declare
  own constant text := $p$user_id = nullif(current_setting('app.person', true), '')$p$;
  held constant text := $p$token = nullif(current_setting('app.secret', true), '')$p$;
begin
  alter table auth.retired_secret enable row level security;
  alter table auth.retired_secret force row level security;
  grant select, insert on auth.retired_secret to vrs_app;
  execute format('create policy own on auth.retired_secret to vrs_app using (%1$s or %2$s) with check (%1$s)', own, held);
  create policy owner_all on auth.retired_secret to current_user using (true) with check (true);
  drop policy own on auth.session;
  execute format('create policy own on auth.session to vrs_app using (%1$s or %2$s or next_%2$s) with check (%1$s or %2$s)', own, held);
end $$;
