import { shownByProvider } from '@/lib/signs/answers'
import { approvalAsked, appUnverified, onlyOneCustomer, thirdPartyRestricted } from '@/lib/signs/consent'
import { upgraded } from '@/lib/signs/changes'
import { protocolError } from '@/lib/signs/combined'
import { textConsent, textWebView } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { textNotAssigned } from '@/lib/signs/words'
import { appRestricted } from '@/lib/signs/access-rules'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { ENTRA_CODES } from './references'

export default defineCause({
  slug: 'oauth-app-restricted',
  title: 'Application is not approved',
  bucket: 'policy',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'The provider or the customer’s administrator does not let this application sign people in.',
  why: 'Consent is missing, the app is in testing or internal only, or a policy blocks foreign apps.',
  prior: -15,
  signs: [
    { sign: appRestricted, for: 12, against: 0 },
    { sign: onlyOneCustomer, for: 5, against: 0 },
    { sign: thirdPartyRestricted, for: 13, against: 0 },
    { sign: appUnverified, for: 15, against: 0 },
    { sign: approvalAsked, for: 15, against: 0 },
    { sign: protocolError, for: 2, against: 0 },
    { sign: textConsent, for: 12, against: 0 },
    { sign: shownByProvider, for: 4, against: -4 },
    { sign: reasonIs('access_denied', 'idp_error', 'conditional_access_block'), for: 2, against: -2 },
    { sign: textNotAssigned, for: -6, against: 0 },
    { sign: textWebView, for: -6, against: 0 },
    { sign: upgraded, for: 1, against: 0 },
  ],
  fix: {
    summary: 'Have the customer’s administrator approve the application.',
    steps: [
      'Read the provider’s code: consent, test mode, internal, or blocked.',
      'Send the administrator the link for consent with the scopes.',
      'Publish the app, or take scopes out that were never granted.',
    ],
  },
  confirm: 'A person of that customer gets past the provider’s page.',
  recoveries: [],
  prevention: 'Ask for the fewest scopes, and compare them before a release.',
  mistakenFor: [
    { cause: 'user-not-assigned', because: 'Nobody of that customer gets in, not one person.' },
    { cause: 'conditional-access-block', because: 'The application is refused, not the device or place.' },
    { cause: 'client-secret-invalid', because: 'The provider stops before any token is asked for.' },
  ],
  reply:
    'Your organisation has to approve our application first. We tell your administrator what is ' +
    'needed. We never ask for your password or a code.',
  references: [{ title: 'Microsoft Entra, user and admin consent', url: 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/user-admin-consent-overview' }, ENTRA_CODES],
  examples: [
    isThis('consent is missing', { experience: { message: 'AADSTS65001: The user or administrator has not consented to use the application', scope: 'everyone' } }),
    isOther('not assigned', { logs: [failure('user_not_assigned', { code: 'AADSTS50105' })], pattern: onePerson }),
  ],
})
