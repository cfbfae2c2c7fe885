import { changeSign } from './changes'
import { defineSign, present, quoted, unknown } from './define'
import { named } from './find-text'
import { clue } from './words'

/** What tells that our own server's call to the provider or directory fails, and on what. */

const NO_ANSWER = /econnrefused|etimedout|enotfound|eai_again|econnreset|ehostunreach|enetunreach|getaddrinfo|no such host|name or service not known|temporary failure in name resolution|could not resolve|unknown ?host|connection (refused|reset|timed ?out|attempt failed|error|aborted)|connect(ion)? ?time(d)? ?out|read timed ?out|i\/o (error|timeout)|timed ?out|timeout|unreachable|no route to host|socket hang up|fetch failed|failed to (fetch|connect|contact|reach|retrieve|load|discover)|context deadline exceeded|dial tcp|host is down|proxy (authentication|error|connect)|407 |could not (connect|reach|contact|discover|retrieve|fetch|load)|unable to (connect|reach|contact|obtain|retrieve|fetch|discover|load|get)|cannot (connect|reach|obtain|retrieve|fetch)|actively refused|resourceaccessexception|connectexception|unknownhostexception|sockettimeoutexception|httprequestexception|maxretryerror|newconnectionerror|idx20803|idx20804|idx10803/
const ENDPOINT = /openid-configuration|\.well-known|\/token\b|token (endpoint|url|exchange|request|uri)|oauth2?\/|\/connect\/|openid-connect|userinfo|\/certs\b|jwks|\/keys\b|discovery|metadata|federationmetadata|saml\/(metadata|idp)|oauth_?error|signin_oauth_error|oauthsignin|oauthcallback|oauth_callback_error|get_access_token|idp\b|identity provider|issuer|authorization server|authority|oidc|login\.microsoftonline|accounts\.google|googleapis\.com|\.okta\.com|auth0\.com|realms\//
const TLS = /unable to get (local )?issuer|unable_to_(get_issuer|verify)|self[- ]signed|unable to verify the first certificate|pkix|certpath|x509: |certificate (verify failed|has expired|is not trusted|unknown|not trusted|validation|is not valid)|cert_(has_expired|untrusted)|err_tls_cert|depth_zero|untrustedroot|partialchain|remote certificate (is )?invalid|ssl(_|: ?| )?(error|handshake|certificate)|sslhandshakeexception|sslpeerunverified|ssl connection could not be established|trust ?anchor|handshake[_ ](failure|failed)/
const OWN_STORE = /redis|postgres|mysql|mongo|database|memcache|smtp|kafka|rabbit|jdbc|hikari/
const DIRECTORY = /\bldaps?\b|ldap_|\bldap[a-z]+\b|starttls|active directory|domain controller|\bdc\d{0,2}[.-]|directory server|:636\b|:389\b|:3269\b|openldap|389ds|freeipa|\bsssd\b|jndi|javax\.naming/

const linesOf = (logText: string, words: string) => [...logText.slice(0, 131_072).split('\n'), words].map((line) => line.slice(0, 3000))

/** A line in which the provider is called and does not answer. */
export const providerSilent = defineSign({
  id: 'provider-call-silent',
  says: 'Our server’s call to the provider gets no answer.',
  ask: 'Does our server reach the provider?',
  step: 'logs',
  texts: named(NO_ANSWER, 'logs', 'words'),
  look: ({ logText, words }) => {
    const lines = linesOf(logText, words)
    for (const [place, line] of lines.entries()) {
      const failed = NO_ANSWER.exec(line)
      const asked = ENDPOINT.exec(line)
      if (!failed || !asked || OWN_STORE.test(line) || DIRECTORY.test(line) || TLS.test(line)) continue
      // Of a person's words only what the machine said counts.
      if (place === lines.length - 1 && !/curl error|rperror|idx10803|discovery (error|failed)|httprequest|exception|error:|errno|econn|etimedout|enotfound|getaddrinfo|connect(ion)? (refused|timed)|idx2080|(server|backend|pod|container|host).{0,60}(cannot|can.?t|not|unable to|fails? to) (reach|connect|resolve|get to|contact)/.test(line)) continue
      return present(`It says “${failed[0]}” of “${asked[0]}”.`, place === lines.length - 1 ? 'experience' : 'logs')
    }
    return unknown
  },
})

