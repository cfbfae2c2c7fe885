import type { Browser, Locator, Page } from '@playwright/test'
import { expect, stateOf } from './fixtures'

/** Reads the newest code to a person of the demo, as they would in their mailbox. */
export async function readCode(page: Page, person: string): Promise<string> {
  const mailbox = await page.context().newPage()
  await mailbox.goto('/demo/mailbox')
  const letter = mailbox.locator('section').filter({ hasText: 'Your code for our support' }).filter({ hasText: `Hello ${person},` }).first()
  const code = /\b(\d{6})\b/.exec(await letter.innerText())?.[1] ?? ''
  await mailbox.close()
  expect(code).toMatch(/^\d{6}$/)
  return code
}

/** Starts a check whose words begin like this. */
export async function startCheck(within: Page | Locator, words: RegExp) {
  const by = within.getByLabel('Check by')
  const label = (await by.locator('option').allInnerTexts()).find((text) => words.test(text)) ?? ''
  await by.selectOption({ label })
  await within.getByRole('button', { name: 'Start' }).click()
}

/** Two checks of different kinds: a code that the person reads out, and a call back. */
export async function verifyCaller(page: Page, within: Page | Locator, person: string) {
  await startCheck(within, /^Code to an address/)
  await expect(within.getByLabel('Code that they read out')).toBeVisible()
  await within.getByLabel('Code that they read out').fill(await readCode(page, person))
  await within.getByRole('button', { name: 'Compare' }).click()
  await expect(within.getByText('1 of 2')).toBeVisible()
  await startCheck(within, /^Call back/)
  await within.getByLabel('Who answered').fill(person)
  await within.getByRole('button', { name: 'They answered' }).click()
  await expect(within.getByText('2 of 2')).toBeVisible()
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
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0)
  await context.close()
}
