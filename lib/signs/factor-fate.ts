import { defineSign, present, unknown } from './define'
import { named } from './find-text'
import { clue } from './words'

/** What became of a second factor: gone, replaced, refused by its owner, or asked of a program. */

export const factorUnreachable = clue('mfa-out-of-reach', 'Nobody has the device, key or entry that the second step asks for', /(no longer|don.?t|do not|did not|not) (own|have|possess|hold)\b.{0,24}(phone|device|\bapp\b|\bkey\b|token|number)|neither .{0,24}(\bapp\b|phone|\bkey\b|codes?).{0,24}\bnor\b|(phone|\bapp\b|authenticator|yubi-?key|\bkey\b|token|entry|handy|profile|mobile|device).{0,50}(washing machine|drowned|toilet|river|stolen|wiped|erased|uninstalled|cleaned up|traded|given back|handed (in|back|over)|sent .{0,24}back|zurückgesetzt|abgegeben|verloren|kaputt|gestohlen|weg\b|perdu|cassé|volé|perdid|rob(aron|ado|ada)|roubad|furtad|smarrit|rubat|紛失|丢了|分실)|(left|forgot|lost) .{0,40}(in|on) (a|the) (train|bus|taxi|tram|plane|cab|subway)|forgot to (back ?up|transfer|move|export)|(i |we |he |she )?only (had|have|has) (the )?one\b|機種変更|下取り|(移さ|移行し)(ず|ない|なかった)|換手机|换手机|(removed|deleted|lost|cleaned) .{0,40}(entry|totp|authenticator|2fa|\bapp\b)|(entry|totp|authenticator) .{0,24}(was |got |has been )?(removed|deleted|gone|lost)|neues handy.{0,60}(nicht|ohne|kein)|(freelancer|predecessor|ex-?colleague|he|she) .{0,40}(does not|doesn.?t|won.?t) answer|replaced under warranty/, ['words'])
export const backupMark = clue('mfa-backup-mark', 'The record shows that no backup codes are left or were ever made', /(backup|recovery|static|scratch|emergency)[_ ]?(codes?|tokens?)"?[ :=]{1,3}"?(0\b|\[\]|null|false|none|consumed|used up|nie |never|not |keine|leer)|\(0 left\)|codes?, never downloaded|nie erzeugt|not generated|バックアップコードは?.{0,6}(保存していません|ない|なし)|static tokens were not|no second (device|factor|key)|(account )?recovery was off/, ['record', 'words'])

/** A newer device stands ready and the older one is the one that counts. */
export const newRefusedOldCounts = clue('mfa-new-refused', 'Codes of the new device are refused while the old one still counts', /(new|neue[nrs]?|replacement|second) .{0,40}(token|fob|phone|\bapp\b|authenticator|device|handy).{0,80}(refus|reject|not accept|n.t accept|abgelehnt|incorrect|tokencode no|fail|always wrong|do not work|don.t work)|(old|alte[nr]?)\b.{0,30}(fob|token|phone|\bapp\b|schl\w{2,20}|code|entry).{0,24}(still|geht noch|works|accepted)|(list|app|authenticator)\b.{0,24}(has|shows|lists|holds) .{0,24}(twice|two entries|older list|an older)|(turned|switched|set) .{0,12}(2fa|mfa|two-?factor|otp) off and on|re-?(activat|enrol|scann|pair)\w{0,4}.{0,60}(old|twice|first)|not re-?registered|replacement (pending|process)|clientwait|assigned to the predecessor|not assigned to a user|restor(ed|ing) .{0,24}(cloud )?backup.{0,60}(older|old|entry)|preferred_mfa_type|(still|keeps) .{0,24}(default|primary|preferred) .{0,24}(old|other|first)|(old|previous) (secret|seed|qr|entry|registration)|(re-?issued|replaced|swapped) (token|fob|key|sim)|(secret|seed) (was )?(regenerated|re-?issued|replaced|rotated)|scanned (the )?(old|first|another) (qr|code)|two (entries|tokens|devices|registrations)/, ['words', 'record', 'settings', 'logs'])

