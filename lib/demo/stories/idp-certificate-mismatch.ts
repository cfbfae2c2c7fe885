import { attempt, goodDays } from '../attempts'
import { addChange, line } from '../changes'
import { addPerson, nameMaker } from '../people'
import { CONTOSO_NEW, CONTOSO_OLD } from '../providers'
import { DAY, HOUR, MINUTE } from '../times'
import { vendorLine } from '../vendor-lines'
import type { Story } from '../world'

const PARTNERS = 78
const OUTSIDE = { message: 'We could not sign you in. Contact your administrator.', statusCode: 400 }

const TICKETS = [
  ['Hugo Brandt', 172, 'Nobody at Contoso gets in', 'I run IT at Contoso. Since yesterday none of our people can sign in to Larkfield through our portal. Nothing changed at your side?', 'several_users'],
  ['Selma Kaya', 93, 'Portal sign-in fails, cannot reach Larkfield', 'I click the tile in our portal and get an error page. Colleagues too.', 'unknown'],
] as const

export const idpCertificateMismatch: Story = {
  cause: 'idp-certificate-mismatch',
  shows: 'Contoso signs with a new certificate; the metadata here still holds the old one.',
  write(world) {
    const random = world.random.fork('contoso')
    addChange(world, {
      at: world.contosoRotated, service: 'auth-service', kind: 'certificate', source: 'partner-notice', author: 'Contoso IT',
      summary: 'Contoso rotates the signing certificate of its SAML app (notice by mail)', labels: ['partner'], relevance: 80,
      diff: [line('signing certificate of Contoso', CONTOSO_OLD, CONTOSO_NEW)],
      reasons: ['Certificate of an identity provider'],
    })
    const name = nameMaker(world, random)
    for (let i = 0; i < PARTNERS; i++) {
      const who = TICKETS[i]?.[0] ?? name()
      const email = `${who.toLowerCase().replace(/[^a-z]+/g, '.')}@contoso.example`
      const account = addPerson(world, random, { name: who, email, team: 'Contoso', groups: ['partners'] }, {
        passwordHashAlgorithm: null, passwordHashParams: null, passwordChangedAt: null,
      })
      world.link(account, 'Contoso', `00u${random.hex(17)}`, Date.parse(account.createdAt))
      world.quiet(account)
      const place = world.place(account)
      goodDays(world, random, account, world.start + DAY, world.contosoRotated - HOUR, { provider: 'Contoso', hops: ['edge', 'auth'] })
      // The provider's own log says that it let them in: the fault is behind it.
      for (const at of [world.contosoRotated + random.int(9, 500) * MINUTE, world.now - random.int(4, 700) * MINUTE]) {
        const traceId = attempt(world, random, {
          account, at, provider: 'Contoso', hops: ['edge', 'gateway', 'auth', 'browser'],
          decide: {
            hop: 'auth', outcome: 'failure', reason: 'saml_signature_invalid', rule: 'saml_signature',
            message: 'the response is signed with a certificate that is not in the metadata of Contoso',
            details: { compared: 'certificate', expected: CONTOSO_OLD, actual: CONTOSO_NEW, statusCode: 400 },
          },
          outside: OUTSIDE,
        })
        const seen = { account, at, ip: place.ip, userAgent: place.userAgent, country: place.country, traceId }
        world.event({
          ms: at - 2000, environment: 'production', hop: 'idp', outcome: 'info', reason: 'success', traceId, attempted: email, accountId: account.id,
          provider: 'Contoso', message: 'User single sign on to app', ip: place.ip, ...vendorLine('Contoso', seen),
        })
      }
    }
    for (const [reporterName, minutesAgo, subject, symptom, scope] of TICKETS) {
      world.ticket({
        minutesAgo, subject, symptom, scope, reporterName, channel: 'email', ...OUTSIDE, url: 'https://login.larkfield.example/saml/acs',
        identifier: `${reporterName.toLowerCase().replace(' ', '.')}@contoso.example`, lastWorked: 'The day before yesterday',
      })
    }
  },
}
