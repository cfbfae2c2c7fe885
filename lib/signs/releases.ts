import type { ChangeFacts } from '@/lib/evidence/evidence'
import { changeSign } from './changes'
import { defineSign, present, unknown } from './define'
import { clue } from './words'

/** What tells a broken package from a broken release of ours. */

const textOf = ({ service, summary, from, to }: ChangeFacts) => `${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`
const PACKAGE = /\bbump|dependabot|renovate|lock ?file|requirements|package(\.json|-lock| update| upgrade)|\bpip\b|\bnpm\b|yarn|pnpm|composer|bundle (update|install)|gemfile|\bgems?\b|nuget|maven|gradle|\bpom\b|\bcargo\b|go\.(mod|sum)|dependenc(y|ies)|librar(y|ies)|\bsdk\b|transitive|minor (version )?(update|upgrade)|security updates?/i

export const packageChanged = changeSign('change-package', 'A package or library was raised to another version.', (change) => change.kind !== 'rollback' && change.kind !== 'key_rotation' && PACKAGE.test(textOf(change)))
export const packageOnly = defineSign({
  id: 'change-package-only',
  says: 'The only change is the version of a package.',
  ask: 'Is the version of a package the only change?',
  step: 'changes',
  needs: ['changes'],
  look: ({ changes }) => {
    const [first] = changes
    if (!first || changes.length > 3) return unknown
    const packages = changes.filter((change) => PACKAGE.test(textOf(change)) || /^[\w@./-]*[a-z][\w@./-]* v?\d+\.\d/i.test(change.from ?? ''))
    return packages.length === changes.length ? present(`Only a package changed: ${first.summary || first.to}.`, 'changes[0]') : unknown
  },
})
export const downgradeHelps = clue(
  'says-downgrade-helps',
  'The version before works, the newer one does not.',
  /downgrad\w{0,6}.{0,40}(fix|help|work|solv|cure|ok\b|fine)|(works?|worked|fine|ok) (again )?(with|on|under|in|after|using) .{0,25}(downgrad|old(er)? (pin|version|release|lock)|previous version|v?\d+\.\d+(\.\d+)?)|pin(ned|ning)? (back|it|to|at)\b.{0,40}|with the old pin|v?\d+\.\d+(\.\d+)? (breaks|broken|fails|is broken|is bad|does ?n.t work).{0,120}\d+\.\d+(\.\d+)? ?(is |was |= ?)?(ok|fine|works)|\d+\.\d+(\.\d+)? (is |was )?(ok|fine|works)\b.{0,80}\d+\.\d+(\.\d+)? (not|breaks|fails|broken)|(revert|roll(ed|ing)? back|undo)\w{0,4} .{0,30}(lock ?file|package|version|bump|upgrade|library|dependenc)|\d+\.\d+(\.\d+)? ?(=|is|was|works?|ok|->|→).{0,15}(ok|fine|works?|good).{0,30}\d+\.\d+(\.\d+)? ?(=|is|was)?.{0,12}(fail|broken|error|bad|not)|since (the )?(v|version )?\d+\.\d+\.\d+|regression|breaking change|known (bug|issue) in (v|version )?\d|upgrade (of|to|from) .{0,30}(broke|breaks)/,
  ['words', 'logs'],
)
export const settingsSame = clue(
  'says-settings-same',
  'Code, settings and secret are said to be unchanged.',
  /no (code|config\w{0,12}|settings?|other)( or (code|settings?|config\w{0,12}))? (chang\w{0,3}|from us|touched|modif)|env\w{0,9}( vars?)? .{0,12}(compared|identical|unchanged|the same)|same (env|settings?|config\w{0,12}|secret|code)\b|(config\w{0,12}|settings?|secrets?|code|env) (is |are |was |were )?(unchanged|identical|the same|untouched|not (been )?(changed|touched))|nothing else (was )?(changed|touched)|only (the )?(package|version|library|dependenc|lock ?file|update)/,
  ['words'],
)
export const insideLibrary = clue('log-inside-library', 'The error is thrown inside a package.', /\/node_modules\/|site-packages\/|dist-packages\/|\/vendor\/|\/gems\/[\w-]+-\d|\.jar[!:]/, ['logs'])

