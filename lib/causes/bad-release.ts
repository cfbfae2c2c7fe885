import { portsDiffer } from '@/lib/signs/addresses'
import { nothingHelps } from '@/lib/signs/answers'
import { issuerNotTheSame, valuesCompared } from '@/lib/signs/assertions'
import { authDeployed, clientChanged, upgraded } from '@/lib/signs/changes'
import { protocolError } from '@/lib/signs/combined'
import { approvalAsked } from '@/lib/signs/consent'
import { cryptoRefused, platformHardened } from '@/lib/signs/crypto'
import { hashUnreadable } from '@/lib/signs/hash'
import { ownSecretChanged } from '@/lib/signs/keys'
import { textPublicUrl } from '@/lib/signs/messages'
import { ownPartDown, saysSuddenly, serverError, textOverload } from '@/lib/signs/outages'
import { hashSecretChanged } from '@/lib/signs/passwords'
import { alone, everyone, many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { anyReleased, assetsMissing, blankPage, downgradeHelps, insideLibrary, ownCertificateWrong, ownCodeFails, ownHookFails, packageChanged, packageOnly, recordsDamaged, rollbackHelped, saysReleaseBroke, settingsSame, vendorChanged, wrongConfigShipped } from '@/lib/signs/releases'
import { placeholderLeft } from '@/lib/signs/secrets'
import { issuerEndedTokens } from '@/lib/signs/sessions'
import { saysDeploy } from '@/lib/signs/topics'
import { saysNever } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, crowd, failure, isOther, isThis } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'bad-release',
  title: 'A release broke the sign-in',
  bucket: 'undetermined',
  also: ['config_drift'],
  nature: 'outage',
  what: 'From one release on, nearly everybody fails.',
  why: 'Assets are missing, the wrong settings were shipped, or a migration damaged records.',
  prior: -17,
  signs: [
    { sign: ownHookFails, for: 7, against: 0 },
    { sign: issuerNotTheSame, for: -6, against: 0 },
    { sign: insideLibrary, for: -4, against: 0 },
    { sign: packageChanged, for: -5, against: 0 },
    { sign: ownPartDown, for: -5, against: 0 },
    { sign: placeholderLeft, for: -7, against: 0 },
    { sign: issuerEndedTokens, for: -6, against: 0 },
    { sign: downgradeHelps, for: -4, against: 0 },
    { sign: platformHardened, for: -4, against: 0 },
    { sign: cryptoRefused, for: -9, against: 0 },
    { sign: hashSecretChanged, for: -6, against: 0 },
    { sign: portsDiffer, for: -6, against: 0 },
    { sign: blankPage, for: 3, against: 0 },
    { sign: vendorChanged, for: -7, against: 0 },
    { sign: approvalAsked, for: -6, against: 0 },
    { sign: ownSecretChanged, for: -10, against: 0 },
    { sign: settingsSame, for: -3, against: 0 },
    { sign: packageOnly, for: -7, against: 0 },
    { sign: wrongConfigShipped, for: 10, against: 0 },
    { sign: recordsDamaged, for: 9, against: 0 },
    { sign: ownCertificateWrong, for: 9, against: 0 },
    { sign: assetsMissing, for: 9, against: 0 },
    { sign: ownCodeFails, for: 7, against: 0 },
    { sign: saysReleaseBroke, for: 3, against: 0 },
    { sign: rollbackHelped, for: 8, against: 0 },
    { sign: anyReleased, for: 6, against: -3 },
    { sign: valuesCompared, for: -8, against: 0 },
    { sign: textPublicUrl, for: -5, against: 0 },
    { sign: saysDeploy, for: 6, against: 0 },
    { sign: upgraded, for: -2, against: 0 },
    { sign: saysNever, for: -8, against: 0 },
    { sign: textOverload, for: -6, against: 0 },
    { sign: protocolError, for: -4, against: 0 },
    { sign: serverError, for: 3, against: 0 },
    { sign: saysSuddenly, for: 3, against: 0 },
    { sign: everyone, for: 6, against: -8 },
    { sign: authDeployed, for: 2, against: 0 },
    { sign: clientChanged, for: 2, against: 0 },
    { sign: reasonIs('service_error'), for: 3, against: -2 },
    { sign: many, for: 2, against: -6 },
    { sign: alone, for: -6, against: 0 },
    { sign: nothingHelps, for: 2, against: 0 },
    { sign: hashUnreadable, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Roll back.',
    steps: [
      'Compare the first failure with the time of the release.',
      'Roll back, then look for the fault.',
    ],
  },
  confirm: 'The failures stop with the rollback.',
  recoveries: [],
  prevention: 'Release to a few first, and stop when sign-ins fail.',
  mistakenFor: [
    { cause: 'hash-algorithm-mismatch', because: 'Nearly everybody fails, not one kind of account.' },
    { cause: 'dependency-outage', because: 'It begins with a release.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('everybody since the deploy', { experience: { scope: 'everyone', statusCode: 500 }, changes: [{ at: '2026-10-05T08:55:00Z', kind: 'deploy', service: 'auth-service', from: '4.12.0', to: '4.13.0', summary: 'Release', beforeFirstFailure: true }], logs: [failure('service_error')] }),
    isOther('some kinds of hash only', { account: account({ passwordHashAlgorithm: 'argon2id' }), changes: [{ at: '2026-10-04T01:40:00Z', kind: 'rollback', service: 'auth-service', from: '4.12.0', to: '4.11.3', summary: 'Memory alarm' }], config: [{ service: 'auth-service', environment: 'production', key: 'PASSWORD_HASH_VERIFY', value: 'bcrypt,scrypt' }], logs: [failure('bad_password', { rule: 'no_verifier', details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt', 'scrypt'] } })], pattern: crowd() }),
  ],
})
