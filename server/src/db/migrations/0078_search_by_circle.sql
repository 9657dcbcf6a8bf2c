-- A look-up reads the entries of the own member, and of others those of the circles that the viewer is in, once their embargo is over: what others share
-- among themselves is not passed over either, so that it costs nobody time.
create index on search_entry (token, kind, level, dataflow, share_group, embargo_until, ref_area);
drop index search_entry_token_kind_level_ref_area_idx;
