import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, quoted, unknown } from './define'
import { failures, logSource } from './look'
import { finder } from './find-text'
import { clue } from './words'

/** What an address, its country or its count of tries is refused for. */

const NET = '(hot ?spot|mobile (data|network|phone)|cellular|4g|5g|lte|phone data|other (wifi|wi-fi|network|connection|line|internet)|another (wifi|wi-fi|network|connection|line|internet|provider)|different (wifi|wi-fi|network|connection|ip|internet)|home (wifi|wi-fi|network)|guest (wifi|wi-fi|network)|tethering|neighbou?r|(with|via|over|through) (the |a |my )?vpn|vpn (on|off)|without (the |a )?vpn|handynetz|mobilfunk|données mobiles|datos móviles)'
const GOOD = '(works?|fine|ok\\b|okay|opens|immediately|at once|no problem|gets? in|can (log|sign)|log[- ]?in is|succeeds|geht|klappt|funktioniert|marche|funciona)'
export const networkMatters = clue('network-matters', 'Another network makes the difference', new RegExp(`${NET}.{0,60}${GOOD}|${GOOD}.{0,40}${NET}|(nobody|no one|all of us|everyone|everybody) .{0,24}(in|at|from) (the|this|our) (office|building|branch|site|school|campus)|only (from|in|at) (the |our |this )?(office|home|company|branch|site|network|ip)|(not|never) from (the )?(office|home|company|our network)|same wi-?fi .{0,24}(same|also|too)|(since|after) .{0,24}(new|chang|switch)[a-z]* .{0,24}(provider|isp|line|router|internet|ip|static|fibre|fiber|office)|(before|since) the new (line|router|isp|provider|office)|changed (internet )?(provider|isp)`), ['words'])

export const banStated = clue('network-ban-stated', 'A rule or list bans the address', /fail2ban.{0,60}\bban\b|\] ban \d|\bban (\d{1,3}\.){3}\d|(already banned)|access forbidden by rule|client denied by server configuration|denied by (rule|access|acl|server)|ah01797|ah01630|err_access_denied|(your|the|this|client|source|remote|user) ?ip( address)?( \S{0,45})? (is |was |has been |have been )?(temporarily |permanently |currently )?(block|bann|black-?list|deny|denied|not (allowed|permitted|white-?listed|authori[sz]ed|in|on)|restricted|forbidden)|ip[-_ ]?(address )?(is )?(block(ed|list)|bann?(ed)?|black-?listed|den(y|ied)|reject(ed)?|not (allowed|white-?listed|in the (allow|white)))|ip[-_ ](allow|white|block|black|deny)[-_ ]?list|(allow|white|black|block|deny)[- ]?list.{0,60}(\bip\b|address|range|network|cidr)|(address|range|network|subnet) .{0,24}(is |was |has been )?(banned|blocked|blacklisted|not (allowed|permitted|white-?listed))|(not|outside) (in|of|on|from)? ?(the |an? )?(allowed|trusted|permitted|whitelisted|approved) (ip|address|range|network)|sorry, you have been blocked|error( code)?:? ?100(6|7|8)\b|error( code)?:? ?1020\b|crowdsec|(banned|blocked|blacklisted) .{0,12}(my|our|the|his|her|your) (own )?(ip|address)|sshguard|denyhosts|hosts\.deny|refused connect from|ufw block|iptables.{0,24}drop|spamhaus|abuseipdb|(ip|address|bad|poor|low) reputation|reputation (list|score)|malicious ip|tor exit|network zone|login_restricted|restricted ip|trusted ip ranges?|not allowed to access the server|host .{0,60} is blocked because of many connection|modsecurity|geo ?ip ?set block|limit_(mu|sul)\b|ip[-_ ]?adresse? .{0,24}(gesperrt|blockiert|bloqu|bann)|adresse ip .{0,24}(bloqu|bann|interdit)|ip .{0,16}(bloquead|restringid)/, ['words', 'logs'])

const ADDRESS = /\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b/
const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
function holds(range: string, address: string): boolean {
  const [base = '', bits = '32'] = range.split('/')
  const size = 2 ** (32 - Math.min(32, Math.max(0, Number(bits))))
  return Math.floor(numberOf(base) / size) === Math.floor(numberOf(address) / size)
}

