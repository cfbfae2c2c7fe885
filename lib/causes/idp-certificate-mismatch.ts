import { issuerNotTheSame, providerCertificateChanged, providerCertificateNew, samlSignature, storedCertificateEnded, transportCertificateChanged } from '@/lib/signs/assertions'
import { certificateChanged } from '@/lib/signs/changes'
import { certificateDiffers } from '@/lib/signs/details'
import { issuerHasNewKeys, tokenSignature } from '@/lib/signs/keys'
import { textKeyGone } from '@/lib/signs/outages'
import { many, shareProvider } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { saysNobody, textCertificate, textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { crowd, failure, isOther, isThis } from './example'
import { OWASP_SAML } from './references'

export default defineCause({
  slug: 'idp-certificate-mismatch',
  title: 'Provider signs with another certificate',
  bucket: 'idp_sso',
  also: [],
  nature: 'fault',
  what: 'The provider’s response is signed with a certificate that we do not hold.',
  why:
    'The provider renewed its signing certificate and our copy of its metadata is old, or the stored one ' +
    'has expired.',
  prior: -14,
  signs: [
    { sign: issuerNotTheSame, for: -7, against: 0 },
    { sign: issuerHasNewKeys, for: -4, against: 0 },
    { sign: tokenSignature, for: -7, against: 0 },
    { sign: samlSignature, for: 11, against: 0 },
    { sign: providerCertificateNew, for: 11, against: 0 },
    { sign: providerCertificateChanged, for: 6, against: 0 },
    { sign: storedCertificateEnded, for: 13, against: -2 },
    { sign: transportCertificateChanged, for: -8, against: 0 },
    { sign: textKeyGone, for: -6, against: 0 },
    { sign: reasonIs('saml_signature_invalid'), for: 9, against: -8 },
    { sign: certificateDiffers, for: 10, against: -4 },
    { sign: textCertificate, for: 7, against: 0 },
    { sign: textSaml, for: 3, against: 0 },
    { sign: certificateChanged, for: 4, against: -1 },
    { sign: shareProvider, for: 4, against: -3 },
    { sign: many, for: 2, against: -3 },
    { sign: saysNobody, for: 3, against: 0 },
  ],
  fix: {
    summary: 'Load the provider’s metadata again.',
    steps: [
      'Compare the fingerprint in the response with the one stored.',
      'Confirm the new certificate with the provider by a second way.',
      'Store it beside the old one; take the old one out when it has run out.',
    ],
  },
  confirm: 'A response of the provider is accepted.',
  recoveries: [],
  prevention: 'Refresh metadata daily, hold two certificates, and warn 30 days before one ends.',
  mistakenFor: [
    { cause: 'provider-outage', because: 'The provider answers, and says success.' },
    { cause: 'jwks-stale', because: 'An assertion is checked, not a token.' },
  ],
  reply:
    'The sign-in of your organisation and ours need to be matched anew. We are in contact with your ' +
    'administrators; you need do nothing.',
  references: [OWASP_SAML],
  examples: [
    isThis('the new certificate is unknown', { experience: { symptom: 'Nobody at Contoso gets in' }, providers: [{ name: 'Contoso', protocol: 'saml', certificates: [{ fingerprint: 'aa', notAfter: '2027-01-01T00:00:00Z' }] }], logs: [failure('saml_signature_invalid', { provider: 'Contoso', details: { compared: 'certificate', expected: 'aa', actual: 'bb' } })], pattern: crowd([{ trait: 'provider', value: 'Contoso', hit: 1, others: 0.1 }]) }),
    isOther('a key id of a token', { logs: [failure('token_signature_invalid', { details: { compared: 'kid', expected: 'k1', actual: 'k2' } })], experience: { message: 'no matching key for kid' } }),
  ],
})
