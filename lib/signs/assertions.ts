import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown } from './define'
import { named } from './find-text'
import { changeSign } from './changes'
import { clock, failures, logSource, nowOf } from './look'
import { clue } from './words'

/** What the provider says about a person: who says it, for whom, signed with what, and what it leaves out. */

export const loginIssuer = clue('text-login-issuer', 'The provider calls itself otherwise than the sign-in expects', /\bid[_ ]?token (was )?issued by (a |an )?(different|another|unknown)|issuer did not match the issuer returned|issuer .{0,80}(does not|did not|does ?n.t|not) match.{0,60}(discover|provider|metadata|returned|well-known|configured|expected)|unexpected (discovery|id token|saml)? ?issuer|unexpected "?iss"?( claim| value|\b)|invalid issuer in the|issuer (in|of|from) (the )?(assertion|response|saml|id[_ ]token|message|logout)|(unknown|unexpected|untrusted|unregistered|invalid|wrong|different) (saml |idp |login )?(issuer|idp|identity provider|entity ?id)|(idp |provider )?(entity ?id|entityid).{0,80}(unknown|not (found|match|recogni|registered|trusted|configured|known)|mismatch|differ|expected|changed)|(unable|failed|could not|cannot) to? ?(find|locate|load|resolve) (the )?(metadata|idp|identity provider|entity).{0,60}|no (idp|identity provider|metadata|saml provider|connection) (found|configured|registered|known)? ?(for|with)|aadsts50107|aadsts5000819|rperror.{0,30}iss|issuer_mismatch|\biss mismatch|saml2?_?invalid_?issuer|invalid_issuer|issuer (url )?mismatch/, ['words', 'logs'])
export const providerRenamed = changeSign('change-provider-name', 'The provider or its address was renamed, or another tenant took over.', ({ kind, service, summary, from, to }) => kind !== 'certificate' && /kc_hostname|front-?end_?url|host ?name|custom domain|public (host|name|url|address)|tenant|issuer|realm|authority|entity ?id|new (idp|domain|provider)|merg|acqui|bought|sts\.windows|login\.microsoft|\/v2\.0|idp_?url|\bidp\b.{0,40}(mov|migrat|switch|replac|renam)/i.test(`${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`))
export const companyMoved = clue('says-company-moved', 'A company or provider was merged, bought, renamed or given another address', /(were |was |been |got )?(bought|acquired|merged|taken over|renamed|rebranded|spun off)|merger|fusion(iert)?|tenant (merge|move|migration|consolidation|change)|(new|another|other|different|group|second) tenant|public (host ?name|name|domain)|custom domain|(since|after) .{0,40}(new|public|its|custom|another) (host ?name|domain|url|tenant)/, ['words', 'logs', 'changes'])

export const loginAudience = clue('text-login-audience', 'What the provider issued is meant for another application', /not a valid audience for this|audience ?restriction|audience .{0,60}(assertion|response|saml|\bid[_ ]?token|entity ?id|service provider)|(assertion|response|saml|\bid[_ ]?token|idtoken).{0,80}(audience|\baud\b)|unexpected (jwt )?"?aud(ience)?"?( \(audience\))?( claim| value)|\baud(ience)? mismatch|oidc: expected audience|expected audience|(wrong|invalid|unexpected) recipient|recipient .{0,30}(mismatch|not match|invalid|does not)|service not enabled within domain|(sp|our|the) entity ?id.{0,60}(differ|not match|slash|old|wrong|changed|mismatch)|invalid_audience|saml_?audience|audience is (invalid|not)|jwt audience invalid.{0,40}(client ?id)?|azp (claim )?(mismatch|invalid|not)|application with identifier .{0,80} was not found in the directory|meant for another (application|client|service)/, ['words', 'logs'])
export const selfSetUp = clue('says-self-set-up', 'The other side set up single sign-on lately by itself', /(set|setup|configured|entered|typed|copied)[a-z]* (it |this |that |everything |sso )?(up )?(them|him|her|our|my|it)?sel(f|ves)|from (our|the|your) (pdf|guide|manual|docs?|instructions|wiki)|(new|first) (customer|client|tenant|school|partner)\b|first (sso|saml) (login|sign-?in)|onboarding (of )?(a |the )?(customer|client|partner)/, ['words'])
export const valuesCompared = defineSign({
  id: 'log-values-compared',
  says: 'The log compares two values of a token or request, and they differ.',
  ask: 'Does the log compare an expected value with the one that came?',
  step: 'logs',
  needs: ['detail.expected', 'detail.actual'],
  look: (evidence) => {
    const event = failures(evidence).findLast(({ details }) => details.expected !== undefined && details.actual !== undefined && details.expected !== details.actual)
    return event ? present(`Expected ${event.details.expected?.slice(0, 60)}, came ${event.details.actual?.slice(0, 60)}.`, logSource(event)) : unknown
  },
})

