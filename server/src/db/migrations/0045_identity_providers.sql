-- A state's own identity provider (docs/decisions/0019-single-sign-on.md). It says who somebody is; what they may do stands in person alone.
create table identity_provider (
  ref_area text not null references member (code), provider_id uuid not null, issuer text not null, client_id text not null,
  client_secret text not null,                                        -- sealed with the server's key
  metadata jsonb not null,                                            -- what the provider published about itself when it was last looked at
  trust_factor boolean not null, acr text[] not null, amr text[] not null,  -- whether its second factor counts, and how it says that there was one
  made_at timestamptz not null, changed_at timestamptz not null,
  primary key (ref_area, provider_id), unique (ref_area)
);
do $$
declare
  mine constant text := $p$ref_area = nullif(current_setting('app.member', true), '')$p$;
  leads constant text := mine || $p$ and current_setting('app.role', true) = 'focal_point'$p$;
begin
  perform secure_table('identity_provider', 'select, insert, delete', 'own_read :: select :: vrs_app :: ' || mine,
    'add :: insert :: vrs_app :: ' || leads, 'change :: update :: vrs_app :: ' || leads, 'remove :: delete :: vrs_app :: ' || leads, 'owner_all :: all :: current_user :: true');
end $$;
grant update (client_id, client_secret, metadata, trust_factor, acr, amr, changed_at) on identity_provider to vrs_app;

-- Which members can be chosen at the door: that they have a provider, and nothing of it.
create function members_with_provider() returns table (code text, name text) language sql security definer set search_path = public, pg_temp stable as $$
  select m.code, m.name from identity_provider p join member m on m.code = p.ref_area where m.left_at is null order by m.name
$$;
revoke all on function members_with_provider from public;
grant execute on function members_with_provider to vrs_app;

-- Which account of a provider is which person: by a hash of provider, issuer and subject, never by address. What came in by a
-- link ends with it, and the link with its provider.
create table auth.provider_link (
  id uuid primary key, ref_area text not null, provider_id uuid not null, user_id text not null unique references auth."user" (id) on delete cascade,
  subject_hash text not null unique, made_at timestamptz not null,
  foreign key (ref_area, provider_id) references identity_provider (ref_area, provider_id) on delete cascade
);
alter table auth.provider_link enable row level security;
alter table auth.provider_link force row level security;
grant select, insert, delete on auth.provider_link to vrs_app;
create policy own on auth.provider_link to vrs_app
  using (user_id = nullif(current_setting('app.person', true), ''))
  with check (user_id = nullif(current_setting('app.person', true), '') and ref_area = nullif(current_setting('app.member', true), ''));
create policy held on auth.provider_link for select to vrs_app using (subject_hash = nullif(current_setting('app.secret', true), ''));
create policy led on auth.provider_link for select to vrs_app using (ref_area = nullif(current_setting('app.member', true), '') and current_setting('app.role', true) = 'focal_point');
create policy owner_all on auth.provider_link to current_user using (true) with check (true);
alter table auth.session add column provider_link uuid references auth.provider_link (id) on delete cascade;
create index on auth.session (provider_link);
