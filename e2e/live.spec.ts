import type { APIRequestContext, Page } from '@playwright/test'
import { expect, expectAccessible, stateOf, test } from './fixtures'
import { makeToken } from './guarded'

test.use({ storageState: stateOf('ada') })

let sent = 0
/** Sends refusals of names that nobody else has, as a log shipper would. */
async function refuse(request: APIRequestContext, token: string, names: readonly string[]) {
  const lines = names.map((attempted) => JSON.stringify({ latchkey: 1, at: new Date().toISOString(), environment: 'production', service: 'auth-service', hop: 'auth', outcome: 'failure', reason: 'bad_password', attempted, sourceId: `live-${Date.now()}-${(sent += 1)}`, traceId: `live-${Date.now()}-${sent}` }))
  const answer = await request.post('/api/v1/events', { data: lines.join('\n'), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' } })
  expect(await answer.json()).toMatchObject({ stored: names.length })
}

const events = (page: Page) => page.getByRole('region', { name: 'Events', exact: true })
const live = (page: Page) => page.getByRole('group', { name: 'Live' })

test('events are announced while one watches, stand at the top once taken in, and wait while the page is paused or being read', async ({ page, request }) => {
  const token = await makeToken(page, `live ${Date.now()}`, ['events:write'])
  await page.goto('/events')
  await page.getByRole('link', { name: 'Follow new events' }).click()
  await expect(live(page)).toContainText('No new events')
  await expectAccessible(page)
  const top = await events(page).locator('[data-row]').first().boundingBox()

  await refuse(request, token, ['live.one', 'live.two'])
  await expect(live(page).getByRole('button', { name: 'Show 2 new events' })).toBeVisible()
  await expect(page.locator('[aria-live=polite]').filter({ hasText: '2 new events' })).toHaveCount(1)
  // Nothing has moved, and nothing is in the list yet.
  expect(await events(page).locator('[data-row]').first().boundingBox()).toEqual(top)
  await expect(events(page)).not.toContainText('live.one')
  await expectAccessible(page)

  // By keyboard alone.
  await live(page).getByRole('button', { name: 'Show 2 new events' }).focus()
  await page.keyboard.press('Enter')
  await expect(events(page).locator('[data-row]').first()).toContainText(/live\.(one|two)/)
  await expect(events(page).locator('[data-row]').nth(1)).toContainText(/live\.(one|two)/)
  await expect(live(page).getByRole('button', { name: 'No new events' })).toBeFocused()
  await expect(page.getByRole('region', { name: 'The last hour' }).getByRole('img')).toHaveAttribute('aria-label', /records of a refusal in the last 60 minutes/)

  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(live(page)).toContainText('Paused')
  await refuse(request, token, ['live.three'])
  await page.waitForTimeout(5_000)
  await expect(live(page)).toContainText('No new events')
  await page.keyboard.press('Enter')
  await expect(live(page).getByRole('button', { name: 'Show 1 new event', exact: true })).toBeVisible()
  await live(page).getByRole('button', { name: 'Show 1 new event', exact: true }).click()

  await events(page).locator('[data-row]').nth(2).hover()
  await expect(live(page)).toContainText('Waits while you are in the list')
  await refuse(request, token, ['live.four'])
  await page.waitForTimeout(5_000)
  await expect(live(page)).toContainText('No new events')
  await page.mouse.move(5, 5)
  await expect(live(page).getByRole('button', { name: 'Show 1 new event', exact: true })).toBeVisible()

  await live(page).getByRole('link', { name: 'Stop following' }).click()
  await expect(page.getByRole('link', { name: 'Follow new events' })).toBeVisible()
  await expect(events(page).locator('[data-row]').first()).toContainText('live.four')
})

test('following ends with the session, and says so', async ({ page, context }) => {
  await page.goto('/events?live=1')
  await expect(live(page)).toContainText('Following')
  await context.clearCookies()
  await expect(live(page)).toContainText('The session has ended')
  await expect(live(page).getByRole('button', { name: 'Pause' })).toBeDisabled()
})

test('the last hour stands on the metrics page by minute, with a table, and a clock that is minutes off is a finding', async ({ page }) => {
  await page.goto('/trends')
  await page.getByRole('link', { name: 'Follow the last hour' }).click()
  const hour = page.getByRole('region', { name: 'The last hour' })
  await expect(hour).toContainText('Following')
  await hour.getByText('As table').click()
  await expect(hour.getByRole('row')).toHaveCount(61)
  await expectAccessible(page)
  const clocks = page.getByRole('region', { name: 'Clocks that sign-ins fail of' })
  // The clocks are measured every minute.
  await expect(async () => {
    await page.reload()
    await expect(clocks).toContainText(/api-3’s clock is 4 min \d s behind/, { timeout: 1_000 })
  }).toPass({ timeout: 50_000, intervals: [5_000] })
  await clocks.getByRole('link', { name: /api-3/ }).click()
  await expect(page.getByText(/api-3’s clock is 4 min \d s behind edge-\d’s, ±0\.\d s, from \d+ attempts/)).toBeVisible()
  await expectAccessible(page)
})

test.describe('before JavaScript arrives', () => {
  test.use({ javaScriptEnabled: false })

  test('following is a link to a page that loads itself anew', async ({ page }) => {
    await page.goto('/events')
    await page.getByRole('link', { name: 'Follow new events' }).click()
    await expect(page).toHaveURL(/live=1/)
    await page.waitForURL(/live=2/, { timeout: 20_000 })
    await page.getByRole('link', { name: 'Stop following' }).click()
    await expect(page).not.toHaveURL(/live/)
  })
})