/** The addresses of the attempts against lists of addresses in the settings. */
export const addressDenied = defineSign({
  id: 'network-address-denied',
  says: 'The settings deny the address of the attempts, or allow others only.',
  ask: 'Is the address of the attempts on a list?',
  step: 'changes',
  needs: ['config'],
  look: ({ config, events, logText }: Evidence) => {
    const seen = new Set(failures({ events } as Evidence).flatMap(({ ip }) => (ip && ADDRESS.test(ip) ? [ip] : [])))
    const named = /client(?:ip)?["']?[ :=]{1,3}["']?((?:\d{1,3}\.){3}\d{1,3})/.exec(logText)?.[1]
    if (named) seen.add(named)
    const [from] = [...seen]
    if (seen.size !== 1 || !from) return unknown
    for (const [index, { key, value }] of config.slice(0, 50).entries()) {
      const text = `${key} ${value ?? ''}`.toLowerCase()
      if (!/allow|white-?list|permit|trusted|require ip|deny|block|black|ban/.test(text) || /proxy|proxies|origin|forward/.test(key.toLowerCase())) continue
      const denied = [...text.matchAll(/(?:deny|denied|block|blocklist|blacklist|denylist|banned)[^\d;]{0,40}((?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?)/g)].map(([, range]) => range ?? '')
      const hit = denied.find((range) => holds(range, from))
      if (hit) return present(`${key} denies ${hit}, and the attempts come from ${from}.`, `config[${index}]`)
      const listed = [...text.matchAll(/(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?/g)].map(([range]) => range)
      if (/allow|white|permit|trusted|require ip/.test(text) && listed.length > 0 && denied.length === 0) {
        return listed.some((range) => holds(range, from)) ? absent(`${key} allows ${from}.`, `config[${index}]`) : present(`${key} allows ${listed.slice(0, 3).join(', ')}, and the attempts come from ${from}.`, `config[${index}]`)
      }
    }
    return unknown
  },
})

export const limitStated = clue('network-limit-stated', 'A product says that a limit of tries or requests was passed', /\b429\b|too[ _-]?many[ _-]?(login |sign-?in |auth\w{0,12} |verification )?(requests|attempts)|rate[ _-]?limit(ed|er|ing)?\b|ratelimit|over_(email_send|request|sms_send)_rate_limit|limiting requests|limitexceededexception|toomanyrequests|throttl(ed|ing|e)|request was throttled|quota exceeded|attempt limit exceeded|api_limit|global limit|error:? ?1015|limit_req|x-ratelimit-remaining\W{1,4}0\b|retry-?after\W{1,4}\d|e0000047|aadsts50196|slow ?down|you can only request this after|for security purposes, you can only|exceeded (the )?(rate|limit|quota|number of (requests|attempts))|request limit|zu viele (anfragen|versuche)|trop de (requêtes|tentatives)|demasiad[ao]s (solicitudes|intentos|peticiones)/, ['words', 'logs'])
export const waitSeconds = clue('network-wait-seconds', 'The page says for how many seconds to wait', /(try again|again in|wait|retry|available in|warten|réessay|espere) .{0,24}\b\d{1,3} ?(s\b|sec|seconds?|sekunden|secondes|segundos)/, ['words', 'logs'])
export const manyAtOnce = clue('network-many-at-once', 'Many people sign in at once or from one address', /training (day|course|session)|class ?room|whole class|course (starts?|begins?|day)|(our|whole|the) school|exam\b|conference|workshop|hackathon|launch day|black friday|on sale|shift (start|change)|start of (the )?shift|monday morning|everybody at (once|the same time)|(\d{2,4}|all) (people|students|users|colleagues|participants|attendees|pupils|of us) .{0,40}(one|same) (room|network|office|wifi|wi-fi|ip|address|hall)|same (public )?(ip|address)|\bnat\b|cg-?nat|campus|dormitory|one (public )?(ip|address)|behind (one|the same|a) (ip|nat|address|router)/, ['words'])
export const limitSet = clue('network-limit-set', 'A setting limits the tries or requests', /rate[_. -]?limit|limit_req|throttl|max_?(requests|attempts|logins?)|(requests?|attempts?|logins?)[_. -]?(per|limit|max)|per[_. -]?(minute|second|hour|ip)|burst|\brpm\b|\brps\b/, ['settings'])
export const comesInWaves = clue('network-comes-in-waves', 'After a short wait a try goes through', /(retry|again|wait|after) .{0,24}(a |some |few |one |\d+ )?(minutes?|seconds?|while|coffee|break).{0,24}(works?|fine|ok|goes|once|got)|after (some|a few|\d+) (minutes?|seconds?) .{0,24}(more|again|works|fine|ok)|in waves|every \d+ ?min|first ones|some got in|(a|one) (minute|while) later/, ['words'])

const GEO_RULE = /geo[-_ ]?(block|match|restrict|fenc|rule|ip|deny|filter|polic|zone)|geolocation|countr(y|ies)|\b(only|allow|deny|block)[-_ ](eu|us|uk|de|fr|es|ch|at|nl|it|ca|au|in|europe|domestic|dach|emea|nordics)\b|\b(eu|us|uk|europe|domestic|dach|emea)[-_ ]only|new[-_ ](country|state|city|location|geo)|velocity|impossible[-_ ]travel|region[-_ ](block|restrict|rule)|embargo|sanction|offshore|abroad|overseas/
const findGeo = finder(/(country|region|location|territory|countries) .{0,40}(is |was |are )?(block|not (allowed|permitted|supported|available|on)|restricted|denied|banned|forbidden|unsupported)|(block|den(y|ied)|restrict|refus|reject|not allowed|unavailable|not available|banned)[a-z]* .{0,40}(your|this|that|from|in|by|the|of) .{0,16}(country|region|geo|location|territory)|geo[-_ ]?(block|restrict|fenc|ip.{0,24}(block|den|rule)|match)|geomatchstatement|error( code)?:? ?1009\b|banned the country|not available in your (country|region)|outside (of )?(the )?(allowed (countries|regions)|eu\b|european union|eea|us\b|united states|uk\b|country)|unsupported_country|impossible[ _]travel|unfamiliar location|(new|unusual|unexpected) (country|geo-?location)|new geo-location=positive|velocity=positive|"?country"?[=:]{1,2}"?\w{2,20}"?.{0,80}(block|deny|denied|reject)|land .{0,24}(gesperrt|nicht (erlaubt|zugelassen))|pays .{0,24}(bloqu|non autoris|interdit)|país .{0,24}(bloquead|no (permitid|autorizad))/, ['words', 'logs'])
export const geoRule = defineSign({
  id: 'network-geo-rule',
  says: 'A rule about countries or places refused.',
  ask: 'Did a rule about countries or places refuse?',
  step: 'logs',
  texts: [findGeo.wanted],
  or: ['reason.geo_blocked', 'rules'],
  look: (evidence) => {
    const event = failures(evidence).findLast(({ rule, code, reason }) => reason === 'geo_blocked' || [rule, code].some((name) => name && GEO_RULE.test(name.toLowerCase())))
    if (event) return present(`The rule is “${event.rule ?? event.code ?? 'geo'}”${event.details.country ? `, the country ${event.details.country}` : ''}.`, logSource(event))
    const said = findGeo(evidence.words, 'words') ?? findGeo(evidence.logText, 'logs')
    return said ? present(`It says ${quoted(said)}.`, 'logs') : unknown
  },
})
export const awayNow = clue('network-away-now', 'The person is in another country, or seems to be through a VPN', /\b(on|am in|in|from|at|during|während|en|de) (my |our |a |the )?(holiday|vacation|business trip|trip|journey|honeymoon|urlaub|dienstreise|vacances|vacaciones|viaje)|travell?ing|abroad|overseas|im ausland|à l.étranger|en el extranjero|roaming|local sim|(hotel|airport|airbnb|cruise|ship|embassy|expat)\b|(before|since|after) (the|my) (flight|trip|move)|(flew|flown|relocated) to|moved (abroad|to another country)|\b(thailand|phuket|bali|dubai|china|india|brazil|turkey|egypt|morocco|mexico|vietnam|philippines|nigeria|russia|ukraine|iran|japan|singapore|australia|indonesia|colombia|argentina|kenya|south africa)\b|vpn .{0,40}(server|exit|country|choice|auto|location|on|off)|(nord|proton|express|surfshark|mullvad) ?vpn\b|new vpn (client|app|provider)|vpn off|private relay|starlink/, ['words'])
