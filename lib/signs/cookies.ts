import { absent, defineSign, present, quoted, unknown } from './define'
import { named } from './find-text'
import { once } from './look'
import { clue } from './words'

const FRAMED = /i-?frames?\b|\bembed(s|ded|ding)?\b/
const POSTED = /\bpost\b[^\n]{0,60}(callback|\/acs\b|saml|signin-oidc|openid)|apple[^\n]{0,30}callback/
const SESSION_MISSED = /(csrf|forgery|authenticity)[^\n]{0,30}(fail|missing|invalid|mismatch|verify)|(fail|missing|invalid|can.t verify)[^\n]{0,30}(csrf|forgery|authenticity)|correlation (failed|cookie)|state (is |was )?(missing|not found|mismatch)|no saved (authentication )?request|session (is |was )?(missing|lost|empty|not found)|cookie[^\n]{0,30}(missing|not (sent|found|present))/

/** What a cookie is: its size, its domain, and how far the browser lets it go. */

export const headersOverLimit = clue('text-headers-over-limit', 'A limit for headers or cookies was passed', /(bad message|error|status|http|code)[ :]{1,3}431\b|header (fields? |block |section )?(is |was |are )?(too (large|big|long)|exceed|overflow)|(too|to) (large|big|long) (a |of a )?(request |response )?(header|cookie)|headers? or cookies? too|hpe_header_overflow|headers? (overflow|size limit|length limit|fields size)|cookie ?overflow|err_response_headers_too_big|size of a request header field exceeds|request (line|header).{0,20}(exceeds|is too)|header.{0,40}(exceed|larger than|bigger than|over|limit).{0,30}(limit|maximum|size|bytes|8192|16384|4096|8190|32768|\d+ ?kb?)|securecookie: the value is too long|cookie.{0,60}(too (large|big|long)|exceeds?|larger than|over|bigger than).{0,30}(4093|4096|4 ?kb?|limit|bytes|maximum|size)|max[_-]?http[_-]?(request[_-]?)?header|large_client_header_buffers|proxy_buffer_size|limitrequestfieldsize|(anfrage|request|antwort)[- ]?header.{0,20}(zu gro(ß|ss))|multiple cookies are required|cookie (was |is )?(split|chunked)|\b(431|494)\b.{0,40}(header|cookie|request)|cookies?[^\n]{0,40}\b(4[1-9]\d\d|[5-9]\d{3}|\d{5}) ?(bytes|byte|b\b)|(overflow|drop|truncat)[a-z]* .{0,24}cookie|browsers? (may |will )?(drop|ignore|refuse|discard)s? .{0,24}(cookie|it)\b/, ['words', 'logs'])
export const manyMemberships = clue('says-many-memberships', 'Those who are in many groups, roles or projects are hit', /(many|a lot of|lots of|most|more|hundreds of|dozens of|too many|all the|[4-9]\d|\d{3,4}) (ad |security |azure |ldap )?(groups?|roles?|teams?|permissions?|projects?|entitlements?|memberships?|rights|tenants|workspaces)\b|(in|with|of|have|has) (only )?(a )?(few|fewer|less|little|one|two) (ad |security )?(groups?|roles?|teams?|permissions?|projects?|memberships?)|added (me |him |her |us |them )?(in)?to .{0,40}(groups?|roles?|projects?|teams?)\b|(vielen|viele|wenigen?|mehr) (gruppen|rollen|rechte)|beaucoup de (groupes|r[ôo]les)|muchos (grupos|roles)/, ['words', 'logs'])
export const sessionInCookie = clue('setting-session-in-cookie', 'The session, its tokens or its groups are kept in the cookie', /(session|auth)[a-z_. -]{0,24}(store|storage|driver|engine|strategy)[a-z_.:-]{0,16}= ?"?(cookie|client|jwt|signed_cookies)|session-store-type=cookie|session[_. -]{0,3}type[a-z_.:-]{0,8}= ?"?(client-)?cookie\b|signed_cookies|cookie[_-]?store|save_?tokens=true|pass[-_]access[-_]token=true|(header|cookie)[a-z_.-]{0,24}(buffer|size|max)[a-z_.-]{0,16}=|max[_.-]?http[_.-]?(request[_.-]?)?header[_.-]?size|large_client_header_buffers|groups?[_.-]?(claim|membershipclaims)[a-z_.-]{0,12}=/, ['settings'])

