import { changeSign, textOf } from './changes'
import { absent, defineSign, present, unknown } from './define'
import { finder } from './find-text'
import { clue, says, text } from './words'

/** What tells an outage from a fault of ours. */

export const serverError = defineSign({
  id: 'experience-server-error',
  says: 'The status is one of a server that fails (5xx).',
  ask: 'Which status does the page give?',
  step: 'experience',
  needs: ['status'],
  look: ({ experience: { statusCode } }) => {
    if (statusCode === null || statusCode < 100) return unknown
    return statusCode >= 500 ? present(`The status is ${statusCode}.`, 'experience') : absent(`The status is ${statusCode}.`, 'experience')
  },
})

const findNoChange = finder(/no (deploy|change|release)|nothing (was |has )?(changed|deployed|released)|(we|i) (released|changed|deployed) nothing|not changed anything/, ['words'])
export const noChange = defineSign({
  id: 'change-none',
  says: 'Nothing of ours changed before it began.',
  ask: 'Did anything of ours change?',
  step: 'changes',
  texts: [findNoChange.wanted],
  or: ['changes'],
  look: ({ changes, words }) => {
    if (findNoChange(words, 'words') !== null) return present('The report says that nothing was changed.', 'experience')
    return changes.length > 0 ? absent('There are changes in the window.', 'changes') : unknown
  },
})

export const saysComesAndGoes = says('says-comes-and-goes', 'It comes and goes, or ended by itself', /intermittent|retry.{0,20}(work|help|pass)|some(times| requests| attempts)? (work|pass|succeed|fail)|by itself|on its own|for (a|some) (quarter|few|while|minutes|hours?)|worked again|after a while|at random|once in a while|recover/)
export const saysSuddenly = says('says-since-a-minute', 'It began at one minute for everybody', /(since|until|from|at) (about |around )?\d{1,2}[:.]\d{2}|since \d{1,2} ?(o.?clock|am|pm)|all of a sudden|suddenly|at once for (all|everyone)/)
export const saysSecondFactorOnly = says('says-factor-only', 'Only the second factor fails', /(2fa|mfa|second factor|push|duo|sms code)s? .{0,20}(fail|not work|time|down|unavailable)/)
export const saysOtherTenants = says('says-other-tenants', 'Others who use the same provider are hit as well', /other (tenants|customers|companies|apps|applications|sites)|many (apps|applications|tenants|customers|unrelated)|(teams|outlook|portal|office|gmail|github|slack|sharepoint)\b.{0,40}(too|as well|also|or\b|either)|all (our )?(apps|applications)|(another|other) (company|companies|firm|customer|tenant)s?.{0,40}(also|too|same|has it|have it)|anything (from )?(microsoft|google|okta|apple)|(teams|sharepoint|outlook|onedrive|gmail|drive|azure portal).{0,12}(,|and|or|\/).{0,12}(teams|sharepoint|outlook|onedrive|gmail|drive|portal)|downdetector|(twitter|reddit|hacker news|x\.com).{0,40}(same|also|down|reports?)|status ?page.{0,40}(incident|outage|degrad|investigat|yellow|orange|\bred\b|says so|confirm)/)
export const textOverload = text('text-overload', 'A part of ours is killed, full, failing over or not ready', /oom.?kill|out of memory|crashloop|restartcount|no space left|disk full|too many (open files|connections)|connection pool|pool (is )?exhausted|deadlock|step(ped)? ?down|failover|fail-over|new primary|primary elected|replica(tion)? lag|read.?only (mode|replica|transaction)|unhealthy|health ?checks? (fail|time)|connect\(\) failed|upstream (timed out|prematurely|connect error|request timeout)|(domain controller|server|database|\bdb\b|directory|\bdc\d{0,2}|redis|ldap|node)s? .{0,16}\b(crash|hang|hung|is down|went down|rebooting|restarting|overload)\w{0,3}|no (live|healthy) upstream|circuit.?breaker|thread pool|saturat|java heap|heap (space|out of memory)|queue (is )?full|maintenance (window|mode)|restarts?[=:] ?\d/)
export const textTimedOut = text('text-timed-out', 'Requests run out of time', /timed? ?out|deadline exceeded|took too long|hang(s|ing)?\b|slow|latency|no response|did ?n.t respond/)
export const textKeyGone = text('text-key-gone', 'The provider’s own keys do not hold the one that signed', /not in the (provider|idp|issuer|key|jwks).{0,40}(metadata|keys|set)|signing key .{0,60}(no longer|removed).{0,30}(metadata|jwks|published|provider)|key (was )?(removed|missing) (from|at) (the )?provider/)

