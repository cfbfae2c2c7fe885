import { attempt, goodDays } from '../attempts'
import { addChange, line } from '../changes'
import { addPerson, joinEntra, nameMaker } from '../people'
import { DAY, HOUR, MINUTE } from '../times'
import type { Story } from '../world'

const TEAM = 24
const ASSERTED = ['LF-All-Staff', 'LF-Atlas-Analysts']
const OUTSIDE = { message: 'Access denied', statusCode: 403 }

const TICKETS = [
  ['Lea Fournier', 128, 'Access denied since the new sign-in page', 'Since yesterday we get the Microsoft page instead of the old one. It takes my password and then says access denied. My whole team Atlas has it, other teams do not.', 'several_users'],
  ['Nils Thomsen', 109, 'No access to Larkfield after Microsoft sign-in', 'Sign-in at Microsoft works, then a white page with “Access denied”.', 'unknown'],
] as const

export const groupMappingMismatch: Story = {
  cause: 'group-mapping-mismatch',
  shows: 'Team Atlas moved from ADFS to Entra ID: the assertion names the groups anew, the mapping knows the old names.',
  write(world) {
    const random = world.random.fork('atlas')
    addChange(world, {
      at: world.atlasMoved, service: 'auth-service', kind: 'idp', from: 'ADFS', to: 'Entra ID', summary: 'Move team Atlas from ADFS to Entra ID',
      diff: [line('provider of team Atlas', 'ADFS', 'Entra ID')], labels: ['identity'], author: 's.okafor', relevance: 88,
      reasons: ['Changes the identity provider of a team', 'Groups come from another directory'],
    })
    const name = nameMaker(world, random)
    for (let i = 0; i < TEAM; i++) {
      const account = addPerson(world, random, { name: TICKETS[i]?.[0] ?? name(), team: 'Atlas', groups: ['atlas-analysts'], office: random.chance(0.8) ? 'London' : 'home' })
      joinEntra(world, random, account)
      world.quiet(account)
      goodDays(world, random, account, world.start, world.atlasMoved - HOUR, {
        provider: 'ADFS', hops: ['edge', 'idp', 'auth'], decide: { hop: 'auth', outcome: 'success', reason: 'success', details: { groups: ['atlas-analysts'] } },
      })
      const tries = [world.atlasMoved + random.int(5, 300) * MINUTE, world.now - random.int(130, 1100) * MINUTE, world.now - random.int(3, 400) * MINUTE]
      for (const at of tries) {
        attempt(world, random, {
          account, at, provider: 'Entra ID', hops: ['edge', 'gateway', 'idp', 'auth', 'browser'],
          decide: {
            hop: 'auth', outcome: 'failure', reason: 'group_not_mapped', rule: 'group_mapping', message: 'assertion accepted, none of its groups is mapped',
            details: { compared: 'groups', groups: ASSERTED, expected: 'atlas-analysts', actual: ASSERTED.join(', '), statusCode: 403 },
          },
          outside: OUTSIDE,
        })
      }
    }
    for (const [reporterName, minutesAgo, subject, symptom, scope] of TICKETS) {
      world.ticket({
        minutesAgo, subject, symptom, scope, reporterName, channel: 'email', ...OUTSIDE, url: 'https://login.larkfield.example/saml/acs',
        identifier: `${reporterName.toLowerCase().replace(' ', '.')}@larkfield.example`, lastWorked: 'The day before yesterday', lastWorkedMs: world.now - 2 * DAY,
      })
    }
  },
}
