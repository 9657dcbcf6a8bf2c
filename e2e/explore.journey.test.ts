import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'

/** Who shares, sees: Thailand's analyst looks at the region, Fiji's at what opens it; the secretariat keeps the register; Thailand's focal point verifies. Reads all, writes only to the register. */
const { system, become } = stage()

const go = (page: Page, entry: string): Promise<void> => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: entry, exact: true }).click()
const chart = (page: Page) => page.getByRole('img', { name: /chart/ })
const table = (page: Page) => page.locator('figure table')
const cells = async (page: Page): Promise<readonly string[]> => (await table(page).locator('tbody tr').allInnerTexts()).map((row) => row.replaceAll('\n', ''))

describe("Thailand's analyst", () => {
  let page: Page
  beforeAll(async () => { page = await become('THA', 'analyst') })

  test('chooses detections among the dataflows and sees the trend of ten states', async () => {
    await go(page, 'Explore')
    const flow = page.getByRole('listitem').filter({ hasText: 'Detections of irregular entry' })
    await flow.getByText('Open to you').waitFor()
    expect(await flow.innerText()).toContain('10 states contribute')
    await expectAccessible(page)
    await flow.getByRole('link').click()
    await chart(page).locator('svg').waitFor()
    expect(await chart(page).getAttribute('aria-label')).toMatch(/^Line chart\. Largest change: .* 10 lines\. .*Thailand: [\d,]+ \(October 2026\)/)
    expect(await page.locator('figure header p').first().innerText()).toMatch(/^Irregular entries, by reporting member · detections, not persons · by month/)
    expect(await chart(page).locator('svg').innerHTML()).toMatch(/Malaysia.*|2 others/)
    await expectAccessible(page)
  })

  test('has the same figures as a table: a month without a report is a dash', async () => {
    await page.locator('figure label').filter({ hasText: 'Table' }).click()
    await table(page).waitFor()
    const laos = (await cells(page)).find((row) => row.startsWith('Lao'))!
    expect(laos).toMatch(/–/)
    expect(laos).not.toMatch(/\t0\t/)
    expect(await page.locator('figcaption').innerText()).toMatch(/10 states.*detections, not persons.*10 as in the collection.*60 periods.*not full:.*Who may see this\s+\S/s)
    expect(page.url()).toMatch(/as=table/)
  })

  test('chooses codes, and the address brings the same view back', async () => {
    await page.getByRole('link', { name: 'Table', exact: true }).click()
    await page.getByRole('button', { name: 'Choose codes' }).click()
    await page.getByRole('menuitem', { name: 'Reporting member' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Open Asia' }).click()
    await dialog.getByLabel('South-eastern Asia 11 areas').check()
    await dialog.getByRole('button', { name: 'Show 11 codes' }).click()
    await page.getByRole('button', { name: 'Reporting member South-eastern Asia: change' }).click()
    await page.getByRole('menuitem', { name: 'Choose codes' }).click()
    await dialog.getByRole('button', { name: 'Choose none' }).click()
    await dialog.getByRole('searchbox').fill('thai')
    await dialog.getByLabel('Thailand').check()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Show 1 code' }).click()
    await page.getByRole('button', { name: 'Break down by' }).click()
    await page.getByRole('menuitem', { name: 'Citizenship', exact: true }).click()
    await table(page).getByRole('rowheader', { name: 'Thailand · Viet Nam' }).waitFor()
    await page.getByRole('button', { name: 'Remove Reporting member' }).first().click()
    await table(page).getByRole('rowheader', { name: 'Myanmar', exact: true }).waitFor()
    const before = await cells(page)
    expect(before).toHaveLength(5)
    await page.reload()
    await table(page).getByRole('rowheader', { name: 'Myanmar', exact: true }).waitFor()
    expect(await cells(page)).toEqual(before)
    await page.locator('.explained summary').click()
    await page.locator('.explained li').first().waitFor()
    expect(await page.locator('.explained').innerText()).toMatch(/Thailand: counts by the collection's definition.*Thailand: added up from figures by Citizenship, Sex, and Route/s)
    await table(page).getByRole('button', { name: 'October 2026' }).click()
    expect((await cells(page))[0]).toMatch(/^Myanmar/)
    await expectAccessible(page)
  })

  test('moves a dimension by the mouse, by the keys and by its menu; the way back leads through the views', async () => {
    const columns = () => table(page).locator('thead th').allInnerTexts()
    await page.goto(`${system.url}/explore/VRS_DETECT?show=table&from=2026-08&to=2026-09`)
    await table(page).waitFor()
    await page.locator('.chip.is-pair').filter({ hasText: 'Reporting member' }).dragTo(page.getByRole('grid', { name: 'Columns or colour' }), { sourcePosition: { x: 10, y: 16 } })
    await table(page).getByRole('columnheader', { name: 'Malaysia' }).waitFor()
    expect((await columns())[0]).toMatch(/^Period/)
    await page.goBack()
    await table(page).getByRole('rowheader', { name: 'Malaysia' }).waitFor()

    // What is carried goes to the next place that takes it, and each key to the next one there: a step is done when it is seen.
    const stands = (name: string) => page.getByRole('button', { name, exact: true }).and(page.locator(':focus')).waitFor()
    await page.getByRole('button', { name: 'Move Period', exact: true }).focus()
    await page.keyboard.press('Enter')
    await stands('Drop on Rows')
    await page.keyboard.press('Tab')
    await stands('Move Period') // months are held by the span of time, not by codes: "Held to" does not offer itself
    await page.keyboard.press('Tab')
    await stands('Drop on Rows')
    await page.keyboard.press('ArrowRight')
    await stands('Insert before Reporting member')
    await page.keyboard.press('Enter')
    await table(page).getByRole('rowheader', { name: 'September 2026 · Malaysia' }).waitFor()

    await page.getByRole('button', { name: /^Reporting member.*change/ }).click()
    await page.getByRole('menuitem', { name: 'Move to columns or colour' }).click()
    await table(page).getByRole('columnheader', { name: 'Malaysia' }).waitFor()
    await expectAccessible(page)
  })

  test('moves it by touch on a phone, by targets as large as a finger', async () => {
    const phone = await become('THA', 'analyst', 0, { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true })
    await phone.goto(`${system.url}/explore/VRS_DETECT?show=table&from=2026-08&to=2026-09`)
    await phone.getByText('Change what is shown').tap()
    const large = async (targets: Locator) => expect(await targets.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => Math.min(width, height) < 43.9).length)).toBe(0)
    await large(phone.locator('.zone-row button'))
    await phone.getByRole('button', { name: /^Reporting member.*change/ }).tap()
    await large(phone.getByRole('menuitem'))
    await phone.getByRole('menuitem', { name: 'Move to columns or colour' }).tap()
    await table(phone).getByRole('columnheader', { name: 'Malaysia' }).waitFor()
    await phone.context().close()
  })

  test('is told where there are figures, but not at this breakdown', async () => {
    await page.goto(`${system.url}/explore/VRS_DETECT?show=bar&only=TRANSPORT:SEA`)
    await page.getByText('There are figures, but none at this breakdown').waitFor()
    expect(await cells(page)).toContain('Thailand\tnot available')
  })

  test('takes the figures away as files that keep their source line and their terms', async () => {
    await page.goto(`${system.url}/explore/VRS_DETECT?show=bar`)
    await chart(page).locator('svg').waitFor()
    const taken = async (press: () => Promise<void>) => {
      const [download] = await Promise.all([page.waitForEvent('download'), press()])
      return readFileSync(await download.path())
    }
    await page.getByText('Take away').click()
    const file = (kind: string) => taken(() => page.getByRole('button', { name: new RegExp(`^${kind}`) }).click())
    const csv = await file('CSV')
    expect(csv.toString()).toMatch(/^ref_area,freq,indicator,unit_measure,value,originators,level,groups,definition_differs,as_known_on\n.*MYS,M,ENTRY_IRREG,DET,\d+,MYS,CONTRIBUTORS,,,2026/s)
    const svg = (await taken(() => page.getByRole('button', { name: /^SVG/ }).click())).toString()
    expect(svg).toMatch(/^<svg .*Thailand.*Source: 10 states: .*Who may see this: .*Conditions:/s)
    expect(svg).not.toContain('var(--')
    const png = await taken(() => page.getByRole('button', { name: /^PNG/ }).click())
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(['PNG', 1920])
    expect((await file('XLSX')).subarray(0, 2).toString()).toBe('PK')
    expect((await file('Parquet')).subarray(0, 4).toString()).toBe('PAR1')
    await page.getByRole('button', { name: /^SDMX/ }).click()
    expect(await page.getByRole('alert').innerText()).toContain('Break down by TIME_PERIOD too')
    await page.goto(`${system.url}/explore/VRS_DETECT?show=trend`)
    await chart(page).locator('svg').waitFor()
    await page.getByText('Take away').click()
    expect((await file('SDMX')).toString()).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,/)

    await page.getByRole('link', { name: 'Your 4 files of the last day' }).click()
    const files = page.getByRole('region', { name: 'Your files' })
    await expectAccessible(page)
    const [again] = await Promise.all([page.waitForEvent('download'), files.getByRole('link', { name: 'Download' }).last().click()])
    expect(readFileSync(await again.path())).toEqual(csv)
    for (let left = 4; left > 0; left--) {
      await files.getByRole('button', { name: 'Remove' }).first().click()
      if (left > 1) await expect.poll(() => files.getByRole('listitem').count()).toBe(left - 1)
    }
    await files.waitFor({ state: 'detached' })
    await page.goto(`${system.url}/explore/VRS_DETECT?show=bar`)
    await chart(page).locator('svg').waitFor()
  })

  test('gives a slow question up, and nothing moves while it waits', async () => {
    let answer = (): void => undefined
    await page.route('**/query?*', async (route) => {
      await new Promise<void>((resolve) => { answer = resolve })
      await route.continue().catch(() => undefined) // given up meanwhile
    })
    await page.getByRole('button', { name: 'Break down by' }).click()
    await page.getByRole('menuitem', { name: 'Sex', exact: true }).click()
    await page.getByText('Asking for the figures').waitFor()
    expect(await page.locator('figure.frame[aria-busy]').count()).toBe(1)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('heading', { name: 'The question was given up' }).waitFor()
    await expectAccessible(page)
    answer()
    await page.unroute('**/query?*')
    await page.getByRole('button', { name: 'Ask again' }).click()
    await chart(page).locator('svg').waitFor()
  })

  test('meets an honest page where nothing was known then', async () => {
    await page.goto(`${system.url}/explore/VRS_DETECT?on=2020-01-01`)
    await page.getByRole('heading', { name: 'Nothing to see here' }).waitFor()
    await page.getByRole('button', { name: 'Clear all choices' }).click()
    await chart(page).locator('svg').waitFor()
  })
})

