import type { Evidence } from '@/lib/evidence/evidence'
import { defineSign, present, unknown } from './define'
import { named } from './find-text'
import { clue } from './words'

/** What a proxy, load balancer or gateway in front of the application hides from it or takes away. */

const PRIVATE = String.raw`(?:10\.\d{1,3}|127\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}`
/** Addresses from which Cloudflare calls the origin. */
const EDGE = String.raw`(?:104\.(?:1[6-9]|2\d|3[01])|172\.(?:6[4-9]|7[01])|162\.15[89]|173\.245|141\.101|108\.162|188\.114|190\.93|198\.41)\.\d{1,3}\.\d{1,3}`
const LIMIT = String.raw`(?:\bban(?:ned|ning)?\b|throttl\w{0,5}|rate.?limit\w{0,6}|limiter|limit(?:ed)?\b|too many|\b429\b|blocked|blocking|brute.?force|lockout)`

export const limitOnProxy = clue(
  'log-limit-on-proxy',
  'A limit or ban fell on an internal address or on the edge’s.',
  new RegExp(`${LIMIT}[^\\n]{0,80}\\b(?:${PRIVATE}|${EDGE})\\b|\\b(?:${PRIVATE}|${EDGE})\\b[^\\n]{0,80}${LIMIT}`),
  ['logs', 'words'],
)
export const proxyAddressInLogs = clue(
  'proxy-address-in-logs',
  'The log shows the proxy’s address in place of the caller’s.',
  /(logs?|audit|sessions?|sign-?ins?|app|server|it|we)\b.{0,30}(shows?|lists?|records?|sees?|have|has|gets?|displays?).{0,40}(proxy|gateway|load ?balancer|\blb\b|ingress|docker|cdn|cloudflare|private|internal|nat|bridge|pod|node)('s|s)?.{0,12}\b(ips?|address(es)?)\b|(real|client|true|original|visitor)('s)? (client )?(ips?|address(es)?)\b.{0,40}(lost|missing|hidden|unknown|wrong|never|not (passed|seen|forwarded|set|shown))|(everyone|everybody|all (users|logins|requests|visitors)|every (user|login|request)).{0,40}(same|one) (source |client |remote )?(ip|address)|real_ip_header|set_real_ip_from|num_?trusted_?hops|use_remote_address|proxy[- ]protocol|externaltrafficpolicy|cf-connecting-ip|true-client-ip|x-real-ip|forwarded_allow_ips|remoteip(header|internalproxy)/,
  ['words', 'logs', 'settings'],
)
export const onePersonBlocksAll = clue(
  'says-one-blocks-all',
  'One person’s wrong tries shut everybody out.',
  /\b(one|a single|1|some) (person|user|colleague|employee|student|of us|client|customer|guy|account|teacher)\b.{0,80}(\ball\b|every|whole|entire|the rest|others)|(all of us|everyone|everybody|whole (company|office|team|site|school)|all (users|people|staff)).{0,60}(block|lock|ban|limit|429).{0,60}\b(one|single|someone|somebody)\b/,
  ['words'],
)
export const neverTriedYet = clue(
  'says-never-tried',
  'They are refused before they have tried once.',
  /(did ?n.t|did not|have ?n.t|have not|never|not) (even )?(tr(y|ied)|typ(e|ed)|enter(ed)?|log(ged)? in).{0,20}(once|yet|before|today|anything|wrong|single)|first (login|try|attempt|sign-?in) (of the day|today|this|already)|on (the|my) (very )?first (try|attempt|login)|without (even )?(trying|a single)|only tried once/,
  ['words'],
)
export const directWorks = clue(
  'says-direct-works',
  'Past the proxy, straight at the application, it works.',
  /(works?|fine|\bok\b|200|success\w{0,12}|no problem|possible|loads?|gets? in).{0,25}(direct(ly)?\b|bypass\w{0,12}|without (the |our |a )?(reverse )?(proxy|gateway|load ?balancer|lb\b|cdn|cloudflare|waf|ingress|tunnel|nginx|apache|traefik|haproxy)|via the internal (url|address|name)|on port \d|from the (pod|container|server|host) itself)|(direct(ly)?|bypass\w{0,12}|straight|without (the |our |a )?(reverse )?(proxy|gateway|load ?balancer|lb\b|cdn|cloudflare|waf|ingress|tunnel|nginx|apache|traefik|haproxy)|via the internal (url|address|name)|against the (pod|container|origin|backend)).{0,60}(works?|fine|\bok\b|\b200\b|success|no problem)/,
  ['words'],
)
export const newProxy = clue(
  'says-new-proxy',
  'A proxy, gateway or load balancer came in between.',
  /(new|added|adding|put|placed|introduc\w{0,12}|mov(ed|ing)|switch\w{0,12}|migrat\w{0,12}|behind|in front|replaced|since).{0,30}(reverse[- ]?proxy|load ?balancer|\blb\b|\bproxy\b|cloudflare|\bcdn\b|nginx|traefik|caddy|haproxy|ingress|tunnel|api[- ]gateway|\bkong\b|envoy|istio|apache|\biis\b|\bf5\b|akamai|fastly|front ?door|\balb\b|\belb\b|tailscale|ngrok|new hosting)/,
  ['words', 'logs', 'changes'],
)