export const tooLargeStatus = defineSign({
  id: 'experience-header-too-large',
  says: 'The status is 431, header fields too large.',
  ask: 'Which status does the page give?',
  step: 'experience',
  needs: ['status'],
  look: ({ experience: { statusCode } }) => (statusCode === 431 || statusCode === 494 ? present(`The status is ${statusCode}.`, 'experience') : unknown),
})

/** From about this many on, the groups of a token no longer fit a cookie. */
const MANY_GROUPS = 40

export const inManyGroups = defineSign({
  id: 'record-many-groups',
  says: 'The person is in very many groups.',
  ask: 'In how many groups is the person?',
  step: 'record',
  or: ['account.groups', 'detail.groups'],
  look: ({ account, events }) => {
    const carried = events.map(({ details }) => details.groups?.length ?? 0)
    const count = Math.max(account?.groups?.length ?? 0, ...carried.slice(0, 1000))
    if (count >= MANY_GROUPS) return present(`The person is in ${count} groups.`, 'account')
    return account?.groups ? absent(`The person is in ${count} ${count === 1 ? 'group' : 'groups'}.`, 'account') : unknown
  },
})

/** Suffixes under which strangers have sites: a browser keeps no cookie for them (publicsuffix.org). */
const PUBLIC_SUFFIX = /^(co|com|org|net|ac|gov|edu|or|ne|gob)\.[a-z]{2}$|^(com|net|org|io|de|fr|es|eu|app|dev|cloud|local|localhost)$|(^|\.)(azurewebsites\.net|azurestaticapps\.net|cloudapp\.azure\.com|herokuapp\.com|github\.io|gitlab\.io|vercel\.app|netlify\.app|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|appspot\.com|run\.app|fly\.dev|onrender\.com|cloudfront\.net|elasticbeanstalk\.com|duckdns\.org|ngrok\.io|ngrok\.app|ngrok-free\.app|trycloudflare\.com|railway\.app|surge\.sh|repl\.co|amplifyapp\.com|azurecontainerapps\.io|azurefd\.net|dyndns\.org|no-ip\.org|myqnapcloud\.com|synology\.me)$/
const HOST = /(?:https?:\/\/|host: ?|server: ?)([a-z0-9][a-z0-9.-]{2,100}\.[a-z]{2,20}|localhost)/g
const SET_DOMAIN = /(?:set-cookie[^\n]{0,600}?domain ?= ?|cookie[^\n]{0,60}? (?:with|for|to|on|its) (?:the )?domain[:= ]{0,3})["'“]?\.?([a-z0-9][a-z0-9-]{0,60}(?:\.[a-z0-9-]{1,60}){1,5})/

const hostOf = (url: string | null) => /^(?:https?:\/\/)?([a-z0-9][a-z0-9.-]{0,100}\.[a-z]{2,20}|localhost|\d{1,3}(?:\.\d{1,3}){3})/.exec(url?.toLowerCase() ?? '')?.[1] ?? null
const within = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)

const domainIn = (text: string) => (text.includes('domain') ? (SET_DOMAIN.exec(text)?.[1] ?? null) : null)

/** The domain that a cookie is set for, from a header that was logged or from a setting. */
const cookieDomain = once((evidence): { domain: string; source: string } | null => {
  const sent = domainIn(evidence.logText) ?? domainIn(evidence.words)
  if (sent) return { domain: sent, source: 'logs' }
  const index = evidence.config.length > 50 ? -1 : evidence.config.findIndex(({ key, value }) => /(cookie|session|csrf|auth)\w*[_.:-]{0,2}domain|domain.{0,3}cookie/i.test(key) && /^\.?[a-z0-9][a-z0-9.-]+$/i.test(value?.trim() ?? ''))
  const value = evidence.config[index]?.value
  return value ? { domain: value.trim().toLowerCase().replace(/^\./, ''), source: `config[${index}]` } : null
})

