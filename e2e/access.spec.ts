import { expect, signInAs, stateOf, test } from './fixtures'

test.describe('somebody who is not signed in', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('is led to the sign-in page and back', async ({ page }) => {
    await page.goto('/tickets/1009/record')
    await expect(page).toHaveURL(/sign-in\?next=/)
    await page.getByLabel('E-mail').fill('vera@latchkey.demo')
    await page.getByLabel('Password', { exact: true }).fill('wrong, and on purpose')
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'not right' })).toBeVisible()
    await expect(page.getByLabel('E-mail')).toHaveValue('vera@latchkey.demo')
    await page.getByLabel('Password', { exact: true }).fill('look-before-you-reset')
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page).toHaveURL(/\/tickets\/1009\/record/)
  })

  test('gets a problem from the API, and nothing else', async ({ request }) => {
    const answer = await request.post('/api/v1/events', { data: [{ a: 1 }] })
    expect(answer.status()).toBe(401)
    expect(answer.headers()['content-type']).toContain('application/problem+json')
    expect((await answer.json()).requestId).toBeTruthy()
  })
})

test.describe('before JavaScript arrives', () => {
  test.use({ storageState: { cookies: [], origins: [] }, javaScriptEnabled: false })

  test('one can sign in, answer a question and find a record', async ({ page }) => {
    await page.goto('/sign-in')
    await signInAs(page, 'ines', 'look-before-you-reset', false)
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
    await page.goto('/tickets/1041/experience?ask=sure-of-the-password')
    await page.getByRole('button', { name: 'No, and they are not sure' }).click()
    await expect(page.getByText('answered; another click changes it')).toBeVisible()
    await page.goto('/accounts?q=omar.said')
    await expect(page.getByRole('link', { name: 'Omar Said' }).first()).toBeVisible()
    await page.goto('/queue')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in/)
    await page.goto('/queue')
    await expect(page).toHaveURL(/\/sign-in/)
  })
})

test.describe('a viewer', () => {
  test.use({ storageState: stateOf('vera') })

  test('reads everything and changes nothing', async ({ page }) => {
    await page.goto('/tickets/1020/verdict')
    await expect(page.getByRole('button', { name: 'Confirm' })).toBeDisabled()
    await expect(page.getByRole('article').getByRole('link')).toHaveCount(0)
    await page.goto('/settings/tokens')
    await expect(page.getByText('Your role does not include this')).toBeVisible()
    await page.goto('/tickets/1020/experience?ask=what-makes-it-work')
    await page.getByRole('button', { name: 'Nothing helps' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Your role does not include this' })).toBeVisible()
  })
})

test('a ticket is made from a pasted text, without its password', async ({ page }) => {
  await page.goto('/tickets/new')
  const pasted = 'Hello, "Invalid username or password." at https://app.larkfield.example/login since this morning.\nmy mail is omar.said@larkfield.example, my password is Sommer2026\nHTTP/1.1 401 Unauthorized'
  await page.getByLabel('Paste anything').fill(pasted)
  await expect(page.getByText('record found')).toBeVisible()
  await expect(page.getByText(/secret was dropped/)).toBeVisible()
  await expect(page.getByLabel('What they sign in with')).toHaveValue('omar.said@larkfield.example')
  await page.getByRole('button', { name: 'Open the ticket' }).click()
  await expect(page).toHaveURL(/\/tickets\/\d+\/experience/)
  await expect(page.getByRole('main')).toContainText('Invalid username or password.')
  await expect(page.locator('body')).not.toContainText('Sommer2026')
})

test('a refused form keeps what was typed', async ({ page }) => {
  await page.goto('/tickets/new')
  await page.getByLabel('What the person sees').fill('It says no')
  await page.getByLabel('Status').fill('nine')
  await page.getByRole('button', { name: 'Open the ticket' }).click()
  await expect(page.getByText('a number from 100 to 599').first()).toBeVisible()
  await expect(page.getByLabel('What the person sees')).toHaveValue('It says no')
})

test('a paste says at once whether its person is alone', async ({ page }) => {
  await page.goto('/tickets/new')
  await page.getByLabel('Paste anything').fill('maya.okafor@kestrel-works.example cannot get in')
  await expect(page.getByText('Not alone: this record fails as others do')).toBeVisible()
})
