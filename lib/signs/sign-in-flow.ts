import { defineSign, present, unknown } from './define'
import { clue } from './words'

/** The flow of one sign-in: its state, its verifier, its links, and the page that it runs in. */

export const stateRefused = clue('text-state-refused', 'The state or verifier of the sign-in is not the one that is expected', /ung[üu]ltiger? (status|state)|(unable to verify|could not verify|cannot verify).{0,24}request state|did not find expected authorization request|expected authorization request details|req\.session.{0,60}(is )?undefined|authorization[_ ]request[_ ]not[_ ]found|auth(entication|orization)? (request|transaction|session) (is |was )?(not found|expired|unknown|missing|lost|already)|(oauth|oidc|login|auth)?[_ ]?state (parameter |value |cookie |token )?(is |was |has )?(mismatch|invalid|missing|not found|unknown|expired|absent|empty|incorrect|already|does ?n.?t match|did not match|not match|verification failed|validation failed|check failed)|(invalid|unknown|missing|bad|wrong|expired|no matching|unexpected|no)[ _](oauth[ _]|oidc[ _]|login[ _]|auth[ _])?state\b|invalidstateexception|csrf_detected|omniauth.{0,30}csrf|state[_ ]?(mismatch|not_?found|error)|(login|sign-?in|authentication|registration) (flow|attempt|transaction|session|request|process|page) .{0,24}(expired|timed out|not found|already|no longer|invalid|unknown)|expired_code|restart_after_timeout|already_logged_in|you are already (logged|signed) in|action expired|page has expired|(code|pkce)[_ -]?(verifier|challenge).{0,40}(missing|not found|empty|invalid|mismatch|match|should be|required|absent|incorrect)|pkce (verification|validation) failed|code verifier|auth(orization)? code .{0,24}(already|reused|used|redeemed|consumed|twice)|code (was |has )?(already )?(been )?(redeemed|consumed|already used)|nonce (mismatch|missing|not found|invalid|does not match)|relaystate.{0,30}(unknown|invalid|missing|expired)|unsolicited response|inresponseto/, ['words', 'logs'])
export const startedElsewhere = clue('says-started-elsewhere', 'The sign-in is begun at one place or time and ended at another', /(press|hit|us|click|push|tap)[a-z]* (the )?(browser.?s? )?back\b|back (button|arrow|key)|zur[üu]e?ck-?(taste|button|pfeil|knopf)|bouton (pr[ée]c[ée]dent|retour)|bot[óo]n atr[áa]s|book-?mark|favou?rites?\b|lesezeichen|favoris?\b|marque-?page|marcador|(sav|stor|pinn|cop)(e|ed|ied|ned|ing) .{0,24}(login|sign-?in) (page|url|link|address|tab)|(login|sign-?in) (page|url|link|address) .{0,30}(saved|stored|copied|pinned|shortcut)|restor(e|ed|es|ing) .{0,30}(browser|tabs?|session|windows?)|old tabs?\b|start ?pages?\b|(two|both|several|second) .{0,24}(tabs?|pages?|windows?)|open(ed)? (since|for) (yesterday|hours|days|the (morning|weekend|night))|tab .{0,20}(open )?(over|since|all) (night|day|weekend|yesterday|lunch)|left .{0,30}(page|tab|login|form) open|(waited|after) .{0,20}(long|lunch|break|coffee|while|\d+ minutes) .{0,24}(on|at|before) the (login|sign-?in|form)|home ?screen|\bpwa\b|in-?app browser|(gmail|outlook|mail|facebook|instagram|whatsapp|slack|messenger|linkedin)(.s)? (app|browser|preview)\b|opens? .{0,20}(in|with) (another|a different|the other|the default|safari|chrome)|(another|different|other|second) (browser|device|phone|computer|window|profile)|(on|at) (my |the |his |her )?(pc|computer|desktop|laptop) .{0,24}(ok|works?|fine|no problem)|never on the phone|double[- ]?click|reload(ed|ing)? .{0,20}callback|private (tab|mode) .{0,20}link|handy .{0,30}(link|mail)/, ['words'])
export const freshStartWorks = clue('says-fresh-start-works', 'Begun anew from the start page it works', /(open|start|go|type|enter|call)[a-z]* .{0,30}(start ?page|home ?page|front ?page|main (page|url)|address|fresh|from (the )?(start|beginning|scratch)|anew).{0,40}(fine|works?|ok|good)|second (try|attempt|one|time|tab) .{0,16}(is |then )?(ok|works?|fine|good|goes)|(one|single) (start ?page|tab|window) .{0,16}(no error|works?|fine|ok)|fresh (login|tab|page|start).{0,16}(works?|fine|ok)|im zweiten (versuch|anlauf)|beim zweiten mal/, ['words'])

