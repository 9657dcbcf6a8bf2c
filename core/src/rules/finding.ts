/** What fills the placeholders of a rule's sentence. */
export type MessageValues = { readonly [name: string]: string | number }

/** One thing to set right (error) or to comment on (warning). */
export type Finding = {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  /** `wrong`: something is there that may not be so. `missing`: something is not there that must be. */
  readonly outcome: 'wrong' | 'missing'
  /** The key of the row (report/keys.ts); empty where the finding is about the whole table. */
  readonly key: string
  /** The dimension, OBS_VALUE or attribute that it is about. */
  readonly column?: string
  readonly messageValues: MessageValues
  /** How many rows it is about, where that is more than one. */
  readonly rowCount?: number
  /** The row of the source file, where the table knows it. */
  readonly sourceRow?: number
}
