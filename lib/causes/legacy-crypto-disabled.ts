import { infraChanged, upgraded } from '@/lib/signs/changes'
import { cryptoRefused, oldProtocolSet, platformHardened, platformNamed } from '@/lib/signs/crypto'
import { textLegacyCrypto } from '@/lib/signs/messages'
import { everyone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { defineCause } from './define'
import { account, failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'legacy-crypto-disabled',
  title: 'Old algorithm is refused',
  bucket: 'config_drift',
  also: ['credential'],
  nature: 'fault',
  what: 'An upgrade of the system refuses an algorithm that the sign-in still uses.',
  why:
    'New releases of OpenSSL, of the runtime or of the operating system turn MD4, SHA-1, old TLS or ' +
    'weak keys off.',
  prior: -16,
  signs: [
    { sign: oldProtocolSet, for: 8, against: 0 },
    { sign: platformNamed, for: 4, against: 0 },
    { sign: platformHardened, for: 7, against: 0 },
    { sign: cryptoRefused, for: 16, against: 0 },
    { sign: textLegacyCrypto, for: 14, against: 0 },
    { sign: upgraded, for: 5, against: -1 },
    { sign: infraChanged, for: 3, against: 0 },
    { sign: everyone, for: 1, against: -2 },
    { sign: reasonIs('service_error', 'directory_unreachable'), for: 1, against: 0 },
  ],
  fix: {
    summary: 'Move to an algorithm that the new release accepts.',
    steps: [
      'Read which algorithm the message names.',
      'Change certificate, hash or protocol; do not turn the old one on for good.',
      'Where it cannot be changed today, limit the exception to this service and set its end.',
    ],
  },
  confirm: 'A sign-in passes on the upgraded system.',
  recoveries: [],
  prevention: 'Read the release notes for removed algorithms before an upgrade.',
  mistakenFor: [
    { cause: 'hash-algorithm-mismatch', because: 'The platform refuses the algorithm, not the verifier.' },
    { cause: 'directory-tls-untrusted', because: 'The certificate is trusted; its algorithm is not.' },
    { cause: 'bad-release', because: 'Our code is the same; the platform is new.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [{ title: 'OpenSSL 3 migration guide', url: 'https://docs.openssl.org/3.0/man7/migration_guide/' }, { title: 'NIST SP 800-131A Rev. 2', url: 'https://csrc.nist.gov/pubs/sp/800/131/a/r2/final' }],
  examples: [
    isThis('MD4 after an upgrade', { experience: { symptom: 'Nobody gets in since the OS upgrade' }, logs: ['error:0308010C:digital envelope routines::unsupported (md4)'], changes: [{ at: '2026-10-05T06:00:00Z', kind: 'infrastructure', service: 'radius', summary: 'Upgrade to OpenSSL 3' }] }),
    isOther('an unknown kind of hash', { account: account({ passwordHashAlgorithm: 'argon2id' }), logs: [failure('bad_password', { rule: 'no_verifier', details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt'] } })] }),
  ],
})