test("Fiji's analyst sees the own figures, and what is missing to see those of others", async () => {
  const page = await become('FJI', 'analyst')
  await page.goto(`${system.url}/explore/VRS_DETECT`)
  await chart(page).locator('svg').waitFor()
  expect(await page.locator('figcaption').innerText()).toMatch(/^Source Fiji/)
  await page.getByRole('link', { name: 'What opens it' }).click()
  await page.waitForURL('**/locked/VRS_DETECT')
  await page.goto(`${system.url}/explore/VRS_HARM`)
  await page.locator('.unlock').waitFor()
  expect(await page.getByRole('main').innerText()).not.toMatch(/Mekong/)
  await expectAccessible(page)
})

describe('the secretariat', () => {
  test('finds a code among all lists, and writes the next version of a route', async () => {
    const page = await become('CAU', 'cau_analyst')
    await go(page, 'Collections')
    await page.getByRole('link', { name: 'Migrant smuggling and related conduct' }).click()
    await page.getByRole('link', { name: /^Code lists/ }).click()
    await page.getByRole('searchbox', { name: 'Search by code, name or description' }).fill('dinghies')
    await page.getByRole('rowheader', { name: 'SEA_SMALL' }).waitFor()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await expectAccessible(page)
    await page.getByRole('link', { name: /^Routes and places/ }).click()
    await page.getByRole('button', { name: 'Edit Andaman Sea' }).click()
    await page.getByRole('dialog').getByLabel('Name: English').fill('Andaman Sea to the south')
    await page.locator('[role=dialog] [type=submit]:not([aria-disabled])').waitFor()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Andaman Sea to the south was saved as version 2.').waitFor()
    await page.getByRole('rowheader', { name: 'Andaman Sea to the south' }).waitFor()
  })

  test('and a state reads it without being able to edit', async () => {
    const page = await become('THA', 'analyst')
    await page.goto(`${system.url}/collections/vrs-msrc?part=register`)
    await page.getByRole('rowheader', { name: 'Andaman Sea to the south' }).waitFor()
    expect(await page.getByRole('button', { name: /^(Edit|Add)/ }).count()).toBe(0)
  })
})

test("Thailand's focal point takes the chain away, and finds a file that was changed", async () => {
  const page = await become('THA', 'focal_point')
  await go(page, 'Audit')
  await page.getByRole('button', { name: 'Verify the chain' }).click()
  await page.getByText('The chain holds').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Take the chain away' }).click()])
  const file = readFileSync(await download.path())
  const give = (name: string, buffer: Buffer) => page.getByLabel('A file that was taken away').setInputFiles({ name, mimeType: 'application/x-ndjson', buffer })
  await give('kept.jsonl', file)
  await page.getByText(/entries hold together\. It is the chain as it is now/).waitFor()
  await give('changed.jsonl', Buffer.from(file.toString().replace('"version":1', '"version":2')))
  await page.getByText(/does not hold together: entry \d+ does not fit\. It was altered/).waitFor()
  await page.getByRole('combobox', { name: 'What was done' }).selectOption({ label: 'Approved the report …' })
  await page.getByRole('listitem').filter({ hasText: 'Submitted the report THA-' }).first().waitFor({ state: 'detached' })
  expect(await page.getByRole('listitem').filter({ hasText: 'Approved the report THA-' }).count()).toBeGreaterThan(2)
  await expectAccessible(page)
})
