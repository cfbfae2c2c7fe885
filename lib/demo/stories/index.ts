import { accountLocked } from './account-locked'
import { clockSkew } from './clock-skew'
import { credentialStuffing } from './credential-stuffing'
import { groupMappingMismatch } from './group-mapping-mismatch'
import { hashAlgorithmMismatch } from './hash-algorithm-mismatch'
import { accountDeleted, accountExpired, accountSuspended, emailNotVerified } from './held-accounts'
import { idpCertificateMismatch } from './idp-certificate-mismatch'
import { mfaCodeDelayed } from './mfa-code-delayed'
import { mfaStaleFactor } from './mfa-stale-factor'
import { rateLimited } from './rate-limited'
import { redirectUriMismatch } from './redirect-uri-mismatch'
import { sessionKeptAfterReset } from './session-kept-after-reset'
import { thirdPartyCookieBlocked } from './third-party-cookie-blocked'
import { tokenAudienceMismatch } from './token-audience-mismatch'
import { tokenRefreshMissing } from './token-refresh-missing'
import { totpClockDrift } from './totp-clock-drift'
import { wrongEnvironment } from './wrong-environment'
import { wrongPassword } from './wrong-password'
import type { Story } from '../world'

/** Stories that bring their own people; they are written before the crowd is. */
export const STORIES: readonly Story[] = [
  hashAlgorithmMismatch,
  tokenRefreshMissing,
  totpClockDrift,
  mfaCodeDelayed,
  mfaStaleFactor,
  groupMappingMismatch,
  idpCertificateMismatch,
  rateLimited,
  accountLocked,
  sessionKeptAfterReset,
  thirdPartyCookieBlocked,
  redirectUriMismatch,
  wrongEnvironment,
  emailNotVerified,
  accountExpired,
  accountSuspended,
  accountDeleted,
  tokenAudienceMismatch,
  clockSkew,
  wrongPassword,
]

/** Stories that touch the crowd, written once it is there. */
export const CROWD_STORIES: readonly Story[] = [credentialStuffing]
