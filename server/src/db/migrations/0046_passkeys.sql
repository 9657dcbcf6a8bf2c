-- Passkeys (docs/decisions/0007-identity.md): the shape of the identity library's plug-in, in our naming. A row is seen by its
-- person, or by whoever presents the credential, whose hash then stands in the transaction's settings.
create table auth.passkey (
  id text primary key, name text not null check (name <> ''), public_key text not null, user_id text not null references auth."user" (id) on delete cascade,
  credential_id text not null unique, counter bigint not null check (counter >= 0), device_type text not null, backed_up boolean not null, transports text, created_at timestamptz not null, aaguid text,
  used_at timestamptz
);
create index on auth.passkey (user_id);
do $$
declare
  own constant text := $p$user_id = nullif(current_setting('app.person', true), '')$p$;
  held constant text := $p$encode(sha256(convert_to('passkey:' || credential_id, 'UTF8')), 'hex') = nullif(current_setting('app.secret', true), '')$p$;
begin
  alter table auth.passkey enable row level security;
  alter table auth.passkey force row level security;
  grant select, insert, delete, update (name, counter, backed_up, used_at) on auth.passkey to vrs_app;
  execute format('create policy own on auth.passkey to vrs_app using (%1$s) with check (%1$s)', own);
  execute format('create policy held on auth.passkey for select to vrs_app using (%s)', held);
  create policy owner_all on auth.passkey to current_user using (true) with check (true);
end $$;
