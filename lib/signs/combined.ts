import { absent, defineSign, present, unknown } from './define'
import { named } from './find-text'

const REFUSED = /(invalid|incorrect|wrong|bad|unknown) .{0,40}(password|credential|username|user name|e-?mail)|(password|credential)s? .{0,30}(invalid|incorrect|wrong|not (accepted|valid|match))|authentication failed|bad credentials/

/** Many people do not forget their passwords on one morning. */
export const manyWrongPasswords = defineSign({
  id: 'says-many-wrong-passwords',
  says: 'Many people are told at once that their password is wrong.',
  ask: 'Are many people told that their password is wrong?',
  step: 'experience',
  texts: named(REFUSED, 'words'),
  look: ({ experience, pattern, words }) => {
    const count = pattern?.people ?? (experience.scope === 'everyone' ? 50 : experience.scope === 'several_users' ? 10 : experience.scope === 'one_user' ? 1 : null)
    if (count === null || !REFUSED.test(words)) return unknown
    return count >= 8 ? present('Many people are told at once that their password is wrong.', 'experience') : absent('One person is told so.', 'experience')
  },
})

const PROTOCOL_ERROR = /aadsts\d{4,6}|invalid_grant|invalid_client|access_denied|unauthorized_client|invalid_request|invalid_scope|login_required|error_description/

/** Whose "no" it is: the provider answers a request of ours with an error of its protocol. */
export const protocolError = defineSign({
  id: 'log-protocol-error',
  says: 'The provider answers with an error of its protocol.',
  ask: 'Does the provider name an error?',
  step: 'logs',
  texts: named(PROTOCOL_ERROR, 'words', 'logs'),
  look: ({ words, logText }) => {
    const text = `${words}\n${logText.slice(0, 65_536)}`
    const hit = PROTOCOL_ERROR.exec(text)
    return hit ? present(`It says “${hit[0]}”.`, 'logs') : unknown
  },
})

const CLOCK_NAMED = /\bntp\b|chrony|timedatectl|(server|system|host|phone|device)('s)? (time|clock|date)|clock.{0,20}(off|wrong|drift|behind|ahead|skew|sync)|time (is |was )?(a bit )?(off|wrong|behind|ahead)|time ?zone|automatic (date|time)/

/** A clock named beside codes, tokens or assertions. */
export const clockNamed = defineSign({
  id: 'log-clock-named',
  says: 'A server’s clock is said to be off.',
  ask: 'Does the server’s clock agree with true time?',
  step: 'logs',
  texts: named(CLOCK_NAMED, 'words', 'logs'),
  look: ({ words, logText }) => {
    const hit = CLOCK_NAMED.exec(`${words}\n${logText.slice(0, 65_536)}`)
    return hit ? present(`It names the clock: “${hit[0]}”.`, 'logs') : unknown
  },
})
