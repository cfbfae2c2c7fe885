import { rememberTexts } from './remember-texts'

/** Endings of keys (lower case, without separators) whose values are secrets. */
const ENDINGS = [
  'password',
  'passwd',
  'passwort',
  'passphrase',
  'pwd',
  'secret',
  'secrets',
  'token',
  'tokens',
  'jwt',
  'cookie',
  'cookies',
  'authorization',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
  'signingkey',
  'encryptionkey',
  'sessionkey',
  'otp',
  'passcode',
  'samlresponse',
  'assertion',
  'codeverifier',
  'csrf',
  'xsrf',
  'mfacode',
  'smscode',
  'totpcode',
  'verificationcode',
  'onetimecode',
  'recoverycode',
  'recoverycodes',
  'backupcode',
  'backupcodes',
  'authcode',
  'authorizationcode',
  'devicecode',
  'usercode',
  'loginticket',
  'bypasscode',
  'credentials',
  'signature',
  'passwordhash',
  'hashedpassword',
  'encryptedpassword',
  'cleartextpassword',
  'privkey',
  'totpuri',
  'canarysecret',
] as const

/** Keys that are secrets only as a whole word. */
const WHOLE = new Set([
  'pin',
  'pass',
  'seed',
  'sig',
  'jsessionid',
  'phpsessid',
  'connectsid',
  'sid',
  'totp',
  'dtoken',
  'kcidentity',
  'relaystate',
  'xamzsignature',
])

/** Keys that end like a secret and are none. */
const HARMLESS = new Set(['hasotp', 'requirespassword', 'invalidtoken', 'samesitecookie', 'granttypepassword'])

const HEADERS = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token|x-amz-security-token|x-csrf-token)$/i

/** Whether the value under this key is a secret: `client_secret`, `X-Api-Key`, `refreshToken`, but not `token_type`. */
export const isSecretKey = rememberTexts(5000, (given) => {
  if (given.length > 120) return false
  const key = given.toLowerCase()
  const plain = key.replace(/[^a-z0-9]/g, '')
  if (HARMLESS.has(plain)) return false
  if (WHOLE.has(plain) || WHOLE.has(key.split('.').at(-1) ?? '')) return true
  return ENDINGS.some((ending) => plain.endsWith(ending))
})

/** Whether a key names an HTTP header whose value runs to the end of the line. RFC 9110, 11.6.2 and RFC 6265, 4. */
export function isHeaderKey(key: string): boolean {
  return HEADERS.test(key)
}