const CALLBACK = /(callback|redirect|signin|sso|acs|authorize|oauth|oidc|confirm|verify|magic|login)/
const STATUS = /" (\d{3})\b|\bstatus"?[:= ]{1,3}"?(\d{3})\b|(?:->|→|=>|answered) ?(\d{3})\b/

/** Requests in the order of the log with the one-time value that they carry. */
const repeated = (raws: readonly { line: number; raw: string }[], value: RegExp, where: RegExp) => {
  const first = new Map<string, { line: number; status: number; raw: string }>()
  for (const { line, raw } of raws.slice(0, 5000)) {
    const text = raw.toLowerCase().slice(0, 2000)
    const key = where.test(text) ? value.exec(text)?.[1] : undefined
    const found = STATUS.exec(text)
    if (!key || !found) continue
    const status = Number(found[1] ?? found[2] ?? found[3])
    const before = first.get(key)
    if (before && before.status < 400 && status >= 400) return { key, before, line, status, raw: text }
    if (!before) first.set(key, { line, status, raw: text })
  }
  return null
}

export const callbackReplayed = defineSign({
  id: 'log-callback-replayed',
  says: 'One answer of the provider is sent to us twice, and the second is refused.',
  ask: 'Does the callback come twice with one state or code?',
  step: 'logs',
  needs: ['unrecognised'],
  look: ({ unrecognised }) => {
    const hit = repeated(unrecognised, /[?&](?:state|code)=([\w%.~-]{2,200})/, CALLBACK)
    return hit ? present(`The same answer came twice: ${hit.before.status}, then ${hit.status}.`, `logs[${hit.line}]`) : unknown
  },
})