export const samlSignature = clue('text-saml-signature', 'The signature of the provider’s response is refused', /(signature|response|assertion|message|login|saml)[a-z ]{0,24}(could not|can ?not|cannot|can.t|failed to|unable to) be (verified|validated|trusted)|(unable|failed|could not|cannot|can ?not) (to )?(validate|verify|check|trust) .{0,30}(signature|response|assertion|saml|idp|message)|(invalid|bad|wrong)[_ ]signature.{0,60}(object|response|assertion|saml|_resp|idp|element|xml|for)|(saml|response|assertion|idp|metadata)[^\n]{0,60}signature.{0,24}(fail|invalid|not valid|wrong|refused|rejected|mismatch)|signature.{0,30}(fail|invalid|not valid|wrong|refused|rejected|mismatch)[^\n]{0,40}(saml|response|assertion|idp)|invalid (saml|response|assertion|xml) signature|cert(ificate)?s? (mismatch|does not match|did not match|differs?).{0,40}|finger-?print (mismatch|does|did|of|differs)|certificate used for verification|past notafter|no (valid |matching )?(signing )?certificate .{0,40}(idp|provider|metadata|found|match)|(untrusted|unknown|unexpected|wrong|other) (signing )?(certificate|cert|key)\b|cert(ificate)? (in|of|from) (the )?(response|assertion|metadata).{0,40}(differ|not|unlike|other)|signing (certificate|cert) .{0,60}(expired|not|mismatch|unknown|invalid|chang|differ)|signaturevalidation|x509certificate.{0,40}(mismatch|differ|not)|signature trust establishment failed|digest (mismatch|did not match)|saml_?invalid_?signature|says? it cannot verify/, ['words', 'logs'])
export const providerCertificateNew = clue('text-provider-certificate-new', 'The provider’s signing certificate was or is to be renewed', /(new|renewed?|rolled?|changed?|replaced?|swapped|activated?|expired|expiring|rotated?|next|secondary|updated?) .{0,24}(signing |saml |token |idp |federation |x\.?509 )*(certificate|cert|metadata)\b|(signing |saml |token |idp |federation )?(certificate|cert|zertifikat|certificat|certificado)s? .{0,60}(active|renew|roll|replac|swap|activ|expir|warning|abgelaufen|erneuert|renouvel|caduc|ausgetauscht|getauscht)|(?<!key )roll-?over|federation (office|operator|metadata)|metadata .{0,24}(update|refresh|exchange|old|stale|changed|import|reload)|token-signing|secure enough.{0,20}certificate/, ['words'])
export const providerCertificateChanged = changeSign('change-provider-certificate', 'The signing certificate or metadata of the provider changed.', ({ kind, service, summary, from, to }) => {
  const text = `${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`
  return /saml|idp|provider|adfs|ad fs|okta|entra|azure|sso|federation|shibboleth|metadata|signing|token-signing|keycloak|ping|onelogin/i.test(text) && (kind === 'certificate' || /certificate|cert\b|x\.?509|metadata|roll-?over|signing key/i.test(text))
})
export const transportCertificateChanged = changeSign('change-transport-certificate', 'The certificate that changed is that of a host, not of the provider.', ({ kind, service, summary }) => (kind === 'certificate' || /certificate/i.test(summary)) && /^(lb|load.?balancer|nginx|ingress|proxy|cdn|edge|web|www|haproxy|traefik|tls|https|ldaps?|dns|gateway|apache|front.?end|mail)\b/i.test(service ?? '') && !/saml|idp|signing|provider|metadata/i.test(summary))

const ENDS = /(not_?after|valid_?(until|to)|expir(es|y|ation)?(_?(at|on|date))?|ends?(_?at)?)$/i

