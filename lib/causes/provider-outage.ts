import { neverWorked } from '@/lib/signs/answers'
import { authChanged } from '@/lib/signs/changes'
import { protocolError } from '@/lib/signs/combined'
import { mailRefused } from '@/lib/signs/mail'
import { noAnswerFromProviderPage, noChange, openSessionsFine, otherWaysWork, providerFails, providerGreen, providerTransient, retryWorks, saysComesAndGoes, saysOtherTenants, saysSecondFactorOnly, saysSuddenly, serverError, textKeyGone, textTimedOut } from '@/lib/signs/outages'
import { everyone, many, shareProvider } from '@/lib/signs/pattern'
import { browserReaches, movedHost, noWayToProvider, providerSilent, providerTls, wayOutChanged } from '@/lib/signs/provider-calls'
import { reasonIs } from '@/lib/signs/reason'
import { ownHookFails, rollbackHelped, vendorChanged } from '@/lib/signs/releases'
import { othersElsewhereToo } from '@/lib/signs/sessions'
import { settingUnset } from '@/lib/signs/settings'
import { saysNever, textIdpDown, textUnreachable } from '@/lib/signs/words'
import { defineCause } from './define'
import { crowd, failure, isOther, isThis } from './example'
import { OIDC_CORE } from './references'

export default defineCause({
  slug: 'provider-outage',
  title: 'Provider has an outage',
  bucket: 'undetermined',
  also: [],
  nature: 'outage',
  what: 'The provider’s own service fails for everybody.',
  why: 'Nothing of ours changed; its errors are its own.',
  prior: -16,
  signs: [
    { sign: ownHookFails, for: -12, against: 0 },
    { sign: noAnswerFromProviderPage, for: 6, against: 0 },
    { sign: othersElsewhereToo, for: 2, against: 0 },
    { sign: mailRefused, for: -10, against: 0 },
    { sign: vendorChanged, for: 3, against: 0 },
    { sign: rollbackHelped, for: -8, against: 0 },
    { sign: retryWorks, for: 3, against: 0 },
    { sign: providerGreen, for: -12, against: 0 },
    { sign: openSessionsFine, for: 5, against: 0 },
    { sign: otherWaysWork, for: 6, against: 0 },
    { sign: providerTransient, for: 12, against: 0 },
    { sign: providerFails, for: 12, against: 0 },
    { sign: saysNever, for: -8, against: 0 },
    { sign: neverWorked, for: -6, against: 0 },
    { sign: settingUnset, for: -4, against: 0 },
    { sign: protocolError, for: -5, against: 0 },
    { sign: serverError, for: 4, against: -1 },
    { sign: textKeyGone, for: 9, against: 0 },
    { sign: textTimedOut, for: 4, against: 0 },
    { sign: saysOtherTenants, for: 7, against: 0 },
    { sign: saysSecondFactorOnly, for: 6, against: 0 },
    { sign: saysSuddenly, for: 4, against: 0 },
    { sign: saysComesAndGoes, for: 5, against: 0 },
    { sign: noChange, for: 4, against: 0 },
    { sign: textIdpDown, for: 10, against: 0 },
    { sign: reasonIs('idp_error'), for: 6, against: -3 },
    { sign: everyone, for: 4, against: -6 },
    { sign: shareProvider, for: 5, against: -3 },
    { sign: many, for: 3, against: -5 },
    { sign: authChanged, for: -4, against: 2 },
    { sign: textUnreachable, for: 2, against: 0 },
    { sign: reasonIs('idp_unreachable'), for: 2, against: 0 },
    { sign: providerSilent, for: -3, against: 0 },
    { sign: providerTls, for: -8, against: 0 },
    { sign: noWayToProvider, for: -8, against: 0 },
    { sign: browserReaches, for: -8, against: 0 },
    { sign: wayOutChanged, for: -6, against: 0 },
    { sign: movedHost, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Wait, tell people, and offer another way in.',
    steps: [
      'Read the provider’s status page.',
      'Offer a second way for those who need it.',
    ],
  },
  confirm: 'The provider’s errors stop.',
  recoveries: [],
  prevention: 'Have a second way in for administrators.',
  mistakenFor: [
    { cause: 'idp-certificate-mismatch', because: 'The provider itself reports the failure.' },
  ],
  reply: 'The service that checks your sign-in has a disturbance. It is not your account; we tell you when it is over.',
  references: [OIDC_CORE],
  examples: [
    isThis('the status page says so', { experience: { symptom: 'Okta outage, service unavailable for all', scope: 'everyone' }, logs: [failure('idp_error', { hop: 'idp' })] }),
    isOther('our copy of its certificate is old', { logs: [failure('saml_signature_invalid', { details: { compared: 'certificate', expected: 'aa', actual: 'bb' } })], pattern: crowd([{ trait: 'provider', value: 'Contoso', hit: 1, others: 0.1 }]) }),
  ],
})
