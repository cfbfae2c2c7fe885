// Written by npm run generate from the files of this folder.
import type { Cause } from './define'
import accountDeactivatedBySync from './account-deactivated-by-sync'
import accountDeleted from './account-deleted'
import accountDisabled from './account-disabled'
import accountExpired from './account-expired'
import accountLocked from './account-locked'
import accountNotLinked from './account-not-linked'
import accountTakeover from './account-takeover'
import appFingerprintUnregistered from './app-fingerprint-unregistered'
import assertionClockSkew from './assertion-clock-skew'
import badRelease from './bad-release'
import claimMissing from './claim-missing'
import clientSecretInvalid from './client-secret-invalid'
import clockSkew from './clock-skew'
import conditionalAccessBlock from './conditional-access-block'
import cookieDomainMismatch from './cookie-domain-mismatch'
import cookieSamesiteBlocked from './cookie-samesite-blocked'
import cookieTooLarge from './cookie-too-large'
import credentialStuffing from './credential-stuffing'
import dependencyOutage from './dependency-outage'
import directoryTlsUntrusted from './directory-tls-untrusted'
import emailNotVerified from './email-not-verified'
import embeddedWebviewBlocked from './embedded-webview-blocked'
import geoRestricted from './geo-restricted'
import groupMappingMismatch from './group-mapping-mismatch'
import hashAlgorithmMismatch from './hash-algorithm-mismatch'
import headerStripped from './header-stripped'
import identifierMismatch from './identifier-mismatch'
import idpCertificateMismatch from './idp-certificate-mismatch'
import idpUnreachable from './idp-unreachable'
import ipBlocked from './ip-blocked'
import jwksStale from './jwks-stale'
import legacyCryptoDisabled from './legacy-crypto-disabled'
import libraryRegression from './library-regression'
import localOnlyAccount from './local-only-account'
import loginFlood from './login-flood'
import loginStateLost from './login-state-lost'
import magicLinkConsumed from './magic-link-consumed'
import mailSenderRejected from './mail-sender-rejected'
import mfaCodeDelayed from './mfa-code-delayed'
import mfaFactorLost from './mfa-factor-lost'
import mfaFatigueDenied from './mfa-fatigue-denied'
import mfaRequiredNoninteractive from './mfa-required-noninteractive'
import mfaStaleFactor from './mfa-stale-factor'
import noLocalPassword from './no-local-password'
import oauthAppRestricted from './oauth-app-restricted'
import originNotAllowed from './origin-not-allowed'
import passkeyRpMismatch from './passkey-rp-mismatch'
import passwordAuthDisabled from './password-auth-disabled'
import passwordDoubleHashed from './password-double-hashed'
import passwordEncodingMismatch from './password-encoding-mismatch'
import passwordExpired from './password-expired'
import passwordPepperChanged from './password-pepper-changed'
import passwordResetPending from './password-reset-pending'
import passwordSpray from './password-spray'
import passwordTruncated from './password-truncated'
import providerOutage from './provider-outage'
import proxyHeadersMissing from './proxy-headers-missing'
import publicUrlMisconfigured from './public-url-misconfigured'
import rateLimited from './rate-limited'
import redirectUriMismatch from './redirect-uri-mismatch'
import refreshTokenReuse from './refresh-token-reuse'
import requiredActionPending from './required-action-pending'
import riskPolicyFalsePositive from './risk-policy-false-positive'
import seatLimit from './seat-limit'
import secretMismatch from './secret-mismatch'
import secretNotReloaded from './secret-not-reloaded'
import sessionKeptAfterReset from './session-kept-after-reset'
import sessionNotShared from './session-not-shared'
import sessionStoreLoss from './session-store-loss'
import settingMissing from './setting-missing'
import sharedProxyAddress from './shared-proxy-address'
import signingSecretRotated from './signing-secret-rotated'
import signupDisabled from './signup-disabled'
import ssoAudienceMismatch from './sso-audience-mismatch'
import ssoIssuerMismatch from './sso-issuer-mismatch'
import staleClientBundle from './stale-client-bundle'
import staleClientLockout from './stale-client-lockout'
import subjectChanged from './subject-changed'
import targetedBruteforce from './targeted-bruteforce'
import thirdPartyCookieBlocked from './third-party-cookie-blocked'
import tokenAudienceMismatch from './token-audience-mismatch'
import tokenExpired from './token-expired'
import tokenIssuerMismatch from './token-issuer-mismatch'
import tokenRefreshMissing from './token-refresh-missing'
import tokenTimeUnit from './token-time-unit'
import tokensRevokedByProvider from './tokens-revoked-by-provider'
import totpClockDrift from './totp-clock-drift'
import unknownUser from './unknown-user'
import userNotAssigned from './user-not-assigned'
import wrongEnvironment from './wrong-environment'
import wrongPassword from './wrong-password'

/** Every cause of the playbook: the entries of this folder, in the order of their names. */
export const causes: readonly Cause[] = [
  accountDeactivatedBySync,
  accountDeleted,
  accountDisabled,
  accountExpired,
  accountLocked,
  accountNotLinked,
  accountTakeover,
  appFingerprintUnregistered,
  assertionClockSkew,
  badRelease,
  claimMissing,
  clientSecretInvalid,
  clockSkew,
  conditionalAccessBlock,
  cookieDomainMismatch,
  cookieSamesiteBlocked,
  cookieTooLarge,
  credentialStuffing,
  dependencyOutage,
  directoryTlsUntrusted,
  emailNotVerified,
  embeddedWebviewBlocked,
  geoRestricted,
  groupMappingMismatch,
  hashAlgorithmMismatch,
  headerStripped,
  identifierMismatch,
  idpCertificateMismatch,
  idpUnreachable,
  ipBlocked,
  jwksStale,
  legacyCryptoDisabled,
  libraryRegression,
  localOnlyAccount,
  loginFlood,
  loginStateLost,
  magicLinkConsumed,
  mailSenderRejected,
  mfaCodeDelayed,
  mfaFactorLost,
  mfaFatigueDenied,
  mfaRequiredNoninteractive,
  mfaStaleFactor,
  noLocalPassword,
  oauthAppRestricted,
  originNotAllowed,
  passkeyRpMismatch,
  passwordAuthDisabled,
  passwordDoubleHashed,
  passwordEncodingMismatch,
  passwordExpired,
  passwordPepperChanged,
  passwordResetPending,
  passwordSpray,
  passwordTruncated,
  providerOutage,
  proxyHeadersMissing,
  publicUrlMisconfigured,
  rateLimited,
  redirectUriMismatch,
  refreshTokenReuse,
  requiredActionPending,
  riskPolicyFalsePositive,
  seatLimit,
  secretMismatch,
  secretNotReloaded,
  sessionKeptAfterReset,
  sessionNotShared,
  sessionStoreLoss,
  settingMissing,
  sharedProxyAddress,
  signingSecretRotated,
  signupDisabled,
  ssoAudienceMismatch,
  ssoIssuerMismatch,
  staleClientBundle,
  staleClientLockout,
  subjectChanged,
  targetedBruteforce,
  thirdPartyCookieBlocked,
  tokenAudienceMismatch,
  tokenExpired,
  tokenIssuerMismatch,
  tokenRefreshMissing,
  tokenTimeUnit,
  tokensRevokedByProvider,
  totpClockDrift,
  unknownUser,
  userNotAssigned,
  wrongEnvironment,
  wrongPassword,
]
