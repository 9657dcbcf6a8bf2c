import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { codeOf } from './authenticator.ts'
import { letNoticePass } from './notice.ts'
import { stage } from './stage.ts'

/** People come and go: invited, with a second factor, back with a recovery code, and out at once when their access ends. Panama's units, people and four eyes are this journey's own, and Nepal, which joins, leaves and comes back. */
const { system, become, stranger } = stage({ permissions: ['clipboard-read', 'clipboard-write'] })

const PASSWORD = 'a river of quiet words'

async function open(path: string): Promise<Page> {
  const page = await stranger()
  await page.goto(new URL(path, system.url).href)
  return page
}

const go = async (page: Page, entry: string): Promise<void> => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: entry, exact: true }).click()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

/** Invites in the open dialog and gives the address to hand over. */
async function invited(page: Page, email: string): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill(email)
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const address = await dialog.getByRole('group', { name: 'Address of the invitation' }).locator('code').innerText()
  await dialog.getByRole('button', { name: 'Done' }).click()
  return address
}

type Kept = { readonly page: Page; readonly key: string; readonly recovery: readonly string[] }

/** Accepts an invitation up to the step of the second factor. */
async function accept(address: string, name: string, terms?: string): Promise<Kept> {
  const page = await open(address)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Choose a password').fill(PASSWORD)
  if (terms) await page.getByLabel(terms).check()
  await page.getByRole('button', { name: 'Continue to the second factor' }).click()
  await heading(page, 'Your second factor').waitFor()
  return { page, key: await page.locator('.key-groups').innerText(), recovery: await page.locator('.recovery code').allInnerTexts() }
}

async function finish({ page, key }: Kept): Promise<void> {
  await page.getByLabel('Code of your authenticator').fill(codeOf(key))
  await page.getByRole('button', { name: 'Finish and go in' }).click()
}

