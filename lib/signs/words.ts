import { defineSign, present, quoted, unknown, type Sign, type TextPlace } from './define'
import { finder } from './find-text'
import { TEXTS } from './texts'

/**
 * Words of the person, of a log line, of the record, of a setting or of a change that point somewhere. The texts are in
 * lower case. Their absence says nothing: people leave things out. Patterns are linear: no nested quantifiers, bounded gaps.
 */
function wordSign(id: string, step: Sign['step'], sentence: string, pattern: RegExp, places: readonly TextPlace[]): Sign {
  const says = sentence.replace(/\.$/, '')
  const find = finder(pattern, places)
  return defineSign({
    id,
    says: sentence,
    ask: `${says}?`,
    step,
    texts: [find.wanted],
    look: (evidence) => {
      for (const place of places) {
        const hit = find(TEXTS[place].read(evidence), place)
        if (hit) return present(`${says}: ${quoted(hit)}.`, TEXTS[place].source)
      }
      return unknown
    },
  })
}

const STEPS: Readonly<Record<TextPlace, Sign['step']>> = { words: 'experience', logs: 'logs', record: 'record', settings: 'changes', changes: 'changes' }

/** A phrase that points somewhere, in any of the places given; the first of them says at which step it is seen. */
export const clue = (id: string, sentence: string, pattern: RegExp, places: readonly [TextPlace, ...TextPlace[]]) => wordSign(id, STEPS[places[0]], sentence, pattern, places)

export const says = (id: string, sentence: string, pattern: RegExp) => wordSign(id, 'experience', sentence, pattern, ['words'])
export const text = (id: string, sentence: string, pattern: RegExp, ...more: TextPlace[]) => wordSign(id, 'logs', sentence, pattern, ['words', 'logs', ...more])

