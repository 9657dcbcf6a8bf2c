import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Not drawn by themselves: what opens a dialog, and its window, rows that grids and tables draw, what asks the device, and what only waits. */
const UNDRAWN = ['dialog-window', 'factor-fields', 'fresh-factor', 'grid-row', 'passkey-button', 'rows-in-sight', 'together']

test('every component of ui is on the page that shows them', () => {
  const own = import.meta.dirname
  const shown = readdirSync(own).filter((file) => file.endsWith('.tsx')).map((file) => readFileSync(`${own}/${file}`, 'utf8')).join('\n')
  const components = readdirSync(`${own}/../../ui`).filter((file) => file.endsWith('.tsx')).map((file) => file.slice(0, -'.tsx'.length))
  expect(components.filter((name) => !shown.includes(`/ui/${name}.tsx'`))).toEqual(UNDRAWN)
})
