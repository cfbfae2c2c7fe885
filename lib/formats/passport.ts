import { PASSPORT_TEXTS } from './codes/passport'
import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /EBADCSRFTOKEN|ForbiddenError: invalid csrf token/, reason: 'csrf_failed', code: 'EBADCSRFTOKEN' },
  { says: /Unknown authentication strategy "(?<provider>[\w-]{1,60})"/, reason: 'provider_misconfigured', code: 'Unknown authentication strategy' },
]

export default defineFormat({
  id: 'passport',
  reach: 'library',
  title: 'Passport',
  vendor: 'Node.js',
  about: 'Errors and info messages of Passport strategies, and the CSRF middleware that stands beside them.',
  references: ['https://www.passportjs.org/concepts/authentication/', 'https://github.com/jaredhanson/passport-oauth2'],
  ...bySentences({ hop: 'auth', table: PASSPORT_TEXTS, rows: ROWS, common: new Set(['Missing credentials', 'No auth token', 'Failed to fetch user profile', 'Failed to obtain access token']), mark: /passport|Strategy\b|InternalOAuthError|node_modules/ }),
  samples: [
    { name: 'the session with the state is gone', raw: 'Unable to verify authorization request state.', facts: { reason: 'state_mismatch' } },
    { name: 'the code was not taken', raw: 'InternalOAuthError: Failed to obtain access token\n    at OAuth2Strategy._createOAuthError (node_modules/passport-oauth2/lib/strategy.js:423:17)', facts: { reason: 'code_exchange_failed' } },
    { name: 'CSRF', raw: 'ForbiddenError: invalid csrf token', facts: { reason: 'csrf_failed', code: 'EBADCSRFTOKEN' } },
  ],
  rejects: ['Missing credentials', 'my passport has expired'],
})
