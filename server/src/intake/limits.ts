/** What one upload may take. Beyond these it is refused (413), whatever the machine could bear. */
export const LIMITS = {
  rows: 1_000_000,
  bytes: 200 * 1024 * 1024,
  /** A row of a CSV file, in bytes: a longer one means that a quotation mark was never closed. */
  rowLength: 100_000,
  columns: 500,
  seconds: 300,
  /** Of the reader's own heap; columns of figures lie outside it. */
  heapMb: 256,
  workbook: {
    entries: 2_000,
    /** Unpacked, all parts together, and one part: a sheet of a million rows takes some 500 MB. */
    inflated: 1_500 * 1024 * 1024,
    /** Unpacked, of parts that are held in memory as a whole. */
    sharedStrings: 24 * 1024 * 1024,
    smallPart: 8 * 1024 * 1024,
  },
} as const

export const megabytes = (bytes: number): string => `${Math.round(bytes / (1024 * 1024))} MB`
