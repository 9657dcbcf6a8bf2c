-- A look-up reads the entries of the own member, and of others those that somebody may see at all: what others keep to themselves is not even
-- passed over, so that it costs nobody time.
create index on search_entry (token, kind, level, ref_area);
drop index search_entry_token_kind_idx;
