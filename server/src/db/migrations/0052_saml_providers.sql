-- A provider speaks OpenID Connect or SAML 2.0 (docs/decisions/0021-saml.md). Of one that speaks SAML there is no client and no secret;
-- `metadata` holds what it is checked by: its certificates, where people sign in, and what says which account it is.
alter table identity_provider add column kind text not null default 'oidc' check (kind in ('oidc', 'saml'));
alter table identity_provider alter column kind drop default, alter column client_id drop not null, alter column client_secret drop not null;
alter table identity_provider add check ((kind = 'oidc') = (client_id is not null and client_secret is not null) and (client_id is null) = (client_secret is null));
