import { attempt, goodDays } from '../attempts'
import { addPerson } from '../people'
import { DAY, HOUR, iso } from '../times'
import type { Story } from '../world'

export const mfaStaleFactor: Story = {
  cause: 'mfa-stale-factor',
  shows: 'Two authenticators, the old one still the default; the codes offered come from the new one, which was never asked for.',
  write(world) {
    const random = world.random.fork('stale')
    const account = addPerson(world, random, { name: 'Ruth Adeyemi', team: 'Support', groups: ['staff', 'support'], office: 'London' })
    world.quiet(account)
    const old = world.factor(account, { kind: 'totp', label: 'Galaxy S9', lastUsedAt: iso(world.now - 6 * DAY) }, world.start - 700 * DAY)
    world.factor(account, { kind: 'totp', label: 'Pixel 9', isDefault: false }, world.now - 3 * DAY)
    const details = { factorId: old.id, factorLabel: old.label, factorKind: 'totp' }
    goodDays(world, random, account, world.start, world.now - 6 * DAY, {
      decide: { hop: 'auth', outcome: 'success', reason: 'success', details: { ...details, totpOffsetSteps: 0 } },
    })
    for (const hoursAgo of [50, 49.9, 26, 25.9, 7, 2.8, 2.7]) {
      const at = world.now - hoursAgo * HOUR
      const shared = { account, at, hops: ['edge', 'user_store', 'auth'] as const }
      attempt(world, random, { ...shared, decide: { hop: 'auth', outcome: 'challenge', reason: 'mfa_required', details } })
      attempt(world, random, {
        ...shared, at: at + 28_000, hops: ['auth', 'browser'],
        decide: { hop: 'auth', outcome: 'failure', reason: 'mfa_code_invalid', rule: 'totp_window', message: 'code matches no step of factor “Galaxy S9”', details },
        outside: { message: 'Enter the code from Galaxy S9. That code is not valid.', statusCode: 401 },
      })
    }
    world.ticket({
      minutesAgo: 152, subject: 'It wants a code from my old phone', channel: 'phone', reporterName: 'Ruth Adeyemi', identifier: account.email,
      message: 'Enter the code from Galaxy S9. That code is not valid.', statusCode: 401, url: 'https://login.larkfield.example/mfa',
      symptom: 'I have a new phone and set up the app on it. It still asks for the old phone, which I traded in, and refuses the new codes.',
      scope: 'one_user', lastWorked: 'Before I changed phones, last week',
    })
  },
}
