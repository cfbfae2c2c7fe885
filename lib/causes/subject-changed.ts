import { deletionStated } from '@/lib/signs/account-states'
import { addressTaken, identityMoved, subjectMappingChanged, subjectRemade, takenForNew, twoSubjects } from '@/lib/signs/assertions'
import { idpChanged } from '@/lib/signs/changes'
import { textSubject } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { saysSso, textLink, textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { OIDC_CORE, OWASP_SAML } from './references'

export default defineCause({
  slug: 'subject-changed',
  title: 'Provider sends another subject',
  bucket: 'idp_sso',
  also: [],
  nature: 'fault',
  what: 'The provider names the same person otherwise than before, so we take them for somebody new.',
  why: 'The name id was the address and it changed, or a tenant, format or application was replaced.',
  prior: -17,
  signs: [
    { sign: subjectRemade, for: 10, against: 0 },
    { sign: addressTaken, for: 3, against: 0 },
    { sign: twoSubjects, for: 14, against: 0 },
    { sign: takenForNew, for: 11, against: 0 },
    { sign: identityMoved, for: 6, against: 0 },
    { sign: subjectMappingChanged, for: 6, against: 0 },
    { sign: textSubject, for: 12, against: 0 },
    { sign: saysSso, for: 3, against: 0 },
    { sign: idpChanged, for: 5, against: 0 },
    { sign: reasonIs('user_not_provisioned', 'unknown_user', 'account_link_conflict'), for: 3, against: 0 },
    { sign: textSaml, for: 2, against: 0 },
    { sign: textLink, for: -3, against: 0 },
    { sign: deletionStated, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Match people by an id that never changes, and join the two records.',
    steps: [
      'Compare the subject of a sign-in before and after.',
      'Map the new subject to the old record with the owner’s consent.',
      'Choose an immutable id as subject.',
    ],
  },
  confirm: 'The person gets in and finds their own data.',
  recoveries: [],
  prevention: 'Never use an address or a name as the key of a person.',
  mistakenFor: [
    { cause: 'account-not-linked', because: 'The provider is the same; its subject is new.' },
    { cause: 'group-mapping-mismatch', because: 'The record itself is new, not only its groups.' },
  ],
  reply:
    'You are signed in to a second, empty record. Your data is safe; we are joining the two. We never' +
    ' ask for your password or a code.',
  references: [OWASP_SAML, OIDC_CORE],
  examples: [
    isThis('the address was the key', { experience: { symptom: 'Since my e-mail change I get an empty account, all my projects are gone', scope: 'one_user' }, logs: ['created user jane.new@example.com from SAML response'] }),
    isOther('another provider first', { experience: { message: 'OAuthAccountNotLinked' }, logs: [failure('account_link_conflict')], pattern: onePerson }),
  ],
})
