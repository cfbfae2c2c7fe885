import type { Evidence } from '@/lib/evidence/evidence'
import { defineSign, present, unknown } from './define'
import { changeSign } from './changes'
import { lockedNow, sessionsOlderThanPassword } from './record'
import { clue } from './words'

/** What becomes of a session or refresh token: used twice, kept too long, lost, revoked, or unknown to the other instance. */

export const refreshUsedTwice = clue('text-refresh-used-twice', 'A refresh token that was used already came again', /refresh[_ -]?tokens?.{0,80}(already (been )?(used|consumed|rotated|redeemed|exchanged)|re-?use|re-?using|used (twice|again|more than once|before)|replay|has been (rotated|redeemed|consumed)|superseded|blacklisted)|refresh_?token_?(already_?used|reused?|reuse_?detected|replay)|(token|rotation|rt)[ _]re-?use[ _]?(was )?(detect|exceed|attempt)|(reuse|replay)[_ ]?detected|detect(ed)?_(token_)?(reuse|replay)|maximum allowed refresh token reuse|\bferrt\b|unsuccessful refresh token exchange|reused refresh token|token (is )?stale|stale (refresh )?token|token famil(y|ies)|(revok|invalidat|kill)[a-z]* .{0,30}(the )?(whole |entire )?(token )?(famil|chain)|token is blacklisted|already[- ]rotated|rotated[- ]out|aadsts54005\b/, ['words', 'logs'])
export const refreshRotates = clue('setting-refresh-rotation', 'A refresh token may be used once', /(refresh|rotat|reuse)[a-z_. -]{0,30}(rotat|reuse|one_?time|single_?use|grace|overlap|leeway|interval|revoke|tolerance)[a-z_. -]{0,30}=|rotate[_-]?refresh|revoke[_-]?refresh|blacklist_after_rotation|tokenusage=onetime|refresh_?token_?max_?reuse|reuse_?interval/, ['settings'])
export const parallelUse = clue('says-parallel-use', 'Several tabs, calls or devices renew at once', /(closes?|closed|one|single) (of )?(her|his|my|the|their)? ?(other )?tabs?\b|(mehrere|zwei|viele) (tabs|fenster|reiter)|plusieurs (onglets|fen[êe]tres)|(varias|dos) (pesta[ñn]as|ventanas)|(two|both|several|parallel|simultaneous|concurrent|second) .{0,16}(tabs|windows|requests|refresh(es)?|calls|renewals|workers|threads|processes)\b|wak(es?|ing|es up) (from|after) sleep|laptop (lid|sleep)|prefetch|push notification|race( condition)?\b|in parallel|same time .{0,20}(refresh|renew)|retries? .{0,30}(refresh|token)|(refresh|renew)[a-z]* .{0,30}(twice|two times|in parallel|concurrently|at once|double)|both .{0,24}(renew|refresh)|(switched|turned) on .{0,24}rotation|(enabl|activat|introduc)[a-z]* .{0,24}rotation|(bad|weak|lost|flaky|no) (network|connection|signal|wi-?fi|reception).{0,40}|tunnel/, ['words', 'logs'])

