import { stopsAfter } from '@/lib/signs/answers'
import { groupsChanged, idpChanged } from '@/lib/signs/changes'
import { cookieVeryLarge, manyMemberships } from '@/lib/signs/cookies'
import { groupsUnmapped } from '@/lib/signs/details'
import { groupPathDiffers, groupsChangedSaid, groupsMoved, groupsNotAsked, groupsRefused, inThenDenied, notAssigned, overage } from '@/lib/signs/memberships'
import { shareTeam } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { groupGate } from '@/lib/signs/settings'
import { saysManyGroups, saysSetSwitch } from '@/lib/signs/topics'
import { saysAccessDenied, saysMigration, textGroups } from '@/lib/signs/words'
import { defineCause } from './define'
import { crowd, failure, isOther, isThis, onePerson } from './example'
import { OIDC_CORE, OWASP_SAML } from './references'

export default defineCause({
  slug: 'group-mapping-mismatch',
  title: 'Groups do not map',
  bucket: 'idp_sso',
  also: ['policy'],
  nature: 'fault',
  what: 'The person is known, but none of the groups that came opens anything here.',
  why: 'The provider sends other group names or ids than our mapping knows, often after a move.',
  prior: -14,
  signs: [
    { sign: cookieVeryLarge, for: -4, against: 0 },
    { sign: saysManyGroups, for: 4, against: 0 },
    { sign: saysSetSwitch, for: 4, against: 0 },
    { sign: groupGate, for: 7, against: 0 },
    { sign: reasonIs('group_not_mapped'), for: 12, against: -6 },
    { sign: groupsUnmapped, for: 9, against: -8 },
    { sign: textGroups, for: 6, against: 0 },
    { sign: saysAccessDenied, for: 4, against: 0 },
    { sign: stopsAfter, for: 4, against: -6 },
    { sign: idpChanged, for: 4, against: -1 },
    { sign: groupsChanged, for: 2, against: 0 },
    { sign: shareTeam, for: 4, against: -2 },
    { sign: saysMigration, for: 3, against: 0 },
    { sign: reasonIs('access_denied'), for: 2, against: 0 },
    { sign: groupsRefused, for: 11, against: 0 },
    { sign: inThenDenied, for: 6, against: 0 },
    { sign: groupsMoved, for: 6, against: 0 },
    { sign: groupPathDiffers, for: 14, against: 0 },
    { sign: groupsNotAsked, for: 14, against: -4 },
    { sign: overage, for: 9, against: 0 },
    { sign: manyMemberships, for: 3, against: 0 },
    { sign: notAssigned, for: -8, against: 0 },
    { sign: groupsChangedSaid, for: 8, against: 0 },
  ],
  fix: {
    summary: 'Map the groups that now come.',
    steps: [
      'Put the groups in the response beside the mapping.',
      'Add the new names to the mapping, or let the provider send the old ones.',
      'Check one person of each team.',
    ],
  },
  confirm: 'Somebody of the team gets in.',
  recoveries: [],
  prevention: 'Map by stable ids rather than names, and move the mapping with the provider.',
  mistakenFor: [
    { cause: 'user-not-assigned', because: 'The provider let the person through; we refused.' },
    { cause: 'claim-missing', because: 'Groups came; none is mapped.' },
    { cause: 'account-disabled', because: 'The record is active.' },
  ],
  reply:
    'We found the fault on our side and are mending it. You did nothing wrong. Your access will be back ' +
    'without a change to your account.',
  references: [OWASP_SAML, OIDC_CORE],
  examples: [
    isThis('new names after the move', { experience: { message: 'Access denied', symptom: 'Access denied since the new sign-in page' }, providers: [{ name: 'Entra', groupMapping: { 'team-atlas': 'member' } }], changes: [{ at: '2026-10-04T10:00:00Z', kind: 'idp', service: 'auth-service', summary: 'Migrate the identity provider' }], logs: [failure('group_not_mapped', { details: { compared: 'groups', groups: ['sg-atlas-eu'], expected: 'team-atlas' } })], pattern: crowd([{ trait: 'team', value: 'Atlas', hit: 1, others: 0 }]) }),
    isOther('not assigned at the provider', { logs: [failure('user_not_assigned', { code: 'AADSTS50105' })], pattern: onePerson }),
  ],
})
