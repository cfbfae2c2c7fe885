import type { Cause } from './define'
import accountDeleted from './account-deleted'
import accountDisabled from './account-disabled'
import accountExpired from './account-expired'
import accountLocked from './account-locked'
import accountNotLinked from './account-not-linked'
import badRelease from './bad-release'
import claimMissing from './claim-missing'
import clientSecretInvalid from './client-secret-invalid'
import clockSkew from './clock-skew'
import conditionalAccessBlock from './conditional-access-block'
import cookieSamesiteBlocked from './cookie-samesite-blocked'
import credentialStuffing from './credential-stuffing'
import dependencyOutage from './dependency-outage'
import emailNotVerified from './email-not-verified'
import geoRestricted from './geo-restricted'
import groupMappingMismatch from './group-mapping-mismatch'
import hashAlgorithmMismatch from './hash-algorithm-mismatch'
import identifierMismatch from './identifier-mismatch'
import idpCertificateMismatch from './idp-certificate-mismatch'
import idpUnreachable from './idp-unreachable'
import ipBlocked from './ip-blocked'
import jwksStale from './jwks-stale'
import loginStateLost from './login-state-lost'
import mfaCodeDelayed from './mfa-code-delayed'
import mfaFactorLost from './mfa-factor-lost'
import mfaStaleFactor from './mfa-stale-factor'
import noLocalPassword from './no-local-password'
import passwordExpired from './password-expired'
import passwordPepperChanged from './password-pepper-changed'
import passwordResetPending from './password-reset-pending'
import passwordSpray from './password-spray'
import providerOutage from './provider-outage'
import proxyHeadersMissing from './proxy-headers-missing'
import rateLimited from './rate-limited'
import redirectUriMismatch from './redirect-uri-mismatch'
import refreshTokenReuse from './refresh-token-reuse'
import requiredActionPending from './required-action-pending'
import secretMismatch from './secret-mismatch'
import sessionKeptAfterReset from './session-kept-after-reset'
import sessionNotShared from './session-not-shared'
import sessionStoreLoss from './session-store-loss'
import settingMissing from './setting-missing'
import sharedProxyAddress from './shared-proxy-address'
import signingSecretRotated from './signing-secret-rotated'
import ssoAudienceMismatch from './sso-audience-mismatch'
import ssoIssuerMismatch from './sso-issuer-mismatch'
import staleClientBundle from './stale-client-bundle'
import staleClientLockout from './stale-client-lockout'
import targetedBruteforce from './targeted-bruteforce'
import thirdPartyCookieBlocked from './third-party-cookie-blocked'
import tokenAudienceMismatch from './token-audience-mismatch'
import tokenExpired from './token-expired'
import tokenIssuerMismatch from './token-issuer-mismatch'
import tokenRefreshMissing from './token-refresh-missing'
import totpClockDrift from './totp-clock-drift'
import unknownUser from './unknown-user'
import userNotAssigned from './user-not-assigned'
import wrongEnvironment from './wrong-environment'
import wrongPassword from './wrong-password'

/** Every cause that the console knows, by slug. */
export const causes: readonly Cause[] = [
  accountDeleted,
  accountDisabled,
  accountExpired,
  accountLocked,
  accountNotLinked,
  badRelease,
  claimMissing,
  clientSecretInvalid,
  clockSkew,
  conditionalAccessBlock,
  cookieSamesiteBlocked,
  credentialStuffing,
  dependencyOutage,
  emailNotVerified,
  geoRestricted,
  groupMappingMismatch,
  hashAlgorithmMismatch,
  identifierMismatch,
  idpCertificateMismatch,
  idpUnreachable,
  ipBlocked,
  jwksStale,
  loginStateLost,
  mfaCodeDelayed,
  mfaFactorLost,
  mfaStaleFactor,
  noLocalPassword,
  passwordExpired,
  passwordPepperChanged,
  passwordResetPending,
  passwordSpray,
  providerOutage,
  proxyHeadersMissing,
  rateLimited,
  redirectUriMismatch,
  refreshTokenReuse,
  requiredActionPending,
  secretMismatch,
  sessionKeptAfterReset,
  sessionNotShared,
  sessionStoreLoss,
  settingMissing,
  sharedProxyAddress,
  signingSecretRotated,
  ssoAudienceMismatch,
  ssoIssuerMismatch,
  staleClientBundle,
  staleClientLockout,
  targetedBruteforce,
  thirdPartyCookieBlocked,
  tokenAudienceMismatch,
  tokenExpired,
  tokenIssuerMismatch,
  tokenRefreshMissing,
  totpClockDrift,
  unknownUser,
  userNotAssigned,
  wrongEnvironment,
  wrongPassword,
]