/** The moment after which a stored certificate of a provider no longer holds. */
function certificateEnd(evidence: Evidence): { at: number; source: string } | null {
  for (const [index, { certificates }] of evidence.providers.entries()) {
    const ends = certificates.flatMap(({ notAfter }) => (notAfter === null ? [] : [notAfter]))
    if (ends.length && ends.length === certificates.length) return { at: Math.max(...ends), source: `providers[${index}]` }
  }
  if (evidence.config.length > 50) return null
  const index = evidence.config.findIndex(({ service, key, value }) => ENDS.test(key) && /cert|x\.?509|metadata|idp|saml|signing/i.test(`${service ?? ''} ${key}`) && !/secret|tls|https|ldap/i.test(`${service ?? ''} ${key}`) && Number.isFinite(Date.parse(value ?? '')))
  const value = evidence.config[index]?.value
  return value ? { at: Date.parse(value), source: `config[${index}]` } : null
}

export const storedCertificateEnded = defineSign({
  id: 'config-certificate-ended',
  says: 'The stored certificate of the provider has run out.',
  ask: 'Until when is the stored certificate of the provider valid?',
  step: 'changes',
  or: ['providers', 'config'],
  look: (evidence) => {
    const end = certificateEnd(evidence)
    const now = end && (nowOf(evidence) ?? evidence.experience.lastWorkedAt)
    if (end === null || now === null) return unknown
    return end.at <= now ? present(`The stored certificate ended ${clock(end.at)}.`, end.source) : absent(`The stored certificate is valid until ${clock(end.at)}.`, end.source)
  },
})

export const assertionEarlyOrLate = clue('text-assertion-early-or-late', 'An assertion came before its time or after it', /(assertion|saml response|saml2?error|response|conditions?|subjectconfirmation|authn(statement| ?instant)|\bid[_ ]?token)[^\n]{0,50}(not yet valid|has expired|is expired|no longer valid|too old|too early|in the future|outside|validity)|not_?(before|on_?or_?after)|aadsts50008\d?|issue_?instant|(could not validate|invalid|check).{0,16}timestamp|allowed[_ ]?clock[_ ]?(drift|skew)|accepted_?clock_?skew|clock skew|timing issues|assertion expired|(auth|authentication).{0,12}(instant|time) .{0,24}(old|ago|maximum|past)|max(imum)?[_ ]?authentication[_ ]?(age|lifetime)/, ['words', 'logs'])
export const hostClockOff = clue('text-host-clock-off', 'The clock of a host is not kept', /chronyd?\b|ntpd?\b|timesyncd|w32time|vmware tools|timedatectl|hypervisor|live migration|time (sync|drift|source|server)|no selectable sources|clock (drift|is off|differs|wrong|ahead|behind|slow|fast|jump)|(seconds?|minutes?|\d+ ?s|\d+ ?ms) (ahead|behind|off|fast|slow|early|in the future)|uhr (geht|l[äa]uft)|horloge|reloj/, ['words', 'logs'])
export const secondTryWorks = clue('says-second-try-works', 'A second try often works', /(second|next|another|third) (try|attempt|time|login).{0,20}(always |mostly |usually |often )?(ok|works?|good|fine|goes|passes|succeeds|through)|(try|trying|tried|retry(ing)?) (again|it again)?.{0,16}(works?|= ?works?|helps?|is ok|goes through|mostly|often|passes)|retry .{0,16}(works?|goes|passes|helps?|mostly|succeed)|zweite[rn]? versuch|deuxi[èe]me (essai|fois)|segund[oa] (intento|vez)|refresh(ing)? .{0,16}(a few|several|some|two|three) times|\bf5\b/, ['words'])

