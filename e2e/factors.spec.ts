import { TOTP, Secret } from 'otpauth'
import type { BrowserContext, Page } from '@playwright/test'
import { expect, expectAccessible, signInAs, stateOf, test } from './fixtures'
import { fillAndProve } from './guarded'

/** A browser makes passkeys for a name, never for an address. */
const byName = (baseURL: string | undefined) => (baseURL ?? '').replace('127.0.0.1', 'localhost')
const PASSWORD = 'four chairs under a bridge'
let people = 0

/** An authenticator that answers without a finger, as Chromium's developer tools offer one. */
async function withPasskeys(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
}

/** A new agent, added by the administrator on their page. */
async function newAgent(context: BrowserContext, role: string): Promise<string> {
  const email = `new-${Date.now()}-${++people}@example.com`
  const page = await context.newPage()
  const fill = async () => {
    await page.getByLabel('Name').fill('Nia Newcomer')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Role', { exact: true }).selectOption(role)
    await page.getByLabel('First password').fill(PASSWORD)
  }
  await fillAndProve(page, { at: '/settings/agents', fill, button: 'Add', done: page.getByText(email) })
  await page.close()
  return email
}

async function password(page: Page, email: string) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** Types the key of the page into an app of our own, and the app's code into the page. */
async function addApp(page: Page): Promise<TOTP> {
  const key = (await page.getByText('Scan it with an authenticator app').locator('code').innerText()).replace(/\s/g, '')
  const app = new TOTP({ secret: Secret.fromBase32(key) })
  await page.getByLabel('What you call it').fill('My phone')
  await page.getByLabel('Code that the app shows').fill(app.generate())
  await page.getByRole('button', { name: 'Add the app' }).click()
  return app
}

async function showCodes(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Show my recovery codes' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  return codes.allInnerTexts()
}

/** The next code that was not used: the step after now is taken too. */
const nextCode = (app: TOTP) => app.generate({ timestamp: Date.now() + 30_000 })

