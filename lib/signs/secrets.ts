import type { ConfigFact } from '@/lib/evidence/evidence'
import { changeSign } from './changes'
import { defineSign, present, unknown } from './define'
import { named } from './find-text'
import { clue } from './words'

/** Secrets that differ between two places, were made anew, or are held by a process that is older than they are. */

const SECRET = /secret|app_?key|encryption[_ .-]?key|signing[_ .-]?key|session[_ .-]?key|cookie[_ .-]?key|private[_ .-]?key|hmac|pepper|salt|password|passphrase/i
const NAME = /[a-z0-9_]*(?:secret|app_?key|encryption_?key|signing_?key|session_?key|cookie_?key|private_?key|hmac|pepper|salt|password|passphrase)[a-z0-9_]*/i
const nameOf = ({ key }: ConfigFact) => NAME.exec(key)?.[0].toLowerCase() ?? key.toLowerCase().replace(/\b(before|after|old|new|sha\d*|sha256|fingerprint|hash|md5|len(gth)?|first|last)\b/g, '').replace(/[^a-z]+/g, ' ').trim()
const PAIR = /^\s*([^\s/]{4,80}) ?(?:\/|→|->|vs\.?) ?([^\s/]{4,80})\s*$/

function pairOf({ value }: ConfigFact): [string, string] | null {
  const pair = PAIR.exec(value ?? '')
  return pair?.[1] && pair[2] ? [pair[1], pair[2]] : null
}