const NO_WAY = /econnrefused|enotfound|eai_again|ehostunreach|enetunreach|getaddrinfo|no such host|name or service not known|name resolution|could not resolve|resolving timed|unknown ?host|no route to host|connection refused|actively refused|connect ?time(d)? ?out|connect timeout|dial tcp|network is unreachable|proxy (authentication|error)|407 /

/** The call does not even find or open the way: more than a slow or broken provider. */
export const noWayToProvider = defineSign({
  id: 'provider-call-no-way',
  says: 'Our server finds no way to the provider: no name, no route, no open port.',
  ask: 'Does the provider’s name resolve and its port open from our server?',
  step: 'logs',
  texts: named(NO_WAY, 'logs'),
  look: ({ logText, words }) => {
    for (const line of linesOf(logText, words).slice(0, -1)) {
      const hit = NO_WAY.exec(line)
      if (hit && ENDPOINT.test(line) && !OWN_STORE.test(line) && !DIRECTORY.test(line)) return present(`It says “${hit[0]}”.`, 'logs')
    }
    return unknown
  },
})

/** The same call, broken off since the provider's certificate is not trusted: a directory is another cause. */
export const providerTls = defineSign({
  id: 'provider-call-tls',
  says: 'Our server does not trust the certificate on its way to the provider.',
  ask: 'Does our server trust the way to the provider?',
  step: 'logs',
  texts: named(TLS, 'logs', 'words'),
  look: ({ logText, words }) => {
    for (const line of linesOf(logText, words)) {
      const hit = TLS.exec(line)
      const asked = ENDPOINT.exec(line)
      if (hit && asked && !DIRECTORY.test(line)) return present(`It says “${hit[0]}” of “${asked[0]}”.`, 'logs')
    }
    return unknown
  },
})

export const browserReaches = clue('provider-browser-reaches', 'The person’s browser reaches the provider; the failure comes after it', /\b(i|we|browser|you|laptop|desk|pc|from (here|outside|home|my))\b.{0,40}(can |could )?(open|reach|ping|see|load|curl|get to)[a-z]* .{0,40}(idp|provider|okta|sso|keycloak|entra|adfs|login page|sign-?in page|issuer|well-known|discovery).{0,60}(fine|ok|no problem|works|normal|up|browser)|(idp|provider|okta|sso|keycloak|entra|adfs|(company|corporate|microsoft|google) (sign-?in|login)) .{0,24}(page )?(opens|loads|works|is up|reachable|comes up|fine|ok).{0,120}(then|after|but|and)|other (tools|apps|applications|sites|systems|services) .{0,40}(same|sso|sign-?in|login|idp|provider).{0,30}(ok|fine|work)|after .{0,24}(password|code|login|consent|push|sign-?in)\b.{0,40}(\bwait|hangs|spins|a minute|long time|forever|times? out)|not from (the |our )?(server|container|pod|cluster|backend)|(server|container|pod|backend|cluster) (can.?t|cannot|could not|does not|is unable to) (reach|resolve|connect)/, ['words'])
export const wayOutChanged = changeSign('change-way-out', 'The server’s way out to other hosts was changed.', ({ summary, service, to }) => /egress|outbound|firewall|(forward|http|https|corporate|web|squid)[_ -]?proxy|\bproxy\b.{0,24}(server|env|setting|http)|dns (server|resolver|forwarder)|resolver|coredns|network ?polic|security group|\bnat\b|\bvpc\b|subnet|routing|route table|default deny|allow-?list|\bdmz\b|peering|private link|vpn tunnel|zscaler|tls inspection|ssl inspection|ca bundle|trust store/i.test(`${service ?? ''} ${summary} ${to ?? ''}`))
export const movedHost = clue('provider-moved-host', 'It began when the server moved or the network was changed', /(moved|migrat|switched|transferr?ed)[a-z]* .{0,24}(to|into|onto) .{0,24}(host|server|docker|cluster|kubernetes|k8s|vm|vps|data ?cent|network|subnet|cloud|container)|(new|changed|swapped|replaced) .{0,12}(firewall|proxy|dns|network|router|gateway|docker host|server|cluster)|(firewall|egress|network polic|outbound)[a-z]* .{0,40}(chang|new|rule|deny|block|since|moved)/, ['words'])

