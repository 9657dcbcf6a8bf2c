import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { enterAs } from './screens/visit.ts'
import { DATA, hasData, readCsv, startSystem, type System } from './system.ts'

/**
 * What it is all for, in a browser from end to end: an officer of the United States brings the published file of encounters,
 * the focal point signs it, Thailand reads it to the unit, and Fiji reads what would open it. It has a system of its own:
 * an eleventh contributor with other years would change what the other journeys see.
 */
const FILE = join(DATA, 'usa-cbp-encounters-fy2020-2023.csv')
const FLOW = 'VRS_DETECT'
const A_MINUTE = 60_000

// The published file is of a state's own site and is not part of the program: without ../shared/data there is nothing to send.
describe.skipIf(!hasData)('the published file of US Customs and Border Protection', () => {
  let system: System
  let browser: Browser
  beforeAll(async () => {
    ;[system, browser] = await Promise.all([startSystem(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await system?.stop()
  })

  const become = async (email: string): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce' })
    await enterAs(context, system.url, email)
    const page = await context.newPage()
    await page.goto(`${system.url}/home`)
    return page
  }
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

  test('goes from the officer over the focal point to Thailand, to the unit, and not to Fiji, within a minute', { timeout: A_MINUTE }, async () => {
    const counts = readCsv(readFileSync(FILE, 'utf8')).map((row) => Number(row['Encounter Count']))
    const total = counts.reduce((sum, count) => sum + count, 0)
    expect([counts.length, total]).toEqual([42_532, 8_571_067])

    const officer = await become('reporter@usa.example.org')
    await heading(officer, 'Your first report').waitFor()
    await officer.getByRole('link', { name: 'Upload a file' }).click()
    await officer.getByLabel('What kind of figures').selectOption(FLOW)
    await officer.getByLabel('File', { exact: true }).setInputFiles(FILE)
    await heading(officer, 'Columns').waitFor()
    await officer.getByText(/things to decide/).waitFor()
    await officer.getByLabel('Start from').selectOption('sample:usa-cbp')
    await officer.getByText('Everything is decided').waitFor()
    await officer.getByRole('region', { name: 'The first rows as figures' }).getByText('United States northern land border').first().waitFor()
    await officer.getByRole('button', { name: 'Send the file' }).click()
    await heading(officer, 'Every row is accounted for').waitFor()
    expect(await officer.locator('.account dd').allInnerTexts()).toEqual(['42,532', '7,036', '35,496', '0'])
    await officer.getByRole('link', { name: 'Look at the draft' }).click()
    await officer.getByText('Ready to submit').waitFor()
    await officer.getByRole('button', { name: 'Submit to the focal point' }).click()
    await officer.getByText(/^Submitted on/).waitFor()

    const focal = await become('focal@usa.example.org')
    await heading(focal, 'One period waits for your approval').waitFor()
    await focal.getByRole('link', { name: 'Review', exact: true }).last().click()
    await focal.getByText('Only United States will see these figures').waitFor()
    await focal.getByRole('radio', { name: /^Also every contributor/ }).check()
    await focal.getByRole('button', { name: 'Approve and sign' }).click()
    await heading(focal, 'Approved and signed').waitFor()

    const analyst = await become('analyst@tha.example.org')
    await analyst.getByRole('link', { name: 'Detections of irregular entry, stay and exit', exact: true }).click()
    await analyst.getByText('11 states contribute').waitFor()
    await analyst.goto(`${system.url}/explore/${FLOW}?show=trend&only=REF_AREA:USA`)
    await analyst.getByRole('img', { name: /^Line chart\. / }).locator('svg').waitFor()
    expect(await analyst.locator('figcaption').innerText()).toMatch(/Source United States/)
    await analyst.locator('figure label').filter({ hasText: 'Table' }).click()
    await analyst.getByRole('rowheader', { name: 'United States' }).waitFor()
    const months = (await analyst.locator('figure tbody tr').first().locator('td').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')))
    expect([months.length, months.reduce((sum, month) => sum + month, 0)]).toEqual([48, total])

    const fiji = await become('analyst@fji.example.org')
    await fiji.goto(`${system.url}/explore/${FLOW}?show=trend&only=REF_AREA:USA`)
    await heading(fiji, 'Nothing to see here').waitFor()
    await fiji.goto(`${system.url}/locked/${FLOW}`)
    await heading(fiji, /of your own unlock it$/).waitFor()
    await heading(fiji, '11 states contribute').waitFor()
    expect(await fiji.getByRole('main').innerText()).not.toMatch(/United States|Thailand|8,571,067/)
  })
})
