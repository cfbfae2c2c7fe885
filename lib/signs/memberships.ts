import { changeSign, textOf } from './changes'
import { absent, defineSign, present, unknown } from './define'
import { finder, named } from './find-text'
import { clue } from './words'

/** What the groups and roles of a person open here, and whether they came at all. */

export const groupsRefused = clue('groups-refused', 'A product says that no group or role of the person opens anything', /role_attribute(_strict|_path)?|did not return a role|no role (attribute|found|assigned|mapped|match)|"?(roles|authorities|groups)"?[ =:]{1,3}\[\]|\b0 (memberships|groups|roles)|_claim_names|_claim_sources|hasgroups|groups? (claim )?overage|overage (claim|indicator)|claim\.type=(groups|role)|groupmember\.read|directory\.read\.all|transitivememberof|getmemberobjects|getmembergroups|authorization_requestdenied|insufficient privileges to complete|(user|member|account|subject) .{0,40}(is )?not (a member |in|part) (of )?.{0,24}(group|role|team|org)|none of the .{0,24}(group|role)s?|no (matching|valid|mapped|suitable|known|allowed) (group|role|team|permission set)|(group|role)s? .{0,24}(does not|do not|did not|doesn.?t|don.?t) (match|map|exist|contain|resolve|come|arrive)|(unknown|unmapped|unrecogni[sz]ed) (group|role)|(group|role)[- ]?mapp|mapp(ed|ing) .{0,24}(to )?(group|role)|allowed[_ -]?groups|required[_ -]?groups?|admin[_ -]?group|group[_ -]?(search|filter|base|dn|attribute|claim|lookup|sync)|memberof|isdirectsynchroni|(missing|lacks?|without|requires?) (the )?(required )?(group|role)\b|team[_ -]?sync|(default|viewer|guest|fallback) role|no role\b|(missing|invalid|wrong|insufficient|unknown)[ \/a-z]{0,16} roles?\b|no roles? (in|for|claim|were|was)|(los(t|es?|ing)|reset(s|ting)?|remov(es|ed)|strips?|overwr[a-z]+) .{0,16}(all |every )?(of )?(the |his |her |their |my |our )?(roles|groups|rights|admin)|is missing the .{0,40}permission|permission ?denied: .{0,60}\b(sub|get|applications|projects)\b|groups? .{0,32}(come|arrive|sent|delivered|show up|now|are) .{0,12}as (guid|uuid|id|object|number)|group (name|id)s? instead of|only (users|members) (of|in) .{0,24}group/, ['logs', 'words'])
export const inThenDenied = clue('groups-in-then-denied', 'The sign-in works and the person may do nothing afterwards', /((log(s|ged|ging)? ?in|sign(s|ed|ing)?[- ]?in|login|sso|authenticat|anmeld|connexion|connect)[a-zé]* .{0,32}(works?|fine|ok\b|okay|success|passes|itself|geht|klappt|funktioniert|marche|funciona|ist ok)).{0,70}(denied|\b403\b|forbidden|no (permission|access|role|rights|menu|project|group)|not (authori[sz]ed|allowed|permitted)|empty|cannot (see|do|approve|open)|can.?t (see|do|approve|open)|keine? |refus|interdit|sin (permiso|acceso))|(land|end|arrive|get)[a-z]* (up )?(on|at|in) .{0,16}(no role|access denied|forbidden|403|empty)|(menu|dashboard|project list|projects?) (is |are |ist |stays? )?(empty|leer|vide|vac[ií])|keine berechtigung|nicht berechtigt|acc[eè]s refus|pas (les )?(droits|autoris)|sin permisos?|no tiene permiso|(lost|lose|missing|without) (my |all |the |their |our )?(admin|edit|write|approver?|role|rights|permissions)|only (see|have|get|as) .{0,16}(viewer|read[- ]only|guest)|(log|sign)(ged|s)? (them |us |me )?in .{0,24}(but|then|and) .{0,40}(denied|403|forbidden|no (role|permission|access|rights))/, ['words'])
export const groupsMoved = changeSign('change-groups-moved', 'Groups, their names or the right to read them were changed.', ({ summary, service, from, to }) => {
  const text = `${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`.toLowerCase()
  return /(group|role|\bou\b|organi[sz]ational unit|team|gruppe|groupe|directory\.read|groupmember|graph permission|application permission|scope|claim).{0,80}(renam|mov|restructur|umstruktur|verschob|migrat|remov|clean|delet|chang|nest|merg|split|re-?creat|convert|revok|filter|sync|replac|prefix|restrict|limit|new)|(renam|mov|restructur|umstruktur|migrat|remov|clean|delet|chang|nest|merg|convert|revok|replac|restrict|limit)[a-z]* .{0,80}(group|role|\bou\b|organi[sz]ational unit|team|gruppe|groupe|directory\.read|groupmember|permission|claim)/.test(text)
})