/** An old protocol or cipher is another cause. */
const OUTDATED = /tls ?v?1\.[01]\b|no appropriate protocol|protocol[_ ]version|unsupported protocol|cipher|algorithm constraints|(key|dh) .{0,12}(small|weak)|\bmd5\b|sha-?1\b|\brc4\b|legacy/
const DIRECTORY_TLS = /tls: (hostname|unable|can.?t|peer|certificate)|hostname (does not|doesn.?t) match|no subject alternative|subject alternative name|ldap_start_tls.{0,60}(fail|error|unable|connect)|unable to start tls|start ?tls.{0,40}(fail|error|refus|unable)|tls_reqcert|0x51\b|error 81\b|ldaptlsexception|(tls|ssl) (negotiation|handshake|session|error|connect)/

/** The directory's TLS, in one line of the log or named beside it. */
export const directoryTls = defineSign({
  id: 'directory-tls',
  says: 'The certificate of the directory is not trusted.',
  ask: 'Does our server trust the directory’s certificate?',
  step: 'logs',
  texts: named(new RegExp(`${TLS.source}|${DIRECTORY_TLS.source}`), 'logs', 'words'),
  look: ({ logText, words, settingsText }) => {
    for (const line of linesOf(logText, words)) {
      const hit = TLS.exec(line) ?? DIRECTORY_TLS.exec(line)
      if (hit && DIRECTORY.test(line) && !OUTDATED.test(line)) return present(`The directory’s TLS fails: ${quoted(hit[0])}.`, 'logs')
    }
    const hit = TLS.exec(logText)
    return hit && !OUTDATED.test(logText) && DIRECTORY.test(`${settingsText}\n${words}`) && !ENDPOINT.test(logText) ? present(`TLS fails beside a directory: ${quoted(hit[0])}.`, 'logs') : unknown
  },
})
export const directoryCertificate = clue('directory-certificate', 'The certificate of a directory server was renewed, swapped or ran out', /(domain controller|\bdc\d{0,2}\b|ldaps?|directory|\bad\b|\bad team|active directory).{0,60}(certificate|\bca\b|zertifikat|swap|replac|renew|new (box|server|dc))|(certificates?\b|\bca\b|zertifikat).{0,60}(domain controller|\bdc\d{0,2}\b|ldaps?|directory server|\bad\b)|channel binding|ldap signing/, ['words', 'logs'])
export const directoryInUse = clue('directory-in-use', 'The sign-in asks a directory over TLS', /ldaps:\/\/|ldap.{0,24}start_?tls|start_?tls\W{0,3}(1|true|on|yes)|:636\b|:3269\b|use_?ssl.{0,24}ldap|ldap.{0,24}(use_?ssl|tls|ssl|ca_?cert|cacert)/, ['settings', 'logs', 'words'])
export const localAccountsWork = clue('directory-local-works', 'Accounts of the house get in, those of the directory do not', /(local|built-?in|internal|lokale?) (admin|account|user|login)s?.{0,40}(can|works?|fine|ok|get|still)|(windows|domain|\bad\b|ldap|directory) (account|user|login|password)s?.{0,60}(nobody|none|fail|not|cannot|can.?t)|nobody with .{0,24}(windows|domain|ad|ldap)/, ['words'])