test.describe('a new agent', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('adds an app before seeing anything, keeps codes, and comes back with a recovery code and a passkey', async ({ page, browser, baseURL }) => {
    const admin = await browser.newContext({ storageState: stateOf('ada'), baseURL: baseURL ?? '' })
    const email = await newAgent(admin, 'agent')
    const home = byName(baseURL)
    await withPasskeys(page)
    await page.goto(`${home}/tickets/1009/record`)
    await password(page, email)
    await expect(page.getByRole('heading', { name: 'Add a second factor' })).toBeVisible()
    await expectAccessible(page)
    for (const path of ['/queue', '/settings/security', '/audit']) {
      await page.goto(home + path)
      await expect(page, path).toHaveURL(/\/sign-in\/enrol/)
    }
    await page.goto(`${home}/sign-in/enrol?next=%2Ftickets%2F1009%2Frecord`)
    await addApp(page)
    await expect(page.getByRole('heading', { name: 'For the day your phone is lost' })).toBeVisible()
    const codes = await showCodes(page)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'I have put them away' }).click()
    await expect(page).toHaveURL(/\/tickets\/1009\/record/)

    await page.getByRole('button', { name: /Nia Newcomer/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible()
    await password(page, email)
    await expect(page.getByRole('heading', { name: 'Prove it is you' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill((codes[0] ?? '').toLowerCase())
    await page.getByRole('button', { name: 'Use this code' }).click()
    await expect(page.getByText('Your recovery code was right')).toBeVisible()
    await page.getByRole('button', { name: 'Make a passkey on this device' }).click()
    await expect(page.getByRole('heading', { name: 'For the day your phone is lost' })).toBeVisible()
    await page.getByRole('link', { name: 'Later, under Settings' }).click()
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()

    await page.getByRole('button', { name: /Nia Newcomer/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await password(page, email)
    await expect(page.getByLabel('Code from your authenticator app')).toHaveCount(0)
    await page.getByRole('button', { name: 'Use your passkey' }).click()
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()

    await page.goto(`${home}/settings/security`)
    await expect(page.getByText('passkey', { exact: true })).toBeVisible()
    await expect(page.getByText('My phone')).toHaveCount(0)
    await page.getByRole('button', { name: 'Make recovery codes' }).click()
    await expect(page.getByRole('list', { name: 'Recovery codes' })).toBeVisible()
    await admin.close()
  })

  test('is signed out by an administrator on the very next request', async ({ page, browser, baseURL }) => {
    const admin = await browser.newContext({ storageState: stateOf('ada'), baseURL: baseURL ?? '' })
    const email = await newAgent(admin, 'viewer')
    await page.goto('/sign-in')
    await password(page, email)
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
    const theirs = await admin.newPage()
    await theirs.goto('/settings/agents')
    await theirs.getByRole('listitem').filter({ hasText: email }).getByRole('link').click()
    await expect(theirs.getByText('Where Nia Newcomer is signed in')).toBeVisible()
    await expectAccessible(theirs)
    await theirs.getByRole('button', { name: 'End this session' }).click()
    await expect(theirs.getByText('Nowhere at present.')).toBeVisible()
    await page.goto('/accounts')
    await expect(page).toHaveURL(/\/sign-in/)
    await admin.close()
  })

  test('of the company comes in by single sign-on, and adds a factor of their own', async ({ page }) => {
    await page.goto('/sign-in?next=%2Fplaybook')
    await page.getByRole('button', { name: 'Sign in with Larkfield ID' }).click()
    await expect(page.getByRole('heading', { name: 'Add a second factor' })).toBeVisible()
    await addApp(page)
    await page.getByRole('link', { name: 'Later, under Settings' }).click()
    await expect(page.getByRole('heading', { name: 'Playbook' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Noor Aziz, agent' })).toBeVisible()
  })

  test('is told in one sentence when single sign-on was not begun here', async ({ page }) => {
    await page.goto('/sign-in/sso?code=stolen&state=made-up')
    await expect(page.getByText('The single sign-on did not let you in')).toBeVisible()
  })
})

test.describe('before JavaScript arrives', () => {
  test.use({ storageState: { cookies: [], origins: [] }, javaScriptEnabled: false })

  test('one can enrol, keep codes, remove a factor with a code, and use a recovery code', async ({ page, browser, baseURL }) => {
    const admin = await browser.newContext({ storageState: stateOf('ada'), baseURL: baseURL ?? '', javaScriptEnabled: true })
    const email = await newAgent(admin, 'approver')
    await admin.close()
    await page.goto('/sign-in')
    await password(page, email)
    const first = await addApp(page)
    const codes = await showCodes(page)
    await page.getByRole('link', { name: 'I have put them away' }).click()
    await page.goto('/settings/security')
    const adding = page.locator('form', { has: page.getByRole('button', { name: 'Add the app' }) })
    await adding.getByLabel('Code from your authenticator app').fill(nextCode(first))
    await addApp(page)
    await expect(page.getByRole('listitem').filter({ hasText: 'My phone' })).toHaveCount(2)
    await page.goto('/sign-in/factor')
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await password(page, email)
    await page.getByRole('link', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(codes[3] ?? '')
    await page.getByRole('button', { name: 'Use this code' }).click()
    await expect(page.getByText('Your recovery code was right')).toBeVisible()
  })
})

test.describe('an agent with a demo code', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('is in after six digits, and a code that was used is refused in words', async ({ page }) => {
    await page.goto('/sign-in?as=tomasz')
    await signInAs(page, 'tomasz', 'look-before-you-reset')
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
    await page.context().clearCookies()
    await page.goto('/sign-in?as=tomasz')
    await page.getByLabel('Password', { exact: true }).fill('look-before-you-reset')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Code from your authenticator app').fill('000000')
    await expect(page.getByText('That code is not right')).toBeVisible()
    await expect(page.getByLabel('Code from your authenticator app')).toHaveValue('')
  })
})
