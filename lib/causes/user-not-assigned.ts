import { shownByProvider } from '@/lib/signs/answers'
import { attributeNotReleased } from '@/lib/signs/assertions'
import { groupsUnmapped } from '@/lib/signs/details'
import { changedPost, notAssigned } from '@/lib/signs/memberships'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { textNotAssigned } from '@/lib/signs/words'
import { policyOfApp } from '@/lib/signs/access-rules'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { ENTRA_CODES } from './references'

export default defineCause({
  slug: 'user-not-assigned',
  title: 'Person is not assigned to the application',
  bucket: 'policy',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'The provider knows the person and refuses because the application was not given to them.',
  why: 'They are in no group that has the application, or assignment is newly required.',
  prior: -14,
  signs: [
    { sign: attributeNotReleased, for: -5, against: 0 },
    { sign: policyOfApp, for: 11, against: 0 },
    { sign: reasonIs('user_not_assigned'), for: 14, against: -5 },
    { sign: textNotAssigned, for: 8, against: 0 },
    { sign: groupsUnmapped, for: -8, against: 0 },
    { sign: alone, for: 1, against: 0 },
    { sign: shownByProvider, for: 2, against: -2 },
    { sign: notAssigned, for: 10, against: 0 },
    { sign: changedPost, for: 3, against: 0 },
  ],
  fix: {
    summary: 'Assign the person or their group.',
    steps: [
      'Ask the owner of the application.',
      'Assign the group rather than the person.',
    ],
  },
  confirm: 'The provider lets the person through.',
  recoveries: [],
  prevention: 'Assign by group, and let people ask for access from the refusal.',
  mistakenFor: [
    { cause: 'group-mapping-mismatch', because: 'The provider refuses, before any group reaches us.' },
  ],
  reply: 'The application has not been given to you yet. Please ask its owner in your organisation.',
  references: [ENTRA_CODES],
  examples: [
    isThis('not assigned', { experience: { message: 'AADSTS50105: the signed in user is not assigned to a role for the application' }, logs: [failure('user_not_assigned', { hop: 'idp' })], pattern: onePerson }),
    isOther('groups came, none mapped', { logs: [failure('group_not_mapped', { details: { compared: 'groups', groups: ['a'], expected: 'b' } })] }),
  ],
})