const KIND = /"(?:factor_?)?type":"([a-z0-9 _:.-]{3,40})"/g
/** Two factors of one kind, as lists in records and logs write them. */
export const twoOfOneKind = defineSign({
  id: 'mfa-two-of-one-kind',
  says: 'Two factors of one kind are listed.',
  ask: 'Are two devices of one kind enrolled?',
  step: 'record',
  texts: named(/"(factor_?)?type":"[^]*(otp|push|authenticator|token|webauthn|sms)|"serial":"/, 'record', 'logs'),
  look: ({ recordText, logText }) => {
    for (const text of [recordText, logText.slice(0, 16_384)]) {
      if (!/factor|otp|token|authenticator/.test(text)) continue
      const seen = new Set<string>()
      for (const [, kind = ''] of text.matchAll(KIND)) {
        if (!/push|otp|authenticator|totp|token|webauthn|sms/.test(kind)) continue
        if (seen.has(kind)) return present(`Two of the kind ${kind}.`, 'account')
        seen.add(kind)
      }
      const serials = new Set([...text.matchAll(/"serial":"([\w-]{4,24})"/g)].map(([, serial]) => serial))
      if (serials.size > 1) return present(`Two tokens: ${[...serials].slice(0, 2).join(' and ')}.`, 'account')
    }
    return unknown
  },
})

