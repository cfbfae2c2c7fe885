import { attributeMissing, attributeNotReleased, noMailAtProvider, scopeNarrowed, scopeWithoutMail } from '@/lib/signs/assertions'
import { idpChanged } from '@/lib/signs/changes'
import { reasonIs } from '@/lib/signs/reason'
import { saysSso, textClaim, textGroups, textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OIDC_CORE, OWASP_SAML } from './references'

export default defineCause({
  slug: 'claim-missing',
  title: 'A needed claim is not sent',
  bucket: 'idp_sso',
  also: [],
  nature: 'fault',
  what: 'The provider’s response lacks an attribute that we need.',
  why: 'The e-mail, a name or an id is not released to this application, or is empty for some people.',
  prior: -15,
  signs: [
    { sign: attributeNotReleased, for: 9, against: 0 },
    { sign: attributeMissing, for: 14, against: 0 },
    { sign: noMailAtProvider, for: 4, against: 0 },
    { sign: scopeNarrowed, for: 8, against: 0 },
    { sign: scopeWithoutMail, for: 8, against: 0 },
    { sign: reasonIs('claim_missing'), for: 14, against: -5 },
    { sign: textClaim, for: 11, against: 0 },
    { sign: saysSso, for: 2, against: 0 },
    { sign: textSaml, for: 2, against: 0 },
    { sign: idpChanged, for: 3, against: 0 },
    { sign: textGroups, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Let the provider send the claim.',
    steps: [
      'See which claims came and which are expected.',
      'Add the missing one to the mapping of the provider, or the scope to our request.',
    ],
  },
  confirm: 'The response carries the claim and the person gets in.',
  recoveries: [],
  prevention: 'Ask only for claims that are used, and test with a person who has few.',
  mistakenFor: [
    { cause: 'group-mapping-mismatch', because: 'An attribute is missing, not unmapped.' },
  ],
  reply: 'Your organisation’s sign-in does not send us all that we need. We tell your administrators what is missing.',
  references: [OIDC_CORE, OWASP_SAML],
  examples: [
    isThis('no e-mail', { experience: { message: 'SSO error' }, logs: [failure('claim_missing', { message: 'Required attribute email is missing from the assertion' })] }),
    isOther('groups came, none mapped', { logs: [failure('group_not_mapped', { details: { compared: 'groups', groups: ['a'], expected: 'b' } })] }),
  ],
})