export const tooManyStatus = defineSign({
  id: 'experience-too-many',
  says: 'The status is 429, too many requests.',
  ask: 'Which status does the page give?',
  step: 'experience',
  needs: ['status'],
  look: ({ experience: { statusCode } }) => (statusCode === 429 ? present('The status is 429.', 'experience') : unknown),
})

export const replicaLags = clue('log-replica-lags', 'A copy of the store is behind the original.', /seconds[_ ]behind|replica(tion)? (is )?(lag|delay|behind)|lag(s|ging)? behind|stale read|eventual(ly)? consisten|read (replica|copy).{0,60}(rows=0|not found|behind|empty)|replica=.{0,80}rows=0|index(ing)? (lag|delay|behind)|propagat(e|ion).{0,30}(delay|slow|minutes)/, ['logs', 'words'])
export const retryWorks = clue('says-retry-works', 'The same try works a moment later.', /(works?|passes|ok|succeeds?|goes|gets? (in|through)|fine) (on|after|with|at) (a |the |some |\d+ ?-?\d* ?)?(retr(y|ies)|second (try|attempt)|tries|few (tries|minutes))|(retry|retrying|second (try|attempt)|try again|reload).{0,20}(works?|passes|helps?|ok|succeeds?|goes)|(wait|after|later) .{0,20}(few |some |\d+ )?(minutes?|seconds?|tries).{0,25}(works?|ok|goes|fine|in\b)|(one|a) (second|minute|moment) later|minutes later (it )?works?|200 .{0,6}401 .{0,6}200|nach ein paar (versuchen|minuten)/, ['words'])

const PROVIDER = String.raw`(?:okta|auth0|microsoftonline|login\.windows|login\.live|accounts\.google|googleapis|oauth2\.|github\.com|gitlab\.com|appleid|facebook|duosecurity|\bduo\b|amazoncognito|cognito-idp|onelogin|pingidentity|pingone|jumpcloud|workos|clerk\.|stytch|descope|frontegg|fusionauth|token (?:exchange|endpoint|request)|oidc token|\/oauth2?\/|\/o\/oauth|userinfo|idp\b|identity provider)`
const BROKEN = String.raw`(?:\b50[0234]\b|service unavailable|bad gateway|gateway time-?out|internal server error|deadline exceeded|timed? ?out|temporarily[_ ]unavailable|read timeout|connection reset|upstream connect error)`
export const providerFails = clue('log-provider-fails', 'A call to the provider ends in an error of its server or runs out of time.', new RegExp(`${PROVIDER}[^\\n]{0,100}${BROKEN}|${BROKEN}[^\\n]{0,60}${PROVIDER}`), ['logs', 'words'])
export const providerTransient = clue('log-provider-transient', 'The provider itself calls its error passing or internal.', /aadsts(90033|90006|90002[0-9]|51004|90024|50000|90084|50180)\b|transient error|temporarily_unavailable|error=server_error|e0000009\b|e0000010\b|service (is )?in read-?only mode|internal_?error.{0,30}(idp|provider|google|apple)|provider_?unavailable|something went wrong.{0,30}(on our end|at our end)|we.re having trouble|experiencing (authentication |technical )?(issues|problems|difficulties)/, ['words', 'logs'])
export const otherWaysWork = clue('says-other-ways-work', 'Other ways of signing in work.', /(google|apple|github|facebook|microsoft|password|local|e-?mail|okta|saml|admin|ldap|other)( admin)? (log-?in|sign-?in|button|accounts?|users?)s?( in our app)? .{0,12}(is |are |still )?(ok|works?|fine|no problem)|(only|just) (the )?(okta|google|microsoft|apple|github|facebook|saml|sso|entra|azure) .{0,30}(fail|broken|down|affected)|(okta|google|microsoft|apple|github|entra|azure) all (fail|down|broken)/, ['words'])
export const openSessionsFine = clue('says-open-sessions-fine', 'Those who are signed in already go on working.', /(existing|open|active|current|running|old) (sessions?|users?|windows?|tabs?).{0,40}(ok|fine|works?|working|unaffected|go on|continue|not affected|no problem)|(already|still) (signed|logged) in.{0,40}(ok|fine|works?|working|unaffected|go on|continue|no problem)|with a window still open|only new (log-?ins?|sign-?ins?|sessions?)/, ['words'])
export const providerGreen = clue('says-provider-green', 'The provider reports no trouble.', /status ?page.{0,40}(green|ok\b|fine|clear|nothing|no (incident|outage|problem)|all (good|operational))|(no|not an?) (known |reported )?(incident|outage)s? (at|with|on|from|reported)|all systems operational/, ['words', 'logs'])
export const storeException = clue('log-store-exception', 'The client of a store throws an error.', /redis::\w{0,20}error|redis(connection|timeout|command)\w{0,12}exception|oom command|mongo(server|network|timeout)\w{0,12}error|operationalerror|sqlexception|jdbcconnection|hikaripool|pg::connectionbad|can.?t contact ldap|cannot contact ldap|no (available|healthy|reachable) (servers?|nodes?|brokers?)|connection slots|readonly you can|read.only replica|acquiretimeout|dial tcp [^\n]{0,60}(refused|timeout)|rpc error: code = unavailable|(ldap|redis|memcached|mongo|postgres|mysql|database|db)[^\n]{0,60}(connection refused|timed out|econnrefused|read timed out)/, ['logs'])

