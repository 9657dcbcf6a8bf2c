-- An upload that makes a report of its own has none until its file is read: the frequency and the range are those of the file. The version of the collection
-- is that of the hour at which it was uploaded, so that trying again gives the same bytes.
alter table upload alter column report_id drop not null, alter column version drop not null, add column collection text, add column collection_version text,
  add constraint upload_collection foreign key (collection, collection_version) references collection (id, version);
create index on upload (ref_area, task_id);
