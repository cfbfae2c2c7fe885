import type { Page } from '@playwright/test'
import { expect, expectAccessible, stateOf, test } from './fixtures'
import { agreeAs, proveAndSend, readCode, startCheck, verifyCaller } from './guarded'
import { openFromQueue } from './stories'

const SMS = 'The SMS comes too late'
const PERSON = 'Pavel Zeman'

/** The recover page of a ticket's account, at its own address. */
async function recoverPage(page: Page, action: string, subject = SMS) {
  await openFromQueue(page, subject)
  const number = /\/tickets\/(\d+)\//.exec(page.url())?.[1] ?? ''
  await page.goto(`/tickets/${number}/recover/${action}`)
  return number
}

test.describe('before JavaScript arrives', () => {
  test.use({ storageState: stateOf('ada'), javaScriptEnabled: false })

  test('a caller is checked by plain forms', async ({ page }) => {
    await recoverPage(page, 'issue_bypass')
    await startCheck(page, /^Code to an address/)
    await page.getByLabel('Code that they read out').fill('000 000')
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByText(/That is not the code. 4 tries left|1 of 2/)).toBeVisible()
    await page.getByLabel('Code that they read out').fill(await readCode(PERSON))
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByText('1 of 2')).toBeVisible()
    await expect(page.getByText('One check of the caller is missing.')).toBeVisible()
  })
})

test.describe('a caller who cannot be verified', () => {
  test.use({ storageState: stateOf('ada') })

  test('is refused with words to read out, and nothing can be done for them', async ({ page }) => {
    await recoverPage(page, 're_enable_account', 'Back from leave and cannot sign in')
    await startCheck(page, /^Call back/)
    await page.getByLabel('Who answered').fill('Nobody')
    await page.getByRole('button', { name: 'They did not' }).click()
    await expect(page.getByText('0 of 2')).toBeVisible()
    await page.getByRole('button', { name: 'They cannot be verified' }).click()
    await expect(page.getByText('I could not make sure that I am speaking with the owner')).toBeVisible()
    await expect(page.getByText(/failed checks? on this account within 24 hours/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Ask for approval' })).toBeDisabled()
    await expectAccessible(page)
  })
})

test.describe('resetting MFA', () => {
  test.use({ storageState: stateOf('tomasz') })

  test('takes two checks of the caller and a second person, on two browsers at once', async ({ page, browser }) => {
    await recoverPage(page, 'reset_mfa')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`Reset MFA: ${PERSON}`)
    await expect(page.getByText('A bypass lets them in once and keeps every factor')).toBeVisible()
    await verifyCaller(page, page, PERSON)
    await page.getByLabel('Reason', { exact: true }).selectOption({ index: 1 })
    await page.getByPlaceholder('What is particular about this one').fill('New phone, old one sold')
    await page.getByLabel(/does not fit the verdict/).fill('The phone is gone, delays do not matter any more')
    await page.getByLabel(/I have read what will change/).check()
    await expectAccessible(page)
    await proveAndSend(page, () => page.getByRole('button', { name: 'Ask for approval' }).click())
    await expect(page.getByText('Nothing has changed yet.')).toBeVisible()
    await expect(page.getByText('Could agree: Ada Brook')).toBeVisible()
    // The one who asked cannot answer.
    const own = await page.context().newPage()
    await own.goto('/approvals?view=asked')
    await expect(own.getByText('You asked for this yourself. Another person must answer.')).toBeVisible()
    await expect(own.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0)
    await own.close()
    await agreeAs(browser, 'ada', `Reset MFA: ${PERSON}`)
    await expect(page.getByText('Reset MFA: done')).toBeVisible()
    await expect(page.getByText(/Ada Brook agreed/)).toBeVisible()
  })
})

test.describe('the threat level', () => {
  test.use({ storageState: stateOf('tomasz') })

  test('is seen by everybody with who set it and what it asks for', async ({ page }) => {
    await page.goto('/settings/threat')
    await expect(page.getByRole('rowheader', { name: 'Reset MFA' })).toBeVisible()
    await page.getByLabel('Why, for everybody to read').first().fill('short')
    await page.getByRole('button', { name: 'Turn on' }).first().click()
    await expect(page.getByText('Say why, in 10 characters or more').first()).toBeVisible()
    await expectAccessible(page)
    await page.goto('/approvals?view=decided')
    await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible()
    await expectAccessible(page)
  })
})

test('a stop link that is dead says so, and needs no sign-in', async ({ browser }) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const page = await context.newPage()
  await page.goto(`/stop/${'x'.repeat(43)}`)
  await expect(page.getByRole('heading', { name: 'Nothing waits here' })).toBeVisible()
  await context.close()
})