async function giveFirst(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${system.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function signIn(page: Page, email: string, recovery: string): Promise<void> {
  await giveFirst(page, email, PASSWORD)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(recovery)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

describe('an officer of a new unit', () => {
  const email = 'mali@pan.example.org'
  let focal: Page
  let officer: Kept

  test('is invited by the focal point, who adds the unit first', async () => {
    focal = await become('PAN', 'focal_point')
    await go(focal, 'Members')
    await focal.getByRole('button', { name: 'Add a unit' }).click()
    const unit = focal.getByRole('dialog', { name: 'Add a unit' })
    await unit.getByLabel('Name of the unit').fill('Marine Police')
    expect(await unit.getByLabel('Code').inputValue()).toBe('MARINE_POLICE')
    await unit.getByLabel('Kind of unit').selectOption({ label: 'Coast guard' })
    await unit.getByLabel('Port or border post').selectOption({ label: 'Another place: type its name' })
    await unit.getByLabel('Name of the place').fill('Port of Balboa')
    await unit.getByLabel('Latitude').fill('8.95')
    await unit.getByText('Give both latitude and longitude, or neither.').waitFor()
    await expectAccessible(focal)
    await unit.getByLabel('Longitude').fill('-79.57')
    await unit.getByRole('button', { name: 'Add it' }).click()
    await focal.getByText('Marine Police MARINE_POLICE').waitFor()
    await focal.getByText(/^Coast guard · Port of Balboa, Panama · .8\.95°, -79\.57°.$/).waitFor()
    await expectAccessible(focal)
    await focal.getByRole('button', { name: 'Invite somebody' }).click()
    await focal.getByRole('dialog').getByLabel('Works in').selectOption({ label: 'Marine Police' })
    await expectAccessible(focal)
    officer = await acceptOf(await invited(focal, email))
  })

  async function acceptOf(address: string): Promise<Kept> {
    const page = await open(address)
    await heading(page, 'You are invited to OpenVRS').waitFor()
    expect(await page.locator('.facts').innerText()).toMatch(/Panama[\s\S]*Reporting officer[\s\S]*Marine Police[\s\S]*mali@pan\.example\.org/)
    await page.getByLabel('Your name').fill('Mali')
    await page.getByLabel('Choose a password').fill('too short')
    await page.getByRole('button', { name: 'Continue to the second factor' }).click()
    await page.getByText('This has 9 characters. Take at least 12.').waitFor()
    await expectAccessible(page)
    return accept(address, 'Mali')
  }

  test('keeps the recovery codes, is told of a wrong code, and goes in with the first right one', async () => {
    const { page, recovery, key } = officer
    expect(recovery).toHaveLength(10)
    await page.getByRole('button', { name: 'Copy all' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(recovery.join('\n'))
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Keep as a file' }).click()])
    expect(file.suggestedFilename()).toBe('openvrs-recovery-codes.txt')
    await expectAccessible(page)
    await page.getByLabel('Code of your authenticator').fill(codeOf(key) === '000000' ? '111111' : '000000')
    await page.getByRole('button', { name: 'Finish and go in' }).click()
    await page.getByText('This code is not right').waitFor()
    await finish(officer)
    await page.waitForURL('**/home')
  })

  test('signs out, and in again with a recovery code where the phone is lost', async () => {
    const { page, recovery } = officer
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${system.url}/`)
    await page.goto(`${system.url}/sign-in`)
    await page.getByText('I cannot sign in').click()
    await expectAccessible(page)
    await signIn(page, email, recovery[0]!)
    await page.waitForURL('**/home')
  })

  test('sees where they are signed in, lets a device be forgotten, makes a token that is shown once, gives the factor again and changes the password', async () => {
    const { page, recovery, key } = officer
    await page.getByRole('link', { name: /Panama/ }).first().click()
    await page.getByRole('region', { name: 'Where you are signed in' }).getByText('This device', { exact: true }).waitFor()
    const devices = page.getByRole('region', { name: 'Known devices' })
    await devices.getByText('This device', { exact: true }).waitFor()
    await devices.getByRole('button', { name: /^Forget / }).click()
    await devices.getByText('No device is known yet.').waitFor()
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByRole('dialog').getByLabel(/Write drafts/).check()
    await page.getByRole('button', { name: 'Make it' }).click()
    const token = await page.getByRole('group', { name: 'The token' }).locator('code').innerText()
    await expectAccessible(page)
    expect((await fetch(`${system.url}/api/session`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByRole('region', { name: 'Tokens for programs' }).getByText('Read · Write drafts').first().waitFor()

    await page.getByRole('button', { name: 'Give it again' }).click()
    const dialog = page.getByRole('dialog', { name: 'Give your second factor again' })
    await dialog.getByRole('button', { name: 'Use a recovery code' }).click()
    await dialog.getByLabel('Recovery code').fill(recovery[0]!)
    await dialog.getByRole('button', { name: 'Give the code' }).click()
    await dialog.getByText('it was used already').waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('Recovery code').fill(recovery[1]!)
    await dialog.getByRole('button', { name: 'Give the code' }).click()
    await page.getByText('Given.').waitFor()

    await page.getByRole('button', { name: 'Change the password' }).click()
    const change = page.getByRole('dialog', { name: 'Change the password' })
    await change.getByLabel('Password until now').fill('something else entirely')
    await change.getByLabel('New password').fill('another river of words')
    await change.getByLabel('Code of your authenticator').fill(codeOf(key))
    await change.getByRole('button', { name: 'Change it' }).click()
    await change.getByText('The old password or the code is not right.').waitFor()
    await change.getByLabel('Password until now').fill(PASSWORD)
    await change.getByLabel('Code of your authenticator').fill(codeOf(key, new Date(Date.now() + 30_000))) // the present one made the account
    await change.getByRole('button', { name: 'Change it' }).click()
    await page.getByText('The password is changed.').waitFor()
    expect((await fetch(`${system.url}/api/session`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Change the password')
    await expectAccessible(page)
  })

  test('loses the phone and the codes with it: the focal point makes a link, which ends everything else and opens once', async () => {
    focal = await become('PAN', 'focal_point')
    await go(focal, 'Members')
    await focal.getByRole('button', { name: 'Let back in Mali' }).click()
    const dialog = focal.getByRole('dialog', { name: 'What has Mali lost?' })
    await dialog.getByLabel(/The authenticator is lost/).check()
    await expectAccessible(focal)
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await focal.getByRole('group', { name: 'The link' }).locator('code').innerText()
    await focal.getByRole('button', { name: 'Done' }).click()
    const waiting = focal.getByRole('region', { name: 'Ways back in' })
    await waiting.getByText('Nobody signs in as them meanwhile.').waitFor()
    await expectAccessible(focal)
    await officer.page.reload()
    await heading(officer.page, 'Sign in').waitFor()
    await giveFirst(officer.page, email, 'another river of words')
    await officer.page.getByRole('alert').waitFor()

    const page = await open(link)
    await page.getByLabel('Your password').fill('not this one at all')
    await page.getByRole('button', { name: 'Continue to the authenticator' }).click()
    await page.getByText('The password is not right.').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Your password').fill('another river of words')
    await page.getByRole('button', { name: 'Continue to the authenticator' }).click()
    await page.getByAltText('Picture to scan').waitFor()
    await expectAccessible(page)
    const key = await page.locator('.key-groups').innerText()
    expect(key).not.toBe(officer.key)
    await finish({ page, key, recovery: [] })
    await page.waitForURL('**/home')
    officer = { page, key, recovery: [] }
    await focal.reload()
    await focal.getByRole('button', { name: 'Let back in Mali' }).waitFor()
    expect(await waiting.count()).toBe(0)
    await heading(await open(link), 'This link does not open').waitFor()
  })

  test('makes new recovery codes', async () => {
    const { page } = officer
    await page.getByRole('link', { name: /Panama/ }).first().click()
    await page.getByRole('button', { name: 'Make new codes' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your new recovery codes' })
    await expect.poll(() => dialog.locator('.recovery code').count()).toBe(10)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'I have kept them' }).click()
  })

  test('works on in another role, and has to sign in anew for it', async () => {
    await focal.reload()
    await focal.getByRole('button', { name: 'Change Mali' }).click()
    const dialog = focal.getByRole('dialog', { name: 'What may Mali do?' })
    await dialog.getByLabel('May do').selectOption({ label: 'Analyst' })
    await dialog.getByText('Reads the approved figures that the state may see.').waitFor()
    await dialog.getByRole('button', { name: 'Change it' }).click()
    await focal.getByRole('listitem').filter({ hasText: email }).getByText('Analyst · Marine Police').waitFor()
    await officer.page.reload()
    await heading(officer.page, 'Sign in').waitFor()
    const fourEyes = focal.getByLabel(/Who submitted or last edited a report/)
    await fourEyes.uncheck()
    await expect.poll(() => fourEyes.isEnabled()).toBe(true) // kept
    await focal.reload()
    await expect.poll(() => fourEyes.isEnabled()).toBe(true) // read anew
    expect(await fourEyes.isChecked()).toBe(false)
  })

  test('is out at once when the focal point ends the access', async () => {
    await focal.reload()
    const row = focal.getByRole('listitem').filter({ hasText: email })
    await row.getByRole('button', { name: 'End access' }).click()
    const dialog = focal.getByRole('alertdialog')
    await dialog.getByText('They are signed out everywhere').waitFor()
    await expectAccessible(focal)
    await dialog.getByRole('button', { name: 'End the access' }).click()
    await focal.getByText('One person who can no longer sign in').waitFor()
    await giveFirst(officer.page, email, 'another river of words')
    await officer.page.getByRole('alert').waitFor()
  })
})

describe('two posts that face each other', () => {
  test('one state asks, the other reads it on Home and chooses its unit; either ends it', async () => {
    const asking = await become('PAN', 'focal_point')
    await go(asking, 'Members')
    await asking.getByRole('button', { name: 'Add a counterpart Border liaison office' }).click()
    const dialog = asking.getByRole('dialog')
    await dialog.getByLabel('Member across').selectOption({ label: 'Malaysia' })
    await expectAccessible(asking)
    await dialog.getByRole('button', { name: 'Ask them' }).click()
    await asking.getByText('Waits for Malaysia to name its unit').waitFor()
    const asked = await become('MYS', 'focal_point')
    await asked.getByText('Panama asks which of your units faces one of theirs.').waitFor()
    await expectAccessible(asked)
    await asked.getByRole('link', { name: 'Open it' }).click()
    await asked.getByLabel('Your unit across from Border liaison office').selectOption({ label: 'Police' })
    await expectAccessible(asked)
    await asked.getByRole('button', { name: 'Pair them Border liaison office' }).click()
    await asked.getByText('Faces Border liaison office of Panama').waitFor()
    await asking.reload()
    await asking.getByText('Faces Police of Malaysia').waitFor()
    await expectAccessible(asking)
    await asking.getByRole('button', { name: 'End the pair Malaysia' }).click()
    await asking.getByText('Faces Police of Malaysia').waitFor({ state: 'detached' })
  })

  test('a unit that nobody works in closes, and opens again', async () => {
    const focal = await become('PAN', 'focal_point')
    await go(focal, 'Members')
    await focal.getByRole('button', { name: 'Close Border liaison office' }).click()
    await focal.getByRole('alertdialog').getByRole('button', { name: 'Close the unit' }).click()
    await focal.getByText('1 person works in this unit').waitFor() // its liaison officer
    await expectAccessible(focal)
    await focal.getByRole('button', { name: 'Not now' }).click()
    await focal.getByRole('button', { name: 'Add a unit' }).click()
    await focal.getByLabel('Name of the unit').fill('Old Customs')
    await focal.getByRole('button', { name: 'Add it' }).click()
    await focal.getByRole('button', { name: 'Close Old Customs' }).click()
    await focal.getByRole('alertdialog').getByRole('button', { name: 'Close the unit' }).click()
    await focal.getByText('One closed unit').click()
    await focal.getByRole('button', { name: 'Open again Old Customs' }).click()
    await focal.getByRole('button', { name: 'Close Old Customs' }).waitFor()
  })
})

describe('somebody whom nobody of the own can help', () => {
  test('is asked for by the administrator and seconded by an analyst; a colleague reads the notice and stops it', async () => {
    const administrator = await become('CAU', 'administrator')
    await go(administrator, 'Members')
    await administrator.getByRole('button', { name: 'Help somebody back in' }).click()
    await administrator.getByLabel('Member', { exact: true }).selectOption({ label: 'Panama' })
    await administrator.getByRole('button', { name: 'Let back in second focal point (Panama)' }).click()
    await administrator.getByLabel(/The password is forgotten/).check()
    await administrator.getByLabel(/The authenticator is lost/).check()
    await expectAccessible(administrator)
    await administrator.getByRole('button', { name: 'Ask for it' }).click()
    await administrator.getByText('Waits for an analyst of the secretariat to second it.').waitFor()
    const analyst = await become('CAU', 'cau_analyst')
    await analyst.getByRole('link', { name: 'Open it' }).click()
    await analyst.getByRole('button', { name: 'Second it second focal point (Panama)' }).click()
    await analyst.getByText('The notice runs until').waitFor()
    await expectAccessible(analyst)
    const colleague = await become('PAN', 'analyst')
    await colleague.getByText('If second focal point (Panama) did not ask for it').waitFor()
    await expectAccessible(colleague)
    await colleague.getByRole('button', { name: 'Stop it' }).click()
    await colleague.getByText('Somebody asks for a way back in').waitFor({ state: 'detached' })
    await administrator.reload()
    await heading(administrator, 'Who takes part').waitFor()
    expect(await administrator.getByRole('region', { name: 'Ways back in' }).count()).toBe(0)
  })
})

describe('whoever tries the training region', () => {
  test('changes persons from the line above every page, with one press', async () => {
    const page = await open('/')
    await page.getByRole('link', { name: 'Choose one of the cast' }).click()
    await heading(page, 'Become one of the cast').waitFor()
    await expectAccessible(page)
    for (const [member, person] of [['Panama', /^National focal point focal@pan/], ['Panama', /^Analyst analyst@pan/]] as const) {
      await page.getByRole('region', { name: member }).getByRole('button', { name: person }).click()
      await page.waitForURL('**/home')
      await page.getByRole('link', { name: member }).first().waitFor()
      await page.getByRole('link', { name: 'Change person' }).click()
      await heading(page, 'Become one of the cast').waitFor()
    }
  })
})

describe('a state joins', () => {
  const TERMS = 'I have read the terms and accept them for Nepal.'
  let administrator: Page
  let maya: Kept

  test('the administrator adds it and invites its first focal point, who accepts the terms', async () => {
    administrator = await become('CAU', 'administrator')
    await go(administrator, 'Members')
    await administrator.getByRole('button', { name: 'Add a member' }).click()
    const dialog = administrator.getByRole('dialog', { name: 'Add a member' })
    await dialog.getByLabel('Name').fill('Nepal')
    await dialog.getByLabel('Code').fill('npl')
    await dialog.getByRole('button', { name: 'Add it' }).click()
    await administrator.getByRole('dialog', { name: 'Invite the first focal point of Nepal' }).waitFor()
    maya = await accept(await invited(administrator, 'maya@npl.example.org'), 'Maya', TERMS)
    await finish(maya)
    await maya.page.waitForURL('**/home')
    await maya.page.getByRole('link', { name: 'Nepal National focal point' }).first().waitFor()
    await expectAccessible(administrator)
  })

  test('leaves after a notice, for good', async () => {
    const { page } = maya
    await go(page, 'Members')
    await page.getByRole('button', { name: 'Leave the system' }).click()
    await page.getByRole('button', { name: 'Ask to leave' }).click()
    await page.getByText('Leaving was asked on').waitFor()
    await letNoticePass(system.home, 'leaving')
    await page.reload()
    await page.getByText('You can confirm it now.').waitFor()
    await page.getByRole('button', { name: 'Leave for good' }).click()
    await expectAccessible(page)
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave for good' }).click()
    await page.waitForURL(`${system.url}/`)
    await page.goto(`${system.url}/home`)
    await heading(page, 'Sign in').waitFor()
  })

  test('comes back when the administrator asks, an analyst seconds and the notice is over: with the terms accepted anew, and the old account closed', async () => {
    await administrator.reload()
    await administrator.getByRole('button', { name: 'Let it come back Nepal' }).click()
    const dialog = administrator.getByRole('dialog', { name: 'Let Nepal come back?' })
    await dialog.getByLabel('E-mail address of its first focal point').fill('maya@npl.example.org')
    await expectAccessible(administrator)
    await dialog.getByRole('button', { name: 'Ask for it' }).click()
    const returns = administrator.getByRole('region', { name: 'Members that come back' })
    await returns.getByText('Waits for an analyst of the secretariat to second it.').waitFor()
    const analyst = await become('CAU', 'cau_analyst')
    await go(analyst, 'Members')
    await analyst.getByRole('button', { name: 'Second it Nepal' }).click()
    await analyst.getByText('The notice to its last focal points runs until').waitFor()
    await expectAccessible(analyst)
    await administrator.reload()
    await returns.getByRole('button', { name: 'Stop it Nepal' }).waitFor()
    expect(await returns.getByRole('button', { name: 'Make the invitation Nepal' }).count(), 'not before the notice is over').toBe(0)
    await letNoticePass(system.home, 'member_return')
    await administrator.reload()
    await returns.getByRole('button', { name: 'Make the invitation Nepal' }).click()
    const address = await administrator.getByRole('group', { name: 'Address of the invitation' }).locator('code').innerText()
    await administrator.getByRole('button', { name: 'Done' }).click()
    const back = await accept(address, 'Maya', TERMS)
    await finish(back)
    await back.page.waitForURL('**/home')
    await go(back.page, 'Members')
    await back.page.getByText('One person who can no longer sign in').waitFor()
    await administrator.reload()
    await heading(administrator, 'Who takes part').waitFor()
    expect(await returns.count()).toBe(0)
  })
})

describe('a new analyst of the secretariat', () => {
  const email = 'noor@cau.example.org'
  let noor: Kept

  test('goes in once two people have confirmed them', async () => {
    const administrator = await become('CAU', 'administrator')
    await go(administrator, 'Members')
    await administrator.getByRole('button', { name: 'Invite somebody' }).click()
    const analyst = await accept(await invited(administrator, email), 'Noor')
    await finish(analyst)
    await heading(analyst.page, 'Your account is made').waitFor()
    for (const [member, said] of [['PAN', 'One more person has to.'], ['MYS', 'Noor is confirmed and can sign in.']] as const) {
      const focal = await become(member, 'focal_point')
      await go(focal, 'Members')
      const confirm = focal.getByRole('button', { name: 'Confirm Noor' })
      await confirm.waitFor()
      if (member === 'PAN') await expectAccessible(focal)
      await confirm.click()
      await focal.getByText(said).waitFor()
    }
    await signIn(analyst.page, email, analyst.recovery[0]!)
    await analyst.page.waitForURL('**/home')
    noor = analyst
  })

  test('is out at once when the administrator ends the access', async () => {
    const administrator = await become('CAU', 'administrator')
    await go(administrator, 'Members')
    await administrator.getByRole('button', { name: 'End access Noor' }).click()
    await administrator.getByRole('alertdialog', { name: 'End the access of Noor?' }).getByRole('button', { name: 'End the access' }).click()
    await administrator.getByText('One person who can no longer sign in').waitFor()
    await noor.page.reload()
    await heading(noor.page, 'Sign in').waitFor()
    await giveFirst(noor.page, email, PASSWORD)
    await noor.page.getByRole('alert').waitFor()
  })
})

describe('on a phone', () => {
  test('what does not fit the bar stands behind More', async () => {
    const page = await become('PAN', 'focal_point')
    await page.setViewportSize({ width: 375, height: 760 })
    await go(page, 'More')
    await heading(page, 'More').waitFor()
    await expectAccessible(page)
    await page.getByRole('main').getByRole('link', { name: 'My account' }).click()
    await heading(page, 'My account').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
    await expectAccessible(page)
  })
})
