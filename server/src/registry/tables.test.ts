import { expect, test } from 'vitest'
import { readCollection } from '@openvrs/core/metadata/read.ts'
import { trialFiles } from '@openvrs/core/metadata/trial.ts'
import { builtinCollections, readCollectionFolder } from './files.ts'
import { createTable, extendTable } from './tables.ts'

const { collection } = readCollection(trialFiles())
const flow = collection!.dataflows.get('TRIAL_FLOW')!

test('a dataflow gets a table with real columns, a key that begins with the member, a tie to the release, and policies', () => {
  expect(createTable(flow)).toEqual([
    `create table "obs_trial_flow" (
  "ref_area" text not null,
  "release_id" bigint not null,
  "freq" text not null,
  "indicator" text not null,
  "unit_measure" text not null,
  "item" text not null,
  "route_id" text not null,
  "time_period" text not null,
  "signature" integer not null,
  "obs_value" double precision,
  "obs_status" text,
  "conf_status" text,
  "comment_obs" text,
  "n_obs" double precision,
  "level" smallint not null,
  "share_group" text check ("share_group" !~ '\\|'),
  "embargo_until" timestamptz,
  constraint "obs_trial_flow_pkey" primary key ("ref_area", "release_id", "freq", "indicator", "unit_measure", "time_period", "item", "route_id"),
  foreign key ("ref_area", "release_id") references "release" ("ref_area", "release_id")
)`,
    `select install_release_policies('obs_trial_flow', 'TRIAL_FLOW')`,
  ])
})

test('a table that lacks a column is extended, one that has all is left', () => {
  expect(extendTable(flow, new Set(['item', 'route_id']))).toEqual([])
  expect(extendTable(flow, new Set(['item']))).toEqual([
    `alter table "obs_trial_flow" add column "route_id" text not null default '_T'`,
    `alter table "obs_trial_flow" drop constraint "obs_trial_flow_pkey", add constraint "obs_trial_flow_pkey" primary key ("ref_area", "release_id", "freq", "indicator", "unit_measure", "time_period", "item", "route_id")`,
  ])
})

test('the collections that come with the program are found in their folder and have no findings', async () => {
  const folders = builtinCollections()
  expect(folders.map((f) => f.split(/[\\/]/).at(-1))).toContain('vrs-msrc')
  for (const folder of folders) expect((await readCollectionFolder(folder)).findings).toEqual([])
})
