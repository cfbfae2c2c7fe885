import type { Browser, Locator, Page } from '@playwright/test'
import { expect, stateOf } from './fixtures'
import { allMails } from './mailbox'

const read = new Set<string>()

/** The newest code that was mailed to a person and not read here before, as they would read it out. */
export async function readCode(person: string): Promise<string> {
  let code = ''
  await expect
    .poll(() => {
      const letters = allMails().filter((mail) => mail.includes(`Hello ${person},`) && mail.includes('Read this code to them'))
      code = /^(\d{6})\s*$/m.exec(letters.at(-1) ?? '')?.[1] ?? ''
      return code !== '' && !read.has(code)
    }, { timeout: 15_000 })
    .toBe(true)
  read.add(code)
  return code
}

/** Starts a check whose words begin like this. */
export async function startCheck(within: Page | Locator, words: RegExp) {
  const by = within.getByLabel('Check by')
  await by.waitFor()
  const label = (await by.locator('option').allInnerTexts()).find((text) => words.test(text)) ?? ''
  await by.selectOption({ label })
  await within.getByRole('button', { name: 'Start' }).click()
}

/** Two checks of different kinds: a code that the person reads out, and a call back. */
export async function verifyCaller(page: Page, within: Page | Locator, person: string) {
  await startCheck(within, /^Code to an address/)
  await expect(within.getByLabel('Code that they read out')).toBeVisible()
  await within.getByLabel('Code that they read out').fill(await readCode(person))
  await within.getByRole('button', { name: 'Compare' }).click()
  await expect(within.getByText('1 of 2')).toBeVisible()
  await startCheck(within, /^Call back/)
  await within.getByLabel('Who answered').fill(person)
  await within.getByRole('button', { name: 'They answered' }).click()
  await expect(within.getByText('2 of 2')).toBeVisible()
}

const TRIES = 4

/** Types the code that the page says and sends the form; again with the next one where another test was faster. */
export async function proveAndSend(within: Page | Locator, send: () => Promise<void>) {
  const field = within.getByLabel('Code from your authenticator app')
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const shown = within.locator('[data-demo-code]').first()
    const code = (await shown.getAttribute('data-demo-code')) ?? ''
    await field.fill(code)
    await send()
    // The refusal of the try before may stand there still; what follows this one is the form's end, or another code to try.
    const another = within.locator(`[data-demo-code]:not([data-demo-code="${code}"])`).first()
    if (await Promise.race([field.waitFor({ state: 'detached' }).then(() => true), another.waitFor().then(() => false)])) return
  }
}

/** Fills a form that stands there still once it was sent, and proves; all over again where another test used the code first. */
export async function fillAndProve(page: Page, { at, fill, button, done }: { at: string; fill: () => Promise<void>; button: string; done: Locator }) {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    await page.goto(at)
    await fill()
    await page.getByLabel('Code from your authenticator app').fill((await page.locator('[data-demo-code]').first().getAttribute('data-demo-code')) ?? '')
    await page.getByRole('button', { name: button, exact: true }).click()
    if (await Promise.race([done.waitFor().then(() => true), page.getByText('That code was used already').first().waitFor().then(() => false)])) return
  }
  throw new Error(`No code was taken at ${at}`)
}

/** Makes a token on the page of the administrator. */
export async function makeToken(page: Page, name: string, scopes: readonly string[]): Promise<string> {
  const done = page.locator('code', { hasText: /^lk_[\w-]{30,}$/ }).first()
  const fill = async () => {
    await page.getByLabel('Name', { exact: true }).fill(name)
    for (const scope of scopes) await page.getByLabel(scope).check()
  }
  await fillAndProve(page, { at: '/settings/tokens', fill, button: 'Make the token', done })
  return done.innerText()
}

/** A second person, in a browser of their own, agrees to what waits for this person. */
export async function agreeAs(browser: Browser, who: 'tomasz' | 'ada', title: string) {
  const context = await browser.newContext({ storageState: stateOf(who) })
  const page = await context.newPage()
  await page.goto('/approvals')
  await page.getByRole('link', { name: title }).first().click()
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible()
  await expect(page.getByText('nothing moved since')).toBeVisible()
  await page.getByLabel(/^Your reason/).fill('Both checks hold')
  await proveAndSend(page, () => page.getByRole('button', { name: 'Approve', exact: true }).click())
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0)
  await context.close()
}