export const saysLocked = says('says-locked', 'The message speaks of a lock', /\block(ed)?( out)?\b|temporarily (disabled|blocked|unavailable)|too many (failed|wrong|invalid)/)
export const saysLogsOut = says('says-logs-out', 'The person is signed out again and again', /logs? (me )?out|signs? me out|kicked (me )?out|session (has )?(expired|ended)|back (at|to|on) the (login|sign-in)/)
export const saysEvery = says('says-constant-interval', 'It happens at a constant interval', /(after|within) (exactly |about )?(an|one|\d+) ?(hour|min)|every (\d+|few|fifteen|ten|thirty) ?(min|minute|hour)|after (about |exactly )?\d+ ?(min|minutes)\b/)
export const saysCodeLate = says('says-code-late', 'The code comes too late', /(sms|text|e-?mail|code)s?.{0,40}(too late|late|delay|minutes? later|arriv(es|ed) after|takes (ages|minutes))|expired.{0,20}code/)
export const saysAccessDenied = says('says-access-denied', 'They get in and are then denied', /access (is )?denied|not authori[sz]ed|permission denied|forbidden|no access|don'?t have (access|permission)/)
export const saysMigration = says('says-new-sign-in-page', 'It began with a new sign-in page or a migration', /new (sign-?in|login|sso)|migrat|since the (switch|move|change|upgrade)|switched (to|over)/)
export const saysNobody = says('says-nobody-gets-in', 'Nobody of one customer or provider gets in', /nobody|no one (can|gets)|everyone (is|gets|at|in)|all (of us|our users|users)|whole (company|team|department)/)
export const saysTooMany = says('says-too-many-requests', 'The message says too many requests', /too many requests|rate.?limit|\b429\b|slow down/)
export const saysOffice = says('says-whole-office', 'A whole office or network is hit', /whole office|entire office|all of us here|office (network|wi-?fi)|everybody (here|in the office)|same (network|wi-?fi)/)
export const saysAfterReset = says('says-after-reset', 'It began after a password change', /(since|after) (i |we |my |the )?.{0,20}(chang|reset)(ed|ing)? (my |the )?(password)?|new password/)
export const saysAgainAndAgain = says('says-again-and-again', 'The lock comes back', /again and again|keeps? (getting )?lock|locked (out )?(again|every)|re-?lock/)
export const saysOtherBrowser = says('says-other-browser', 'Another browser works', /(works?|fine|ok) (in|with|on|using) (firefox|chrome|edge|another browser|incognito|private)|not (in|with|on) (safari|chrome|firefox|edge)|only (in )?(safari|chrome|firefox)|incognito|private (window|mode|browsing)/)
export const saysRedirect = says('says-redirect-error', 'The message speaks of a redirect or callback address', /redirect[_ -]?ur[il]|callback (url|address)|redirect error|redirect mismatch/)
export const saysNotFound = says('says-account-not-found', 'The message says that there is no such account', /(account|user|e-?mail)( was)? (not found|does ?n.?t exist|unknown)|no (such )?(account|user)|not (registered|recognised|recognized)|couldn.?t find (your|an|this) account/)
export const saysSignedUp = says('says-signed-up', 'The person says that they signed up', /signed up|registered|created (an|my) account|made an account/)
export const saysNever = says('says-never-worked', 'It never worked for this person', /never (got|worked|been able|could|logged)|first (time|login|sign-?in)|just (registered|signed up)|since i (registered|signed up)|new (user|account|hire)/)
export const saysContractor = says('says-contract', 'A contract, a trial or a validity is mentioned', /contract|trial|temporary (account|worker)|intern(ship)?\b|end date|freelanc/)
export const saysFuture = says('says-from-the-future', 'A token or response is from the future', /future|not yet valid|issued (in|at)|clock|not.?before|\bnbf\b|\biat\b/)
export const saysStrange = says('says-strange-attempts', 'The person sees attempts that are not theirs', /strange|suspicious|not me|wasn.?t me|didn.?t (try|do)|unknown (device|location|login|sign)|someone (is|else|tried)|foreign|attempts? (on|from)/)
export const saysDisabled = says('says-disabled', 'The message says that the account is disabled', /(account|user).{0,20}(disabled|deactivated|suspended|blocked|inactive)/)
export const saysVerify = says('says-verify', 'A verification mail is mentioned', /verif(y|ication)|confirm(ation)? (mail|e-?mail|link|your)|activation (mail|link)|unconfirmed/)
export const saysVpn = says('says-abroad', 'A journey, a country or a VPN is mentioned', /abroad|travel|vpn|country|holiday|hotel|overseas|region/)
export const saysSso = says('says-sso', 'Single sign-on is used', /\bsso\b|saml|single sign|okta|entra|azure ad|google (login|sign)|with google|with microsoft|identity provider|\bidp\b|adfs|keycloak/)
export const saysUpdate = says('says-client-old', 'A phone, mail client or script keeps an old password', /mail (app|client)|outlook|imap|script|cron|service account|phone (still|mail)|background/)

export const textClockSkew = text('text-clock', 'A message compares times that do not fit', /not yet valid|in the future|used (too early|before)|clock (skew|drift)|lifetime validation|nbf|iat\b.{0,30}(future|early)|notbefore/)
export const textRedirect = text('text-redirect-uri', 'A message says that the redirect address does not match', /redirect[_ ]ur[il].{0,60}(mismatch|not match|invalid|not (registered|allowed|in the list|valid)|differ)|invalid[_ ]redirect[_ ]ur[il]|callback url mismatch|invalid parameter: redirect_uri|aadsts50011|redirect_uri_mismatch/)
export const textAudience = text('text-audience', 'A message says that the audience is another', /(invalid|unexpected|wrong|incorrect|bad)[ _]audience|audience (is )?(invalid|mismatch|validation|not)|jwt audience|aud(ience)? claim|idx10214|aud.{0,10}(does not|mismatch|unexpected|not match)|audiencerestriction/)
export const textIssuer = text('text-issuer', 'A message says that the issuer is another', /(invalid|unexpected|wrong|incorrect|unknown)[ _]issuer|issuer (is )?(invalid|mismatch|validation|did not|does not|not trusted|unknown)|jwt issuer|iss(uer)? claim|idx10205|did not match the expected issuer|entityid|entity id|issuer (associated|url)|issuer returned|valid issuer|realm url/)
export const textCertificate = text('text-certificate', 'A message refuses the signature or certificate of the provider', /invalid signature|certificate (was |has been )?(renewed|rolled|rotated|replaced|changed|updated|expired)|(saml|idp|signing) certificate|signature (is )?(invalid|validation failed|verification failed|mismatch)|certificate.{0,40}(mismatch|not match|does not match|unknown|expired|different)|no (matching )?certificate|fingerprint mismatch|unable to verify.{0,20}signature/)
export const textSaml = text('text-saml', 'SAML is involved', /saml|assertion|\bacs\b|metadata/)
export const textGroups = text('text-groups', 'A message names groups or roles that are missing', /group.{0,40}(missing|not (found|mapped|match)|mismatch|overage|mapping|none|unknown)|_claim_names|hasgroups|role mapping|restrict(ed|ing)? .{0,30}group|members? of (the|a) .{0,20}group|google.?group|group.{0,20}(restriction|claim|filter|permission|scope)|groups? (are |is )?(not|empty)|role (is )?(missing|not)|no (matching )?(group|role)|memberof|not (a )?member of/)
export const textClaim = text('text-claim', 'A claim or attribute is missing', /(claim|attribute).{0,40}(missing|not (found|present|provided|sent|in)|required|empty|null)|missing.{0,20}(claim|attribute|email|e-mail)|nameid.{0,20}(missing|empty)|email.{0,20}(is null|not provided|is required)/)
export const textState = text('text-state', 'A message says that the state or correlation does not match', /state (mismatch|not match|is (invalid|missing))|invalid[_ ]state|correlation failed|inresponseto|missing state|state cookie|checks\.state|pkce|code[_ ]verifier|login[_ ]flow|saved (authentication )?request|nonce (mismatch|invalid|was not|not match)|csrf detected|mismatching_state/)
export const textCookie = text('text-cookie', 'A message says that a cookie is missing or refused', /cookie.{0,60}(missing|not (found|present|sent|set)|reject|blocked|required|disabled)|(?<!; ?)samesite|third.?party cookie|cross-site context|no session (state )?found|cookies are (disabled|blocked)/)
export const textSameSite = text('text-samesite', 'A message names SameSite, or a cross-site way back', /(?<!; ?)samesite|same-site|cross-site (post|request)|no saved authentication request|session cookie.{0,30}(not sent|lost|missing).{0,30}(post|acs)/)
export const textThirdParty = text('text-third-party', 'The page runs inside another site', /iframe|embedded|third.?party cookie|cross-site (context|tracking)|\bitp\b|prevent cross-site/)
export const textSecret = text('text-client-secret', 'A message refuses the client secret', /invalid[_ ]client\b|invalid client credentials|client authentication failed|client_secret_(basic|post)|incorrect client|client secret.{0,40}(invalid|expired|wrong|incorrect)|invalid client secret|aadsts7000215|aadsts7000222|invalid_client_credentials|unauthorized_client/)
export const textSecretExpired = text('text-client-secret-expired', 'A message says that the client secret has expired', /aadsts7000222|client secret.{0,30}expired|secret keys? (are|is|has) expired/)
export const textKeys = text('text-keys', 'A message says that no key fits', /no (matching|suitable|applicable) key|unable to find a signing key|kid\b.{0,40}(not found|unknown|no match|missing)|jwks|unable to find (a |the )?(signing )?key|failed to get signing key|key with (kid|id)|signing key not found|signing key|idx10501|key (not found|id)/)
export const textSessionSecret = text('text-cookie-unreadable', 'Old cookies cannot be decrypted', /decryption (operation )?failed|jwt[_ ]session[_ ]error|mac is invalid|bad decrypt|unable to decrypt|could not (be )?decrypt|invalid (mac|compact jwe)|no matching decryption secret/)
export const textRefreshReuse = text('text-refresh-reuse', 'A refresh token was used twice', /refresh token.{0,40}(already used|reuse|revoked|reused|not found|maximum allowed)|invalid refresh token|token (reuse|family)|stale token|replay detected|refresh ?token.{0,60}(replay|reuse|twice|two (calls|requests))|revok(ing|ed) (every|all).{0,30}refresh|refresh_token_already_used/)
export const textProxy = text('text-proxy', 'A proxy hides the scheme or the host', /x-forwarded-(proto|host|for)|trust proxy|behind (a |an |the )?(proxy|nginx|load balancer|traefik|ingress|reverse)|reverse proxy|http:\/\/.{0,80}instead of https|redirect_?ur[il].{0,6}http(:\/\/|%3a%2f%2f)(?!localhost|127)|trusted_(headers|proxies|hosts)|secure cookies? (off|over|behind)|(heroku|cloudflare|nginx|traefik|haproxy|load ?balancer|ingress|docker).{0,60}(https|secure|scheme|proto)|proxy_set_header|tls termination/)
export const textUnset = text('text-setting-missing', 'A message names a setting that is missing', /(is |are )?(not set|undefined|not defined|missing|required)\b.{0,30}(env|variable|secret|config|setting)|missing (env|environment|config|setting|secret|required)|no secret|please define|must be (set|provided|configured)|missing_secret|untrusted ?host|host must be trusted|auth_trust_host|\((unset|not set)\)|is not configured|not configured|required (option|parameter|environment|setting|config)|cannot read.{0,20}(env|config)|could not (be )?(opened|resolved?) .{0,30}(default|placeholder)|default user|(env|environment) variable.{0,40}(not|missing|empty)/)
export const textUnreachable = text('text-unreachable', 'A server does not answer', /econnrefused|etimedout|enotfound|getaddrinfo|connection (refused|reset|timed out)|timed? ?out|unreachable|no route to host|socket hang up|fetch failed|service unavailable|bad gateway|gateway time/)
export const textIdpDown = text('text-provider-trouble', 'The provider itself reports trouble', /(okta|google|microsoft|entra|azure|auth0|github|apple|provider|idp).{0,60}(outage|incident|degraded|unavailable|down\b)|(okta|google|microsoft|entra|azure|auth0|github|apple|provider|idp).{0,24}\b50[0234]\b|status ?page.{0,40}(incident|outage|degrad|investigat|yellow|orange|\bred\b|says so|confirm)|service health/)
export const textStore = text('text-store-trouble', 'A store behind the sign-in reports trouble', /(redis|memcache|database|postgres|mysql|mongo|ldap|directory|session store|user store|cache).{0,60}(down|full|timeout|timed out|refused|unavailable|oom|out of memory|read.?only|lag|connections? (refused|reset|lost|pool|failed))|\b(redis|session store).{0,40}(evict|restart|flush|limit)|oom command|too many (connections|clients)/)
export const textDisabled = text('text-disabled', 'A message says that the account is disabled', /aadsts50057|data 533|account (is |has been |was )?(disabled|deactivated|inactive)|user (is )?(disabled|inactive|deactivated|blocked)|user_disabled|user.{0,10}desactivated|user is (no longer active|not active)|not an? active (user|account)|userdisabled|account suspended/)
export const textLockout = text('text-lockout', 'A message says that the account is locked', /aadsts50053|data 775|account (is )?(temporarily )?locked|user_temporarily_disabled|locked out|lockout|too many (failed )?(attempts|tries|login)|account_locked|maximum.{0,20}attempts/)
export const textUnknownUser = text('text-unknown-user', 'A message says that the user is unknown', /user(name)? (was )?(not found|does not exist|unknown)|user_not_found|unknown user|aadsts50034|data 525|no (such )?user|email_not_found|account not found|identity not found|invalid user\b/)
export const textConditional = text('text-conditional-access', 'The provider’s own policy refused after the password', /aadsts5300[0-4]|aadsts53005|aadsts50097|aadsts530003|conditional access|\b530003\b|you can.?t get there from here|sign-on policy|device (is )?not (compliant|managed|registered)|blocked by.{0,20}polic/)
export const textNotAssigned = text('text-not-assigned', 'The person is not assigned to the application', /aadsts50105|not assigned to (a role|the|this|an|client)|user is not assigned|not been (granted|assigned)|app assignment/)
export const textGeo = text('text-geo', 'A country or location rule fired', /geo.?(block|restrict|ip|fence|loc)|country.{0,30}(block|not allowed|restricted|denied)|impossible travel|location.{0,30}(block|not allowed|restricted)|unusual location/)
export const textIpBan = text('text-ip-ban', 'An address is banned', /\bip\b.{0,40}(block|ban|deny|denied|blacklist|not allowed|restricted)|ip_blocked|fail2ban|error code: 1020|address.{0,30}(blocked|banned)/)
export const textLink = text('text-account-link', 'The e-mail belongs to an account of another provider', /account.?not.?linked|oauthaccountnotlinked|already (exists|registered|linked|in use).{0,60}(provider|method|different|another)|different (credential|sign-?in method|provider)|link(ing)? (your )?account|account_exists|account-exists-with-different|email (is )?already (in use|taken|registered|exists)|email_exists/)
export const textNotVerified = text('text-email-unverified', 'A message says that the e-mail is not verified', /e-?mail.{0,10}not (been )?(verified|confirmed)|unverified (e-?mail|account|user)|user-not-verified|(please )?(confirm|verify) your e-?mail|email_not_(verified|confirmed)|not confirmed|usernotconfirmed|verify your (e-?mail|account)|user_not_verified|activate your account/)
export const textNotSetUp = text('text-not-set-up', 'A required action is open', /not fully set ?up|required action|complete (your )?(profile|registration|onboarding|account)|accept the (terms|policy)|update (your )?profile|terms of (use|service)|reset (is )?required|resolve_required_actions/)
export const textMfaRequired = text('text-mfa-required', 'A second factor is demanded where none can be given', /aadsts50076|aadsts50079|mfa (is )?required|multi-?factor.{0,20}(required|must)|interaction[_ ]required/)
export const textStuffing = text('text-attack', 'An attack is named', /credential stuffing|password spray|brute.?force|botnet|leaked (passwords|credentials)|breach|haveibeenpwned|compromised|unusual rate|rejected authentications|high (volume|number) of failed/)
