import { createHash } from 'node:crypto'
import { ENVIRONMENTS, type ServiceName } from './services'
import { DAY, iso } from './times'
import type { World } from './world'

type Value = string | ((environment: string) => string)

const host = (name: string, environment: string) =>
  environment === 'production' ? `${name}.larkfield.example` : `${name}.${environment}.larkfield.example`

/** What each service runs with. `secret:` values are kept as a fingerprint only. */
const CONFIG: Record<ServiceName, Record<string, Value>> = {
  'auth-service': {
    PASSWORD_HASH_VERIFY: (environment) => (environment === 'production' ? 'bcrypt,scrypt' : 'argon2id,bcrypt,scrypt'),
    PASSWORD_HASH_CREATE: (environment) => (environment === 'production' ? 'bcrypt' : 'argon2id'),
    LOCKOUT_THRESHOLD: '3',
    LOCKOUT_WINDOW_SECONDS: '900',
    LOCKOUT_DURATION_SECONDS: '172800',
    MFA_TOTP_WINDOW_STEPS: '1',
    MFA_CODE_TTL_SECONDS: '120',
    ACCESS_TOKEN_TTL_SECONDS: '900',
    REFRESH_TOKEN_TTL_SECONDS: '1209600',
    REVOKE_SESSIONS_ON_PASSWORD_CHANGE: 'false',
    ISSUER: (environment) => `https://${host('login', environment)}`,
    SESSION_COOKIE_SAMESITE: 'Lax',
    SIGNING_KEY: 'secret:',
  },
  'web-app': {
    // One path segment is missing in production since the last change of it.
    AUTH_CALLBACK_URL: (environment) => `https://${host('app', environment)}${environment === 'production' ? '' : '/auth'}/callback`,
    AUTH_ISSUER: (environment) => `https://${host('login', environment)}`,
    GOOGLE_CLIENT_ID: (environment) => `larkfield-${environment === 'production' ? 'web' : environment}.apps.google.example`,
    GOOGLE_CLIENT_SECRET: 'secret:',
    SESSION_SECRET: 'secret:',
    FRAME_ANCESTORS: 'https://portal.brightwater.example',
  },
  'api-gateway': {
    RATE_LIMIT_LOGIN_PER_MINUTE: (environment) => (environment === 'production' ? '6' : '60'),
    RATE_LIMIT_SCOPE: 'address_range',
    RATE_LIMIT_BLOCK_AFTER: '3',
    TRUSTED_PROXY_HOPS: '1',
    TLS_MIN_VERSION: '1.2',
    JWKS_URL: (environment) => `https://${host('login', environment)}/.well-known/jwks.json`,
  },
  'billing-api': {
    TOKEN_AUDIENCE: (environment) => `https://${host('api', environment)}`,
    TOKEN_ISSUER: (environment) => `https://${host('login', environment)}`,
    CLOCK_TOLERANCE_SECONDS: '60',
    DATABASE_URL: 'secret:',
  },
  dashboard: {
    AUTH_CLIENT_ID: (environment) => `dashboard-${environment}`,
    TOKEN_REFRESH: 'on-load',
    API_URL: (environment) => `https://${host('api', environment)}`,
    SESSION_SECRET: 'secret:',
  },
  notifications: {
    SMS_PROVIDER: 'relaytext',
    SMS_API_KEY: 'secret:',
    MAIL_FROM: (environment) => `no-reply@${host('mail', environment)}`,
    LINK_TTL_SECONDS: '3600',
    SMTP_PASSWORD: 'secret:',
  },
}

export const secretFingerprint = (name: string) => createHash('sha256').update(`demo ${name}`).digest('hex').slice(0, 32)

/** The configuration of every service in every environment, as it is now. */
export function addConfig(world: World): void {
  for (const { name: environment } of ENVIRONMENTS) {
    for (const [service, values] of Object.entries(CONFIG)) {
      for (const [key, given] of Object.entries(values)) {
        const value = typeof given === 'function' ? given(environment) : given
        const secret = value === 'secret:'
        const touched = world.changes.findLast(
          (change) => change.environment === environment && change.service === service && change.diff.some((line) => line.key === key),
        )
        world.config.push({
          id: world.id(world.start),
          environment,
          service,
          key,
          value: secret ? null : value,
          fingerprint: secret ? secretFingerprint(`${environment}/${service}/${key}`) : null,
          updatedAt: touched?.at ?? iso(world.start - 60 * DAY),
        })
      }
    }
  }
}
