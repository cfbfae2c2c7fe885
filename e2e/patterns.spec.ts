import type { Page } from '@playwright/test'
import { expect, expectAccessible, stateOf, test } from './fixtures'
import { proveAndSend } from './guarded'

/** Opens the pattern that a ticket is part of, from the ticket. */
async function openFrom(page: Page, subject: string) {
  await page.goto('/queue')
  await page.getByRole('link', { name: subject }).first().click()
  await page.getByRole('link', { name: /others like this/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /fail the same way/ })).toBeVisible()
}

const status = (page: Page) => page.getByRole('region', { name: 'Status' })

test('from one ticket to all who fail alike: what sets them apart, the change, and a status that the other tickets show', async ({ page }) => {
  await openFrom(page, 'Reset my password twice, still invalid')
  await expect(page.getByRole('region', { name: 'What sets them apart' })).toContainText('argon2id')
  // The rollback, or the setting that went with it three minutes later: both are what broke it.
  await expect(page.getByRole('region', { name: 'Suspected change' })).toContainText(/4\.12\.0 → 4\.11\.3|argon2id removed with the rollback/)
  await expect(page.getByRole('region', { name: 'Tickets' }).getByRole('link')).not.toHaveCount(0)
  await expectAccessible(page)
  await status(page).getByRole('radio', { name: 'Fixing' }).check({ force: true })
  await status(page).getByRole('button', { name: 'Post' }).click()
  await expect(status(page).getByText(/say in a sentence what is new/i).first()).toBeVisible()
  await status(page).getByRole('radio', { name: 'Fixing' }).check({ force: true })
  await status(page).getByLabel('What is new').fill('4.12.0 goes out again at ten')
  await status(page).getByRole('button', { name: 'Post' }).click()
  await expect(status(page).getByText('4.12.0 goes out again at ten')).toBeVisible()
  await page.goto('/queue')
  await page.getByRole('link', { name: 'Password is right, still refused' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Fixing')
})

test('on a phone the chart of a pattern shows how it began', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openFrom(page, 'Reset my password twice, still invalid')
  const chart = page.getByRole('region', { name: /^Chart: / })
  await chart.scrollIntoViewIfNeeded()
  await expect(chart.locator('rect').first()).toBeInViewport()
})

test.describe('before JavaScript arrives', () => {
  test.use({ storageState: stateOf('tomasz'), javaScriptEnabled: false })

  test('the list, the people by page and the form work', async ({ page }) => {
    await page.goto('/patterns')
    await page.locator('[data-row] a').filter({ hasText: /^(5|6|7)\d people/ }).first().click()
    const people = page.getByRole('region', { name: 'The people' })
    await expect(people.getByRole('row')).toHaveCount(26)
    const first = await people.getByRole('row').nth(1).textContent()
    await people.getByRole('link', { name: 'Next' }).click()
    await expect(people.getByRole('row').nth(1)).not.toHaveText(first ?? '')
    await status(page).getByLabel('What is new').fill('Looked at')
    await status(page).getByRole('button', { name: 'Post' }).click()
    await expect(status(page).getByText('Looked at')).toBeVisible()
    await page.getByRole('button', { name: /^Follow/ }).click()
    await page.getByRole('button', { name: /^Unfollow/ }).click()
    await expect(page.getByRole('button', { name: /^Follow/ })).toBeVisible()
    await page.goto('/patterns')
    await page.locator('[data-row]').filter({ hasText: 'no verifier' }).getByRole('link').click()
    await page.getByRole('region', { name: 'For all of them at once' }).getByRole('button', { name: 'Prepare: unlock' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Unlock account')
    await page.getByLabel('Why').fill('short')
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await expect(page.getByText(/Say why, in 10 characters/).first()).toBeVisible()
  })
})

test('one recovery for all who are locked: a preview, a second person, and each of them changed once', async ({ page, browser }) => {
  test.setTimeout(120_000)
  await openFrom(page, 'Password is right, still refused')
  await page.getByRole('region', { name: 'For all of them at once' }).getByRole('button', { name: 'Prepare: unlock' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Unlock account: 28 people')
  const numbers = page.getByRole('region', { name: 'How many' })
  for (const why of ['In again since', 'Not locked', 'Privileged account']) await expect(numbers.getByText(why)).toBeVisible()
  await expectAccessible(page)
  const form = page.getByRole('region', { name: 'Ask for it' })
  await form.getByLabel('Why').fill('Locked out by the rollback; 4.12.0 is back')
  await form.getByLabel(/I have read whom it changes/).check()
  await proveAndSend(form, () => form.getByRole('button', { name: 'Ask for approval' }).click())
  await expect(page.getByText('no answer means no')).toBeVisible()

  const second = await browser.newContext({ storageState: stateOf('tomasz') })
  const theirs = await second.newPage()
  await theirs.goto('/approvals')
  await theirs.getByRole('link', { name: 'Unlock account: 28 people' }).click()
  await expect(theirs.getByText('Locked out by the rollback; 4.12.0 is back')).toBeVisible()
  await expectAccessible(theirs)
  const answer = theirs.getByRole('region', { name: 'Your answer' })
  await proveAndSend(answer, () => answer.getByRole('button', { name: 'Approve' }).click())
  await second.close()

  // The page looks again by itself.
  await expect(page.getByText('28 of 28 people changed')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'The people' }).getByRole('row')).toHaveCount(26)
  await expectAccessible(page)
  await page.getByRole('region', { name: 'The people' }).getByRole('link', { name: /^Not changed/ }).click()
  await expect(page.getByRole('cell', { name: 'Not locked' })).not.toHaveCount(0)
})

test('who follows a pattern is told what others say, and every ticket of it says what to tell those who call', async ({ page, browser }) => {
  await openFrom(page, 'Invalid password since Monday')
  await page.getByRole('button', { name: /^Follow/ }).click()
  await expect(page.getByRole('button', { name: /^Unfollow 1/ })).toBeVisible()

  const second = await browser.newContext({ storageState: stateOf('ada') })
  const theirs = await second.newPage()
  await theirs.goto(page.url())
  await status(theirs).getByLabel('What is new').fill('The vendor has the dump')
  await status(theirs).getByLabel('What to tell those who call').fill('Please do not try again before ten')
  await status(theirs).getByRole('button', { name: 'Post' }).click()
  await expect(status(theirs).getByText('The vendor has the dump')).toBeVisible()
  await second.close()

  await page.goto('/patterns')
  await expect(page.getByText('News of a pattern that you follow')).toBeVisible()
  await expect(page.getByText('The vendor has the dump').first()).toBeVisible()
  await expect(page.getByText('You follow', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Seen' }).click()
  await expect(page.getByText('News of a pattern that you follow')).toHaveCount(0)
  await page.goto('/queue')
  await page.getByRole('link', { name: 'Cannot sign in any more, half the team can' }).first().click()
  await expect(page.getByText('Please do not try again before ten')).toBeVisible()
})

test.describe('who only looks', () => {
  test.use({ storageState: stateOf('vera') })

  test('sees the pattern and no form', async ({ page }) => {
    await page.goto('/patterns')
    await page.locator('[data-row] a').first().click()
    await expect(status(page)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Post' })).toHaveCount(0)
  })
})
