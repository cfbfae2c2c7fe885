import { KERBEROS_CODES } from './codes/kerberos'
import { WINDOWS_CODES } from './codes/windows'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf } from './envelope'
import { firstText, folded, textOf, wordOf } from './json'
import type { EventFactsInput } from '@/lib/evidence/event'

const EVENTS = ['4624', '4625', '4634', '4648', '4723', '4724', '4725', '4740', '4767', '4768', '4769', '4771', '4776', '6273'] as const
const EVENT = /\bEvent ?ID["']?\s{0,3}[:=>]\s{0,3}["']?(\d{4})\b/i
const STATUS = /\b(?:Failure)?\s?(?:Sub|Error)?\s?(?:Status|Code)["']?\s{0,3}[:=>]\s{0,6}["']?(0x[0-9a-f]{1,8})\b/gi
const SENTENCE = /An account failed to log ?on\.|A user account was locked out\.|Kerberos pre-authentication failed\.|attempted to validate the credentials for an account/
const FIELD = /\b(TargetUserName|UserName|Account Name|Logon Account|IpAddress|SourceIpAddress|Source Network Address|Client Address|CallerComputerName|Workstation(?: ?Name)?)["']?\s{0,3}[:=>]\s{0,6}["']?([^\s"'<,;]{1,120})/gi
/** A record as the event viewer shows it begins with its sentence, or with the head that "Copy details as text" writes before it. */
const HEAD = /^Log Name:/
const BEGINS = new RegExp(`(?:${SENTENCE.source})\\.?\\s*$`)
/** What the viewer shows, a field a line; sections are indented, unless a paste lost that. */
const FIELD_LINE = /^\s|^(?:Subject|Logon (?:Type|ID|GUID|Process|Account)|Account (?:For Which Logon Failed|That Was Locked Out|Information|Name|Domain)|(?:Failure|Process|Network|Service|Certificate|Additional|Detailed Authentication) Information|Security ID|Failure (?:Reason|Code)|(?:Sub )?Status|Error Code|Caller (?:Process (?:ID|Name)|Computer Name)|(?:Source )?Workstation(?: Name)?|Source (?:Network Address|Port)|Client (?:Address|Port)|Authentication Package|Transited Services|Package Name(?: \(NTLM only\))?|Key Length|Service Name|Ticket Options|Pre-Authentication Type|Certificate (?:Issuer Name|Serial Number|Thumbprint)|Source|Date|Event ID|Task Category|Level|Keywords|User|Computer|Description):/
/** What the viewer explains below an event. */
const EXPLAINED = /^(?:This event is generated |The [A-Za-z ]{1,60} (?:fields?|level|GUID) |\s*- [A-Z][a-z])/
const NOBODY = /^(?:-|S-1-[\d-]+|.{0,60}\$)$/

function eventOf({ json, text }: Line): string | null {
  const keys = folded(json)
  const named = wordOf(keys.eventid ?? keys.event_id ?? keys.id) ?? EVENT.exec(text)?.[1]
  const shaped = /TargetUserName|SubStatus|Sub Status|FailureCode|Status|LogonType|Security|Kerberos|log ?on|lock/i.test(text)
  if (named !== undefined && EVENTS.some((event) => event === named) && shaped) return named
  const failed = /FailureSubStatus\s{0,3}[:=]/i.test(text) || (SENTENCE.test(text) && (json === null || 'message' in keys))
  if (!failed) return null
  return /locked out/.test(text) ? '4740' : /Kerberos/.test(text) ? '4771' : /validate the credentials/.test(text) ? '4776' : '4625'
}

/** The status that decides: the sub-status where it is set, for the status itself is the same for everything. */
function statusOf(text: string, event: string): string | undefined {
  const all = [...text.matchAll(STATUS)].flatMap(([, value]) => (value && !/^0x0+$/i.test(value) ? [value] : []))
  const kerberos = event === '4768' || event === '4769' || event === '4771'
  const named = all.map((value) => `0x${value.slice(2).toUpperCase()}`)
  return kerberos ? named.find((value) => lookUp(KERBEROS_CODES, value)) : (named.findLast((value) => lookUp(WINDOWS_CODES, value) && value !== '0xC000006D') ?? named[0])
}

function fields(text: string): Map<string, string> {
  const found = new Map<string, string>()
  // The subject of an event comes before the account that it is about: the last one that is somebody counts.
  for (const [, name, value] of text.matchAll(FIELD)) if (name && value && !NOBODY.test(value)) found.set(name.toLowerCase().replaceAll(' ', ''), value)
  return found
}

/** The text of a line; in JSON the message stands once more, without its escapes. */
const wholeText = ({ json, text }: Line) => (json === null ? text : `${text}\n${textOf(folded(json).message) ?? ''}`)

function read(line: Line): EventFactsInput {
  const { json } = line
  const text = wholeText(line)
  const keys = folded(json)
  const event = eventOf(line) ?? '4625'
  const status = statusOf(text, event)
  const known = envelopeOf({ text: '', json: json && { time: keys.timecreated ?? keys.eventtime ?? keys['@timestamp'] ?? keys.timestamp } })
  const said = fields(text)
  const table = lookUp(event.startsWith('47') && event !== '4776' && event !== '4740' ? KERBEROS_CODES : WINDOWS_CODES, status) ?? lookUp(WINDOWS_CODES, event)
  const good = ['4624', '4634', '4767'].includes(event) || (status === undefined && ['4768', '4769', '4776'].includes(event))
  return {
    ...known,
    hop: 'user_store',
    outcome: good ? (event === '4624' || event === '4776' || event === '4768' ? 'success' : 'info') : 'failure',
    reason: good ? 'success' : (table?.reason ?? 'unknown'),
    code: status ?? event,
    rule: `event ${event}`,
    message: table?.meaning,
    attempted: firstText(said.get('targetusername'), said.get('logonaccount'), said.get('username'), said.get('accountname')),
    ip: firstText(said.get('ipaddress'), said.get('sourceipaddress'), said.get('sourcenetworkaddress'), said.get('clientaddress')),
    host: firstText(keys.hostname, keys.computer, keys.computername),
    client: firstText(said.get('callercomputername'), said.get('workstationname'), said.get('workstation')),
  }
}

export default defineFormat({
  id: 'windows',
  reach: 'product',
  title: 'Windows security events',
  vendor: 'Microsoft',
  about: 'Sign-in events of Windows and of domain controllers, as JSON of any shipper, as text or as fields. The sub-status decides; texts are in the language of the server and are not read.',
  references: ['https://learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4625', 'https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55'],
  recognise: (line) => eventOf(line) !== null,
  read,
  spread: {
    begins: (line) => HEAD.test(line) || BEGINS.test(line),
    goesOn: (line, before) => /^Description:\s*$/.test(before) || (!BEGINS.test(line) && (FIELD_LINE.test(line) || EXPLAINED.test(line))),
  },
  samples: [
    {
      name: 'an event as the viewer shows it',
      raw: 'An account failed to log on.\n\nSubject:\n\tSecurity ID:\t\tSYSTEM\n\tAccount Name:\t\tDC01$\n\tAccount Domain:\t\tEXAMPLE\n\tLogon ID:\t\t0x3E7\n\nLogon Type:\t\t\t3\n\nAccount For Which Logon Failed:\n\tSecurity ID:\t\tNULL SID\n\tAccount Name:\t\tmaya\n\tAccount Domain:\t\tEXAMPLE\n\nFailure Information:\n\tFailure Reason:\t\tUnknown user name or bad password.\n\tStatus:\t\t\t0xC000006D\n\tSub Status:\t\t0xC000006A\n\nNetwork Information:\n\tWorkstation Name:\tPC-7\n\tSource Network Address:\t203.0.113.8\n\tSource Port:\t\t53176\n\nThis event is generated when a logon request fails. It is generated on the computer where access was attempted.',
      facts: { outcome: 'failure', reason: 'bad_password', attempted: 'maya', ip: '203.0.113.8', code: '0xC000006A', client: 'PC-7' },
    },
    {
      name: 'an event as its details are copied, without what was indented',
      raw: 'Log Name:      Security\nSource:        Microsoft-Windows-Security-Auditing\nDate:          3/2/2026 8:00:00 AM\nEvent ID:      4740\nTask Category: User Account Management\nComputer:      DC01.example.com\nDescription:\nA user account was locked out.\n\nSubject:\nSecurity ID: SYSTEM\nAccount Name: DC01$\n\nAccount That Was Locked Out:\nAccount Name: maya\n\nAdditional Information:\nCaller Computer Name: LAPTOP-4',
      facts: { reason: 'account_locked', attempted: 'maya' },
    },
    { name: 'a wrong password', raw: { EventID: 4625, Channel: 'Security', TargetUserName: 'maya', Status: '0xc000006d', SubStatus: '0xc000006a', IpAddress: '203.0.113.8', WorkstationName: 'PC-7' }, facts: { outcome: 'failure', reason: 'bad_password', attempted: 'maya', ip: '203.0.113.8', code: '0xC000006A' } },
    { name: 'fields as text', raw: 'UserName: maya\nDomain: EXAMPLE\nLogonType: 2\nSourceIpAddress: 198.51.100.3\nFailureStatus: 0xc000006d\nFailureSubStatus: 0xc0000234', facts: { reason: 'account_locked', attempted: 'maya', ip: '198.51.100.3' } },
    { name: 'pre-authentication with an old password', raw: { EventID: 4771, TargetUserName: 'maya', Status: '0x18', IpAddress: '::ffff:198.51.100.9', Channel: 'Security' }, facts: { reason: 'bad_password', ip: '198.51.100.9' } },
    { name: 'a lock', raw: 'EventID=4740 A user account was locked out. TargetUserName=maya CallerComputerName=LAPTOP-4', facts: { reason: 'account_locked', attempted: 'maya', client: 'LAPTOP-4' } },
  ],
  rejects: ['Event ID: 4625 of the race', { EventID: 7036, Channel: 'System' }, 'Status: 0xC000006D'],
})
