import { absent, defineSign, present, unknown } from './define'
import { says, text } from './words'

/** What tells an outage from a fault of ours. */

export const serverError = defineSign({
  id: 'experience-server-error',
  says: 'The status is one of a server that fails (5xx).',
  ask: 'Which status does the page give?',
  step: 'experience',
  look: ({ experience: { statusCode } }) => {
    if (statusCode === null || statusCode < 100) return unknown
    return statusCode >= 500 ? present(`The status is ${statusCode}.`, 'experience') : absent(`The status is ${statusCode}.`, 'experience')
  },
})

export const noChange = defineSign({
  id: 'change-none',
  says: 'Nothing of ours changed before it began.',
  ask: 'Did anything of ours change?',
  step: 'changes',
  look: ({ changes, words }) => {
    if (/no (deploy|change|release)|nothing (was |has )?(changed|deployed|released)|(we|i) (released|changed|deployed) nothing|not changed anything/.test(words)) return present('The report says that nothing was changed.', 'experience')
    return changes.length > 0 ? absent('There are changes in the window.', 'changes') : unknown
  },
})

export const saysComesAndGoes = says('says-comes-and-goes', 'It comes and goes, or ended by itself', /intermittent|retry.{0,20}(work|help|pass)|some(times| requests| attempts)? (work|pass|succeed|fail)|by itself|on its own|for (a|some) (quarter|few|while|minutes|hours?)|worked again|after a while|at random|once in a while|recover/)
export const saysSuddenly = says('says-since-a-minute', 'It began at one minute for everybody', /(since|until|from|at) (about |around )?\d{1,2}[:.]\d{2}|since \d{1,2} ?(o.?clock|am|pm)|all of a sudden|suddenly|at once for (all|everyone)/)
export const saysSecondFactorOnly = says('says-factor-only', 'Only the second factor fails', /(2fa|mfa|second factor|push|duo|sms code)s? .{0,20}(fail|not work|time|down|unavailable)/)
export const saysOtherTenants = says('says-other-tenants', 'Others who use the same provider are hit as well', /other (tenants|customers|companies|apps|applications|sites)|many (apps|applications|tenants|customers|unrelated)|(teams|outlook|portal|office|gmail|github|slack)\b.{0,40}(too|as well|also|or)|all (our )?(apps|applications)|status ?page/)
export const textOverload = text('text-overload', 'A part of ours is killed, full, failing over or not ready', /oom.?kill|out of memory|crashloop|restartcount|no space left|disk full|too many (open files|connections)|connection pool|pool (is )?exhausted|deadlock|step(ped)? ?down|failover|fail-over|new primary|primary elected|replica(tion)? lag|read.?only (mode|replica|transaction)|unhealthy|health check|connect\(\) failed|upstream|no live upstreams|\b50[234]\b|circuit.?breaker|thread pool|saturat|heap|queue (is )?full|maintenance|reboot/)
export const textTimedOut = text('text-timed-out', 'Requests run out of time', /timed? ?out|deadline exceeded|took too long|hang(s|ing)?\b|slow|latency|no response|did ?n.t respond/)
export const textKeyGone = text('text-key-gone', 'The provider’s own keys do not hold the one that signed', /not in the (provider|idp|issuer|key|jwks).{0,40}(metadata|keys|set)|signing key .{0,60}(no longer|removed).{0,30}(metadata|jwks|published|provider)|key (was )?(removed|missing) (from|at) (the )?provider/)

export const tooManyStatus = defineSign({
  id: 'experience-too-many',
  says: 'The status is 429, too many requests.',
  ask: 'Which status does the page give?',
  step: 'experience',
  look: ({ experience: { statusCode } }) => (statusCode === 429 ? present('The status is 429.', 'experience') : unknown),
})
