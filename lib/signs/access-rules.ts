import { absent, defineSign, present, unknown } from './define'
import { clue } from './words'

/** Rules of products that let nobody, few or only some in: policies, seats, networks, ways that were switched off. */

export const policyOfApp = clue('access-policy-of-app', 'A policy of the application leaves the person out', /msis5007|msis7012|caller ?authorization ?(failed|exception)|not registered for (the|this) application|cannot grant access to|access denied due to missing privileges|policies\.process|passing["\\]{0,2}: false|not allowed to access this (service|application|app|client|site)|allowed[_ ]user[_ ]groups|access control policy|denied by (the )?(access|authori[sz]ation|application) policy|unauthorizedserviceforprincipal|registeredserviceaccess|user is not assigned|not in the allowed (groups|users)|invalid group\b|(other|all other) tiles (fine|work|ok)/, ['logs', 'words', 'settings', 'record'])
export const appRestricted = clue('access-app-restricted', 'The provider restricts the application itself', /not registered in the developer dashboard|not enabled for consumers|signinaudience|aadsts7000112|application '[^']{1,80}'\s?(\([^)]{1,60}\) )?is disabled|enabled for users to sign-?in|subset of x api|different access level|development mode|app (is )?not (live|active|set up)|app_?not_?(active|live)|test users? only|add(ed)? .{0,24}(tester|test user)|app review|"?code"?:453\b|developer mode|quota.{0,16}(test|development) users/, ['logs', 'words', 'settings'])
export const challengePage = clue('risk-challenge-page', 'A protection service answers with a challenge or calls the sign-in unsafe', /__cf_chl|_cf_chl_opt|bot (challenge|detection|protection)|challenge page|suspicious request requires|requires verification|deemed unsafe|security defaults|violating our (security )?policy|many_new_devices|untrustedip|pre-?login assessment|impossibletravel|newdevice|challenge_required|captcha challenge|recaptcha score|connexion inhabituelle|ungewöhnliche anmeldung|inicio de sesión inusual|unusual (login|sign-?in|activity).{0,24}block|(gets?|got|is|was|are) (marked|flagged)|notice about suspicious|device ?id|deviceid|attack protection|unfamiliarfeatures/, ['logs', 'words', 'settings'])

export const addressListed = clue('network-address-listed', 'The address stands on a list, or the host was shut out', /can.?t log ?in as \S{1,40} from that ip|action=block|screened_ip|blockedipzone|ip ?zone|security\.request\.blocked|host lockout|\bf2b-|chain f2b|fail2ban|drop +all|limited by the site owner|wordfence|block reason|denyhosts|hosts\.deny|blocklist|spamhaus|ip_?ban\w{0,4}|ip_bans\.yaml|banned ip|refused from .{0,20}(address|server)|(different|other|another) (host|line|address|machine|place|computer)\b.{0,30}(fine|works?|signs? in|ok\b)|(signs? in|works?|fine|connects) .{0,12}from (a different|another|work|the other)|off wi-?fi/, ['logs', 'words', 'settings'])
export const localOnlyRule = clue('access-local-rule', 'A rule lets the account or service in from the own network alone', /enableremoteaccess":false|local_?only"?[:=] ?"?(1|true)|"address":"(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]{1,12}\/\d|limit_login_to_ip|deny access to this computer from the network|allow_nets|protected mode|loopback interface|from (the )?loopback|host do(es)? not allowed|listener=(localhost|127)|(bind|listen)\w{0,10}[ =:]{1,3}"?(localhost|127\.0\.0\.1)|réseau local|restrictedip|restricted ip|login ip ranges?|location or login time may be restricted|leave the lan|inside the office|(at home|à la maison|zu ?hause|en casa) .{0,40}(works?|ok\b|again|peuvent)|whitelisted\.ranges/, ['record', 'settings', 'logs', 'words'])
export const wayOff = clue('access-way-off', 'The way by password is switched off here', /prohibit-password|permitrootlogin[ =]{1,3}"?(no|without|prohibit)|passwordauthentication[ =]{1,3}"?no|kbdinteractiveauthentication no|does ?n.t even ask (for|me)|login\(\) is disabled|disabled by default in this org|allowbasicauth\w{0,12} ?: ?false|(saml|sso|oidc) only|authentication ?= ?saml only|not taken since sso|console .{0,40}(accepts?|takes?|works with) .{0,20}password|curl -u token|token: goes|personal access tokens? ?= ?allowed|basic auth\w{0,12} (was |is |has been )?(retired|removed|off|switched off|disabled|deprecated)|no sign-in record for protocol|password grant (was |is )?(removed|disabled)|direct_?access_?grants?_?enabled["' ]{0,2}[:=] ?"?false/, ['settings', 'logs', 'words'])
export const seatsOut = clue('access-seats-out', 'No more people fit: licences, seats or connections are used up', /\d{1,6} active users, \d{1,6} allowed|no more licen[cs]es|no remote desktop licen[cs]e|licen[cs]e servers? available to provide|already as many connections|no more connections can be made|blocked_pending_approval|pending approval|limite de usu[aá]rios|limite d.utilisateurs|límite de usuarios|nutzer(limit|grenze)|lizenz\w{0,8} .{0,20}(erschöpft|voll|überschritten)|block overages|signups_?cap|seats_?(used|total)|as soon as .{0,40}(shuts? down|leaves|logs? out).{0,30}(next|another|accepted)|concurrent (users?|sessions?) (limit|exceeded)|device cal|user cal\b/, ['logs', 'words', 'record', 'settings'])

const USED = /(active|used|current|assigned|consumed|occupied|taken|in_?use|billable|count)/i
const LIMIT = /(licen[cs]e|seat|subscription|plan|quota|tier|max|limit|allowed|purchased|total|cap\b|_cap)/i
const PEOPLE = /user|seat|licen[cs]e|member|account|people/i
/** Used and bought, as the record of an organisation or a pair of settings gives them. */
export const seatsOfRecord = defineSign({
  id: 'access-seats-of-record',
  says: 'The record or the settings count as many people as are paid for.',
  ask: 'How many people are counted, of how many paid for?',
  step: 'record',
  look: ({ account, config }) => {
    const numbers: { key: string; count: number }[] = []
    const gather = (value: unknown, depth: number) => {
      if (typeof value !== 'object' || value === null || depth > 2) return
      for (const [key, inner] of Object.entries(value).slice(0, 60)) {
        if (typeof inner === 'number' && PEOPLE.test(key) && !/id$|attempt|age|days|session|rate/i.test(key)) numbers.push({ key, count: inner })
        else gather(inner, depth + 1)
      }
    }
    gather(account?.raw, 0)
    for (const { key, value } of config.slice(0, 25)) if (value !== null && /^\d{1,7}$/.test(value.trim()) && (PEOPLE.test(key) || /_cap$/i.test(key)) && !/rate|minute|second|password|session|attempt|age|days/i.test(key)) numbers.push({ key, count: Number(value) })
    const used = numbers.find(({ key }) => USED.test(key))
    const limit = numbers.find(({ key }) => key !== used?.key && LIMIT.test(key))
    if (!used || !limit || limit.count <= 0) return unknown
    return used.count >= limit.count ? present(`${used.key} is ${used.count}, ${limit.key} is ${limit.count}.`, 'account') : absent(`${used.count} of ${limit.count}.`, 'account')
  },
})
export const geoNamed = clue('network-geo-named', 'A product names the country as its reason', /pam_geoip|geoipnotfound|geoip:|x-geo-country|licen[cs]e-region|unavailable for legal reasons|"?status(code)?"?:451\b|country (not|is not|was) (allowed|blocked|permitted)|allowed country|location: [a-z]{2}, \w{3,20} -> deny|geographic|geo-?ip.{0,24}(not found|block|deny|denied)/, ['logs', 'words', 'settings'])