export const ownPartDown = clue('log-own-part-down', 'A part of our own is full, sealed, behind or not ready', /sealed=true|vault is sealed|no space left|\b100% (used|\/)|read-only file system|jobs?_waiting[=: ]\d|backlog of \d|replay_lag|replication lag|bundle load failed|policy not ready|readiness probe failed|crashloop|marked dead|too many connections|connection pool (is )?(exhausted|timeout)|(jobs?|message|mail|celery|sidekiq|rabbit\w{0,3}) queue[^\n]{0,20}(waiting|full|stuck)|disk (is )?full|enospc|edquot|disk quota|etcdserver|lock wait timeout|max_connections|too many clients|out of inodes|circuit ?breaker (is )?open|replica(tion)? (is )?(behind|stopped|broken)|erofs|quorum|no leader|failed to write session/, ['logs', 'words'])
export const noAnswerFromProviderPage = clue('says-provider-page-dead', 'The provider’s own page does not open', /(identity provider|idp|provider|home organi[sz]ation)[^\n]{0,30}did not respond|(their|his) (webmail|website|mail) (is |are )?(down|dead|too|as well)|(sign-?in|login|id)( page)? is a (404|50\d)|authorize[^\n]{0,120}\b(404|50[234])$|net::err_(connection|timed|name)[^\n]{0,30}|execution expired|(github|google|okta|microsoft)[^\n]{0,80}30\.0s|access_token -> \d+(\.\d+)?s timeout/, ['logs', 'words'])

const STORE = /ldap|director(y|ies)|domain controller|\bdc\d*\b|database|\bdb\b|postgres|mysql|maria|mongo|redis|memcache|cache|storage|\bnfs\b|disk|\bsan\b|cluster|kafka|queue|elastic|network|firewall|\bdns\b/i
export const partMaintained = changeSign(
  'change-part-maintained',
  'A store or network behind the sign-in was worked on.',
  (change) => change.kind === 'infrastructure' && STORE.test(textOf(change)) && /maintenance|patch|fail-?over|resiz|upgrad|updat|reboot|restart|migrat|mov(e|ed|ing)|repair|expand|shrink|scal/i.test(change.summary),
)
