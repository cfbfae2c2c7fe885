import { attempt } from '../attempts'
import { addPerson } from '../people'
import { DAY, HOUR, iso, MINUTE, SECOND } from '../times'
import type { Story } from '../world'

const NAMES = ['Pavel Zeman', 'Marta Kowalski', 'Ondrej Farkas', 'Jana Horvath', 'Milan Lukacs']
const VALIDITY = 120

export const mfaCodeDelayed: Story = {
  cause: 'mfa-code-delayed',
  shows: 'Text messages arrive after minutes; the code in them is valid for two.',
  write(world) {
    const random = world.random.fork('sms')
    for (const name of NAMES) {
      const account = addPerson(world, random, { name, email: `${name.toLowerCase().replace(' ', '.')}@nordkai.example`, team: 'Customers' })
      world.quiet(account)
      const factor = world.factor(account, { kind: 'sms', label: `Text message to …${account.phone?.slice(-3) ?? ''}` }, world.start - 90 * DAY)
      const good = [...Array.from({ length: 9 }, (_, i) => 40 * 24 - i * 96)]
      const late = name === 'Pavel Zeman' ? [46, 29, 22, 6.5, 4.1, 3.9] : [31, 8]
      for (const hoursAgo of [...good, ...late]) {
        const at = world.now - hoursAgo * HOUR - random.int(0, 9) * MINUTE
        const delivery = hoursAgo > 72 ? random.int(4, 16) : random.int(210, 580)
        const details = { factorId: factor.id, factorLabel: factor.label, factorKind: 'sms', validitySeconds: VALIDITY }
        const shared = { account, at, hops: ['edge', 'user_store', 'auth'] as const }
        attempt(world, random, { ...shared, decide: { hop: 'auth', outcome: 'challenge', reason: 'mfa_required', details } })
        attempt(world, random, {
          ...shared, at: at + delivery * SECOND, hops: ['mail'],
          decide: { hop: 'mail', outcome: 'info', reason: 'success', message: 'relaytext: delivered', details: { ...details, deliverySeconds: delivery } },
        })
        const expired = delivery > VALIDITY
        attempt(world, random, {
          ...shared, at: at + (delivery + 15) * SECOND, hops: ['auth', 'browser'],
          decide: expired
            ? {
                hop: 'auth', outcome: 'failure', reason: 'mfa_code_expired', rule: 'code_ttl',
                message: `code offered ${delivery + 15} s after it was made, valid for ${VALIDITY} s`, details: { ...details, deliverySeconds: delivery },
              }
            : { hop: 'auth', outcome: 'success', reason: 'success', details },
          ...(expired ? { outside: { message: 'That code has expired.', statusCode: 401 } } : {}),
        })
        if (expired) continue
        world.signedIn(account, at)
        factor.lastUsedAt = iso(at)
      }
    }
    world.ticket({
      minutesAgo: 216, subject: 'The SMS comes too late', channel: 'email', reporterName: 'Pavel Zeman', identifier: 'pavel.zeman@nordkai.example',
      message: 'That code has expired.', statusCode: 401, url: 'https://login.larkfield.example/mfa',
      symptom: 'The text message with the code arrives after five minutes or more, and then it says the code has expired.',
      scope: 'one_user', lastWorked: 'Last week',
    })
  },
}
