/** Questions of Explore that somebody keeps (0066_saved_views.sql), with the unit that made it (0073_views_by_unit.sql). */
export type ViewTables = { saved_view: SavedViewTable }

export type SavedViewTable = {
  ref_area: string
  view_id: string
  person_id: string
  unit: string
  name: string
  note: string | null
  dataflow: string
  question: string
  shared: boolean
  made_at: Date
  changed_at: Date
}
