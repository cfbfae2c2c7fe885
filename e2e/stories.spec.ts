import { expect, test } from './fixtures'
import { agreeAs, proveAndSend, verifyCaller } from './guarded'
import { openFromQueue } from './stories'
import type { Browser, Page } from '@playwright/test'

type Story = {
  ticket: string
  cause: string
  bucket: string
  /** What must be seen on the way: step, then words on its page. */
  sees: readonly [step: string, words: RegExp][]
  /** The recovery that fits and is carried out; null = none fits. */
  recovery: string | null
  /** The one that fits where another journey has the ticket's person: seen here, not carried out. */
  offers?: string
  /** Whose account it is, where the caller is checked and a second person agrees. */
  guarded?: string
}

// Every story of the article from its ticket to its recovery, by clicking. Nothing is wired to a ticket.
const STORIES: readonly Story[] = [
  { ticket: 'Reset my password twice, still invalid', bucket: 'Credential', cause: 'Hash algorithm mismatch', sees: [['Record', /Stored as argon2id/], ['Changes', /4\.12\.0 → 4\.11\.3/], ['Logs', /no.verifier/]], recovery: null },
  { ticket: 'It logs me out every 15 minutes', bucket: 'Token and session', cause: 'Token is refreshed on page load only', sees: [['Logs', /page 15 min/]], recovery: null },
  { ticket: 'Codes work one day, not the next', bucket: 'Credential', cause: 'Authenticator clock is off', sees: [['Record', /codes off by/], ['Logs', /steps of 30 s/]], recovery: 'Issue a bypass', guarded: 'Lila Haddad' },
  { ticket: 'The SMS comes too late', bucket: 'Credential', cause: 'Code arrives too late', sees: [['Logs', /delivered after \d+ s.*valid for \d+ s/]], recovery: null, offers: 'Issue a bypass' },
  { ticket: 'It wants a code from my old phone', bucket: 'Credential', cause: 'Old device is still the default factor', sees: [['Record', /asked first/]], recovery: 'Remove a factor', guarded: 'Ruth Adeyemi' },
  { ticket: 'Access denied since the new sign-in page', bucket: 'IdP and SSO', cause: 'Groups do not map', sees: [['Logs', /groups/]], recovery: null },
  { ticket: 'Nobody at Contoso gets in', bucket: 'IdP and SSO', cause: 'Provider signs with another certificate', sees: [['Logs', /certificate: expected/]], recovery: null },
  { ticket: 'Too many requests, whole office', bucket: 'Policy', cause: 'Rate limit holds the address back', sees: [['Record', /Address limit/], ['Changes', /RATE_LIMIT_LOGIN_PER_MINUTE/]], recovery: 'Clear' },
  { ticket: 'Locked again and again since I changed my password', bucket: 'Token and session', cause: 'Old sessions outlived the password change', sees: [['Record', /Older than the password/]], recovery: 'Revoke sessions' },
  { ticket: 'Works in Firefox, not in Safari', bucket: 'Token and session', cause: 'Browser blocks third-party cookies', sees: [['Logs', /Safari/]], recovery: null },
  { ticket: 'Redirect error, only in production', bucket: 'Config drift', cause: 'Callback address is not registered', sees: [['Changes', /AUTH_CALLBACK_URL/], ['Logs', /redirect_uri: expected/]], recovery: null },
  { ticket: 'Account not found, but I signed up', bucket: 'Config drift', cause: 'Record is in another environment', sees: [['Record', /staging/]], recovery: null },
  { ticket: 'Never got in since I registered', bucket: 'Policy', cause: 'E-mail is not verified', sees: [['Record', /E-mail never verified/]], recovery: 'Resend verification' },
  { ticket: 'Contractor, suddenly invalid password', bucket: 'Policy', cause: 'Account’s validity has ended', sees: [['Record', /Validity has ended/]], recovery: 'Re-enable', guarded: 'Sean Murphy' },
  { ticket: 'API rejects my token', bucket: 'Token and session', cause: 'Token is for another audience', sees: [['Logs', /aud: expected/]], recovery: null },
  { ticket: 'Signed in, then told the token is from the future', bucket: 'Token and session', cause: 'Clocks of two machines differ', sees: [['Logs', /clocks \d+ s apart/]], recovery: null },
  { ticket: 'I think I forgot which password', bucket: 'Credential', cause: 'Wrong password', sees: [['Logs', /password_mismatch|bad.password/]], recovery: 'Send reset link' },
  { ticket: 'Strange failed sign-ins on my account', bucket: 'Attack', cause: 'Credential stuffing', sees: [['Logs', /bad.password/]], recovery: 'Send reset link' },
]

/** Carries a recovery out through its dialog and reads its result; where it is guarded, the caller is checked and a colleague agrees. */
async function recover(page: Page, browser: Browser, title: string, guarded: string | undefined) {
  const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: new RegExp(title, 'i') }) })
  await card.getByRole('link').click()
  const dialog = page.getByRole('dialog')
  if (guarded) await verifyCaller(page, dialog, guarded)
  await dialog.getByLabel('Reason', { exact: true }).selectOption({ index: 1 })
  await dialog.getByPlaceholder('What is particular about this one').fill('Called back on the number on file')
  await dialog.getByRole('checkbox').check()
  const send = () => dialog.locator('footer button[type=submit]').click()
  // What needs no proof asks for no code.
  if (await dialog.getByLabel('Code from your authenticator app').count()) await proveAndSend(dialog, send)
  else await send()
  if (guarded) {
    await expect(dialog.getByText('Nothing has changed yet.')).toBeVisible()
    await agreeAs(browser, 'tomasz', guarded)
  }
  await expect(dialog.getByText(/: done$/).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
}

for (const story of STORIES) {
  test.describe(story.ticket, () => {
    test(`is ${story.cause}`, async ({ page, browser }) => {
      await openFromQueue(page, story.ticket)
      for (const [step, words] of story.sees) {
        await page.getByRole('navigation', { name: 'Steps', exact: true }).getByRole('link', { name: step }).click()
        await expect(page.getByRole('link', { name: step }).and(page.locator('[aria-current=step]'))).toBeVisible()
        await expect(page.getByRole('main')).toContainText(words)
      }
      await page.getByRole('navigation', { name: 'Steps', exact: true }).getByRole('link', { name: 'Verdict' }).click()
      await expect(page.getByRole('heading', { level: 2, name: story.cause, exact: true })).toBeVisible()
      await expect(page.getByRole('main')).toContainText(story.bucket)
      if (story.recovery) await recover(page, browser, story.recovery, story.guarded)
      else if (story.offers) await expect(page.getByRole('article').getByRole('heading', { name: story.offers })).toBeVisible()
      else await expect(page.getByRole('heading', { name: 'No recovery fits' })).toBeVisible()
    })
  })
}