export const cookieForOtherHost = defineSign({
  id: 'log-cookie-for-other-host',
  says: 'The cookie is set for a domain that is not the host’s, or that many share.',
  ask: 'For which domain is the cookie set, and which host is opened?',
  step: 'logs',
  texts: named(/domain/, 'words', 'logs'),
  or: ['config'],
  look: (evidence) => {
    const set = cookieDomain(evidence)
    if (!set) return unknown
    if (PUBLIC_SUFFIX.test(set.domain)) return present(`The cookie is set for ${set.domain}, which no site owns alone.`, set.source)
    const host = hostOf(evidence.experience.url) ?? [...evidence.logText.matchAll(HOST)].map(([, name]) => name ?? '').find((name) => name !== set.domain) ?? null
    if (host) return within(host, set.domain) ? absent(`The cookie is set for ${set.domain}, which holds ${host}.`, set.source) : present(`The cookie is set for ${set.domain}, the page is ${host}.`, set.source)
    // Several hosts named in words and changes: one outside the cookie's domain is the one that fails.
    const settled = evidence.changes.map(({ from, to }) => `${from ?? ''} ${to ?? ''}`).concat(evidence.config.filter(({ key }) => /url|host|wwwroot|origin/i.test(key)).map(({ value }) => value ?? ''))
    const named = [...`${evidence.words}\n${evidence.logText}\n${settled.join('\n').toLowerCase()}`.matchAll(/\b([a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4}\.[a-z]{2,12})\b/g)].map(([name]) => name).filter((name) => name.length > 6 && !/\.(js|css|php|py|java|cs|rb|go|html|log|internal)$/.test(name)).slice(0, 50)
    const outside = named.find((name) => !within(name, set.domain) && named.some((other) => within(other, set.domain)))
    return outside ? present(`The cookie is set for ${set.domain}, not for ${outside}.`, set.source) : unknown
  },
})

export const cookieDomainRefused = clue('text-cookie-domain-refused', 'The browser refuses the cookie for its domain', /(rejected|refused|blocked|ignored|invalid).{0,30}(invalid|wrong|bad|its|the|because of).{0,12}domain|domain attribute.{0,40}(invalid|not match|mismatch|refus|with regards)|invalid with regards? to the current host|cookie.{0,20} domain.{0,40}(not|differ|wrong|mismatch|other|old|former|refus|invalid|public)|public suffix|cookie.{0,40}(other|wrong|another|old|different|former) (sub-?)?domain|invalid cookie domain|does not domain-match|__host-.{0,40}(reject|invalid|prefix)/, ['words', 'logs'])
export const cookieTwice = defineSign({
  id: 'log-cookie-twice',
  says: 'Two cookies of one name come with a request.',
  ask: 'Does a request carry two cookies of one name?',
  step: 'logs',
  texts: named(/cookie|phpsessid|jsessionid|sessionid|connect\.sid/, 'words', 'logs'),
  look: ({ logText, words }) => {
    const told = /(two|2|both|duplicate|double|second|several) .{0,24}(cookies?|phpsessid|jsessionid|sessionid|connect\.sid).{0,50}(same name|of (that|the same|one) name|paths?|domains?|twice|identical)|cookies? .{0,24}(twice|duplicated|in duplicate)|same cookie (name )?(twice|from|on)|old cookie .{0,30}(domain|path|wins|first)/.exec(`${words}\n${logText.slice(0, 65_536)}`)
    if (told) return present(`It says ${quoted(told[0])}.`, 'logs')
    for (const [, list = ''] of [...logText.matchAll(/(?:^|[^-])cookie[:=] ?"?([^"\n]{5,1000})/gm)].slice(0, 200)) {
      const names = list.split(';').map((pair) => pair.split('=')[0]?.trim() ?? '').filter((name) => /^[\w.-]{2,60}$/.test(name))
      const twice = names.find((name, index) => names.indexOf(name) !== index)
      if (twice) return present(`The cookie ${twice} comes twice.`, 'logs')
    }
    return unknown
  },
})
export const hostRenamed = clue('says-host-renamed', 'A new name of the host or another subdomain is involved', /(new|changed?|renam\w*|moved|other|second|different|own|custom) .{0,16}(domain|sub-?domain|host ?name|web address)|(domain|host ?name|sub-?domain)s? .{0,16}(chang|renam|mov|switch|migrat)|umbenenn|umbenannt|neue[rn]? (domain|adresse|dom[äa]ne)|nouve(au|lle) (domaine|adresse)|nuevo dominio|old (address|domain|url|name) (still )?(works|ok|fine)|(works?|fine|ok) (on|at|with|under) .{0,30}(old|other|main|own) (address|domain|url|sub-?domain)|(with|without|ohne|mit|sans) www\b|across sub-?domains|rebrand/, ['words', 'logs', 'changes'])