export const anyReleased = changeSign('change-any-release', 'A release of ours precedes the first failure.', ({ kind, summary }) => kind === 'deploy' || kind === 'rollback' || /\b(deploy|release|rollout|rolled out)/i.test(summary))
export const rollbackHelped = defineSign({
  id: 'change-rolled-back-after',
  says: 'The release was taken back after the failures began.',
  ask: 'Did taking the release back cure it?',
  step: 'changes',
  needs: ['changes'],
  look: ({ changes }) => {
    const released = changes.some(({ kind }) => kind === 'deploy')
    const index = changes.findIndex(({ kind, beforeFirstFailure }) => kind === 'rollback' && beforeFirstFailure === false)
    return released && index >= 0 ? present('A rollback follows the failures.', `changes[${index}]`) : unknown
  },
})
export const saysReleaseBroke = clue(
  'says-release-broke',
  'It began with a new version, or ended with going back.',
  /(gone|fixed|fine|works?|ok|good|solved|back) (again )?(after|with|since|by) (the |a |our )?(roll(ed|ing)? ?back|revert)|roll(ed|ing)? ?back.{0,40}(good|fine|works?|ok|help|fix|again|solved)|(since|after|with|from) (the |our |this |today.?s |last |new |that )?.{0,15}(new version|release|deploy\w{0,6}|rollout|roll-out|update|go-?live|upgrade)|canary|(to|at|for) 100 ?%|blue.?green|seit dem (update|release|deployment)|depuis la (mise [àa] jour|version)|desde la actualizaci[oó]n|sinds de update/,
  ['words'],
)
export const ownCodeFails = clue(
  'log-own-code-fails',
  'Our own code fails with an error of a programmer.',
  /cannot read propert|undefined is not|is not a function|is not defined\b|nullpointerexception|nullreferenceexception|object reference not set|undefined (method|local variable|index|property|variable)|nomethoderror|attributeerror|typeerror|referenceerror|importerror|modulenotfound|cannot find module|classnotfound|nosuchmethod|segmentation fault|panic:|(column|relation|table|field) .{0,60}(does not exist|doesn.t exist|not found|unknown)|unknown column|no such (table|column)|ora-00942|ora-00904|migration .{0,40}(fail|error|pending)|pending migrations?/,
  ['logs', 'words'],
)
export const assetsMissing = clue(
  'log-assets-missing',
  'Scripts or styles of the page are missing.',
  /\.(js|mjs|css|chunk)\b.{0,60}\b404\b|\b404\b.{0,40}(\bjs\b|\.js\b|\bcss\b|scripts?\b|assets?|chunk|bundle)|(assets?|chunk|script|bundle|stylesheet)s?.{0,30}(missing|not found|404)|failed to load (module script|resource|chunk)|mime type .{0,20}text\/html/,
  ['logs', 'words'],
)
export const ownCertificateWrong = clue(
  'text-own-certificate-wrong',
  'Our own page shows a certificate of another name, or one that has ended.',
  /err_cert_(common_name_invalid|date_invalid|authority_invalid)|no alternative certificate subject name|certificate (belongs to|is for|for|of) .{0,40}(other|another|\*\.|different|wrong)|sec_error_|ssl_error_bad_cert|(browser|chrome|firefox|safari) says .{0,40}(not (safe|secure|private)|certificate)|wrong certificate|your connection is not private/,
  ['words', 'logs'],
)
export const recordsDamaged = clue(
  'text-records-damaged',
  'Stored records were changed or cut by a migration.',
  /\d{2,12} rows (updated|affected|changed|deleted|modified)|(truncat|trim|cut|overwrit|damag|corrupt|wip|nulled|garbl)\w{0,6} .{0,40}(column|field|hash|password|record|table|users?)|(column|field|hash|password|pw|record)s? .{0,30}(truncat|trim|cut off|overwrit|damag|corrupt|wiped|garbl|strange|too short|half)|data (cleanup|clean-up|migration|fix|backfill)|\(\d{1,5} chars, expected \d{1,5}\)|backfill/,
  ['words', 'logs', 'record'],
)
export const wrongConfigShipped = clue('text-wrong-config-shipped', 'Settings of another environment were shipped.', /(staging|test|dev|qa|demo|sandbox|wrong) (config\w{0,12}|settings?|env(ironment)?( file| vars?)?|credentials?|keys?|client[_ ]id|url|endpoint|database) .{0,30}(in|on|into|to|for|shipped|deployed|used)\b.{0,15}(prod|live|release|build|image)|(prod|production|live) .{0,30}(deployed|started|running|shipped|built|configured|rolled out) with .{0,12}(the )?(staging|test|dev|qa|demo|wrong)|(prod|production|live) .{0,40}(points?|pointing|talks?|connect\w{0,4}|uses?|using|calls?) .{0,20}(staging|test|dev|qa|demo|sandbox)/, ['words', 'logs'])
export const vendorChanged = changeSign('change-of-vendor', 'The change is one of the vendor’s.', (change) => /\bvendor\b|\bprovider.?s?\b|upstream provider|third.party|their side/i.test(textOf(change)))
export const blankPage = clue('says-page-blank', 'The page stays white.', /(white|blank|empty) (page|screen)|just white|wei(ß|ss)e seite|page blanche|p[áa]gina en blanco/, ['words'])

export const freshBrowserFine = clue('says-fresh-browser-fine', 'Who never opened the page before gets the right one', /(never|not) (opened|used|visited|seen|loaded) (it|this|the (page|site|app))( before)?[^\n]{0,30}|(clear\w*|empt\w*|delet\w*|flush\w*)[- ]?(the |their |my |his |her )?(browser )?cache|clear-cache|service-?worker|x-cache: hit|cdn (kept|serves?|has|still)|\bage: \d{4,}|(shows?|see|sees|has) (the |an )?old (look|page|bundle|version|design)|(installiert|installed) (ist|as an? app)|als app installiert|client=\d/, ['words', 'logs', 'settings'])
export const ownHookFails = clue('log-own-hook-fails', 'A function of ours that the provider calls at sign-in fails', /blocking_function|userlambdavalidation|unexpectedlambda|invalidlambdaresponse|before(sign-?in|create) (function|hook)|beforesignin|(pre|post)[- ]?(login|token|sign-?up|authentication|user registration) (hook|trigger|action|lambda|flow)[^\n]{0,40}(fail|error|timed|threw|crash)|(auth0|okta) (rule|action|inline hook)s?[^\n]{0,30}(fail|error|timed)|(custom access token|send (email|sms)) hook|hook (returned|failed|timed out)/, ['logs', 'words'])
