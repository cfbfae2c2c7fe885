import { changeSign } from './changes'
import { clue } from './words'

/** Algorithms and protocols that a newer or hardened platform no longer accepts. */

export const cryptoRefused = clue(
  'log-crypto-refused',
  'A protocol, cipher or algorithm is refused as too old.',
  /(alert|error|reason|fatal)[^\n]{0,30}(protocol[_ ]version|handshake[_ ]failure|insufficient[_ ]security)|unsupported[_ ]protocol|no (protocols|cipher suites|ciphers?) in common|\bdh[_ ](params?|key) too (small|insecure|weak)|ee key too small|no shared cipher|tlsv1 alert|version too low|wrong version number|unsafe legacy renegotiation|legacy[_ ]sigalg|ca md too weak|md too weak|no matching (host key type|key exchange|cipher|mac)|no mutual signature|ssh-rsa not in|pubkeyacceptedalgorithms|ssh-rsa\b.{0,40}(disabled|deprecated|refus|reject|not)|no support for encryption type|etype_no(t)?supp|kdc_err_etype|encryption type .{0,40}(not supported|disabled)|forbidden to use algorithm|secure validation|algorithm .{0,40}(forbidden|not permitted)|digital envelope|envelope routines|(failed to allocate|disabled for fips|unsupported).{0,30}md[45]|unsupported hash type|mysql_native_password.{0,40}(not loaded|disabled|removed|deprecat)|rsa-sha1.{0,60}(not|weak|reject|disallow|insecure|deprecat)|(sha-?1|md5|rc4|3des|des\b|ntlm(v1)?|mschap|tls ?1\.[01]|tlsv1(\.[01])?|ssl ?v?3).{0,50}(disabled|removed|refus|reject|not (allowed|accepted|supported)|no longer|turned off|switched off|deprecat|weak|blocked)|(disabled|removed|turned off|switched off|dropped|blocked) .{0,25}(sha-?1|md5|rc4|3des|ntlm|tls ?1\.[01]|tlsv1|ssl ?v?3|weak ciphers?|legacy)|(ntlm|rc4|smbv1|tls 1\.[01]).{0,20}(blocked|restricted)|strongerauthrequired|strong(er)? auth(entication)? required|ldap signing|channel binding/,
  ['logs', 'words'],
)
export const platformHardened = changeSign('change-platform', 'The platform was upgraded or hardened.', ({ service, summary, from, to, kind }) =>
  kind !== 'rollback' &&
  /harden|baseline|cis benchmark|schannel|crypto.?polic|fips|cipher|tls ?1|ubuntu|debian|rhel|centos|rocky|\balma|suse|openssl|windows server|server 20\d\d|\bjdk|java ?\d|php ?[578]|node(\.?js)? ?\d|python ?[23]|base image|alpine|\bos\b.{0,15}(upgrad|patch|updat|rebuil)|patch (night|tuesday|day)|domain controllers?|functional level|mysql ?[589]/i.test(`${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`),
)
export const platformNamed = clue(
  'says-platform-upgrade',
  'A system upgrade or an old client is named.',
  /(since|after|upgrad|updat|mov|rebuil|new|to) ?\w{0,12}.{0,30}(ubuntu|debian|rhel|centos|rocky|almalinux|openssl ?3|windows server|server 20[12]\d|java ?(8|11|17|21)|php ?8|node ?(1[7-9]|2\d)|python 3|mysql [89]|os (upgrade|update|patch))|harden(ed|ing)|patch (night|tuesday|day)|fips|crypto.?polic|security baseline|java ?[678]\b|windows (7|xp|2008|vista)|(old|legacy|ancient) (client|tool|printer|scanner|device|android|browser|software|app|box)/,
  ['words', 'logs', 'changes'],
)
export const oldProtocolSet = clue('setting-old-protocol', 'A setting allows old protocols only.', /(protocol|tls|ssl|cipher|digest|algorithm|etype)[^\n]{0,40}[=,]\s?(tlsv1(\.0|\.1)?\b|tls1\.?[01]\b|sslv[23]|md[45]|sha-?1|rc4|des\b)/, ['settings'])