export const wayBackWithoutCookie = clue('log-post-without-cookie', 'The answer of the provider comes as a POST without the cookie', /post .{0,160}(acs|saml|sso|callback|signin|login).{0,240}(cookies?="?-?"|cookies?( headers?)?[:=] ?"?(-|none|0\b|\(none\)|empty|null|absent|missing)|no cookie|without (a |the |our |any )?(\w{1,20} )?cookie)|(correlation|nonce|state|session|saml)[\w. -]{0,60}cookie (was |is )?(not found|missing|absent|not (sent|present))|['"’]?\.aspnetcore\.(correlation|openidconnect\.nonce).{0,60}(not found|missing|reject)|no saved authentication request|unable to find the saml(2)? request|response_mode[= ]+form_post|form_post/, ['words', 'logs'])
export const sameSiteNamed = clue('text-samesite-named', 'The browser or a person says that SameSite holds the cookie back', /(because|since|as|that) (it|its|the cookie)? ?.{0,50}same-?site|same-?site ?=? ?["“]?none["”]?.{0,60}(secure|must|without|missing|did not|reject|block)|same-?site.{0,40}(missing|not set|unset|default|reject|block|prevent|problem|issue|policy|cause|lax by default)|(set|chang|need|require|switch|add)[a-z]* .{0,24}same-?site|cross-site (post|request|response|redirect|context|navigation)|schemeful|lax ?\+ ?post/, ['words', 'logs'])
export const noneWithoutSecure = defineSign({
  id: 'setting-none-without-secure',
  says: 'The cookie is SameSite=None and not Secure.',
  ask: 'Is the cookie Secure?',
  step: 'changes',
  texts: named(/samesite=none/, 'logs'),
  or: ['config'],
  look: ({ config, logText }) => {
    if (config.length > 50) return unknown
    const none = config.findIndex(({ key, value }) => /same-?_?site/i.test(key) && /^"?none"?$/i.test(value?.trim() ?? ''))
    const open = config.some(({ key, value }) => /secure/i.test(key) && /^(false|0|off|none|no|never|sameasrequest|unset|\(unset\))$/i.test(value?.trim() ?? ''))
    if (none >= 0 && open) return present('SameSite is None, and Secure is not set.', `config[${none}]`)
    const sent = /set-cookie[^\n]{0,400}samesite=none[^\n]{0,200}/.exec(logText)?.[0]
    return sent && !/;\s*secure/.test(sent) ? present('A cookie is sent with SameSite=None and without Secure.', 'logs') : unknown
  },
})
export const browserUpdated = clue('says-browser-updated', 'It began with a new version or policy of the browser', /(chrome|edge|firefox|safari|browser|ios|ipados|macos)s? .{0,24}(updat|upgrad|version|release|rolled out|policy|profile|new)|(updat|upgrad)[a-z]* .{0,16}(to |of )?(the )?(chrome|edge|firefox|safari|browser|ios|iphone)|since (chrome|edge|firefox|safari|ios) ?\d/, ['words', 'logs'])

