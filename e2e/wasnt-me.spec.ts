import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { expect, expectAccessible, stateOf, test } from './fixtures'
import { agreeAs, makeToken, proveAndSend, verifyCaller } from './guarded'
import { mailsTo, mailTo } from './mailbox'

test.use({ storageState: stateOf('ada') })
test.describe.configure({ mode: 'serial' })

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
const HOME = { ip: '192.0.2.10', userAgent: FIREFOX, details: { country: 'GB' } }
const stamp = Date.now()

const newToken = (page: Page) => makeToken(page, `watch ${stamp} ${Math.random()}`, ['events:write', 'accounts:write'])

class Person {
  readonly directory = 'journeys'
  email: string

  constructor(
    readonly key: string,
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {
    this.email = `${key}.${stamp}@mail.example`
  }

  private async send(path: string, data: object) {
    const answer = await this.request.post(path, { data, headers: { authorization: `Bearer ${this.token}` } })
    expect(answer.status(), await answer.text()).toBe(200)
  }

  /** As the directory has them now: two authenticators, one session. */
  async record(more: object = {}) {
    const at = '2026-01-05T09:00:00Z'
    const factors = ['Old phone', 'New phone'].map((label, index) => ({ id: `${this.key}-${index}`, kind: 'totp', label, isDefault: index === 0, enrolledAt: at }))
    const sessions = [{ id: `${this.key}-s`, label: 'Firefox', startedAt: new Date(stamp - 3_600_000).toISOString(), lastSeenAt: new Date(stamp).toISOString() }]
    await this.send('/api/v1/accounts', { id: `${this.key}-${stamp}`, directory: this.directory, email: this.email, name: `Zoe ${this.key}`, phone: '+44 20 7946 4471', emailVerifiedAt: at, onboardingCompletedAt: at, passwordHashAlgorithm: 'bcrypt', createdAt: at, factors, sessions, ...more })
  }

  async signsIn(at: Date, more: object = {}) {
    await this.send('/api/v1/events', { latchkey: 1, sourceId: `${this.key}-${at.getTime()}`, at: at.toISOString(), environment: 'production', service: 'auth-service', hop: 'auth', outcome: 'success', reason: 'success', attempted: this.email, ...HOME, ...more })
  }
}

async function openTicket(page: Page, person: Person): Promise<number> {
  await page.goto('/tickets/new')
  await page.getByLabel('What the person sees').fill(`Cannot get in, ${person.key}`)
  await page.getByLabel('What they sign in with').fill(person.email)
  await page.getByRole('button', { name: 'Open the ticket' }).click()
  await expect(page).toHaveURL(/\/tickets\/\d+\/experience/)
  return Number(/tickets\/(\d+)/.exec(page.url())?.[1])
}

/** Carries a recovery out; where it is guarded, the caller is checked and a colleague agrees. */
async function recover(page: Page, number: number, action: string, guarded?: { browser: Browser; name: string }) {
  await page.goto(`/tickets/${number}/recover/${action}`)
  if (guarded) await verifyCaller(page, page, guarded.name)
  await page.getByPlaceholder('What is particular about this one').fill('Called back on the number on file')
  const override = page.getByLabel(/does not fit the verdict/)
  if (await override.count()) await override.fill('The person asked for exactly this')
  await page.getByRole('checkbox').check()
  const send = () => page.locator('footer button[type=submit]').click()
  if (guarded) {
    await proveAndSend(page, send)
    await agreeAs(guarded.browser, 'tomasz', guarded.name)
  } else await send()
  await expect(page.getByRole('heading', { name: /: done/ })).toBeVisible()
}

test('a notice reaches the old address too; its link, pressed, freezes the account and stands before all others', async ({ page, request, browser, baseURL }) => {
  const token = await newToken(page)
  const person = new Person('frozen', request, token)
  const old = person.email
  await person.record()
  person.email = `moved.${stamp}@mail.example`
  await person.record()
  const number = await openTicket(page, person)
  await recover(page, number, 'revoke_sessions')

  const notice = await mailTo(old, /signed out|session/i)
  expect(notice).toContain('this address was on file until')
  expect(notice).toMatch(/^From: Larkfield support <support@larkfield\.example>\r?$/m)
  await mailTo(person.email, /not-me/)
  const link = /http\S+\/not-me\/[\w-]+/.exec(notice)?.[0] ?? ''
  expect(link.startsWith(baseURL ?? 'x')).toBe(true)

  // A mail scanner opens the link, with and without a browser: nothing happens.
  const stranger = await browser.newContext({ storageState: { cookies: [], origins: [] }, javaScriptEnabled: false })
  const theirs = await stranger.newPage()
  for (let open = 0; open < 3; open += 1) await theirs.goto(link)
  await page.goto(`/tickets/${number}/recover/revoke_sessions`)
  await expect(page.getByText(/^Frozen/)).toHaveCount(0)

  // The person presses the one button, before any script.
  await expectAccessible(await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage().then(async (fresh) => (await fresh.goto(link), fresh)))
  await theirs.getByRole('button', { name: /This wasn’t me/ }).click()
  await expect(theirs.getByText('Your account is protected')).toBeVisible()
  await theirs.goto(link)
  await expect(theirs.getByRole('button')).toHaveCount(0)
  await stranger.close()

  await page.goto('/queue')
  const alert = page.getByRole('row').filter({ hasText: '“This wasn’t me”' }).first()
  await expect(alert).toContainText('revoke sessions')
  await expect(page.getByText('Before all others')).toBeVisible()
  await expectAccessible(page)
  await alert.getByRole('link').click()
  await page.getByRole('link', { name: 'Record' }).first().click()
  await expect(page.getByText('Frozen in this console.')).toBeVisible()
  for (const action of ['revoke_sessions', 'remove_factor', 'send_reset_link']) {
    await page.goto(`/tickets/${number}/recover/${action}`)
    await expect(page.getByText(/Frozen: the person says/).first()).toBeVisible()
  }
  await mailTo(old, /Your account is protected/)
  expect(mailsTo(person.email).some((mail) => /Your account is protected/.test(mail))).toBe(true)
})

test('after a factor was removed, a usual place is good news and a new one reopens the ticket', async ({ page, request, browser }) => {
  const person = new Person('watched', request, await newToken(page))
  await person.record()
  await person.signsIn(new Date(Date.now() - 86_400_000))
  const number = await openTicket(page, person)
  await recover(page, number, 'remove_factor', { browser, name: 'Zoe watched' })
  await page.goto(`/tickets/${number}/after`)
  const watch = page.getByRole('region', { name: 'Watch' })
  await expect(watch).toContainText('Nobody has signed in yet')
  await page.getByRole('button', { name: 'Solved' }).click()
  await expect(page.getByRole('button', { name: 'Open again' })).toBeVisible()

  await person.signsIn(new Date())
  await page.reload()
  await expect(watch).toContainText('In: first good sign-in')
  await expect(page.getByRole('button', { name: 'Open again' })).toBeVisible()
  await expectAccessible(page)

  await person.signsIn(new Date(), { ip: '198.51.100.99', details: { country: 'BR' } })
  await page.reload()
  await expect(watch).toContainText('address range and country never used before')
  await expect(page.getByRole('button', { name: 'Solved' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/queue')
  await page.getByRole('row').filter({ hasText: 'Bad sign after a recovery' }).filter({ hasText: 'watched' }).getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/tickets/${number}/after`))
  const settle = async (by: Page) => {
    const theirs = by.getByRole('region', { name: 'Watch' })
    await theirs.getByLabel(/It was them/).fill('Called her back, she is travelling')
    await theirs.getByRole('button', { name: 'It was them' }).click()
    return theirs
  }
  // Not whoever did what is watched: a colleague.
  await settle(page)
  await expect(page.getByRole('alert').filter({ hasText: 'A colleague must look into it' })).toBeVisible()
  const colleague = await browser.newContext({ storageState: stateOf('ines') })
  const hers = await colleague.newPage()
  await hers.goto(`/tickets/${number}/after`)
  await expect(await settle(hers)).toContainText('It was the person after all')
  await colleague.close()
})

test('a person is masked everywhere, found by whole address without an address that tells it, and seen for a reason', async ({ page, request }) => {
  const person = new Person('masked', request, await newToken(page))
  await person.record()
  await page.goto('/accounts')
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill(person.email)
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('link', { name: 'Zoe masked' }).click()
  await expect(page.getByRole('region', { name: 'Access state' })).toBeVisible()
  const contact = page.getByRole('region', { name: 'Contact data' })
  await expect(contact).toContainText('m•••@mail.example')
  await expect(contact).toContainText('•••• 71')
  const number = await openTicket(page, person)
  expect(await page.content()).not.toContain(person.email)
  await page.goto('/accounts')
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill(person.email)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/\/accounts\?s=[\w-]+$/)
  expect(await page.content()).not.toContain(person.email)
  await page.getByRole('link', { name: 'Zoe masked' }).click()

  await contact.getByText('Reveal…').first().click()
  await contact.getByLabel(/Why do you need the whole/).first().fill('Mail to it comes back')
  await contact.getByRole('button', { name: 'Reveal for 60 s' }).first().click()
  await expect(contact).toContainText(person.email)
  await expect(contact).not.toContainText('7946')
  await page.reload()
  expect(await page.content()).not.toContain(person.email)
  await page.goto('/audit?action=reveal:contact')
  await page.getByRole('link', { name: /^Entry/ }).first().click()
  await expect(page.getByText('Mail to it comes back')).toBeVisible()
  await expect(page.getByText(`Open #${number}`)).toBeVisible()
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test.describe('before JavaScript arrives', () => {
  test.use({ javaScriptEnabled: false })

  test('a value is revealed in its place as well', async ({ page }) => {
    await page.goto('/tickets/1009/record')
    await page.getByText('Reveal…').first().click()
    await page.getByLabel(/Why do you need the whole identifier/).fill('They spell it in another way')
    await page.getByRole('button', { name: 'Reveal for 60 s' }).click()
    await expect(page.getByText('shown for 60 s, and in the audit')).toBeVisible()
    await expect(page.getByRole('main')).toContainText(/[\w.]+@[\w.]+/)
  })
})
