import { changeSign } from './changes'
import { clue } from './words'

/** Mails and text messages with codes or links that are refused on their way out. */

export const mailRefused = clue(
  'log-mail-refused',
  'A mail or text server refuses to send.',
  /\b5[35][0-5][ -]5\.\d\.\d{1,3}|\b5\.7\.\d{1,3}\b|\b55[0-4] [a-z]|message rejected|email address is not verified|sender (identity|address|domain|id|email)?.{0,30}(not (verified|allowed|authori[sz]ed|registered|match|owned)|unverified|reject|denied|invalid|blocked|unknown)|verified sender|from address.{0,50}(not|reject|denied|invalid|unverified|match)|not (allowed|authori[sz]ed|permitted) to send|permissions? to send as|relay(ing)? (access )?denied|smtpclientauthentication|(error|failed|unable|failure|could not|cannot|problem) (in |with |to )?(send(ing)?|deliver(ing)?|dispatch(ing)?) .{0,30}(e-?mail|mail|sms|otp|message|link|code)|(daily|sending|mail|email) (user )?(sending )?(quota|limit) (has been )?(exceeded|reached)|sending (is |was )?(paused|suspended|disabled)|(sendgrid|mailgun|postmark|ses|mailjet|brevo|twilio|smtp)\b.{0,60}(account|access|sending)?.{0,20}(suspended|401|403|unauthori[sz]ed|forbidden|reject|paused|sandbox|under review|maximum credits|exceeded)|smtp.{0,60}(error|fail|reject|refus|denied|5\d\d|auth|timed? ?out|unreachable)|spamhaus|(block|black|deny)list(ed)?.{0,30}(ip|mail|sender|smtp|domain)|(dmarc|spf|dkim).{0,40}(fail|reject|quarantin|not|missing|soft|align)|(mail|message|address|hard|soft|sms|delivery)s?\b[^\n]{0,30}\bbounc(e|ed|es|ing)\b|\bbounc(e|ed|es|ing)\b[^\n]{0,20}(mail|address|sender|code|\b55\d)|carrier (filter|violation)|\b(30007|21408|21608|21610|30034|60410|30003|30005|30006)\b.{0,60}|10dlc|unregistered (sender|number|campaign)|sender id .{0,30}(not|block|unregister|reject)|a2p/,
  ['logs', 'words'],
)
export const mailMissing = clue(
  'says-mail-missing',
  'The mail or message with the code or link does not come.',
  /(no|any|without|missing) (code|e-?mail|mail|sms|text|link|otp|message)s?\b.{0,30}(arriv|com(e|es|ing)|receiv|ever|at all|since|yet|anymore)|(code|e-?mail|mail|sms|text message|reset link|magic link|link|otp|invitation|message)s? .{0,25}(never|not|does ?n.t|do ?n.t|did ?n.t|is ?n.t|are ?n.t|won.t|hasn.t)\b.{0,12}(arriv|com(e|es|ing)|receiv|deliver|show(s)? up|reach|sent|get(ting)? (here|through))|(never|not|did ?n.t|do ?n.t|does ?n.t|are ?n.t|is ?n.t|hasn.t|haven.t) (even )?(receiv|get|got|getting)\w{0,6} .{0,25}(code|e-?mail|mail|sms|text|link|otp)|not in (the |my )?(spam|junk)|(checked|looked in|nothing in|empty) .{0,12}(spam|junk)|waiting for (the |a |my )?(code|mail|e-?mail|sms)|no code\b|keine? (e-?mail|mail|sms|code|nachricht)|(e-?mail|mail|code|sms|link) (kommt|kam|kommen|trifft) nicht|nicht (angekommen|erhalten|bekommen)|pas re[çc]u|ne re[çc]o(is|it|ivent) (pas|aucun|rien)|no (me )?(llega|recibo|he recibido|reciben)/,
  ['words'],
)
export const mailChanged = changeSign('change-mail', 'A change touches mails, their sender or the domain’s records.', ({ service, summary, from, to }) =>
  /\be?-?mails?\b|smtp|sender|from.?address|\bspf\b|dkim|dmarc|\bdns\b|\bmx\b|sendgrid|mailgun|postmark|\bses\b|twilio|sms|no-?reply/i.test(`${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`),
)
export const manyMailboxes = clue('says-many-mailboxes', 'Mailboxes of different providers are hit.', /(no matter|whatever|whichever|any|every|different|several|all) .{0,15}(mailbox|mail provider|inbox|provider|compan(y|ies)|e-?mail (address|provider))(es|s)?|(gmail|outlook|hotmail|gmx|yahoo|icloud)\b.{0,20}(and|,|&|\/).{0,20}(gmail|outlook|hotmail|gmx|yahoo|icloud|company)|colleagues? .{0,40}also not|other (people|users|colleagues) .{0,25}(not|neither|no mail|either)/, ['words'])

export const linkReadByMachine = clue('log-link-read-by-machine', 'Something else than the person opened the link first', /link[\w ]{0,8}used_?ip|useragent"?:? ?"?(java|python|go-http|curl|okhttp|apache-http|node|microsoft office|bingpreview|barracuda|mimecast|proofpoint)|hover\w* (on |over )?the (link|mail)|preview (window|pane)|small window|two reads|read \d as\d+|\bt\+\d+ ?s\b|link ?(preview|scan)|safe ?links|defender|fireeye|ironport|trend ?micro|sophos|skypeuripreview|slackbot|whatsapp\/|telegrambot|facebookexternalhit|linkedinbot|discordbot|googleimageproxy|headless|"?head \/[^\n]{0,60}(verify|magic|token|link|confirm|login)|url ?defense|(mail|link|spam|virus) ?(scanner|filter|gateway)|(firmenpostfach|company mailbox|corporate mail|work mail|outlook users)|bereits verwendet/, ['logs', 'words', 'record'])