export const insideOtherSite = clue('text-inside-other-site', 'The page is shown inside another site', /i-?frames?\b|\bembed(s|ded|ding)?\b|widget|(inside|within|in) (of )?(the |a |an |our |their |another |other |hotel |partner |customer.?s? |client.?s? )?(lms|intranet|sharepoint|teams tab|ms teams|salesforce|crm|moodle|canvas|blackboard|confluence|jira|notion|zendesk|wordpress|shopify|portal frame|web ?sites?|frame)\b|eingebettet|eingebunden|dans une? (iframe|cadre)|int[ée]gr[ée]e? dans|incrustad|storefront|web ?part|white-?label.{0,20}(site|page)/, ['words', 'logs'])
export const thirdPartyNamed = clue('text-third-party-named', 'The browser keeps cookies of embedded pages back', /(third|3rd)[- ]?party (cookies?|check|context|storage|iframe)|3p-?cookies?|drittanbieter|cookies tiers|terceros|tracking (prevention|protection)|prevent cross-site|cross-site tracking|\bitp\b|\betp\b|storage ?access|partitioned|\bchips\b|privacy (sandbox|badger|setting|mode)|(blocks?|blocked|blocking|disabled?|deny|denied|refus\w+|no) .{0,20}(access to )?(cookies?|storage) .{0,30}(frame|embedded|third|cross)|cookies? .{0,30}(in|inside|of|from) (the |an )?(iframe|frame|embedded)|(iframe|silent|check-?sso|session_?check|web_message).{0,60}(time ?out|timed out|blocked|cookie|no cookie|refused|not answer)|frame window timed out|monitor_window_timeout|enabletrackingprotection|blockthirdpartycookies|data can ?not be read from an iframe|brave shields?|strict mode of firefox/, ['words', 'logs', 'settings'])
export const appleBrowsersFail = clue('says-strict-browsers-fail', 'Browsers that guard privacy fail and others get in', /(safari|iphones?|ipads?|\bios\b|brave|hardened firefox|firefox strict|duckduckgo|strict (mode|firefox)|apple (users|devices)).{0,60}(\bno\b|not|fail|doesn|broken|nothing|stuck|loop|cannot|can'?t|never|again)|(not|only|nothing|fails?|fail) (on|in|with|for|at) (the )?(safari|iphones?|ipads?|ios|brave|apple)|(android|chrome|edge|windows)( on [a-z]+)?( is| are| users)? (fine|ok|works?|yes|no problem)/, ['words'])
export const opensAlone = clue('says-works-outside-frame', 'Opened on its own the page works', /(open(ing|ed)?|start(ed|ing)?|load(ed|ing)?|call(ed|ing)?|goes|going|visit(ed|ing)?) .{0,40}(directly|alone|on its own|in (its|an?) own (tab|window)|in a (new|separate|full) (tab|window)|stand-?alone|outside)|(direct(ly)?|own tab|new tab|separate (tab|window)|full page|top[- ]level|stand-?alone|outside (of )?the (i?frame|portal|page)).{0,24}(works?|fine|ok|yes|is good)|works? .{0,30}(directly|in (its|a|an) (own|new|separate) (tab|window)|outside|stand-?alone)|direkt (ge[öo]ffnet|aufgerufen) geht/, ['words'])
export const silentSignInRefused = clue('text-silent-refused', 'A sign-in without a page is refused', /login_required|prompt=none|silent (auth\w*|login|sso|renew\w*|token|refresh|sign-?in)|check-?sso|web_message|pop-?up .{0,24}(clos|shut)[a-z]* .{0,40}(still|not|nothing)/, ['words', 'logs'])

export const chromiumOnly = clue('says-chromium-only', 'Chrome and Edge fail, Firefox, Safari or an older browser do not', /(chrome|edge|chromium)( or | and |, ?|\/)?(chrome|edge|chromium)?.{0,24}(fails?|fail|can.?t|cannot|not\b|broken|since|updated)|(firefox|safari|\bie ?11|internet explorer)( and (firefox|safari|ie ?11))?( users)? (is |are |still )?(works?|ok\b|accepts|fine|not affected|good)|(browsers?|chrome) (before|older than|up to|below|until) (version )?(80|84|7\d)|(chrome|edge) (80|84)\b|chrome (was )?updated/, ['words'])
export const sameSiteShown = clue('setting-same-site-shown', 'The cookie in question is Lax, Strict, or says nothing of SameSite', /same_?-?site["']?[:=, ]{1,4}:?["']?(lax|strict|\(unset\)|unset|not set)|cookie_?same_?site["']?[:= ]{1,3}["']?(lax|strict|\(?unset|default)|samesite not set|same_site: :strict|samesite=(lax|strict)/, ['settings', 'logs', 'words'])
export const cookieVeryLarge = clue('log-cookie-very-large', 'A cookie of some kilobytes is set, or the session holds whole tokens', /set-cookie[^\n]{0,120}(\(?\d{4,5} (chars|bytes|characters)|\d(\.\d)? ?k\b)|header[^\n]{0,16}\d(\.\d+)? ?k\b|=\d\.\dk\b[^\n]{0,24}=\d\.\dk\b|(stores?|holds?|keeps?|contains?) .{0,24}(jwt|id_token|access token|claims|tokens)[^\n]{0,24}(claims|tokens?|cookie)|\d{2,4} (memberof|group) entries|\d{2,3} groups|(more|far more) than \d{2,3} (groups|roles)|enable-(encrypted-token|refresh-tokens)|session-token\.[1-9]\b|session\.[1-9]=|cookiesc[2-9]\b|_oauth2_proxy_[1-9]|(token|jwt|cookie)s? (of|is|has|with|are) (about |some )?(\d{4,5} (bytes|chars|characters)|([4-9]|\d\d)(\.\d)? ?ki?b)/, ['logs', 'words', 'settings', 'record'])
export const installedApp = clue('says-installed-app', 'The page runs as an installed app of the phone or desktop', /installed (web )?app|as (an )?installed|home ?screen|standalone (mode|app)|\bpwa\b|zum home-?bildschirm|als app installiert|added to (the )?(home|dock)|web app on ios/, ['words'])

/** Browsers change what they let into other sites for everybody; one product's release changes the SameSite of its own cookie. */
export const framedSinceRelease = defineSign({
  id: 'change-release-of-framed-page',
  says: 'A release precedes the failures of a page that is shown inside another site.',
  ask: 'Did it begin with a release of the page that is embedded?',
  step: 'changes',
  needs: ['changes'],
  texts: named(FRAMED, 'words', 'settings'),
  look: ({ changes, words, settingsText }) => {
    const index = changes.findIndex(({ kind, beforeFirstFailure }) => (kind === 'deploy' || kind === 'config') && beforeFirstFailure !== false)
    return index >= 0 && FRAMED.test(`${words}\n${settingsText.slice(0, 65_536)}`) ? present(`It is shown inside another site, and ${changes[index]?.service ?? 'a service'} was changed before.`, `changes[${index}]`) : unknown
  },
})

/** A page of another site that posts its answer brings no cookie that is SameSite=Lax: Apple does so always, SAML and response_mode=form_post too. */
export const postedBack = defineSign({
  id: 'log-posted-back-refused',
  says: 'The provider’s answer came as a POST of another site, and the session was not there.',
  ask: 'Does the provider send people back by POST?',
  step: 'logs',
  texts: named(POSTED, 'words', 'logs'),
  look: ({ words, logText }) => {
    const lines = logText.slice(0, 65_536)
    if (!SESSION_MISSED.test(`${words}\n${lines}`)) return unknown
    const [logged, said] = [POSTED.exec(lines), POSTED.exec(words)]
    if (logged) return present(`It says ${quoted(logged[0])}.`, 'logs')
    return said ? present(`It says ${quoted(said[0])}.`, 'experience') : unknown
  },
})