export const groupsChangedSaid = clue('groups-changed-said', 'It began when groups or roles were renamed, moved or switched', /(group|role|\bou\b|gruppe|groupe|grupo)s? .{0,32}(were |was |have been |got )?(renam|moved|migrat|clean|restructur|merg|re-?creat|switch|umbenannt|verschoben)|(renam|moved|migrat|clean|restructur|switch)[a-z]* .{0,32}(groups?|roles?|\bous?\b|gruppen|groupes)\b|(since|after) .{0,24}(restrict|limit|requir|mov|switch)[a-z]* .{0,40}groups?/, ['words'])

/** A group's distinguished name, short name or id, as records, tokens and settings write it. */
const DN = /cn=([^,;"']{1,80}),((?:ou|cn|dc)=[^;"'&|)]{1,200})/gi
const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi

const dnsOf = (text: string) => [...text.slice(0, 65_536).matchAll(DN)].map(([whole, name = '']) => ({ whole: whole.replace(/\s+/g, ''), name: name.trim() }))

/** The same group under another path: it was moved, the setting was not. */
export const groupPathDiffers = defineSign({
  id: 'groups-path-differs',
  says: 'A group of the record stands in the settings under another path.',
  ask: 'Do the paths of the groups agree with the settings?',
  step: 'record',
  texts: named(/(?:cn|ou|dc)=/, 'settings'),
  look: ({ recordText, logText, settingsText }) => {
    const set = dnsOf(settingsText)
    const held = dnsOf(`${recordText}\n${logText}`)
    for (const want of set) {
      if (held.some(({ whole }) => whole.startsWith(want.whole) || want.whole.startsWith(whole))) continue
      const moved = held.find(({ name }) => name === want.name)
      if (moved) return present(`The person is in ${moved.whole.slice(0, 90)}; the setting says ${want.whole.slice(0, 90)}.`, 'config')
    }
    return unknown
  },
})

/** Groups that came in a token or a log line against those that a setting asks for. */
export const groupsNotAsked = defineSign({
  id: 'groups-not-asked',
  says: 'Groups came, and none of them is among those that the settings ask for.',
  ask: 'Are the groups that came among those of the settings?',
  step: 'logs',
  texts: named(/group|role|team/, 'settings'),
  look: ({ settingsText, logText, recordText, events }) => {
    const line = settingsText.split('\n').filter((entry) => /group|role|team/.test(entry)).join('\n')
    const came = /groups?["']?\s{0,2}[=:]\s{0,2}\\?["']?\[([^\]]{3,4000})\]/.exec(`${logText}\n${recordText}`)?.[1] ?? events.findLast(({ details }) => details.groups?.length)?.details.groups?.join(' ').toLowerCase()
    if (!line || !came) return unknown
    const ids = [...new Set(line.match(GUID) ?? [])]
    const names = [...line.matchAll(/['"]([^'"=()]{2,80})['"]\s?(?:,\s?groups|\))|groups?\[?\*?\]?\s?,\s?['"]([^'"]{2,80})['"]/g)].flatMap(([, one, two]) => one ?? two ?? [])
    const asked = [...ids, ...names]
    if (asked.length === 0) return unknown
    return asked.some((group) => came.includes(group)) ? absent('A group that came is among those asked for.', 'config') : present(`Came ${came.slice(0, 80)}; asked for are ${asked.join(', ').slice(0, 80)}.`, 'config')
  },
})

/** From about 150 (SAML) or 200 (JWT) groups on, Entra sends a reference instead of the groups. */
const OVERAGE = 150

export const overage = defineSign({
  id: 'groups-overage',
  says: 'The person is in more groups than a token carries.',
  ask: 'In how many groups is the person?',
  step: 'record',
  texts: named(/group|member|role/, 'record'),
  look: ({ account }) => {
    if (!account) return unknown
    const told = Object.entries(account.raw).find(([key, value]) => /group|member/i.test(key) && Number(value) >= OVERAGE)
    const count = told ? Number(told[1]) : (account.groups?.length ?? 0)
    return count >= OVERAGE ? present(`The person is in ${count} groups.`, 'account') : unknown
  },
})

export const notAssigned = clue('access-not-assigned', 'The provider says that the application was not given to the person', /aadsts50105\b|aadsts501051|not (been )?(specifically )?(granted|assigned|entitled|given)[^a-z].{0,60}(app|application|client|role|access|service)|not[ +]assigned\b|application .{0,60}not assigned|unauth_app_access_attempt|app_not_(enabled|configured)_for_user|service (is )?not enabled for (the |this )?user|(user|account|you) (is|are|does|do|has|have)( not|n.t) .{0,24}(entitled|assigned|access to (this|the) (app|application|client|service|portal))|unless they are specifically granted|(does|do) not have (any )?(applications|app assignments)|app ?role ?assignment|user assignment required|assignment[-_ ]required|denied access to (this |the )?application|(app|application|tile|icon) (is )?(not|missing|gone) (shown|listed|there|in|from|on) .{0,24}(dashboard|portal|my apps|list|start)|that account does not have access|nicht zugewiesen|pas (été )?(affect|assign|attribu)|no (está|ha sido) asignad/, ['words', 'logs'])
export const changedPost = clue('access-changed-post', 'The person changed post, or a colleague in the same post gets in', /(chang|mov|switch|transfer|join)[a-z]* .{0,16}(department|team|role|position|job|division|abteilung|equipo|departamento)\b|promot(ed|ion)|colleague .{0,60}same role|same (role|team|job|department).{0,30}(can|works|fine)/, ['words'])

export const signUpRefused = clue('access-sign-up-refused', 'A product says that no account is made at sign-in', /sign[-_ ]?up(s)? (is |are |has been |have been )?(not |currently )?(allowed|disabled|permitted|closed|off|restricted|turned off|blocked)|signups? not allowed|sign[-_]?up[-_]?disabled|otp_disabled|signup is disabled|signup is not permitted|registration[-_ ](is[-_ ])?(disabled|closed|off|not allowed|not enabled)|(account|user) (self[- ])?(creation|registration|provisioning) (is |has been )?(disabled|closed|not (allowed|enabled|permitted)|blocked|off|turned off)|auto[-_ ]?(create|creation|provision(ing)?|register|registration|sign[-_]?up)\W{0,3}(is |are )?(=|:|not |disabled|off|false|turned)|(auto|just.?in.?time|jit).{0,12}provision.{0,24}(not|off|disabled|fail)|not (been )?(yet )?provisioned|unprovisioned|user\.find_by.{0,40}nil|(no|not) (local )?(user|account|record) .{0,40}(auto|creat|provision|invit)|does not exist.{0,40}(and|,) .{0,40}(creat|provision|regist|sign)|(cannot|could not|unable to|refus|not|won.?t|fail)[a-z]* .{0,12}(create|creating|provision|register) .{0,12}(a |the )?(new )?(user|account)|enrol?lment (flow )?(is )?(not|disabled|closed)|not configured for enrol?lment|block[_ ]auto[_ ]created|pending (admin(istrator)? )?approval|admin-restricted-operation|restricted to administrators|(not|never) been invited|need(s)? an invit|invit(ation|e)[- ](only|required|code)|no invitation|ask (your|an|the) admin.{0,24} invite|no new (users|accounts)|not a member of (this|the|any) (workspace|organi[sz]ation|tenant|team|site)|registrierung (ist )?(deaktiviert|geschlossen|nicht)|inscriptions? (est |sont )?(ferm|désactiv)|registro (está )?(cerrado|deshabilitado)/, ['words', 'logs'])
export const newcomers = clue('access-newcomers', 'Those who never had an account are hit, the others get in', /(new|newest|recent|latest) (hire|employee|colleague|joiner|starter|staff|people|user|student|member|postdoc|teacher|team ?mate|intern)s?|(started|joined|start|begin|began|starts|arriv)[a-z]* (on |at |in |with us )?(the )?(\d|this|last|monday|tuesday|yesterday|today|week|first|beginning|1st|new)|first day|on-?board(ed|ing)|(everyone|everybody|those|people|users|all) (who|that) (was|were|joined|had) .{0,24}(before|here|already|in 20\d\d).{0,24}(fine|ok|can|works|get)|(existing|older|long[- ]time) (users|accounts|colleagues|people|employees|members) .{0,24}(work|fine|ok|can|get|no problem)|never for (the|these|those|them|new)|neue (kollegen|mitarbeiter|benutzer)|nouveaux? (coll|employ|utilis)|nuevos? (emplead|usuari|compa)/, ['words'])
const SIGN_UP_OFF = /\b(sign-?ups?|(?<!app )(?<!application )registrations?|self-?(registration|enroll?ment)|auto[- ]?(creation|provisioning|registration)|provisioning|enroll?ment)\b[^\n]{0,20}\b(off|disabled|closed|false|unchecked|restricted|invite[- ]only)\b|\b(unchecked|disabled|closed|(turned|switched) off)\b[^\n]{0,20}\b(sign-?ups?|registrations?|auto[- ]?(creation|provisioning|registration)|provisioning)\b/i
/** A setting that is named after what it forbids says with "false" that it is allowed. */
const NAMED_AFTER_NO = /(disable|close|block|deny)[\w.-]{0,20}(sign|regist|provision|enrol)/i
export const signUpClosed = changeSign(
  'change-sign-up-closed',
  'A change turned the making of accounts off.',
  (change) => SIGN_UP_OFF.test(textOf(change)) && !NAMED_AFTER_NO.test(textOf(change)) && !/captcha|reset|device/i.test(textOf(change)),
)
export const signUpOff = defineSign({
  id: 'access-sign-up-off',
  says: 'A setting turns the making of accounts off.',
  ask: 'Are accounts made at sign-in?',
  step: 'changes',
  needs: ['config'],
  look: ({ config }) => {
    if (config.length > 25) return unknown
    const index = config.findIndex(({ key, value }) => {
      const name = key.toLowerCase()
      const said = (value ?? '').trim().toLowerCase()
      const about = /sign[-_. ]?up|regist(er|ration)|auto[-_. ]?(creat|provision|regist|link)|jit\b|just[-_. ]?in[-_. ]?time|provision|create[-_. ]?(user|account|missing|on[-_. ]?login)|enrol|invit/.test(name)
      if (!about) return false
      const negated = /disable|block|deny|only|require|invite/.test(name) && !/invited?_users?_allowed/.test(name)
      return negated ? /^(true|1|yes|on|enabled)$/.test(said) : /^(false|0|no|off|disabled|closed|none|invite(_only)?|never|admin(_only)?)$/.test(said)
    })
    const entry = config[index]
    return entry ? present(`${entry.key} is ${entry.value}.`, `config[${index}]`) : unknown
  },
})

export const seatsUsedUp = clue('access-seats-used-up', 'A product says that the seats or licences are used up', /licen[cs]ed maximum|(reached|exceed(s|ed)?|over|at|hit|above|used up|exhausted) .{0,32}(licen[cs]e|seat|user limit|user count|maximum (number )?of (active |licen[cs]ed |registered )?(users|accounts|members)|plan limit|user quota|member limit)|(licen[cs]e|seat|user|account|member|plan|tier|subscription)s? .{0,16}(limit|quota|cap|maximum|count)\b.{0,24}(reached|exceed|hit|full|over|exhaust)|no (more |free |available |remaining )?(licen[cs]es?|seats?) (left|available|free|remaining|assigned|to assign)|(all|every|the) .{0,12}(licen[cs]es|seats) .{0,16}(used|taken|assigned|in use|consumed|occupied|gone|full)|not enough (licen[cs]es|seats)|out of (licen[cs]es|seats)|insufficient licen[cs]e|no (available|free|spare|unused|remaining) (licen[cs]e|seat)|licen[cs]e[_ ]?limit|seat[_ ]?limit|user[_ ]?limit[_ ]?(reached|exceeded)?|max(imum)?[_ ]?users?\b|maximum number of (active |licen[cs]ed |allowed )?users|too many (active |named |licen[cs]ed )?users\b|(unlicensed|not licensed) user|licen[cs]e (does not|doesn.?t) (allow|cover)|allows? (only )?(up to )?\d+ (active |named )?users|upgrade (your |the )?(plan|licen[cs]e|subscription) to (add|invite|get)|licen[cs]e (is )?(only )?limited to .{0,24}(number|users|\d)|(beyond|over|above) (this|the|its|your) (user |licen[cs]e )?(limit|number)|licensed_users_limit|concurrent (user|licen[cs]e|session) limit|terminal server licen[cs]e|lizenz.{0,30}(limit|erreicht|überschritt|aufgebraucht|erschöpft|keine)|licences? .{0,24}(épuis|dépass|atteint)|licencias? .{0,24}(agotad|límite|superad)/, ['words', 'logs'])
export const oneOutOneIn = clue('access-one-out-one-in', 'When one person leaves, another can get in', /(left|leaves|leaving|remov|delet|deactivat|offboard|kick|free)[a-z]* .{0,60}(suddenly|then|and) .{0,24}(one|1|another|the next|a new|he|she) .{0,24}(could|can|was able|got|gets|works)|(one|first) (in|out),? (one|first)? ?(out|in)\b|(only )?the first \d+ (users|people|of (us|them))|(after|when|until) .{0,12}(someone|somebody|a colleague|one|we) .{0,12}(left|leaves|removed?|deactivated?)|what a lottery/, ['words'])

const LIMIT_KEY = /(licen[cs]e|seat|subscription|plan|quota|tier|max|limit|allowed|purchased|bought|total)/i
const USED_KEY = /(active|used|current|assigned|consumed|occupied|count|taken|in_?use)/i
const PEOPLE_KEY = /user|seat|licen[cs]e|member|account|people|employee/i

const findSeats = finder(/licen[cs]es?|seats?|users?/, ['logs'])
/** The number used against the number bought, wherever settings or the record give both. */
export const seatsFull = defineSign({
  id: 'access-seats-full',
  says: 'As many seats are used as there are.',
  ask: 'How many seats are used, of how many?',
  step: 'changes',
  texts: [findSeats.wanted],
  or: ['config'],
  look: ({ config, logText }) => {
    const numbers = config.slice(0, 25).flatMap(({ key, value }) => (value !== null && /^\d{1,7}$/.test(value.trim()) && PEOPLE_KEY.test(key) && !/rate|minute|second|password|session|attempt|age|days/i.test(key) ? [{ key, count: Number(value) }] : []))
    const used = numbers.find(({ key }) => USED_KEY.test(key))
    const limit = numbers.find(({ key }) => key !== used?.key && LIMIT_KEY.test(key))
    if (used && limit && limit.count > 0) return used.count >= limit.count ? present(`${used.key} is ${used.count}, ${limit.key} is ${limit.count}.`, 'config') : absent(`${used.count} of ${limit.count} seats are used.`, 'config')
    if (!findSeats(logText, 'logs')) return unknown
    const said = /\b(\d{1,6}) ?(?:\/|of|out of) ?(\d{1,6}) (?:licen[cs]es?|seats?|users?)\b|(?:licen[cs]es?|seats?|users?)\b.{0,12}\b(\d{1,6}) ?(?:\/|of|out of) ?(\d{1,6})\b/.exec(logText)
    const [part, whole] = [Number(said?.[1] ?? said?.[3]), Number(said?.[2] ?? said?.[4])]
    return said && whole > 0 && part >= whole ? present(`It says ${part} of ${whole}.`, 'logs') : unknown
  },
})