const STATUS = /" (\d{3})\b|\bstatus"?[:= ]{1,3}"?(\d{3})\b|(?:->|→|=>|answered|http\/[\d.]{1,3}"?) ?(\d{3})\b/
const RENEWS = /(refresh|\/token\b|oauth2?\/token|grant_type.{0,4}refresh)/
const HANDLE = /\b(?:rt|refresh_?token|refresh_?token_?(?:id|hash)|rt_?hash|rt_?id|jti|token_?id|family|tid|sid)["']?[=: ]{1,3}"?([\w.…-]{4,80})/

/** Two calls that renew: the first is answered with 200, the next one after it with 400 or 401. */
export const renewedTwice = defineSign({
  id: 'log-renewed-twice',
  says: 'Two calls renew with one token; the first is answered, the second refused.',
  ask: 'Are there two calls for a new token close together?',
  step: 'logs',
  look: (evidence) => {
    const calls = evidence.unrecognised.flatMap(({ line, raw }) => {
      const text = raw.toLowerCase()
      const status = RENEWS.test(text) ? STATUS.exec(text) : null
      return status ? [{ line, status: Number(status[1] ?? status[2] ?? status[3]), handle: HANDLE.exec(text)?.[1] ?? null }] : []
    })
    for (const [index, call] of calls.entries()) {
      const before = calls[index - 1]
      if (!before || before.status >= 300 || (call.status !== 400 && call.status !== 401 && call.status !== 403)) continue
      if (before.handle === null || before.handle !== call.handle) continue
      return present(`The same token is used twice: ${before.status}, then ${call.status}.`, `logs[${call.line}]`)
    }
    return unknown
  },
})

export const sessionBeforeChange = clue('text-session-before-change', 'A session or token from before the password change is used', /(issued|created|started|minted|iat|older|born) .{0,16}(before|than|prior to) .{0,30}(password|credential|pw[_ ]|reset|secret) ?(was )?(change|reset|updat)?|(token|session|cookie|refresh)[a-z_ ]{0,24}(predates?|older than|from before) .{0,30}(password|credential|reset|change)|tokens?_?valid_?(from|after)|credential[_ ]change|stale (session|token) .{0,40}(count|fail|lock)|(refresh|session|token)[a-z ]{0,40}(count(s|ed|ing) as|treated as) .{0,20}(fail|attack|wrong)|(session|token|cookie)s? .{0,30}(not|never|were not) (been )?(revoked|invalidated|ended|terminated|killed) .{0,40}(password|reset|change)|(password|reset|change).{0,60}(session|token|device)s? .{0,24}(not|never|still|remain|stay|survive|outlive)/, ['words', 'logs'])
export const deviceStillIn = clue('says-device-still-in', 'An old device stays signed in after the password was changed', /(still|immer noch|noch|encore|toujours|todav[íi]a|a[úu]n) .{0,16}(signed|logged|active|connected|open|in\b|angemeldet|eingeloggt|connect[ée]|conectad)[^\n]{0,60}|(device|tablet|phone|laptop|ipad|browser|session)s? .{0,30}(is|are|was|stays?|remains?|keeps?) (still )?(active|signed in|logged in|online|connected|open)|(max(imum)?|too many|limit of) .{0,16}(devices?|sessions?)\b|(device|session) list|other (devices?|sessions?) .{0,24}(not|never|weren|aren|still)|(everywhere|all devices|other devices|alle ger[äa]te) .{0,30}(not|nicht|still)/, ['words'])
export const sessionsNotEnded = clue('setting-sessions-not-ended', 'A password change does not end the sessions', /(revoke|invalidate|end|kill|terminate|logout|log_?out|sign_?out|clear|purge)[a-z_.-]{0,40}(session|token|device|other|all|everywhere|password|reset|change)[a-z_.-]{0,40}=(false|0|off|no|never|none|disabled)|(reset|password)[a-z_.-]{0,24}(on_?complete|after|on_?change|on_?reset)[a-z_.-]{0,24}=(notify|mail|none|keep|nothing|email)|keep[a-z_.-]{0,20}sessions?[a-z_.-]{0,20}=(true|1|on|yes)/, ['settings'])

/** A lock that stands beside an old session which goes on trying is its effect. */
export const lockBesideOldSession = defineSign({
  id: 'record-lock-beside-old-session',
  says: 'The account is locked while a session from before the password change goes on.',
  ask: 'Is a session older than the password still used?',
  step: 'record',
  look: (evidence: Evidence) => (lockedNow.look(evidence).state === 'present' && sessionsOlderThanPassword.look(evidence).state === 'present' ? present('A lock stands, and a session older than the password goes on.', 'account') : unknown),
})

export const massRevoked = clue('text-mass-revoked', 'All tokens of one application or kind were refused together', /(all|every|each|\d+ (of|von|\/) ?\d+|hundreds of|thousands of) .{0,50}(tokens?|grants?|connections?|integrations?|repos|linked accounts|connectors?|installations?) .{0,50}(revoked|refused|invalid|disconnect|died|dead|stopped|gone|withdrawn|reset)|tokens? has been (expired or )?revoked|(token|grant|authori[sz]ation|installation)s? (was |were |has been |have been |got )?(revoked|withdrawn|suspended)|(need|have|had|has|must|ask\w*)( \w+)? to (re-?connect|re-?authori[sz]e|re-?link|connect .{0,24}again)|re-?connect(s|ed|ing)? .{0,24}(is |are )?(fine|ok|works|helps)|(all|everything) (was |were |got |is )?disconnected|(revok|invalidat)[a-z]* .{0,30}(by|from) (the )?(provider|google|github|gitlab|microsoft|facebook|slack|atlassian|issuer|vendor|api owner)|revocation|mass[- ]revo|(oauth|third.party) (app|application|client) .{0,30}(suspended|revoked|flagged|disabled|deleted)|disconnected at \d|(must|have to|had to|need to|needs to) (all )?(re)?connect (again|anew)|(provider|google|github|facebook|microsoft|slack|apple|okta) .{0,24}(logged|signed) (out|everyone|all)|(logged|signed) out (everyone|all|every) .{0,16}of (our|the) app/, ['words', 'logs'])
export const providerNotice = clue('text-provider-notice', 'The provider announced that it acted', /security@|action taken on your|(security|incident) (notice|advisory|bulletin|notification|mail)|(notice|mail|e-?mail|letter|announcement|blog post|advisory) .{0,30}(from|by|of) (the )?(provider|google|github|gitlab|microsoft|slack|vendor|security)|(provider|vendor|google|github|gitlab|microsoft|slack|okta) .{0,40}(announced|wrote|mailed|informed|notified|revoked|invalidated|reset|rotated)|(after|following|because of|due to) (a |an |the |their )?(security |data )?(incident|breach|leak)|as a precaution|vorsorglich|par pr[ée]caution/, ['words', 'logs'])
export const oneMoment = clue('says-one-moment', 'It struck all at the same moment', /(at|in) (once|one go|the same (minute|second|moment|time|hour)|one moment)|all of them|not one by one|simultaneous|auf einen schlag|gleichzeitig|auf einmal|d.un coup|en m[êe]me temps|al mismo tiempo|de golpe|(all|everyone|everybody|nobody|none) .{0,40}(at|since|from) \d{1,2}[:.h]\d{2}|0 before\b|overnight|über nacht|this night|last night/, ['words', 'logs'])
export const tokensHaveTime = clue('text-tokens-have-time', 'The tokens that were refused had time left', /expires(_at|in)?"?[=: ]{1,3}"?(never|null|none)|(not|never) (yet )?expire[ds]?\b|still (valid|had time)|(no|without) expiry|token_created=|before (its|their) expiry|(hours|days|weeks|months) (left|to go)|exp is in the future/, ['words', 'logs', 'record'])

export const newLoginCures = clue('says-new-login-cures', 'A new sign-in works', /(log(ging)?|sign(ing)?)[ -]?in (again|anew|back|newly) .{0,16}(is |goes |went )?(ok|works?|worked|fine|normal|helps?|helped|fix)|can (log|sign) (back )?in again|(new|fresh|re-?)[ -]?(log-?in|sign-?in)s? .{0,12}(is |are )?(ok|works?|worked|fine|helps?|helped|good)|(had|have|need|must|asked) to (log|sign) ?in (again|anew)|(log|sign)(ged|ing)? (out and )?(back )?in .{0,12}(fixes|fixed|helps|helped|works|cures)|wieder (einloggen|anmelden) (geht|ging|hilft)|neu (einloggen|anmelden) (geht|ging|hilft)|se reconnecter (marche|fonctionne)/, ['words'])
export const thrownOut = clue('says-thrown-out', 'People are thrown out in the middle of their work', /(thrown|kicked|booted|dropped|chucked|flung) (me |us |them |people |all |everyone )?(out|off)|throws? (me|us|people|them|everyone) out|(fliegen?|flog(en)?|geflogen|wirft|rausgeworfen|rausgeschmissen) .{0,30}raus|rausgeflogen|ausgeloggt|abgemeldet|d[ée]connect[ée](e|s|es)?\b|cierra la sesi[óo]n|(all|everybody|everyone|us) (of us )?(were |was )?(out of|logged out|signed out)|(logged|signed) out (again|after|at|by itself|every|several|many|without|randomly)|session (is |was )?(over|gone|ended|lost)|(had|have) to (log|sign) in again/, ['words'])

export const storeDropped = clue('text-store-dropped', 'The store of sessions was emptied, restarted or full', /evicted?_?keys|key evictions?|maxmemory|oom command|misconf redis|loading the dataset in memory|(redis|memcached?|valkey|elasticache|hazelcast|session (store|db|database|table|cache|server)|cache (node|server|cluster)|couchbase|dynamo).{0,60}(restart|reboot|flush|evict|fail(ed)? ?over|full|replac|patch|empt|wiped|truncat|purg|clear|recreat|resiz|lost|crash|reset|maintenance|out of memory)|(flush|truncat|purg|clear|wip|empt|restart|reboot|patch|drop)[a-z]* .{0,30}(redis|memcached?|valkey|session (store|table|cache|db)|sessions\b|cache (node|server|cluster))|flush(all|db)|sess(ion)?[\w:. -]{0,40}(-> ?nil|\(nil\)|= ?null|not found).{0,60}(ttl|age|set \d)|session (file|director|folder)[a-z]* .{0,40}(delet|clean|wiped|remov|gone|full)|systemd-tmpfiles|tmpreaper|tmpwatch|gc_maxlifetime|app(lication)?[ -]?pool.{0,30}recycl|worker process .{0,30}recycl|(sessions?|tokens?) .{0,24}(held|kept|stored|live) in (memory|ram|the process)|in-?memory (session|store)|memorystore/, ['words', 'logs', 'settings'])
export const lostAtRestart = clue('says-lost-at-restart', 'Sessions are lost whenever the service is started anew', /(after|with|on|at|nach|bei|apr[èe]s|tras) (each|every|any|jedem|chaque|cada) .{0,24}(re-?start|neustart|reboot|deploy|release|redeploy|recycl|red[ée]marrage|reinicio)|(each|every) time .{0,30}(re-?start|reboot|deploy|redeploy|recycl)|(re-?start|reboot|deploy|recycl)[a-z]* .{0,40}(logs|signs|kicks|throws|logged|signed|kicked|thrown|raus|loses?|lost|wipes?|sessions? (are |is )?(gone|lost|empty))|sessions? .{0,24}(survive|do not survive|lost) .{0,16}(re-?start|reboot|deploy)/, ['words', 'logs'])
export const storeChanged = changeSign('change-session-store', 'The store of sessions was restarted, emptied, resized or replaced.', ({ service, summary, from, to }) => {
  const text = `${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`
  return /redis|memcache|valkey|session|cache|elasticache|hazelcast|infinispan|couchbase|keydb|dragonfly/i.test(text) && /restart|reboot|patch|flush|resiz|scale|memory|evict|upgrad|migrat|fail-?over|replac|clear|truncat|purg|maintenance|mov|new (node|cluster)|ttl|maxmemory|instance (type|class|size)|->|→/i.test(`${text}${from && to ? ' → ' : ''}`)
})

export const keptLocally = clue('text-kept-by-one-instance', 'Each instance keeps what the others do not know', /not found in the key ring|key ?ring|no xml encryptor|storing keys in a directory.{0,60}(not|container)|(store|storage|cache|session|handler|driver|provider|backend)[a-z_. -]{0,16}[=: ]{1,2}"?(local|files?|memory|in-?memory|memorystore|inproc|apcu|disk|filesystem|per-?process|database sqlite)\b|does not match any request known|(unknown|not known|no record) .{0,16}(here|on this (node|instance|pod|host|server))|memorystore is not|new cluster view.{0,160}\(1\)|\(1\) \[[\w-]{2,40}\]|ispn000094|split.?brain|jgroups|sessions? (is |are )?(stored|kept|held|saved) .{0,24}(in memory|local|on (one|each|the|that|its own) (node|pod|server|disk|host|instance))|file is there .{0,60}on (web|app|node|server)|(different|another|other|wrong|second) (node|pod|instance|replica|backend|worker|(app )?server)\b|(in|from) (the |its )?(local )?memory (store|cache)|(no|without|lost|missing|disabled?) (sticky|stickiness|affinity|session affinity)|sticky (sessions?|cookie)|session[_ -]?affinity|affinity=(none|false|off)|round[- ]?robin|jvmroute/, ['words', 'logs', 'settings'])
export const scaledOut = changeSign('change-scaled-out', 'The number of instances or the way to them changed.', ({ service, summary, from, to }) => /replicas?|scal(e|ed|ing)[ -]?(out|up)|autoscal|\bhpa\b|(second|third|more|additional|extra|another|2nd|two|three|\d) (node|pod|server|instance|replica|worker)|load.?balanc|lastverteiler|\blb\b|haproxy|round.?robin|sticky|stickiness|affinity|cluster|multi-?node|high availability|\bha\b|blue.?green|rolling|fargate|ecs service/i.test(`${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`) && !/certificate/i.test(summary))

export const saysScaledOut = clue('says-scaled-out', 'It began when a second instance or a load balancer came', /(since|after|with|when|seit|nach|depuis|apr[èe]s|desde|tras) .{0,40}(auto-?scal|scal(ed|ing)[ -]?(out|up)?|(second|third|2nd|another|more|two|three|zwei(ten?)?|drei|deux|dos|[2-9]) (app |web |application )?(nodes?|servern?|servers?|pods?|instances?|instanzen|replicas?|tasks?|containers?|machines?|serveurs|servidores)\b|load.?balanc|lastverteiler|r[ée]partiteur|balanceador|cluster)/, ['words'])

const INSTANCE = /^\W{0,3}([a-z][a-z0-9]{1,20}(?:-[a-z0-9]{1,12}){0,4})-?(\d{1,2}|(?<=-)[a-d]|(?=[a-z0-9]*\d)[a-z0-9]{5})[\s:\]]/

/** Lines that begin with the name of a host or pod: app-01, app-02; web-6c-x2lmq, web-6c-p9vtd. */
export const severalInstances = defineSign({
  id: 'log-several-instances',
  says: 'Several instances of one service take part in the sign-in.',
  ask: 'How many instances serve the sign-in?',
  step: 'logs',
  look: (evidence) => {
    const stems = new Map<string, Set<string>>()
    const add = (stem: string, name: string) => stems.set(stem, (stems.get(stem) ?? new Set()).add(name))
    for (const { raw } of evidence.unrecognised.slice(0, 2000)) {
      const found = INSTANCE.exec(raw.slice(0, 120).toLowerCase())
      if (found) add((found[1] ?? '').replace(/-[a-z0-9]{5,10}$/, ''), found[2] ?? '')
    }
    for (const { host } of evidence.events.slice(-2000)) if (host) add(host.toLowerCase().replace(/[-_.]?[a-z0-9]{0,10}\d[a-z0-9]{0,10}$/, ''), host.toLowerCase())
    for (const { service } of evidence.config.slice(0, 50)) {
      const numbered = /^([a-z][a-z-]{1,20})-?(\d{1,2})$/i.exec(service ?? '')
      if (numbered) add(numbered[1] ?? '', numbered[2] ?? '')
    }
    for (const [stem, names] of stems) if (names.size >= 2) return present(`${names.size} instances of ${stem || 'the service'} take part.`, 'logs')
    return unknown
  },
})
