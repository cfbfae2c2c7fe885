import { authChanged } from '@/lib/signs/changes'
import { ownSecretChanged } from '@/lib/signs/keys'
import { textRevokedByProvider } from '@/lib/signs/messages'
import { many } from '@/lib/signs/pattern'
import { copiedToken, eachItsOwnToken, issuerEndedTokens, massRevoked, newTokenWorks, oneMoment, othersElsewhereToo, providerNotice, sessionBeforeChange, sinceReset, tokensHaveTime } from '@/lib/signs/sessions'
import { reasonIs } from '@/lib/signs/reason'
import { sessionsOlderThanPassword } from '@/lib/signs/record'
import { expiredAtOnce, expiredOrRevoked, freshStartHelps, storedTokenEnded } from '@/lib/signs/tokens'
import { textRefreshReuse } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'

export default defineCause({
  slug: 'tokens-revoked-by-provider',
  title: 'Provider revoked tokens in bulk',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The provider ended all tokens of one application or kind at once.',
  why: 'After an incident, a policy change or a leak the provider revokes what it has issued.',
  prior: -17,
  signs: [
    { sign: expiredAtOnce, for: -8, against: 0 },
    { sign: freshStartHelps, for: -5, against: 0 },
    { sign: copiedToken, for: -6, against: 0 },
    { sign: sinceReset, for: -4, against: 0 },
    { sign: newTokenWorks, for: 4, against: 0 },
    { sign: eachItsOwnToken, for: 8, against: 0 },
    { sign: issuerEndedTokens, for: 12, against: 0 },
    { sign: othersElsewhereToo, for: 4, against: 0 },
    { sign: storedTokenEnded, for: -5, against: 0 },
    { sign: expiredOrRevoked, for: 4, against: 0 },
    { sign: massRevoked, for: 14, against: 0 },
    { sign: providerNotice, for: 6, against: 0 },
    { sign: oneMoment, for: 3, against: 0 },
    { sign: tokensHaveTime, for: 5, against: 0 },
    { sign: sessionBeforeChange, for: -3, against: 0 },
    { sign: ownSecretChanged, for: -8, against: 0 },
    { sign: textRevokedByProvider, for: 10, against: 0 },
    { sign: reasonIs('session_revoked', 'refresh_token_invalid'), for: 5, against: -3 },
    { sign: many, for: 3, against: -3 },
    { sign: sessionsOlderThanPassword, for: -6, against: 0 },
    { sign: textRefreshReuse, for: -5, against: 0 },
    { sign: authChanged, for: -2, against: 1 },
  ],
  fix: {
    summary: 'Let people sign in anew and renew the tokens of machines.',
    steps: [
      'Read the provider’s notice: which kinds, from when.',
      'Sign one test account in anew.',
      'Renew stored tokens of integrations one by one.',
    ],
  },
  confirm: 'New tokens are accepted; no old one is tried any more.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'Clears what cannot be used any more. They sign in again.' },
  ],
  prevention: 'Handle “revoked” in the client by asking for a new sign-in, not by retrying.',
  mistakenFor: [
    { cause: 'refresh-token-reuse', because: 'No token was used twice.' },
    { cause: 'token-expired', because: 'The tokens had time left.' },
  ],
  reply:
    'Please sign in again. The connection to your provider was reset on their side. We never ask for ' +
    'your password or a code.',
  references: [{ title: 'RFC 7009, OAuth 2.0 Token Revocation', url: 'https://www.rfc-editor.org/rfc/rfc7009' }],
  examples: [
    isThis('a notice of the provider', { experience: { message: 'Bad credentials', symptom: 'All access tokens were revoked by GitHub last night, we had a notice', scope: 'several_users' }, logs: [failure('session_revoked')] }),
    isOther('used twice at once', { experience: { message: 'Invalid Refresh Token: Already Used' }, logs: [failure('refresh_token_reused')] }),
  ],
})
