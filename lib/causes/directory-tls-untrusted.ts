import { certificateChanged } from '@/lib/signs/changes'
import { textDirectoryTls, textLegacyCrypto } from '@/lib/signs/messages'
import { everyone, many } from '@/lib/signs/pattern'
import { directoryCertificate, directoryInUse, directoryTls, localAccountsWork, providerTls } from '@/lib/signs/provider-calls'
import { reasonIs } from '@/lib/signs/reason'
import { textStore } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'directory-tls-untrusted',
  title: 'Directory’s certificate is not trusted',
  bucket: 'idp_sso',
  also: ['config_drift'],
  nature: 'fault',
  what: 'Our server does not trust the certificate of the directory and breaks the connection off.',
  why: 'It was renewed by another authority, has expired, or names another host.',
  prior: -17,
  signs: [
    { sign: textDirectoryTls, for: 5, against: 0 },
    { sign: reasonIs('directory_unreachable'), for: 4, against: -2 },
    { sign: certificateChanged, for: 5, against: 0 },
    { sign: everyone, for: 2, against: -2 },
    { sign: many, for: 2, against: -2 },
    { sign: textStore, for: 0, against: 0 },
    { sign: directoryTls, for: 18, against: 0 },
    { sign: directoryCertificate, for: 7, against: 0 },
    { sign: directoryInUse, for: 4, against: 0 },
    { sign: localAccountsWork, for: 4, against: 0 },
    { sign: providerTls, for: -10, against: 0 },
    { sign: textLegacyCrypto, for: -10, against: 0 },
  ],
  fix: {
    summary: 'Give our server the authority that signed the directory’s certificate.',
    steps: [
      'Read the chain with openssl s_client on the directory’s port.',
      'Add the authority to the trust store and restart the service.',
      'Check name and end of the certificate.',
    ],
  },
  confirm: 'A bind over TLS succeeds and somebody gets in.',
  recoveries: [],
  prevention: 'Watch the end of the directory’s certificate, and keep verification on.',
  mistakenFor: [
    { cause: 'idp-unreachable', because: 'The connection opens; the certificate is refused.' },
    { cause: 'dependency-outage', because: 'The directory answers others.' },
    { cause: 'idp-certificate-mismatch', because: 'It is TLS, not the signature of an assertion.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [{ title: 'RFC 4513, LDAP: Authentication Methods and Security Mechanisms', url: 'https://www.rfc-editor.org/rfc/rfc4513' }],
  examples: [
    isThis('an unknown authority', { experience: { message: 'Can\'t contact LDAP server', scope: 'everyone' }, logs: ['ldaps: TLS handshake failed, unable to get local issuer certificate'] }),
    isOther('the directory is down', { experience: { scope: 'everyone', statusCode: 503 }, logs: [failure('directory_unreachable'), 'connection refused: ECONNREFUSED 10.0.0.5:389'] }),
  ],
})