/** Two subjects of one e-mail in the same line or in two. */
export const twoSubjects = defineSign({
  id: 'log-two-subjects',
  says: 'One address comes with two different subjects.',
  ask: 'Is the subject of the person the same as before?',
  step: 'logs',
  texts: named(/(?:sub|oid|uid)\b|subject|name ?id|(?:object|external|immutable|user) ?id/, 'logs'),
  look: ({ logText, account }) => {
    const seen = new Map<string, string>()
    for (const line of logText.split('\n').slice(0, 3000)) {
      const mails = [...line.slice(0, 2000).matchAll(/[\w.+-]{1,64}@[\w.-]{3,100}/g)].map(([mail]) => mail)
      if (mails.length === 0) continue
      const pairs = [...line.slice(0, 2000).matchAll(/(?:^|[^a-z])(sub|subject|name ?id|oid|uid|object ?id|external ?id|immutable ?id|user ?id)\b["']?(?: is|[=:]| ) ?["']?([\w|.:@…+/=-]{4,120})/g)]
      for (const [, kind = '', value = ''] of pairs) {
        const key = `${mails.at(-1)} ${kind.replace(' ', '')}`
        const known = seen.get(key)
        if (known !== undefined && known !== value && value !== mails.at(-1)) return present(`${mails.at(-1)} came as ${known} and as ${value}.`, 'logs')
        seen.set(key, value)
      }
    }
    const stored = /"name_?id":"([^"]{3,200})"/.exec(account ? JSON.stringify(account.raw).toLowerCase() : '')?.[1]
    const came = /name ?id ["'=:]{0,2} ?["']?([\w|.:@+/=-]{4,120})/.exec(logText)?.[1]
    return stored && came && came !== stored && !logText.includes(stored.slice(0, 20) === stored ? `nameid "${stored}"` : stored) ? present(`The record holds ${stored}, the provider sends ${came}.`, 'logs') : unknown
  },
})
export const takenForNew = clue('text-taken-for-new', 'A person who was known is taken for somebody new', /strangers?\b.{0,30}(for|to) (the |our |your )?(app|tool|system|portal|site)|(treat(ed|s)?|seen|sees|taken|handled) (me |us |them )?(as|for|like) (a |an )?(new|other|another|different|stranger)|(empty|second|blank|fresh|duplicate|double) (new )?(account|profile|workspace|dashboard|user)s?\b|new,? empty|two (users|accounts|records|profiles) (with|for|of|under) .{0,16}(my|his|her|the same|one) |(history|projects|orders|files|content|rights|settings|documents) (is|are|was|were) (all )?(missing|gone|empty|lost)|(account|profile|workspace|dashboard) (is |was |looks? )?(empty|blank|new|leer|vide|vac[íi]a)|(does ?n.t|not|no longer) (know|recogni[sz]e) (me|us|them|her|him)|leeres konto|compte vide|cuenta vac[íi]a|(sees?|got|have|has|shows?) no (projects|data|files|history|orders|rights)|no user for name ?id|created (a )?(new )?user .{0,60}(for|from|with)|(duplicate|second) (user|record|profile)|members? table has|(stored|existing|linked|known) (sub|subject|uid|name ?id|oid|external id)/, ['words', 'logs'])
export const identityMoved = clue('text-identity-moved', 'The person’s name, address or tenant changed at the provider', /married|marriage|name change|new (surname|last name|family name|mail address|e-?mail( address)?|upn)|heirat|geheiratet|mari[ée]e?\b.{0,20}nom|(chang|renam|mov|migrat|merg|convert|switch)[a-z]* .{0,40}(name|e-?mail|mail address|address|upn|tenant|idp|directory|domain|provider|connection|name ?id|subject)|(tenant|idp|directory|domain|provider) .{0,16}(merge|migration|move|switch|change)|moved us to|before the (tenant|address|name|idp|e-?mail|domain)|umbenannt|name ?id[- ]?format|persistent|pairwise|immutable ?id|source ?anchor|same (mail|e-?mail|address) as (always|before)/, ['words', 'logs', 'changes'])
export const subjectMappingChanged = changeSign('change-subject', 'A change touches how the provider names people.', ({ service, summary, from, to }) => /name ?id|subject|\bsub\b|upn|persistent|pairwise|immutable|object ?id|\boid\b|external ?id|employee ?id|user ?id|identifier format|tenant|merge|users? (moved|migrat)|(mov|migrat)[a-z]* .{0,24}users?|new (idp|identity provider|tenant|connection)|rename|app(lication)? (registration|client) (re|new)/i.test(`${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`))

export const otherSignInFirst = clue('text-other-sign-in-first', 'The address belongs to an account that was made another way', /sign ?in with the (same|account|provider|method)[^\n]{0,40}(originally|before|first|used)|same (account|method|provider|way) you used|account-exists-with-different|account_?exists_?with_?different|oauth_?account_?not_?linked|identity_?already_?(exists|linked)|federated_?identity_?account_?exists|(different|another|other|original) (sign-?in|login|auth\w*) (method|provider|option|way)|(already|bereits|schon|d[ée]j[àa]|ya) .{0,40}(something|account|konto|compte|cuenta|user|registered|registriert|existe|linked|associated|exists?|vorhanden)[^\n]{0,40}(with|under|for|mit|unter|avec|con|zu|this|dieser|cette|este) .{0,24}(mail|e-?mail|address|adresse|correo|provider|method)|(registered|signed up|joined|created|angemeldet|registriert) .{0,24}(with|via|using|through|by|mit|über) (google|github|facebook|apple|microsoft|linkedin|twitter|sso|the other|another|a different|e-?mail and|password|mail)|user already (exists|registered).{0,40}(provider|identity|oauth)|not linked (to|with)|link (the|your|this|my|both|two) (accounts?|identit|google|social)|account linking|wrong (button|provider|login method)/, ['words', 'logs'])
export const linkedOtherwise = defineSign({
  id: 'record-linked-otherwise',
  says: 'The record is linked with other providers than the one used.',
  ask: 'With which providers is the record linked?',
  step: 'record',
  needs: ['account.linked'],
  look: ({ account, words }) => {
    const linked = account?.linked?.map((name) => name.toLowerCase()) ?? []
    if (linked.length === 0) return unknown
    const used = ['google', 'github', 'facebook', 'apple', 'microsoft', 'linkedin', 'gitlab', 'twitter', 'discord', 'okta'].filter((name) => new RegExp(`\\b${name}\\b`).test(words))
    const other = used.find((name) => !linked.some((one) => one.includes(name)))
    return other && used.length === 1 ? present(`They use ${other}; the record is linked with ${linked.slice(0, 4).join(', ')}.`, 'account') : unknown
  },
})

export const attributeMissing = clue('text-attribute-missing', 'A value that we need did not come with the sign-in', /(e-?mail|mail|username|upn|name ?id|first ?name|last ?name|given ?name|surname|display ?name|sub|attribute|claim)[a-z_' ]{0,24}(can.?t|can ?not|must not|may not|should not) be (blank|null|empty|nil|missing|undefined)|(e-?mail|mail|username|upn|name ?id|first ?name|last ?name|surname|display ?name|preferred_username|attribute|claim|uid)['" ]{0,3}(address )?(attribute |claim |field |value )?((is|was|are|were|not|has been) )?(required|blank|null|empty|nil|missing|undefined|absent|not (present|sent|released|returned|provided|shared|included|found|set|in|available|delivered|received|supplied))|keyerror:? ?['"]?(e-?mail|mail|sub|name|upn|preferred_username|given_name|family_name|groups?|oid|uid)|(missing|lacks?|lacking|absent|empty|undefined|null|nil|blank)[: ].{0,24}(e-?mail|upn|name ?id|preferred_username|mail attribute|attributes?|claims?)\b|(no|without) (an? |the |any |valid |usable |required |mandatory )*(upn|name ?id|preferred_username|mail attribute|attributes?|claims?|e-?mail (address )?(attribute|claim|in |from |was |is |sent|came|came back|returned|received|provided|scope|supplied|available))\b|(cannot|can.t) read propert.{0,40}(e-?mail|split|tolowercase|trim)|(missing|required)_(e-?mail|claim|attribute|field|scope)|e-?mail_(required|missing|not_found_in)|profile (is )?incomplete|incomplete (profile|user ?info)|attribute (release|filter|statement)|(attributes?|claims?|userinfo|keys?) (received|returned|came|sent|present|available)?[=:]? ?\[|failed to map|did not (return|send|release|provide|share) (?!.{0,24}(role|group)).{0,30}(e-?mail|attribute|claim|name)|getting user (e-?mail|profile) from external provider|invalid_user_info_response|insufficient (scope|claims)|pflichtattribut|(attribut|mail|e-?mail|adresse)['" ]{1,3}fehlt|kein(e)? (e-?mail|mail)(-?adresse)? .{0,30}(übermittelt|geliefert|erhalten|vorhanden)|aucune? (adresse|e-?mail|attribut)|falta (el )?(correo|atributo|email)/, ['words', 'logs'])
export const noMailAtProvider = clue('says-no-mail-at-provider', 'The person has no address at the provider, or keeps it hidden', /(registered|signed up|account|profile|user)[a-z ]{0,20} .{0,24}(with|by|via|using|has|only) (a |the |her |his )?(phone|mobile|handy|telephone)( number)?|(no|without|private|hidden|hide my|hides? (her|his|their)|unverified|not public|not share) (public |my )?(e-?mail|mail|address)|(external|guest|consultant|contractor|student|partner|agency)s?.{0,30}(only|not|fail)|(only|just) (the |for the )?(external|guest|consultant|contractor|student)|(untick|declin|deselect|refus|not grant|not share)[a-z]* .{0,20}e-?mail/, ['words'])
export const scopeNarrowed = changeSign('change-claims', 'What we ask for or what the provider releases was narrowed.', ({ service, summary, from, to }) => {
  const text = `${service ?? ''} ${summary}`
  const had = `${from ?? ''}`.toLowerCase()
  const has = `${to ?? ''}`.toLowerCase()
  if (had && ['email', 'profile', 'mail', 'upn'].some((name) => had.includes(name) && !has.includes(name)) && /openid|scope|claim|attribute|profile/.test(`${had} ${has} ${text.toLowerCase()}`)) return true
  return /(scope|claim|attribute|mapper|mapping|userinfo|release)/i.test(text) && /remov|clean|narrow|reduc|least privilege|minimi|drop|delet|tidy|restrict|unused|no longer|gdpr|privacy|new (mapping|policy|filter)|migrat|rename/i.test(text)
})
export const scopeWithoutMail = defineSign({
  id: 'setting-scope-without-mail',
  says: 'The sign-in does not ask for the address of the person.',
  ask: 'Which scopes are asked for?',
  step: 'changes',
  needs: ['config'],
  look: ({ config }) => {
    if (config.length > 50) return unknown
    const index = config.findIndex(({ key, value }) => /scopes?$/i.test(key) && /openid/i.test(value ?? ''))
    const value = config[index]?.value?.toLowerCase()
    if (!value) return unknown
    return /e-?mail|profile/.test(value) ? absent(`The scope is ${value.slice(0, 80)}.`, `config[${index}]`) : present(`The scope is only ${value.slice(0, 80)}.`, `config[${index}]`)
  },
})

export const attributeNotReleased = clue('text-attribute-not-released', 'The provider released other attributes than the one that is looked for', /attribute ?filter|no rule for urn:oid|remote_user empty|looked for [\w-]{2,30}, |could not find (your )?['"“]?[\w ]{2,30}['"”]? attribute|parameter for the [\w ()-]{2,40} not found|(is )?required in (the )?(authnresponse|assertion|response|id[ _]token)|user ?info is incomplete|not[- ]?null constraint|violates not-null|(fehlen|manquant|missing|needs?|lacks?) (erforderliche |required )?(attribut|information|attr)\w*|information your (home )?organi[sz]ation did not send|attribute[- ]release|(mapper|optional claims?|claims? mapping)[^\n]{0,30}(missing|not|none|absent|unset)|required attributes?|no (public |verified )?e-?mails? (was |were )?(found|returned|associated)|(possible|available|received) (parameters|attributes|claims) (are|were)|"mail": ?null|"e-?mail": ?(null|"")|\be?mail=(,|;|\s|$)|invalid_email\b|id_token keys|claims in (the )?(id_token|token|assertion)|first time:? \{|(ldapsearch|getent)[^\n]{0,60}: cn\b/, ['logs', 'words', 'record'])
export const addressTaken = clue('text-address-taken', 'The address or name is taken by an account of another kind', /duplicate (key|entry)[^\n]{0,60}(e-?mail|user_?name|login)|unique constraint[^\n]{0,40}(e-?mail|user_?name|login)|(e-?mail|user ?name|address|account|login) (has already been|is already|already|was already) (taken|used|in use|registered|exists?)|(user|account|member)s? (with (the |this |that )?(same )?[\w@. -]{0,40})?already exists?\b|multiple accounts with the same|stored: module=|made (an |my )?account with .{0,50}(and a password|password)|created by hand|cr[ée]+s? [àa] la main|"auth": ?"(manual|local|ldap|password)"|insecure_email_lookup|(existiert|bereits|d[ée]j[àa]|ya) (bereits |schon )?(vorhanden|existe|utilis[ée]|registriert|en uso)/, ['logs', 'words', 'settings', 'record'])
export const subjectRemade = clue('text-subject-remade', 'What names a person at the provider was made anew: a salt, a pool, an application, an issuer', /(fresh|new|other|changed|lost) salt|computed ?-?id|subject mode|hashed id|pairwise|sector[ _]identifier|sub ?iss\b|\bsubiss|(old|new|before|after|was|now|former)[ \w(]{0,16}[):=]{1,2} ?(the )?(sub|oid|uid|user_?id|name ?id|fb_id)\b|(old|new|former|another|different) (pool )?(sub|subject|object id|user id)\b|(user )?(pool|realm|directory|channel|tenant|app(lication)?) (was )?(re-?created|rebuilt|made again|moved to|split)|(their|own|buyer.?s|another|new owner.?s) (facebook|apple|google|line|kakao|wechat|developer) (app|account|team|channel)|(lose|lost) (their|my|his|her) (progress|courses|history|data|orders)|(courses|orders|history|projects) (are )?gone|(as|like) (a )?(newcomer|new (user|customer|member))|user id in tokens?|app-?scoped (user )?ids?|transfer_sub|(apple|developer) team (was )?(chang|transf|mov)|(app|game|site) (was )?(sold|transferred|handed over)|e?ptid\b|targeted-?id|guest (was |account )?(re-?invited|re-?created)|(user|account)s? (were |was )?(re-?created|deleted and (made|created) again) (in|at) (the )?(idp|provider|entra|okta|google|azure|keycloak)/, ['logs', 'words', 'settings', 'record', 'changes'])

export const idTokenTime = clue('text-id-token-time', 'The server that takes the provider’s answer finds its time wrong', /\bid[_ ]?token[^\n]{0,50}(future|nbf|iat\b|early|not active|not yet|steps? 9)|client[_ ]assertion[^\n]{0,60}(verif|time|iat|expired|future)|request lifetime interval|openid-?connect-?client|unable to verify jwt claims|login callback[^\n]{0,40}(now and then|sometimes|fails)|openid-client[^\n]{0,40}|authentication request to the [\w ]{0,30}(single sign|sso)/, ['logs', 'words'])
export const providerIdToken = clue('text-provider-id-token', 'A person signs in with Apple, Google, Microsoft or another known provider', /(sign|log) ?-?in (with|through|via|using) (apple|google|facebook|microsoft|linkedin|github)|(login|anmeldung|connexion|inicio) (mit|avec|con) (apple|google|facebook|microsoft)|live-?id|apple-?id\b|google (one tap|identity)|\bgsi\b|com\.[\w.]{3,40}(signin|sign-in|login|auth)\b/, ['words', 'logs', 'settings'])

export const issuerNotTheSame = clue('text-issuer-not-the-same', 'The sender of the answer is not the one that was asked', /issuer (is )?not the same|issuer not present in|(requested|configured|expected|stored) issuer[^\n]{0,120}(does not|did not|doesn.t|not) match|issuer mismatch: configured|not an? (known|registered|trusted|configured) (issuer|idp|identity provider)|(document|metadata|discovery)[^\n]{0,20} says https?:/, ['logs', 'words'])

const LISTED = /[^\s"'\\,;\])}>]{3,200}/.source
const CAME = { iss: new RegExp(`\\biss["'\\\\]{0,3} ?[=:] ?["'\\\\]{0,3}(https?://${LISTED})`), aud: new RegExp(`\\b(?:aud|client_id)["'\\\\]{0,3} ?[=:] ?\\[?["'\\\\]{0,3}(${LISTED})`) }
const KEPT = { iss: /issuer|authority/i, aud: /audience|client[-_ .]?id\b|\baud\b/i }

/** What a decoded token says of itself against the setting that it is checked with, character by character. */
function claimSign(claim: 'iss' | 'aud', what: string) {
  return defineSign({
    id: `log-claim-${claim}-unlike-setting`,
    says: `The ${what} of a token written down is unlike the setting.`,
    ask: `Does the ${what} of the token equal the setting, to the last slash?`,
    step: 'logs',
    needs: ['config'],
    look: ({ config, logText, words }) => {
      const came = CAME[claim].exec(logText.slice(0, 65_536))?.[1] ?? CAME[claim].exec(words)?.[1]
      const kept = came && config.length <= 25 ? config.filter(({ key, value }) => KEPT[claim].test(key) && value) : []
      if (!came || kept.length === 0) return unknown
      const equal = kept.some(({ value }) => Array.from(value?.toLowerCase().match(/[^\s"',[\]]+/g) ?? [], String).includes(came))
      return equal ? absent(`The ${what} is ${came.slice(0, 60)}, as set.`, 'logs') : present(`The ${what} is ${came.slice(0, 60)}, ${kept[0]?.value?.slice(0, 60)} is set.`, 'logs')
    },
  })
}
export const issuerUnlikeSetting = claimSign('iss', 'issuer')
export const audienceUnlikeSetting = claimSign('aud', 'audience')