export const approvalRejected = clue('mfa-approval-rejected', 'The approval on the phone was rejected, dismissed or left to run out', /gd_auth_rejected|guardian_?-? ?second factor rejected|second factor rejected|login request (was )?denied|returned 'deny'|sign-?in request (was )?(denied|rejected|declined)|sign-?in was cancel|status["' ]{0,2}[:=] ?"?(rejected|denied|declined)|state=(rejected|denied|expired)|expiredtransaction|usercancel|alreadyinprogress|factorresult["' \\]{0,4}: ?["\\]{0,2}(rejected|timeout|cancelled)|otp pushed, waiting|order already in progress|bukan saya|(tocou|toqu[eé]|apreté|pulsé|puls[oó]|pressé|appuyé|gedrückt|tippte|menekan|tryckte) .{0,12}["'“¡¿]?(no\b|non\b|não|nein|ablehnen|refuser|rechazar|bukan|avbryt)|no soy yo|ce n.est pas moi|das war ich nicht|nicht ich\b|so i (refuse|deny|decline|press no)|(dismissed|swiped|ignored|closed) (it|the (request|prompt|notification|push))|(waits?|waiting|väntar|wartet|attend) (for|på|auf|le) .{0,24}(phone|telefon|mobil|approval|téléphone)|in (the|my) bag|user (rejected|declined)|auth(entication)? (was )?denied by (the )?user|mobileapp\w{0,24}(denied|noresponse|rejected)|phone ?app(notification)? ?(denied|noresponse)|(push|prompt|request) (was )?(rejected|declined|ignored|dismissed)|nobody (approved|answered)|(approve|confirm)\w{0,3} .{0,20}(too late|in time)|reject(ed)? okta (push )?verify|abgelehnt .{0,16}(push|anfrage)|(push|anfrage) .{0,24}abgelehnt|notification .{0,12}refus|拒绝了?.{0,6}(推送|登录|请求)|(プッシュ|承認).{0,8}拒否/, ['logs', 'words'])

const PROGRAM = /\b(scripts?|skript\w{0,4}|pipelines?|\bjobs?\b|bots?\b|hubot|ansible|terraform|curl|cron\w{0,4}|connectors?|automation|backup (tool|user)|routers?|exporter|integration|caldav|carddav|git (fetch|clone|push)|npm (err|publish)|release pipeline|\bci\b|plugin|cli\b|ropc|grant_type=password|imap|smtp|service (user|account)|svc[_-]\w{2,20}|headless|daemon|propfind|ldap tool|config backup)/
const FACTOR = /\b(mfa|2fa|otp\b|eotp|totp|one-?time password|authenticator( app)?|second (step|factor)|zweite[nrs]? faktor|two-?(step|factor)|verification code|sms codes?|six digits|pushs?\b|phone code|google_authenticator)/
export const programAtFactor = defineSign({
  id: 'mfa-program-at-factor',
  says: 'A program signs in, and a second factor is asked of the account.',
  ask: 'Does a program sign in with an account that has a second factor?',
  step: 'logs',
  texts: named(PROGRAM, 'words', 'logs'),
  look: ({ words, logText, recordText, settingsText }) => {
    const text = `${words}\n${logText.slice(0, 32_768)}\n${recordText}\n${settingsText}`
    const program = PROGRAM.exec(words) ?? PROGRAM.exec(logText.slice(0, 32_768))
    const factor = program ? FACTOR.exec(text) : null
    return program && factor ? present(`“${program[0]}” and “${factor[0]}”.`, 'logs') : unknown
  },
})
export const factorOnProgram = clue('mfa-code-for-program', 'A code says that a program was stopped for want of a second factor', /code eotp|npm err(or|!).{0,24}one-time password|2fa challenge not passed|access requires mfa|authenticated, but could not connect|failed two-?step authentication|no default authentication method configured|nps extension for azure mfa|postponed keyboard-interactive|accepted google_authenticator|mfa\.validate_token|totp_?required|otp_?required|two_?factor_?required|x-github-otp|2fa_required|mfa_?required|(works?|runs?|pass(es)?|läuft) .{0,30}(without|ohne|no|disabling) .{0,24}(second|2fa|mfa|faktor|authenticator|sms|phone code)|(disabling|without|no) .{0,24}(second (step|factor)|2fa|mfa|authenticator|sms|phone code).{0,40}(works?|pass|goes|gets|läuft)|(before|since|vor|seit) .{0,30}(authenticator|totp|second step|2fa|mfa|sms codes|protected my account|hardening).{0,24}|534[- ]5\.7\.9|application-specific password required|two_factor_required|mfa_token|2fa (is )?(enabled|required).{0,40}(token|api|git)|(must|need to) (provide|supply|pass) .{0,16}(otp|one-time|second factor)|x-\w{2,12}-otp|aadsts50158|non-?interactive/, ['logs', 'words'])

export const codeArrivesAfter = clue('mfa-code-arrives-after', 'The code is there only when the page has given up', /(sms|codes?|mails?|c[oó]digos?)\b.{0,60}(all at once|quarter of an hour|viertelstunde|zu sp[aä]t|trop tard|demasiado tarde|llegan? (cuando|tarde|despu[eé]s)|after landing)|(llega|arrive|kommt|chega) .{0,24}(cuando ya|quand|wenn|quando já|después)|(遅れて届|間に合わない|届くのが遅)|(ask|request|pido|pide|demande|fordere) .{0,16}(another|otro|a new|ein neu|un autre).{0,30}(first|primero|premier|old|erste)|(otp|code|token) (expiry|lifetime|validity) .{0,16}(lowered|reduced|shortened|cut)|expiry lowered|with pop3|(holt|fetch\w{0,3}|polls?|collects?|checks?) .{0,60}(viertelstunde|every \d+ min|alle \d+|by pop|pop\b)|senden\/empfangen|send\/receive|greylist|grey-?list|sandbox\w{0,3} .{0,16}mail|添付検査|mail.{0,24}(scanner|quarantine|gateway).{0,30}(minut|delay|late)|graylist|deferred.{0,40}(minut|delay)|queue.{0,24}(minut|delay|backlog)|(arrives?|comes?|delivered|shows up) .{0,20}(when|after) .{0,24}(expired|closed|gone|over|timed|new one)|by the time .{0,30}(code|sms|mail)|(carrier|operator|aggregator).{0,30}(delay|latency|congest)/, ['words', 'logs', 'settings'])
export const nextCodeWorks = clue('mfa-next-code-works', 'The code before or after the shown one is accepted, or the time of a machine is in question', /(enter|type|try|use|take)s? .{0,12}(the )?(following|next|previous|last) (one|code)\b.{0,24}(works?|ok\b|fine|accepted|goes)|(types?|enters?|used?) (it |the code )?(very )?late.{0,80}(accepted|works?|ok\b)|second period after|every time like this|delta_checked|date on server|chronyc|宿主机|服务器时间|時刻|时间(不|差)|验证码无效|二次验证.{0,12}(失败|无效)|codes? .{0,24}(are |is )?not taken/, ['words', 'logs'])
