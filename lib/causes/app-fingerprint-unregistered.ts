import { fingerprintRefused, signatureRefused, signingChanged, storeOnly } from '@/lib/signs/apps'
import { clientChanged } from '@/lib/signs/changes'
import { textFingerprint } from '@/lib/signs/messages'
import { shareClient } from '@/lib/signs/pattern'
import { saysSso } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'app-fingerprint-unregistered',
  title: 'App’s fingerprint is not registered',
  bucket: 'idp_sso',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The provider does not know the certificate with which this build of the app was signed.',
  why: 'The store signs with a key of its own, which nobody added to the project.',
  prior: -18,
  signs: [
    { sign: signatureRefused, for: 13, against: 0 },
    { sign: textFingerprint, for: 4, against: 0 },
    { sign: clientChanged, for: 2, against: 0 },
    { sign: saysSso, for: 2, against: 0 },
    { sign: shareClient, for: 4, against: 0 },
    { sign: fingerprintRefused, for: 17, against: 0 },
    { sign: storeOnly, for: 9, against: 0 },
    { sign: signingChanged, for: 7, against: 0 },
  ],
  fix: {
    summary: 'Register the store’s fingerprint with the provider.',
    steps: [
      'Copy the SHA-1 and SHA-256 of the store’s signing key.',
      'Add them beside those of your own builds.',
      'Download the new configuration into the app if it is needed.',
    ],
  },
  confirm: 'The build from the store signs in.',
  recoveries: [],
  prevention: 'Test sign-in with a build from the store’s internal track.',
  mistakenFor: [
    { cause: 'redirect-uri-mismatch', because: 'Own builds work with the same addresses.' },
    { cause: 'bad-release', because: 'The code is the same; its signature differs.' },
  ],
  reply:
    'The app from the store cannot sign in at the moment; the web page works. We are mending it. We ' +
    'never ask for your password or a code.',
  references: [{ title: 'Google, Authenticating your client', url: 'https://developers.google.com/android/guides/client-auth' }],
  examples: [
    isThis('code 10 from the store only', { experience: { message: 'ApiException: 10', symptom: 'The Play Store version fails, our own builds work' } }),
    isOther('a redirect address', { experience: { message: 'redirect_uri_mismatch' }, logs: [failure('redirect_uri_mismatch', { hop: 'idp' })] }),
  ],
})
