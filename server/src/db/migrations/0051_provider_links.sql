-- A link belongs to an account, as all of the schema auth: its member is named for the provider's sake and is no owner of rows.
alter table auth.provider_link rename column ref_area to member;
