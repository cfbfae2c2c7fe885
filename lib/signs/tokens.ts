import { absent, defineSign, present, unknown } from './define'
import { named } from './find-text'
import { changeSign, textOf } from './changes'
import { clock, DAY, nowOf } from './look'
import { clue } from './words'

/** What tells apart the ways in which a token is refused. */

export const tokenExpiredNamed = clue('token-expired-named', 'A message says that a token has run out', /(token|jwt|signature|assertion token|bearer|ticket|cookie|credential|api key|kubeconfig)s?.{0,16} (has |have |is |was |are )?(been )?expired( |[.,:;"'\]]|$)|expired[ _-]?(token|jwt|signature|access|bearer|api[ _-]?key|pat\b)|token[ _]?expired|expiredtoken|tokenexpired(error|exception)?|expiredsignature(error)?|expiredjwt|jwt[ _.-]?expired|"exp" claim (timestamp )?check failed|exp(iry|iration)? claim|exp (is )?(in the past|before now)|idx10223|aadsts70008\d?|aadsts700082|aadsts700084|aadsts70043|refresh token has expired|expired due to inactivity|token (lifetime|validity) (has )?(ended|exceeded|passed|over)|(personal access|pat|api|access|service|deploy) (token|key).{0,24}(expired|ran out|run out|ended|no longer valid)|security token included in the request is expired|token.{0,16}(abgelaufen|expiré|caducado|ha expirado)|invalid_token.{0,60}expired|pgrst301|token used too late/, ['logs', 'words'])

export const oldTokenKept = clue('token-kept-for-long', 'A token was stored and used for long: in a script, a bookmark, a file or an unused device', /bookmark|(set|made|created|generated|issued|pasted|hard-?coded|copied|configured|entered) (in|on|at|by hand|last|a year|\d{4}|months|long ago|manually|into)|(script|cron|job|pipeline|runner|integration|export|import|sync|bot|agent|webhook|connector|nightly|batch|deploy|ci\b|kubectl|kubeconfig|panel|kiosk|terminal|device|sensor|printer|scanner).{0,60}(stopped|fails?|since|broke|401|unauthori[sz]ed|no longer|worked)|(was ?n.t|not|nobody|never|no one) (touched|used|changed|opened|logged)( .{0,24}(for|since|in) )?|(for|since|after) .{0,12}(a year|months|weeks|ages|long|vacation|holiday|\d+ (days|weeks|months|years)|90 days|autumn|spring|summer|winter)|\d+ (week|month)s? (vacation|holiday|leave|later|old)|left (the )?(tab|page|browser|app) open|overnight|long idle|tab (was )?open (since|for|all)|by hand\)|api_?token|_token\b|access_token=|personal access token|\bpat\b/, ['words', 'logs', 'settings'])

// Not renewed

export const reloadCures = clue('token-reload-cures', 'Reloading the page cures it, without a new sign-in', /(f5|re-?load(ing|s|ed)?|refresh(ing|ed)? (the )?(page|browser|tab|window|site)|page refresh|browser refresh|neu laden|actualiser|recargar).{0,50}(fix|heal|cure|work|ok\b|fine|still (logged|signed)|back|help|solve|good|no password)|(after|until|only|with) (a |an |i |we |you |the )?(page |full |hard )?(f5|re-?load|refresh the page|page refresh)|full reload|no password (is )?asked/, ['words', 'logs'])

export const constantAge = clue('token-constant-age', 'It stops after a constant time in the midst of work', /(exactly|always|roughly|precisely|(?<!again )(?<!wait )(?<!retry )after|every) (about |roughly |exactly |some |around |ca\.? |~)?((an|one|1|half an|two|2) ?-?(hour|h\b)|(5|10|15|20|30|45|60|90|fifteen|thirty|sixty|ten|five|twenty) ?-?(min|minutes|mins?)\b|(300|600|900|1800|3600) ?s)|(one|1|an|15|30|60|5|10)[- ]?(hour|min(ute)?s?)\b.{0,24}(after|later|then|of work|passes|into)|\b(mid|in the middle of|in the midst of)[- ]?(my |the |their |our )?(work|session|form|edit|typing)|(while|even though|although|during) (i.?m |i am |people are |we are |still )?(working|typing|active|in use|filling|editing|using)|(lose|lost|losing) (their|my|the|our) (form|work|draft|input|changes)|nach (genau |etwa )?(einer|\d+) (stunde|minuten)|apr[eè]s (une heure|\d+ minutes)|(una hora|\d+ minutos) despu[eé]s/, ['words'])

export const loggedOutWhileWorking = clue('says-logged-out-while-working', 'People who are at work are signed out', /\b(get|gets|getting|got|are|is|am|being|keeps?|was|were|be) (being )?(automatically |randomly |unexpectedly |suddenly |constantly |always )*(logged|signed|kicked|thrown|timed|booted) out|(logs?|signs?|kicks?|throws?) (me|us|you|users|people|everyone) out|logged out (all the time|again|every|after|while)|session (drops?|dies|ends|expires?|expired|times? out|timed out|is no longer valid|lost)|(log|sign) ?in again|re-?log ?in|re-?sign-?in|abgemeldet|ausgeloggt|d[eé]connect|cierra (la )?sesi[oó]n/, ['words'])

export const refreshNotDone = clue('token-not-renewed', 'The client does not renew its token', /no refresh|not refresh|never refresh|without (a )?refresh|refresh(es|ed)? (only )?on (page )?load|silent (renew|refresh|auth)[a-z]*.{0,40}(fail|not|never|block|error|timeout)|(does ?n.t|do ?n.t|did ?n.t|not|never|forgot to|stopped) (renew|refresh|rotat|updat)[a-z]* .{0,16}(token|session|jwt|it)|refresh[ _]?token .{0,24}(unused|not used|never used|ignored|not (sent|stored|requested|returned|issued|saved))|(no|missing|without) (a )?(refresh[ _]?token|offline_access)|offline_access.{0,24}(missing|not|scope)|(old|stale|expired) (access )?token .{0,24}(sent|used|kept|reused)|(token|session) (is )?(read|loaded|fetched|set|stored|cached) (only )?(once|at start|on load|at boot|on mount|in bootstrap)|interceptor|accesstokenlifespan|access_?token_?(lifetime|expir|ttl|validity)|expires_in["':= ]{1,4}\d{3,5}/, ['words', 'logs', 'settings'])

const CLIENT = /interceptor|http (layer|client|wrapper)|axios|fetch (wrapper|client)|refresh|renew|token (read|cached|stored|handling|store|helper|service)|bootstrap\(|sdk|auth (client|lib|hook|context|provider)|(spa|front-?end|dashboard|web-?app).{0,30}(rewrite|refactor|rework)|(rewrite|refactor).{0,30}(http|auth|token|session|login|spa|client)/i
export const clientTokensChanged = changeSign('change-client-tokens', 'A change touches how the client keeps or sends its tokens.', (change) => CLIENT.test(textOf(change)))

// Audience and issuer

export const bearerAudience = clue('token-audience-named', 'The check of a bearer token refuses its audience', /idx10214|idx10208|jwt audience invalid|invalidaudience(error)?|audience (validation|check|claim)? ?(failed|invalid|is invalid|mismatch|not (allowed|valid|accepted|found|in))|(invalid|unexpected|wrong|incorrect|bad|missing|unknown)[ _](token )?audience|audience (does ?n.t|does not|do not|did not|is not) (match|contain|valid|allow|accept)|audience doesn.t match|unexpected "?aud"? |"?aud"? ?(\(audience\) )?claim|required audience|expected audience .{0,80}got|expected "?aud|token.{0,30}(for|meant for|issued for|belongs to) (another|a different|the wrong|graph|other) (api|audience|resource|client|app|service|aud)|wrong recipient|payload audience|claim ['"\\]{1,3}aud\b|jwt ?not ?in ?audience|aud(ience)?s? .{0,24}(mismatch|not match|differ)|jwt_claim_validation_failed.{0,20}aud|validaudience|audience_mismatch|audiences in jwt are not allowed|resource (id|indicator).{0,30}(mismatch|not|wrong)|no audience/, ['logs', 'words'])

export const bearerIssuer = clue('token-issuer-named', 'The check of a bearer token refuses its issuer', /idx10205|idx40001|jwt issuer|claim ['"\\]{1,3}iss\b|jwt ?not ?in ?issuer|invalidissuer(error)?|iss(uer)? claim|"?iss"? claim|unexpected "?iss|(invalid|unexpected|wrong|incorrect|bad|unknown|untrusted|unrecogni[sz]ed)[ _](token )?issuer|issuer.{0,16} (is )?(not (configured|allowed|trusted|valid|known|accepted|in|match|registered|found)|invalid|mismatch|unknown|untrusted|does not match|doesn.t match|did not match|validation failed|differs?)|no issuer match|issued by a different provider|incorrect .?iss|issuer_mismatch|issuer-uri|validissuer|jwt_claim_validation_failed.{0,20}iss/, ['logs', 'words'])

export const apiChecks = clue('token-api-checks', 'A resource server or gateway checks the token, after a sign-in that works', /resource[ _-]?server|bearer(token)?authenticationfilter|jwtbearer|jwt(decoder|validator|strategy|guard|auth(enticator|orizer)?|filter|middleware)|bearer was not authenticated|requestauthentication|\bistio|\benvoy\b|service mesh|\bmesh\b|api[ -]?gateway|\bkong\b|apisix|\bapim\b|authorizer|micro-?services?|every (api )?(call|request)|api calls?|401 (on|for|from|in) (the |every |all |each )?(api|call|request|network|endpoint)|(login|sign-?in|logging in) (is |works?|was |itself )?(is )?(ok|fine|good|works?|succeeds?|successful).{0,60}(401|403|every (api|call|request)|\bapi\b|\bcalls?\b)|express-jwt|jsonwebtokenerror|validationparameters|graphql|postgrest|hasura|grpc|token (works|is (ok|accepted|fine)) (against|with|for|on|at)|(users?|orders?|invoices?|reports?|billing|payments?|catalog|stock)[ -](service|api)/, ['logs', 'words', 'settings'])

export const loginClientChecks = clue('token-login-client-checks', 'The client of a sign-in checks what the provider says of itself', /issuer (returned|associated)|returned by (the )?(provider|issuer|discovery)|well-known|discovery|oidc_issuer|issuer_url|provider\.discover|oauth2-?proxy|login proxy|\bid[ _]?token .{0,40}iss|authority\b|openid client|\/callback|callback\b|login page .{0,24}error|saml|entity ?id|sign-?in fails|does not come up/, ['logs', 'words', 'settings'])

const ISSUER_KEY = /issuer|authority|hostname|frontend_?url|public_?url|auth_?url|oidc.{0,12}url|domain/i
const hostOf = (value: string): string | null => /^https?:\/\/([^/\s:?#]+)/i.exec(value.trim())?.[1]?.toLowerCase() ?? null

/** The issuer that is checked against the address under which tokens are issued. */
export const issuerSettingsDiffer = defineSign({
  id: 'config-issuer-hosts-differ',
  says: 'Two settings name the issuer under different hosts.',
  ask: 'Is the issuer named alike in every service?',
  step: 'changes',
  needs: ['config'],
  look: ({ config, environment }) => {
    if (config.length > 25) return unknown
    const named = config.flatMap(({ key, value, environment: where }, index) => {
      const host = value !== null && ISSUER_KEY.test(key) && (where === null || environment === null || where === environment) ? hostOf(value) : null
      return host ? [{ key, host, index }] : []
    })
    const issuer = named.find(({ key }) => /issuer|authority/i.test(key))
    const other = issuer ? named.find(({ host }) => host !== issuer.host) : undefined
    if (!issuer) return unknown
    if (other) return present(`${issuer.key} names ${issuer.host}, ${other.key} names ${other.host}.`, `config[${issuer.index}]`)
    return named.length > 1 ? absent('The settings name one host.', `config[${issuer.index}]`) : unknown
  },
})

export const newIssuerAddress = clue('token-new-issuer-address', 'The address of the provider is another than before, inside or outside', /custom domain|(new|changed|moved|other|internal|external|public|old|tenant) (auth |login |sso |idp |issuer )?(domain|host(name)?|url|address|realm|tenant)|trailing slash|(slash|port|scheme|http|https) (at the end|differs|missing|instead)|realm (renamed|moved|changed)|(keycloak|idp|auth server|sso).{0,30}(upgrade|moved|behind|hostname|migrat)|sts\.windows\.net|v1(\.0)? (token|endpoint)|\/v2\.0|(staging|dev|test|other) (issuer|tenant|realm|token)|only difference is prod|locally .{0,24}works|kc_hostname|(http:\/\/)(keycloak|auth|idp|sso)[:/]/, ['words', 'logs', 'settings', 'changes'])

// Clocks and units

export const futureToken = clue('token-from-the-future', 'A token is refused as not yet valid or from the future', /(not yet valid|not valid yet|(used|issued) (too early|before issued|in the future)|(token|iat|nbf|issued|\bis|jwt|timestamp|valid from|notbefore|date)\b.{0,24}in the future|before (its )?nbf|\bnbf\b|"?iat"?.{0,30}(future|early|ahead|check failed)|(token|jwt) (is )?not active|not active yet|not to be used before|notbeforeerror|jwt not active|immaturesignature|idx10222|prematurejwt|notbefore|not before (claim|condition|time)|clock (skew|tolerance)|check that your computer.s clock|cannot handle token prior to|noch nicht g[uü]ltig|pas encore valide|a[uú]n no es v[aá]lid|requesttimetooskewed|requestexpired|signature (not yet current|expired: )|clock skew too great|krb_ap_err_skew|timestamp.{0,30}(out of|outside|too (old|far)|window|skew))/, ['logs', 'words'])

export const machineClock = clue('clock-of-a-machine', 'The clock of a machine is or was off', /(computer|laptop|pc|machine|phone|device|server|tablet|node|host|pod|vm|container|system|wsl|till|kiosk|terminal|screen|browser|client|local|windows|linux|docker)(.s|s)? ?(clock|time\b|date\b|uhr|zeit)|(?<!all the |every |the whole )(clock|time|date) (of|on|in) (the |his |her |my |our |one |that |these |their )?(computer|laptop|pc|machine|phone|device|server|tablet|node|host|vm|till|screen|tablet|browser|box)|clock.{0,24}(off\b|wrong|drift|behind|ahead|skew|sync|fast|slow|differ|correct|set\b|jump|reset|future|past)|(wrong|false|falsche|incorrect) (time|clock|date|time ?zone|zeitzone|year)\b|(set(ting)?|correct(ed|ing)?|fix(ed|ing)?|adjust(ed|ing)?|chang(ed|ing)?) (the |its |his |her |my )?(clock|time|date)\b|time ?zone (is|was|of|set)|(cmos|bios|rtc|laptop.?s?) battery|battery of (the|my|his|her) (laptop|pc|notebook|board)|(date|time|clock)\b.{0,60}power cut|power cut.{0,40}(date|time|clock)\b|\bntp\b|chrony|w32time|timedatectl|wsl --shutdown|(laptop|\bpc\b|\bvm\b|computer|machine|\bwsl|mac(book)?)\b.{0,30}(sleep|slept|hibernat|resum|woke|wak(es|ing))|(after|from|before) (sleep|hibernat|stand-?by)|close the lid|certs? .{0,24}(other|also).{0,24}(page|site)|complains? (about )?cert|(uhr|uhrzeit|datum|systemzeit)\b.{0,24}(falsch|nach|vor|stimmt|verstellt)|horloge|r[eé]loj|\d\d:\d\d (statt|instead of|but it is|rather than) \d\d:\d\d|minutes? (ahead|behind|slow|fast|in the future)|hours? (ahead|behind|off)|new date\(\)|date header|response header date/, ['words', 'logs'])

const NOW = /(?:new date\(\)|local(?: time)?|client(?: time)?|browser(?: time)?|device(?: time)?|date\.now\(\))[^\d\n]{0,24}(\d{4}-\d\d-\d\dt[\d:.]{5,15}z?)/i
const HEADER = /\bdate["']?\s*[:=]\s*["']?((?:mon|tue|wed|thu|fri|sat|sun), \d{2} [a-z]{3} \d{4} \d\d:\d\d:\d\d gmt)/i
const NUMBERS = /(?:iat|nbf|issued|future|early)[^\d\n]{0,30}(1\d{9})\b[^\d\n]{0,30}(1\d{9})\b/

/** Two clocks written side by side that differ by more than a minute and less than two days. */
export const clocksDiffer = defineSign({
  id: 'clocks-differ',
  says: 'Two clocks written down differ by minutes or hours.',
  ask: 'What do the clocks of the two sides say?',
  step: 'logs',
  texts: named(/ gmt|(?:iat|nbf|issued|future|early)[^\d\n]{0,30}1\d{9}/, 'words', 'logs'),
  look: ({ words, logText }) => {
    const text = `${words}\n${logText.slice(0, 65_536)}`
    const [local, header, numbers] = [NOW.exec(text)?.[1], HEADER.exec(text)?.[1], NUMBERS.exec(text)]
    const seconds = local && header ? Math.abs(Date.parse(local) - Date.parse(header)) / 1000 : numbers ? Math.abs(Number(numbers[1]) - Number(numbers[2])) : Number.NaN
    if (Number.isNaN(seconds)) return unknown
    return seconds >= 60 && seconds < 172_800 ? present(`The clocks differ by ${Math.round(seconds)} s.`, 'logs') : absent(`They differ by ${Math.round(seconds)} s.`, 'logs')
  },
})

export const someMachines = clue('says-some-machines', 'It happens on some machines only, whoever signs in', /(same|that|my|another|other|different) (user|account|login|person|name)?.{0,12}(on|from|with|at) (an)?(other|different|my|his|her) (pc|computer|laptop|machine|device|phone|tablet|browser)s?\b.{0,16}(ok|work|fine|good|gets? in)?|(my|other|another) (phone|pc|laptop|computer|machine)s? .{0,24}(ok|works?|fine|good)|(only|just) (on|from|at|this|one|these|some|my|certain|a few) .{0,12}(pc|computer|laptop|machine|device|terminal|till|kiosk|tablet|node|server|pod|host)s?|(on|from) (my|one|this|that) (laptop|pc|machine|computer|node|server) only|laptop only|(production|other (shops|branches|filialen|sites)) (is |are )?(ok|fine|works?)|alle ander(e)?n|anderen? (rechner|pc|ger[aä]te?)/, ['words'])

export const unitMistaken = clue('token-unit-mistaken', 'A time of a token is off by a factor of a thousand', /milliseconds?.{0,60}(exp|iat|token|instead|seconds|claim|nbf)|(exp|iat|nbf|token|claim).{0,60}milliseconds?|factor (of )?1[ ,.]?000|"?\b(exp|iat|nbf|expires_?(at|in)?|expiry|maxage)\b"?.{0,16}\b1\d{12}\b|expir[a-z]*.{0,40}\b(1970|[3-9]\d{4})-|\b1970-01-\d\d|year (5\d{4}|1970)|date\.now\(\).{0,40}(exp|iat|nbf|token)|(exp|iat|nbf|sign)[^\n]{0,60}date\.now\(\)|\/ ?1_?000|\* ?1_?000|\bms\b.{0,30}(instead|seconds|not|vs)|seconds.{0,20}(instead|not|vs|rather).{0,16}(ms|millis)|gettime\(\)|currenttimemillis|toepochmilli|seconds since (the )?epoch|numericdate|unix(time)?stamp.{0,40}(ms|milli|seconds)|a difference of \d{11,} milliseconds|\+5\d{4}-/, ['logs', 'words'])

export const expiredAtOnce = clue('token-expired-at-once', 'Every token is refused the moment that it is made', /(expired|invalid|dead|not yet valid) (the moment|immediately|at once|right (after|away)|instantly|as soon as|from the start|straight)|(immediately|instantly|right away|always|already) (expired|invalid|logged out)|(every|all|each|any|new|fresh|brand new) (new |fresh )?tokens? (is|are|comes?|gets?) (out )?(already )?(expired|invalid|refused|rejected|not yet|dead)|(freshly|just|newly) (issued|made|created|signed|minted) token/, ['words', 'logs'])

// Who checks, and why a stored token ended

export const workloadChecks = clue('token-workload-checks', 'A cluster, a cloud or a command line checks the token, no page of a sign-in', /\bkubectl\b|\bkubelet\b|kube-?apiserver|kubelogin|invalid bearer token|unable to authenticate the request|auth\/(kubernetes|jwt)\b|vault (auth|jwt|kubernetes)|federated (identity )?(credential|record)|aadsts7002\d\d|workload[ -]?(identity|federation|login)|service ?account(token)?\.?audience|projected token|assumerolewithwebidentity|webidentity|oidc-(agent|token)|gitlab ci|github actions|id-token: write|\bthe command line|\bcli\b.{0,40}(refused|not|fails?|401)|pgrst\d{3}|hasura|\birsa\b|\bspiffe\b|spire-?(agent|server)|sts\.amazonaws|trust (policy|relationship)|bound_(audiences|issuer|claims)|argocd|argo ?cd|terraform cloud|bitbucket pipelines|lambda authorizer|--oidc-(issuer|client)|jwt::\w+error|authorizer (issuer|audience)|jwtconfiguration|(our|my) [\w ]{0,20}(api|backend) refuses/, ['logs', 'words', 'settings'])
export const expiredOrRevoked = clue('token-expired-or-revoked', 'The message leaves open whether the token has run out or was revoked', /(token|grant|code|session|key)[^\n]{0,40}(expired,? or (been |was |is )?(revoked|invalid\w*|withdrawn)|(revoked|invalid),? or (has |have )?(been )?expired)|(invalid|revoked)( or|,|\/) ?expired (token|session|key|grant|access)|expired( or|,|\/) ?(invalid|revoked) (token|session|key|grant|access)|expired access\/refresh token|maybe token expired|not valid and expired|pass a valid and not expired/, ['logs', 'words'])
export const lifetimeStated = clue('token-lifetime-stated', 'The lifetime or the end of a stored token is written down', /max_?lifetime|\bttl:? ?\d+ ?[hd]\b|expiration:? \d+ days|"?(valid_?to|valid_?until|expires(_?at|_?on)?|expiry(_?date)?|not_?after)"?[:=] ?"?20\d\d-|short-?lived|x-amz-expires|token list.{0,8}\(?empty|expired by \d+|lifetime (of )?\d+ (days|hours)|maxsessionduration|request has expired|(token|key|link|pat) .{0,30}\d+ (days|months) (old|ago)|(once|twice) in (sixteen|twelve|twenty|\d+) hours/, ['logs', 'words', 'record', 'settings'])

const END = /"(?:valid_?to|valid_?until|expires?(?:_?(?:at|on|date))?|exp|expiry|expiration)": ?"?(20\d\d-\d\d-\d\d(?:t[\d:.]{5,15}z?)?)/
/** A token whose end is further back than this was replaced long ago. */
const LONG_ENDED = 400

/** What the record says of a token's end, against the moment of the report. */
export const storedTokenEnded = defineSign({
  id: 'record-token-ended',
  says: 'A token of the record ended before the trouble was reported.',
  ask: 'Until when is the stored token valid?',
  step: 'record',
  texts: named(END, 'record'),
  look: (evidence) => {
    const end = Date.parse(END.exec(evidence.recordText)?.[1] ?? '')
    const now = nowOf(evidence) ?? (evidence.experience.lastWorkedAt === null ? null : evidence.experience.lastWorkedAt + 2 * DAY)
    if (Number.isNaN(end) || now === null || /account_?expires|password/.test(evidence.recordText)) return unknown
    if (end > now + DAY) return absent(`It is valid until ${clock(end)}.`, 'account')
    return now - end < LONG_ENDED * DAY ? present(`It ended ${clock(end)}.`, 'account') : unknown
  },
})

export const timesOfTwoUnits = clue('token-times-of-two-units', 'Times of seconds and of milliseconds stand side by side, or a date lies centuries off', /(now|time|date|iat|exp\w{0,8}|issued\w{0,3}|nbf|se)["']?[:=] ?1\d{12}\b|expires_?in\\?["']?[:=] ?\d{7,9}\b|19 jan 1970|jan(uary)? 1970|(prior to|before|until|since|at|expires) \+?[3-9]\d{4}-\d\d|"?iat\\?"?[:=] ?1\d{9}\.\d[^\n]{0,40}1\d{9}\.\d|getexpires?at\(\)|expires?_?at[^\n]{0,20}20[3-9]\d-/, ['logs', 'words'])

export const secondsApart = defineSign({
  id: 'clocks-seconds-apart',
  says: 'Two clocks written down differ by seconds only.',
  ask: 'By how much do the clocks of the two sides differ?',
  step: 'logs',
  texts: named(/(?:now|iat|nbf|time\(|receipt|issued|future)[^\d\n]{0,24}1\d{9}|offset[: =]/, 'words', 'logs'),
  look: ({ words, logText }) => {
    const text = `${words}\n${logText.slice(0, 65_536)}`
    const pair = /(?:now|iat|nbf|time\(\)|receipt|issued|future)[^\d\n]{0,24}(1\d{9})\b[^\n]{0,50}?(?:now|iat|nbf|time\(?\)?|receipt|issued)[^\d\n]{0,24}(1\d{9})\b/.exec(text)
    const offset = /offset[: =]{1,3}[+-]?(\d{1,3}(?:\.\d+)?) ?s(?:ec)?/.exec(text)?.[1]
    const seconds = pair ? Math.abs(Number(pair[1]) - Number(pair[2])) : offset ? Number(offset) : Number.NaN
    if (Number.isNaN(seconds) || seconds === 0) return unknown
    return seconds < 60 ? present(`The clocks differ by ${seconds} s.`, 'logs') : absent(`They differ by ${seconds} s.`, 'logs')
  },
})
export const clockRight = clue('clock-found-right', 'The clock was looked at and is right', /(clocks?|server time|time|ntp|horloge|uhr|reloj)( of the server| du serveur)? (is|are|was|were|est|es|ist) (in )?(synced|sync\b|bonne|right|correct|ok\b|checked|fine|good|the same|richtig|exact)|(clocks?|ntp) .{0,16}(checked|verified|in sync)|v[ée]rifi[ée] avec ntpq|zeit stimmt/, ['words'])
export const clockLookedAt = clue('clock-looked-at', 'Somebody compares clocks, or a machine cannot keep its time', /check your clock|w32tm|reasonable timeframe|last successful sync|battery was (flat|dead|empty)|shows? (the year |1 january |01\/01\/)?(19\d\d|20[01]\d)\b|\$ date\b|echo time\(\)|not to be used before .{0,60}currently|(change|set|adjust)s? its (time|clock)|date -u|hwclock/, ['logs', 'words'])

export const freshStartHelps = clue('says-fresh-start-gives-time', 'Each fresh start gives it the same time again', /(re-?deploy\w*|re-?start\w*|re-?launch\w*|fresh start|new pod|re-?load)[^\n]{0,24}(brings|gives|buys|adds) [^\n]{0,24}(more|another|again)|(one|five|an|another|\d+) (more )?(hour|minutes?|days?) more|(five|ten|\d+) more minutes|(works?|runs?|comments|goes|answers|syncs) (fine )?(and works )?for (about )?(an|one|\d+) (hour|minutes?|days?)[^\n]{0,40}(after|then|till|until|from)|(an|one|\d+) (hour|minutes|days?) after (each|every) (start|deploy|restart)|(till|until) (the )?(next )?re-?start|after \d+ (days|hours) up\b|no [\w/-]{0,30}renew-?self|onresume|background/, ['words', 'logs'])
