/** The parts of a form: a mapping, and a file of so many rows for it. */
export const smallFile = (rows: number): { readonly mapping: string; readonly file: string } => ({
  mapping: `mapping: 1
collection: vrs-msrc
dataflow: VRS_DETECT
frequency: M
period: { kind: month, column: Month, format: '2024-03' }
dimensions:
  INDICATOR: { constant: ENTRY_IRREG }
  UNIT_MEASURE: { constant: DET }
  CITIZENSHIP: { column: Country }
value: { column: Count }
section: { source_type: administrative, def_conform: Y }
`,
  file: `Country,Month,Count\n${Array.from({ length: rows }, (_, i) => `MMR,2024-0${1 + (i % 9)},5\n`).join('')}`,
})