export const linkFetchedBefore = defineSign({
  id: 'log-link-fetched-before',
  says: 'A link was fetched once before the person came, and was refused then.',
  ask: 'Who fetched the link first?',
  step: 'logs',
  needs: ['unrecognised'],
  look: ({ unrecognised }) => {
    const hit = repeated(unrecognised, /(?:get|head) [^\s"]{0,120}?\/(?:l|m|link|links|magic|verify|confirm|auth|login|signin|invite|token|t|reset|activate|email)[\w/-]{0,40}[/=]([\w.%-]{3,200})/, /(get|head) /)
    return hit && !/callback|state=/.test(hit.raw) ? present(`The link was fetched twice: ${hit.before.status}, then ${hit.status}.`, `logs[${hit.line}]`) : unknown
  },
})

export const linkUsed = clue('text-link-used', 'A link that works once is said to be used or invalid', /token .{0,16}(already (been )?(used|consumed|redeemed))|(link|url|invitation|invite|einladung|lien|enlace)s? .{0,40}((was|has|is|had|been|already|is no longer|not) ){1,3}(been )?(already )?(used|consumed|redeemed|expired|invalid|valid|dead|active|opened)|(link|invite|invitation) (is )?(dead|invalid|expired|broken)|already (been )?(used|redeemed|opened)|dead on (the )?first click|link (is |wird |ist )?(ung[üu]e?ltig|abgelaufen|bereits (benutzt|verwendet))|lien .{0,30}(expir[ée]|invalide|d[ée]j[àa] utilis[ée])|enlace .{0,30}(caduc|inv[áa]lido|ya (ha sido )?(usado|utilizado))|otp_expired|one-?time (link|url|token) .{0,40}(used|invalid|expired|consumed)|(can|could) (never|not) use the .{0,16}link|(verificationtoken|magic_?link|email_?link|login_?token)[a-z_ ]{0,24}(expired|used|invalid|not found|consumed)/, ['words', 'logs'])
export const linkScanned = clue('text-link-scanned', 'Something opens the links of mails before the person does', /safe ?links?|url ?defen[sc]e|link (protection|scan\w*|rewrit\w*|prefetch\w*|preview\w*|check\w*|guard|inspection)|(mail|e-?mail|url|spam|security|web) ?-?(filter|scanner|gateway|protection|security|appliance|sandbox)|proofpoint|mimecast|barracuda|defender for office|ironport|fireeye|trellix|forcepoint|cisco secure email|\batp\b|detonat|\bas8075\b|(microsoft|google|amazon|azure|aws|data.?cent(er|re)) .{0,24}(asn|address|ip|network)|prefetch|preview ?bot|(bot|scanner|robot|crawler|headless)[a-z ]{0,20}(click|open|fetch|visit|follow|consum)|cookies=0|before (the )?(user|delivery|person|i|they|we) .{0,16}(click|open|got|even|see|saw)?|(only|just|always) .{0,30}(company|work|corporate|bank|office|outlook|exchange|m365|office ?365|microsoft) ?(e-?mail|mail|address|mailbox|account|tenant|domain)|only @|(private|personal|home|gmail|freemail) .{0,24}(it )?(works?|fine|ok|no problem|geht)|works? (on|with|in|from|at) (my |a )?(private|personal|gmail|freemail)/, ['words', 'logs'])
export const clickedAtOnce = clue('says-clicked-at-once', 'The link fails although it was opened at once', /(first|1st) click|(click|open|press|tap|us)[a-z]* .{0,24}(at once|immediately|right away|straight away|within (the|a|one) minute|within seconds|seconds? (after|later)|directly)|\d+ seconds after|immediately .{0,24}(invalid|expired|used)|sofort|gleich (beim|geklickt)|(brand )?new link .{0,20}(also|too|same)|every (new )?link|never valid/, ['words'])

export const oldPageRuns = clue('text-old-page-runs', 'The browser runs files of an earlier version of the page', /chunkloaderror|loading (css )?chunk|failed to fetch dynamically imported|importing a module script failed|error loading dynamically imported|unexpected token ['"‘“]?<|mime type .{0,30}text\/html|service[- ]?worker|\bsw\.js\b|\bsw=1|\(from (disk cache|serviceworker|memory cache)\)|workbox|precache|\.(js|mjs|css)[^\n"]{0,40}"? (404|410|403)\b|(404|410|not found).{0,60}\.(js|mjs|css)\b|(old|stale|outdated|cached|previous|former) (bundle|build|assets?|front-?end|javascript|js|index\.html)|(stale|cached|outdated) (page|version|script|client|copy)|(client|app|build|bundle)[ _-]?version .{0,30}(old|outdated|mismatch|not supported|unsupported|unknown)|version skew|skew protection|hydration|update required|upgrade required/, ['words', 'logs'])
export const cacheCures = clue('says-cache-cures', 'A private window or a forced reload cures it', /(private|incognito|inprivate|guest) (window|mode|browsing|tab|session)?.{0,16}(yes|works?|ok|fine|helps?|no problem|is good|cures|goes)|(works?|ok|fine|goes|possible|geht|l[äa]uft|fonctionne|marche|funciona) .{0,24}(in |with |im |en )?(a |an )?(private|incognito|inprivate|privat|inkognito|navigation priv|modo inc|inc[óo]gnito)|(hard|force[d]?|full|shift)[- ]?(re-?load|refresh)(?:(?!n.?t |not |no )[^.]){0,30}(help|work|fix|cure|solv|ok)|(ctrl|strg|cmd|shift).{0,12}(f5|\br\b)(?:(?!n.?t |not |no )[^.]){0,30}(help|work|fix|cure|solv|ok|hilft)|(clear|delet|empty)[a-z]* .{0,20}(cache|site data|browser data|browsing data|website data).{0,20}(help|work|fix|cure|solv|then ok|and it)|(after|by|with) (clear|delet|empty)ing .{0,20}(cache|site data|browser data|website data)(.{0,30}(works?|ok|fine|helps?))?|(leeren|l[öo]schen|geleert|gel[öo]scht|cache leeren)[^\n]{0,20}(cache|browserdaten|geht|l[äa]uft|hilft)|cache.{0,16}(geleert|leeren|gel[öo]scht)|vid(er|[ée]) le cache|(borrar|limpiar|vaciar) (la |el )?cach[ée]|unregister(ing|ed)? .{0,20}worker|(re-?install|updat)(ing|ed|ation)?( of)?( the app| it)? .{0,8}(help|fix|cure|work|solv)/, ['words'])
export const oldRouteCalled = clue('log-old-route-called', 'A client calls a route that is gone', /"?(post|get|put) (?![^\s"]{0,160}\.(js|mjs|css|map|png|ico))[^\s"]{0,100}\/(v\d+|api|auth|login|session|token|old|legacy)[^\s"]{0,80}( http\/[\d.]{1,3})?"? (404|410|405|426)\b|(v1|old|legacy|former|previous) (api|endpoint|auth|route|path|login)s? .{0,24}(removed|gone|dropped|retired|shut|deleted|switched off)|(remov|dropp|retir|delet|shut)[a-z]* .{0,16}(the )?(v1|old|legacy|former) (api|endpoint|auth|route|path|login)|\bv1 removed|x-client-(build|version)|client_?(build|version)=|(api|endpoint|route|path)s? (that )?(was |were |is |has been |have been |which )?(removed|gone|retired|dropped|switched off)/, ['words', 'logs'])
export const someNotAll = clue('says-part-of-people', 'A part of the people fails, others on the same system do not', /(a )?(part|some|few|handful|third|half|portion|number) of (the |our |my )?(users|people|staff|customers|colleagues|clients)|some (users|people|customers|colleagues) .{0,40}(others|we|rest)|we all can|(my )?colleague.{0,30}(fine|works?|ok|can)|only (some|a few)/, ['words'])

/** The old version of a release is the one that still fails in the log. */
export const oldVersionFails = defineSign({
  id: 'log-old-version-fails',
  says: 'The failing requests come from the version before the last release.',
  ask: 'Which version of the page do the failing requests come from?',
  step: 'logs',
  needs: ['changes'],
  look: ({ changes, unrecognised, events }) => {
    const old = changes.flatMap(({ kind, from, to }) => (kind === 'deploy' && from && to && from.length >= 3 ? [from.toLowerCase()] : [])).slice(0, 20)
    for (const { line, raw } of unrecognised.slice(0, 2000)) {
      const text = raw.toLowerCase()
      const status = Number(STATUS.exec(text)?.slice(1).find(Boolean) ?? 0)
      const found = status >= 400 ? old.find((version) => new RegExp(`(build|version|release|bundle|ver|v)["']?[=:/ ]{1,3}"?${version.replace(/[^\w.-]/g, '')}(?![\\w])`).test(text)) : undefined
      if (found) return present(`The version ${found}, from before the release, fails.`, `logs[${line}]`)
    }
    const event = events.findLast(({ outcome, clientVersion }) => outcome === 'failure' && clientVersion && old.includes(clientVersion.toLowerCase()))
    return event ? present(`The version ${event.clientVersion}, from before the release, fails.`, `logs[${event.line}]`) : unknown
  },
})
