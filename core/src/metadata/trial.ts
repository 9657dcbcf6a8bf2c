/** For tests: the smallest collection that has everything, as the texts of its files. */
export const TRIAL_FILES = {
  'collection.yaml': `id: trial
version: 1.0.0
agency: TEST
name: { en: Trial, fr: Essai }
description: A collection for tests.
organisations: CL_ORGANISATION
reciprocity: { months: 3, within: 12, years: 2 }
`,
  'concepts.yaml': `FREQ: { name: Frequency }
REF_AREA: { name: Member, codelist: CL_REF_AREA }
INDICATOR: { name: Indicator }
UNIT_MEASURE: { name: Unit, codelist: CL_UNIT }
TIME_PERIOD: { name: Period }
ITEM: { name: Item, codelist: CL_ITEM }
TRAIT: { name: Trait, codelist: CL_TRAIT }
ROUTE_ID: { name: Route, register: route }
`,
  'codelists/CL_AREA.yaml': `id: CL_AREA
name: Areas
codes:
  THA: { name: Thailand, annotations: { alpha2: TH } }
  KHM: Cambodia
`,
  'codelists/CL_ORGANISATION.yaml': `id: CL_ORGANISATION
name: Organisations
codes: { OBS: Observer }
`,
  'codelists/CL_REF_AREA.yaml': `id: CL_REF_AREA
name: Members
extends: [CL_AREA, CL_ORGANISATION]
`,
  'codelists/CL_UNIT.yaml': `id: CL_UNIT
name: Units
codes: { N: Number, PS: Persons }
`,
  'codelists/CL_ITEM.yaml': `id: CL_ITEM
name: Items
codes:
  PLANT: Plants
  TREE: { name: Trees, parent: PLANT }
  ANIMAL: Animals
`,
  'codelists/CL_TRAIT.yaml': `id: CL_TRAIT
name: Traits
exclusive: false
codes: { OLD: Old, RARE: Rare }
`,
  'dataflows/TRIAL_FLOW.yaml': `id: TRIAL_FLOW
name: Flow
description: What was found.
frequencies: [M, A]
dimensions: [ITEM, ROUTE_ID]
indicators:
  FOUND:
    name: Found
    units: [N, PS]
    measure: count
    additivity: all
    perUnit: { PS: { allBut: [TIME_PERIOD] } }
  TAKEN:
    name: Taken
    parent: FOUND
    units: [N]
    measure: count
    additivity: all
`,
  'register/routes.yaml': `register: route
entries:
  OLD_ROAD: { name: Old road, kind: land, area: THA, successors: [NEW_ROAD] }
  NEW_ROAD: { name: New road, kind: land }
`,
  'rules/rules.yaml': `- id: r1
  kind: breakdowns
  severity: error
  dataflows: [TRIAL_FLOW]
  parameters: { most: 5 }
  message: Wrong.
  reason: Because.
  since: 2026-01-31
`,
  'i18n/th/all.yaml': `codelists: { CL_ITEM: { name: สิ่งของ, codes: { TREE: ต้นไม้ } } }
dataflows: { TRIAL_FLOW: { indicators: { FOUND: { name: พบ } } } }
register: { route: { OLD_ROAD: ถนนเก่า } }
`,
} as const

export type TrialFile = keyof typeof TRIAL_FILES

/** The trial collection with some files changed, added, or left out (undefined). */
export const trialFiles = (changes: { readonly [path: string]: string | undefined | ((text: string) => string) } = {}): Map<string, string> => {
  const files = new Map<string, string>(Object.entries(TRIAL_FILES))
  for (const [path, change] of Object.entries(changes)) {
    const text = typeof change === 'function' ? change(files.get(path) ?? '') : change
    if (text === undefined) files.delete(path)
    else files.set(path, text)
  }
  return files
}
