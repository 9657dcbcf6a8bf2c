/** A mapping for small files of a test: `Country`, `Month`, `Count` and whatever is added. */
export const smallMapping = (more = '', file = ''): string => `
mapping: 1
collection: vrs-msrc
dataflow: VRS_DETECT
frequency: M
file: { ${file} }
period: { kind: month, column: Month, format: '2024-03' }
dimensions:
  INDICATOR: { constant: ENTRY_IRREG }
  UNIT_MEASURE: { constant: DET }
  CITIZENSHIP: { column: Country }
value: { column: Count }
section: { source_type: administrative, def_conform: Y }
${more}`
