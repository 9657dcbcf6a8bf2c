import { expect, test } from 'vitest'
import { SCREENS, screenAt } from '../screens.ts'
import { addressOf, isCurrent, placeAt } from './place.ts'

test('an address opens its screen and says what it is of; fixed addresses come before those that name something', () => {
  expect(placeAt('/reports/KHM-7/VRS_DETECT?x=1#row')).toMatchObject({ path: '/reports/KHM-7/VRS_DETECT', screen: SCREENS['/reports/$report/$dataflow'], values: { report: 'KHM-7', dataflow: 'VRS_DETECT' }, search: { x: '1' } })
  expect(screenAt('/reports/new')?.screen).toBe(SCREENS['/reports/new'])
  expect(screenAt('/home/')?.screen).toBe(SCREENS['/home'])
  expect(screenAt('/')?.screen).toBe(SCREENS['/'])
})

test.each(['/nowhere', '/reports/KHM-7/VRS_DETECT/more', '/reports//VRS_DETECT', '/reports/%zz', '//home'])('%s opens nothing', (address) => {
  expect(screenAt(address)).toBeUndefined()
})

test('what is said in an address is read from it again, whatever its letters', () => {
  const [report, note] = ['A/B ?#%', '1.0&x=ü;:,']
  const place = placeAt(addressOf({ to: '/review/$report', params: { report }, search: { note, none: undefined } }))
  expect(place).toMatchObject({ values: { report }, search: { note } })
  expect(Object.keys(place.search)).toEqual(['note'])
})

test.each([
  ['/reports', '/reports', false, true],
  ['/reports', '/reports/KHM-7', false, true],
  ['/reports', '/reports/KHM-7', true, false],
  ['/reports', '/reportsmore', false, false],
  ['/', '/home', false, false],
  ['/collections/x?part=lists', '/collections/x?part=lists&item=CL', false, true],
  ['/collections/x?part=lists', '/collections/x?part=rules', false, false],
  ['/collections/x', '/collections/x?part=lists', true, false],
])('a link to %s at %s (exactly: %s) is the current one: %s', (link, here, exact, is) => {
  expect(isCurrent(placeAt(link), placeAt(here), exact)).toBe(is)
})