export const schemeLost = clue(
  'log-scheme-lost',
  'The application takes the request for plain http.',
  /(req(uest)?\.secure|is_secure\(?\)?|request\.scheme|url_scheme|x-forwarded-proto|forwarded_proto)["' ]{0,2}[=:→ ]{1,3}["']?(false|http\b(?!s)|undefined|null|none|missing|\(?unset|empty|-)|(x-forwarded-(proto|host)|forwarded header).{0,30}(missing|not (set|sent|passed|trusted)|ignored|absent)|set-cookie (was |is )?(omitted|skipped|suppressed)|cannot send secure cookie|secure cookies?.{0,50}(over http\b|unencrypted|insecure|not (sent|set)|behind)|request\.base_url|does ?n.t match request|did ?n.t match request|https (is )?required|ssl (is )?required|http origin header|mixed content|http instead of https|http statt https|http:\/\/ (instead of|rather than|not) https|(generat|build|send|redirect|produc|us)\w{0,12} .{0,20}http:\/\/.{0,60}(instead|behind|https)|not allow insecure http|must be (served over )?https|(tls|ssl|https) (now )?(ends|is terminated|is offloaded|terminat\w{0,12}|offload\w{0,12}|stops)|flexible (ssl|tls|https)|plain http (to|behind|between|inside)|(?<!\w)in plain (on|http|to) /,
  ['logs', 'words'],
)
export const schemeSettings = clue(
  'proxy-scheme-settings',
  'A setting about forwarded scheme or host is named.',
  /secure_proxy_ssl_header|use_x_forwarded|proxyfix|overwriteprotocol|proxy_address_forwarding|kc_proxy|proxy-headers|forward-headers-strategy|forwardedheaders|useforwardedheaders|trustproxies|trusted_proxies|trust[ _]proxy|set_x_forwarded|x-forwarded-(proto|ssl|port|host)|remoteipvalve|force_ssl|assume_ssl|url_scheme|--reverse-proxy\b/,
  ['words', 'logs', 'settings'],
)
export const redirectLoop = clue('says-redirect-loop', 'The browser is sent round in a circle.', /too[ _]many[ _]redirects|redirect(ion|ed|s)? (loop|circle|endless|forever)|(endless|infinite) (loop|redirect)|redirected you too many|keeps? redirecting|loops? (back|forever|endless|between)|weiterleitungsschleife|redirections? en boucle/, ['words', 'logs'])

const HTTP_HOST = /\bhttp(s?)(?::\/\/|%3a%2f%2f)([a-z0-9-]+(?:\.[a-z0-9-]+)+)/g
const LOCAL = /^(127\.|10\.|192\.168\.|0\.0\.0\.0|localhost)|\.local$/

function schemesOf(evidence: Evidence): { plain: Set<string>; secure: Set<string> } {
  const [plain, secure] = [new Set<string>(), new Set<string>()]
  for (const text of [evidence.words, evidence.logText.slice(0, 65_536), evidence.settingsText]) {
    if (text.includes('http')) for (const [, safe, host] of text.matchAll(HTTP_HOST)) if (host && !LOCAL.test(host)) (safe ? secure : plain).add(host)
  }
  for (const { details } of evidence.events) {
    for (const address of [details.expected, details.actual]) {
      if (address) for (const [, safe, host] of address.toLowerCase().matchAll(HTTP_HOST)) if (host && !LOCAL.test(host)) (safe ? secure : plain).add(host)
    }
  }
  return { plain, secure }
}

export const sameHostOverHttp = defineSign({
  id: 'log-same-host-http',
  says: 'One host stands there with https and with http.',
  ask: 'Does the application give out its address with http?',
  step: 'logs',
  texts: named(/http/, 'words', 'logs', 'settings'),
  or: ['detail.expected', 'detail.actual'],
  look: (evidence) => {
    const { plain, secure } = schemesOf(evidence)
    const host = [...plain].find((name) => secure.has(name))
    return host ? present(`${host} stands there with https and with http.`, 'logs') : unknown
  },
})

export const headerDropped = clue(
  'log-header-dropped',
  'Something on the way takes a header away.',
  /sent invalid header line|underscores?_in_headers|wsgipassauthorization|cgipassauth|http_authorization|php_auth_(user|pw)|rest_not_logged_in|redirect_http_authorization|proxy_pass_request_headers|requestheader unset|proxy_set_header authorization|(header|authorization).{0,30}(not (in the |on the )?(whitelist|allowlist)|not (forwarded|passed)|overwrit|stripped|swallowed)|origin request policy|(cloudfront|cdn|varnish|waf|gateway|proxy|nginx|apache|iis|cgi|php-fpm|lambda|kong|envoy|load ?balancer|middleware|firewall).{0,50}(strip|drop|remov|swallow|eat|discard|does ?n.t (pass|forward)|does not (pass|forward)|not (pass|forward))\w{0,12}.{0,30}(header|authorization|token|api[- _]?key)|(redirect|30[1278]\b).{0,60}(drops?|los(es|t)|strip)\w{0,12}.{0,30}(header|authorization|token)|(header|authorization|token).{0,30}(lost|gone|dropped|stripped|removed).{0,30}(redirect|proxy|gateway|on the way)|(api[- _]?keys?|headers?|authori[sz]ation|bearer( tokens?)?|x-[a-z-]{2,30})\b.{0,40}(disappear|vanish|overwritten|overrid|swallowed|eaten|cut off|is lost|gets lost|lost on)|underscores? in .{0,20}header|header.{0,30}underscore/,
  ['logs', 'words', 'settings'],
)
export const credentialsAbsent = clue(
  'log-credentials-absent',
  'The server says that no token or key came at all.',
  /credentials were not provided|no (auth(entication)? |access |bearer |jwt )?token (was )?(provided|found|given|supplied|in|sent|present)|(auth(entication)? |access |bearer )token (is |was )?(missing|not (provided|found|sent|present)|required)|jwt must be provided|missing (bearer|access|authori[sz]ation|authentication|jwt|api)[- _]?(token|header|credentials|key)?\b|no (api[- _]?key|credentials|authori[sz]ation)\b.{0,20}(provided|found|sent|in|header|present)|api[- _]?key (is |was )?(missing|required|not (found|provided|sent|present))|(token|api[-_]?key|authorization|x[-_][a-z_-]{2,30})["']?[:=] ?["']?(undefined|null|none|\(empty\)|""|\(null\))|authorization_header_missing|unauthenticated request|authorization[^\n]{0,30}(\bnull\b|is (null|none|nil|undefined|empty))|(getheader|headers?\[|headers\.get)[^\n]{0,40}(null|none|undefined|nil)/,
  ['logs', 'words'],
)
export const headerSeenAtClient = clue(
  'says-header-sent',
  'The client is seen to send the header.',
  /(see|seen|shows?|sends?|sent|visible|present|there|is in|contains).{0,40}(charles|fiddler|wireshark|mitmproxy|dev ?tools|network tab|f12|postman|proxyman|burp|tcpdump|har\b)|(app|client|browser|frontend|postman|curl|it|we|i) (clearly |definitely |does |do )?(sends?|send|sent|set|pass(es)?|attach(es)?) .{0,20}(the )?(token|header|authori[sz]ation|bearer|api[- ]?key)|says? .{0,30}(does ?n.t|does not|did ?n.t|not) (send|get|receive|see) .{0,15}(token|header|key)|redirect\w{0,12} .{0,40}(then|and|but).{0,15}\b401\b|(header|token|authori[sz]ation|basic auth|credentials|api[- ]?key).{0,30}(never|not|does ?n.t) (arriv|reach|received|get to|come)\w{0,12}/,
  ['words', 'logs'],
)

export const triesOfOneHitAll = clue('says-tries-of-one-hit-all', 'A few tries of anybody shut the others out, or all carry one address', /(tries|attempts|sign-?ins?|failures?|codes?|passwords?) (by|from|of) (any|some)(body|one)|(one|any|some|a)(body| (ldap )?(user|person|colleague))? .{0,40}(fails?|asks?|tries|wrong|mistypes?)[^\n]{0,60}(everybody|everyone|nobody|the rest|all others|staff|as well|for all)|(si alguien|quelqu.un|wenn jemand|einer).{0,80}(toda|todos|tous|alle)|throttl\w+ one another|(entire|whole|complete) \w{2,16} (locked|blocked|banned|throttled)|address .{0,24}(is )?one of (ours|our own)|(same|one) address for (both|all|every)|(alle|all) \w{3,16} .{0,30}(drossel|throttl)|drosselt alle|\bsnat\b|lb-?vip|haproxy\w* ?=|lastverteiler/, ['words', 'logs'])
export const callerAddressUnset = clue('setting-caller-address-unset', 'The limit reads an address that the proxy hides', /remoteipvalve|proxy_ips|trust(ed)?[_ ]?prox\w{1,3}|--proxy-headers|key_func|get_remote_address|err_erl_unexpected|lockout[\w ]{0,24}ip_?address|real_ip|forwarded-for[^\n]{0,40}(false|set|missing|unset)|proxy_set_header["=: ]{1,3}host \$host$|forward-headers-strategy|useforwardedheaders|real_ip_recursive|trustedproxies|num_?proxies|rack-?attack|express-rate-limit|keygenerator|proxyfix|ipware|axes_|throttle_by_ip|limit_req_zone/, ['settings', 'logs'])
export const nothingArrives = clue('log-nothing-arrives', 'The backend sees nobody: no header of the sign-in arrives', /anonymousauthenticationfilter|securitycontextholder to anonymous|sensitive_?headers|auth_?response_?headers|x-webauth-user|no ['"‘]?authorization[:a-z ]{0,12}['"’]? ?header|no session cookie, no authorization|\bauth=-|proxy_set_header (cookie|authorization|connection) ?(\\"|""|''|;)|suphp|mod_fcgid|fastcgi|(allow ?override|htaccess)[^\n]{0,30}(none|not read)|array \( \[host\]|apache_request_headers|calls? .{0,30}(are|is) anonymous|(via|over|through) the (public name|gateway|proxy) .{0,16}(not|fails|anonymous)|header .{0,16}(not|never) (arrive|reach)/, ['logs', 'words', 'settings'])
export const lostAtRedirect = clue('log-lost-at-redirect', 'A redirect comes between the call and its refusal', /" 30[1278] [^\n]{0,200}\n[^\n]{0,200}" 40[13] |(https|slash|www)\b[^\n]{0,30} (it )?works?,? (and )?without|(follow(s|ed|ing)?|after) (a|the) redirect[^\n]{0,40}(401|no header|without|anonymous)/, ['logs', 'words'])