/** Settings about secrets that are none. */
const NO_SECRET = /hash_?(?:create|verify|algorithm)|algorithm|policy|length|expir|rotat|lifetime|max_?age|min_?/i
/** More settings than this are an inventory, in which every environment has secrets of its own. */
const PICKED = 25
/** Values that say only that there is one. */
const NO_VALUE = /^[(*<•]|^(set|unset|redacted|hidden)$/i
const shownOf = ({ fingerprint, value }: ConfigFact) => fingerprint ?? (value && !NO_VALUE.test(value.trim()) ? value.trim() : null)

export const secretsDiffer = defineSign({
  id: 'config-secrets-differ',
  says: 'Two places hold different values of one secret.',
  ask: 'Do the fingerprints of the secret agree everywhere?',
  step: 'changes',
  needs: ['config'],
  look: ({ config }) => {
    if (config.length > PICKED) return unknown
    const seen = new Map<string, string>()
    for (const [index, entry] of config.entries()) {
      if (!SECRET.test(entry.key) || NO_SECRET.test(entry.key)) continue
      const pair = pairOf(entry)
      if (pair && pair[0] !== pair[1]) return present(`${entry.key} is ${pair[0]} and ${pair[1]}.`, `config[${index}]`)
      const shown = shownOf(entry)
      if (pair || shown === null) continue
      const known = seen.get(nameOf(entry))
      if (known !== undefined && known !== shown) return present(`${entry.key} is ${shown.slice(0, 40)} here and ${known.slice(0, 40)} elsewhere.`, `config[${index}]`)
      seen.set(nameOf(entry), shown)
    }
    return unknown
  },
})
export const secretsAgree = defineSign({
  id: 'config-secrets-agree',
  says: 'The secret is the same before and after.',
  ask: 'Is the secret the same before and after?',
  step: 'changes',
  needs: ['config'],
  look: ({ config }) => {
    const index = config.findIndex((entry) => SECRET.test(entry.key) && pairOf(entry)?.[0] === pairOf(entry)?.[1] && pairOf(entry) !== null)
    return index >= 0 ? present(`${config[index]?.key} is unchanged.`, `config[${index}]`) : unknown
  },
})

export const decryptFails = clue(
  'log-decrypt-fails',
  'Stored or signed data cannot be decrypted or verified.',
  /ciphererror|bad[_ ]decrypt|decrypt(ion|ing)? (has )?(failed|error)|(failed|unable|could not|cannot|can.t) (to )?(be )?decrypt|messageencryptor|messageverifier|invalidmessage|fernet|invalidtag|aeadbadtag|badpadding|padding is (invalid|incorrect)|unable to authenticate data|mac (is |check )?(invalid|failed|mismatch)|hmac (mismatch|invalid|verif\w{0,8} fail)|encrypted_(attribute|otp|column)|mismatching encryption|db_key_base|gitlab-secrets|message authentication failed|(password|secret|token|2fa|otp|credential|setting)s? (is |are |was |were )?(unreadable|undecryptable|cannot be read)/,
  ['logs', 'words'],
)
export const secretMadeNew = clue(
  'says-secret-made-new',
  'A secret was made anew or differs from the old one.',
  /(secrets?|app_key|\bkeys?|\.env|secrets\.ya?ml|salts?)\b.{0,50}(generated|regenerat|fresh|re-?creat|random|overwritten|on (each|every) (deploy|start|restart|install|upgrade)|differ|not the same|not identical|not copied|missing from the backup)|(generat|regenerat|recreat|randomi[sz])\w{0,12} .{0,40}(secret|\bkey|\.env|salt)|(a |the |two )?(different|another|wrong|other|old) (jwt |signing |session |app |encryption |shared |hmac )?secrets?\b|(trailing|extra|missing) (new ?line|space|whitespace|character|quote)|(quotes?|new ?line|\\n|whitespace|space) .{0,30}(in|after|at the end of|around) .{0,15}(secret|key)/,
  ['words', 'logs', 'changes'],
)
export const movedServer = clue('says-moved-server', 'The service was moved, restored or set up anew.', /(moved|migrated|restored|copied|cloned|rebuilt|reinstalled)\b.{0,60}(server|box|host|\bvm\b|machine|cluster|database|\bdb\b|dump|backup|container|docker|instance)|(new|other|second) (box|server|host|vm|machine|cluster)\b|from (a |the )?(backup|dump)|db dump|auf (einen )?neuen server/, ['words', 'logs', 'changes'])
export const otherServiceAccepts = clue(
  'says-other-service-accepts',
  'Another service of ours takes the same token.',
  /same (token|jwt|cookie|session).{0,40}(ok|works?|accepted|fine|passes|valid|200)|(all|the) other (\d+ )?(services?|apis?|apps?|backends?|nodes?)\b.{0,40}(accept|takes?|fine|ok|works?)|(accepted|works?|valid|verified|ok|fine) (by|on|in|at|against) (the |all |our )?(other|old|main) (services?|apis?|backends?|site|server)|(verif|valid|work|accept|pass)\w{0,12} (on|in|at|with) .{0,30}but not (in|on|with|by|at)\b|(only|just) (the )?(new|one|this) (service|api|backend|node|worker) (rejects|refuses|fails)/,
  ['words'],
)
export const factorUsersFail = clue(
  'says-factor-users-fail',
  'All who have a second factor fail, those without get in.',
  /(all|users?|accounts?|people|those|everyone|only)( of them)? (with|who have|having|that have|who use|using) (2fa|mfa|totp|otp|two-factor|a second factor)|(without|no) (2fa|mfa|totp|otp|two-factor|a second factor).{0,25}(fine|ok|works?|log|can|get)/,
  ['words'],
)

export const processOlder = clue(
  'log-process-older',
  'The process has run since before the secret was changed, or reads it at its start only.',
  /\bup \d{1,5} ?d\b|up(time)?[ :=]{1,2}\d{1,5} ?d(ays?)?\b|started (at |on )?\d{4}-\d\d-\d\d|running since|(loaded|read|fetched|got) .{0,20}(secrets?|config\w{0,12}|credentials?) (from|at|on) (vault|start|boot|the vault|key ?vault|secrets? manager)|loaded \d{1,5} secrets?|(env\w{0,12}|secrets?|config\w{0,12}|file)s? (is |are |was |were )?(only )?(read|loaded|injected|mounted|resolved) (only )?(at|on|once|when) (start|boot|deploy|it starts)|not (been )?restarted|never restarted|no (restart|redeploy)|(old|long-?running|existing) (pods?|process(es)?|containers?|instances?|workers?)\b|pod age|nothing was (deployed|restarted)/,
  ['logs', 'words'],
)
export const newSecretWorks = clue('says-new-secret-works', 'The new secret works by hand.', /\b(new|rotated|renewed|current|latest) (client )?(secret|value|password|key|credential)s?\b.{0,40}(tested|works?\b|is valid|is ok|is fine|correct|accepted)|(tested|tried|checked) .{0,30}(new|rotated|renewed) (secret|value|password|key).{0,40}(works?|ok|fine|valid)/, ['words'])
export const newSecretChangesNothing = clue(
  'says-new-secret-changes-nothing',
  'It goes on although the secret was made anew.',
  /\b(still|keeps?|continues?|remains?|same)\b[^\n]{0,60}\b(after|since|although|even though|despite)\b[^\n]{0,50}\b(new|renewed|rotated|rotating|updated|updating|replaced|replacing)\b[^\n]{0,30}\b(secrets?|certificate|(client|app|api|signing|shared) keys?)\b|\b(new|renewed|rotated|updated|replaced)\b[^\n]{0,30}\b(secrets?|certificate|(client|app|api|signing|shared) keys?)\b[^\n]{0,80}\b(still|same error|no (difference|effect|change)|nothing changed|keeps? (failing|using)|did ?n.t help)\b/,
  ['words'],
)
export const restartedOneWorks = clue(
  'says-restarted-one-works',
  'An instance that was restarted works, the others do not.',
  /(node|pod|instance|server|replica|container|worker|one)[ -]?\d{0,3}.{0,30}(restarted|rebooted|redeployed|recreated|recycled|respawned).{0,80}(works?|fine|\bok\b|good|accepts)|(new|fresh|restarted|rebooted|redeployed|newer) (pods?|instances?|nodes?|containers?|workers?).{0,15}(works?|fine|\bok\b|succeed|log|accept)|(old|older|not restarted) (pods?|instances?|nodes?|containers?|workers?).{0,20}(fail|refus|reject|error)/,
  ['words'],
)
export const backendLoginRefused = clue(
  'log-backend-login-refused',
  'A store refuses the service’s own user or password.',
  /password authentication failed for user|wrongpass|noauth authentication required|ora-01017|28p01|(db|database|redis|mongo|postgres|mysql|ldap bind|bind|service account|smtp|rabbitmq) (user|account|password|credential)s? .{0,30}(refus|reject|fail|invalid|wrong|chang|rotat)|authentication failed.{0,30}(mongo|redis|database)/,
  ['logs', 'words'],
)

const CLIENT = /client|tenant|app_?id|issuer|secret|auth|oauth|oidc|sso|saml|jwt|idp|session|cookie|keycloak|okta|entra|azure|google|cognito|firebase|db_(user|pass|url|host)|database_url|redirect|callback|public_?key|metadata|(base|app|site)_?url/i
const EMPTY = /^\(?(unset|not set|none|null|undefined|empty|missing|blank)?\)?$|^""$|^''$/i
const TAKEN = /trust|forward|prox|same-?_?site|expir|passauth|domain|cors|origin|path|retention|max|limit|fingerprint/i

export const clientSettingEmpty = defineSign({
  id: 'config-client-setting-empty',
  says: 'A setting that the sign-in needs is empty.',
  ask: 'Which setting of the sign-in is empty?',
  step: 'changes',
  needs: ['config'],
  look: ({ config }) => {
    if (config.length > 25) return unknown
    const index = config.findIndex(({ key, value, fingerprint }) => CLIENT.test(key) && !TAKEN.test(key) && fingerprint === null && EMPTY.test((value ?? '').trim()))
    return index >= 0 ? present(`${config[index]?.key} is not set.`, `config[${index}]`) : unknown
  },
})
export const parameterMissing = clue(
  'log-parameter-missing',
  'A value that had to be set is empty or was not found.',
  /missing(client)?(secret|id)\b|no_secret|must contain the following parameter|(missing|lacks?|without) (the )?(required )?(parameter|param|field|value)s?:? ?['"`]?(client_id|client_secret|redirect_uri|scope|tenant)|client_?id=(&|undefined|null|none|\s|$)|client_?id['"`: ]{1,4}(undefined|null|none|is (empty|missing|null|undefined|required))|secretorp\w{3,10}key (must|is)|requires a (client_?id|clientid|secret|key|verify)|supabase(url|key) is required|invalid-api-key|configuration-not-found|keyerror: ['"][a-z_]*(secret|key|url|id|client|auth)|could not resolve placeholder|improperlyconfigured|secret_key setting must not be empty|value cannot be null\W{0,4}.{0,20}(client|secret|authority|issuer|key)|the '?client(id|secret)'? (option )?must be provided|no clientid was specified|no application encryption key|environment variable .{0,50}(not|missing|empty|undefined|unset|required)|(env|environment) (var(iable)?s?|file) .{0,30}(was |is |are |were )?(not|missing|empty|forgotten|never|lost)|[a-z]{3,20}_[a-z_]{2,40} (is |was |are )?(not set|unset|undefined|missing|empty|required|not defined|not found in (the )?env)|(renamed|no longer (read|used|supported)|deprecated).{0,40}(variable|setting|option|env|key)|(variable|setting|option|env|key)s? .{0,40}(was |were |is |are )?(renamed|no longer (read|used|supported))|(not found|missing) in (the )?(configmap|\.env|environment|appsettings|secret store|vault)|not in the (configmap|\.env|environment)/,
  ['logs', 'words'],
)
export const serverConfigPage = clue('says-server-configuration', 'The page says that the server is not configured.', /problem with the server configuration|error=configuration\b|server (configuration|is not configured|misconfigur)|(is|are|was) not (properly |correctly )?configured|misconfigur|configuration (error|is (missing|incomplete|invalid))|fehlende konfiguration|erreur de configuration/, ['words', 'logs'])

export const secretsDifferInLog = defineSign({
  id: 'log-secrets-differ',
  says: 'The log shows different values or fingerprints of one secret.',
  ask: 'Do the fingerprints in the log agree?',
  step: 'logs',
  texts: named(/base64:|sha-?256|fingerprint|secret hash/, 'logs'),
  look: ({ logText }) => {
    const seen = new Set<string>()
    for (const [, value] of logText.slice(0, 65_536).matchAll(/(?:\bbase64:|sha-?256[:= ]{1,2}|fingerprint[:= ]{1,2}|secret hash[:= ]{1,2})([a-z0-9+/=.]{6,80})/g)) if (value) seen.add(value)
    return seen.size >= 2 ? present(`The log shows ${[...seen].slice(0, 2).join(' and ')}.`, 'logs') : unknown
  },
})
export const installerChanged = changeSign('change-installer', 'A chart, compose file or installer was run again.', ({ service, summary, from, to }) => /\bhelm\b|\bcharts? (?:upgrad|updat|version|v?\d)|compose|re-?install|installer|regenerat|recreat|\.env|terraform|ansible/i.test(`${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`))

export const rotatedNotRestarted = clue(
  'says-rotated-not-restarted',
  'A secret was changed and what uses it was not restarted.',
  /(rotat|renew|chang|replac|updat|\bnew)\w{0,12}\b.{0,80}(secret|password|credential|\bkey|vault).{0,120}(not (been )?(restart|redeploy|reload|recreat)|nothing was (restart|redeploy)|still (us|hold|ha[sv])\w{0,3} (the )?(old|previous)|(old|previous) (one|value|secret|password) (is )?still|until (a |the )?(restart|redeploy|reboot|reload))|(still|keeps?) (us|hold|send)\w{0,3} (the )?(old|previous) (one|value|secret|password|credential|key)/,
  ['words', 'logs'],
)

const LENGTH = /bytes|length|\blen\b|characters|chars/i
/** Two lengths of one secret: a newline too many, a character lost. */
export const secretLengthsDiffer = defineSign({
  id: 'config-secret-lengths-differ',
  says: 'One secret is of different length in two places.',
  ask: 'Is the secret of the same length in both places?',
  step: 'changes',
  needs: ['config'],
  look: ({ config }) => {
    if (config.length > PICKED) return unknown
    const lengths = config.flatMap(({ key, value }, index) => {
      const length = SECRET.test(key) && LENGTH.test(key) ? /^(\d{1,4})(?: ?(?:bytes|characters|chars))?$/.exec(value?.trim() ?? '')?.[1] : undefined
      return length ? [{ key, length, index }] : []
    })
    const other = lengths.find(({ length }) => length !== lengths[0]?.length)
    return other ? present(`${lengths[0]?.key} is ${lengths[0]?.length}, ${other.key} is ${other.length}.`, `config[${other.index}]`) : unknown
  },
})
export const sharedSecretWrong = clue('log-shared-secret-wrong', 'A shared secret is named as another on the two sides', /shared secret (is |was )?(incorrect|wrong|mismatch|differ)|message-authenticator|(hmac|mac) (does not|did not|doesn.t) match|secret created with|echo \$\w+ \||key:generate|printf? .{0,24}\| ?kubectl/, ['logs', 'words', 'settings'])
export const uptimeShown = clue('log-uptime-shown', 'The age of a process is shown', /\brunning\b +\d+ +(\([^)]{1,20}\) +)?\d{1,4}[dhm]\b|active \(running\) since|restarts +age|\bup \d{1,3} (days|weeks|months)\b|started: \w{3} \w{3}|lstart|\betimes?\b|\(pid \d+\) \d{4,}s|last [\w-]{0,20} ?(reconfigure|reload|restart)|auto-?restart|(deleting|delet\w*|recreat\w*) the (pods?|containers?) .{0,16}(cured|helped|fixed|works)|started \d+ (days|weeks|months) ago/, ['logs', 'words', 'settings'])
export const placeholderLeft = clue('log-placeholder-left', 'A placeholder stands where a setting should be', /basic dw5kzwzpbmvk|['"`]?undefined\/(oauth|auth|v\d|login|realms|\.well)|input: ['"]?undefined|client_id=(undefined|null|%23|%24|\$\{|your)|%24%7b|\$\{[a-z_]{3,40}\}|section absent|cannot read propert[^\n]{0,20}['"(]?(client_?id|issuer|secret|domain|authority|clientsecret|audience)['")]?|(reading|property) ['"](client_?id|issuer|secret|clientsecret|domain)['"]|#{6,}|changeme|change[-_]me|replace[-_]me|<your|\[object object\]|client_id=(example|dummy|xxx)|(url|uri|issuer|domain|client_?id|secret)["': =]{1,4}(undefined|null|nan)\b|your[-_](client|secret|domain)/, ['logs', 'settings', 'words'])
