import { SPRING_TEXTS } from './codes/spring-security'
import { defineFormat } from './define'
import { bySentences } from './sentences'

const COMMON = new Set(['Bad credentials', 'AccessDeniedException', 'Invalid CSRF Token', 'invalid_nonce', 'invalid_id_token', 'invalid_token_response', 'Jwt expired at', 'AUTHENTICATION_FAILURE', 'AuthenticationServiceException', 'The iss claim is not valid', 'DisabledException', 'LockedException'])

export default defineFormat({
  id: 'spring-security',
  reach: 'library',
  title: 'Spring Security',
  vendor: 'Broadcom',
  about: 'Exceptions, audit events and the error codes of its OAuth client, in stack traces, logs and answers. A wrong user name is hidden behind bad credentials by default.',
  references: ['https://docs.spring.io/spring-security/reference/servlet/authentication/events.html', 'https://docs.spring.io/spring-security/site/docs/current/api/'],
  ...bySentences({ hop: 'auth', table: SPRING_TEXTS, common: COMMON, mark: /springframework|spring|o\.s\.s\.|OAuth2AuthenticationException|DaoAuthenticationProvider|CsrfFilter|JwtValidationException/i, rows: [{ says: /Possible CSRF detected - state parameter was (?:present|required) but no state could be found/, reason: 'state_mismatch', code: 'authorization_request_not_found' }] }),
  samples: [
    { name: 'a locked account', raw: 'org.springframework.security.authentication.LockedException: User account is locked', facts: { reason: 'account_locked', code: 'LockedException' } },
    { name: 'the session with the state is gone', raw: '[authorization_request_not_found] ', facts: { reason: 'state_mismatch' } },
    { name: 'the older words for it', raw: 'Possible CSRF detected - state parameter was present but no state could be found', facts: { reason: 'state_mismatch' } },
    { name: 'an audit event', raw: { message: 'AuditEvent [timestamp=2026-03-02T08:00:00Z, principal=maya, type=AUTHENTICATION_FAILURE, data={type=org.springframework.security.authentication.BadCredentialsException}]' }, facts: { reason: 'bad_username_or_password', attempted: 'maya' } },
  ],
  rejects: ['Bad credentials', 'AccessDeniedException: no rights on the bucket', 'the door is locked'],
})
