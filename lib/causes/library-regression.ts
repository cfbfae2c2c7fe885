import { keyRotated, rolledBack, settingsChanged, upgraded } from '@/lib/signs/changes'
import { manyWrongPasswords, protocolError } from '@/lib/signs/combined'
import { approvalAsked } from '@/lib/signs/consent'
import { sameSiteShown } from '@/lib/signs/cookies'
import { hashUnreadable } from '@/lib/signs/hash'
import { textRegression } from '@/lib/signs/messages'
import { hashLibrariesApart } from '@/lib/signs/passwords'
import { many } from '@/lib/signs/pattern'
import { assetsMissing, downgradeHelps, freshBrowserFine, insideLibrary, ownCodeFails, packageChanged, packageOnly, recordsDamaged, rollbackHelped, settingsSame } from '@/lib/signs/releases'
import { placeholderLeft, secretsAgree } from '@/lib/signs/secrets'
import { defineCause } from './define'
import { account, crowd, failure, isOther, isThis } from './example'
import { OWASP_SECRETS } from './references'

export default defineCause({
  slug: 'library-regression',
  title: 'New version of a library breaks it',
  bucket: 'config_drift',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'Only a package was upgraded, and the sign-in breaks with secrets and settings unchanged.',
  why: 'A default changed, a check became stricter, or the release has a fault.',
  prior: -16,
  signs: [
    { sign: hashLibrariesApart, for: 16, against: 0 },
    { sign: freshBrowserFine, for: -5, against: 0 },
    { sign: placeholderLeft, for: -6, against: 0 },
    { sign: sameSiteShown, for: -4, against: 0 },
    { sign: ownCodeFails, for: 3, against: 0 },
    { sign: approvalAsked, for: -9, against: 0 },
    { sign: secretsAgree, for: 7, against: 0 },
    { sign: rollbackHelped, for: -2, against: 0 },
    { sign: assetsMissing, for: -5, against: 0 },
    { sign: recordsDamaged, for: -6, against: 0 },
    { sign: insideLibrary, for: 3, against: 0 },
    { sign: settingsSame, for: 5, against: 0 },
    { sign: downgradeHelps, for: 10, against: 0 },
    { sign: packageOnly, for: 4, against: 0 },
    { sign: packageChanged, for: 5, against: 0 },
    { sign: manyWrongPasswords, for: -5, against: 0 },
    { sign: protocolError, for: 2, against: 0 },
    { sign: textRegression, for: 7, against: 0 },
    { sign: upgraded, for: 6, against: -3 },
    { sign: many, for: 1, against: -3 },
    { sign: settingsChanged, for: -2, against: 0 },
    { sign: keyRotated, for: -4, against: 0 },
    { sign: hashUnreadable, for: -8, against: 0 },
    { sign: rolledBack, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Go back to the former version, then upgrade with care.',
    steps: [
      'Compare the lock files before and after.',
      'Pin the former version and release it.',
      'Read the changes of the new one for stricter defaults.',
    ],
  },
  confirm: 'The former version works with the same settings.',
  recoveries: [],
  prevention: 'Upgrade packages of the sign-in alone, with a test of each way in.',
  mistakenFor: [
    { cause: 'setting-missing', because: 'No new setting is asked for.' },
    { cause: 'bad-release', because: 'Our own code did not change.' },
    { cause: 'client-secret-invalid', because: 'The secret is the same as before.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again later today.',
  references: [OWASP_SECRETS],
  examples: [
    isThis('only a bump', { experience: { message: 'Sign-in fails', symptom: 'Works with version 2.2.3, downgrading the library fixes it', scope: 'everyone' }, changes: [{ at: '2026-10-05T06:00:00Z', kind: 'deploy', service: 'auth-service', summary: 'Bump passport-saml from 3.1 to 4.0', beforeFirstFailure: true }] }),
    isOther('a rollback and a hash', { account: account({ passwordHashAlgorithm: 'argon2id' }), changes: [{ at: '2026-10-04T01:40:00Z', kind: 'rollback', service: 'auth-service', from: '4.12.0', to: '4.11.3', summary: 'Memory alarm' }], logs: [failure('bad_password', { rule: 'no_verifier', details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt'] } })], pattern: crowd() }),
  ],
})
