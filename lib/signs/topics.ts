import { says, text } from './words'

/** Words that narrow a fault down to a part of the sign-in, each shared by several causes. */

export const textInitialiser = text('text-hash-set-up', 'The set-up of hashing came with the change', /initiali[sz]er|devise|pepper|stretches|hash(ing)? (cost|iterations|config)|secret_key_base|app_key|security_password_salt/)
export const textSecretText = text('text-secret-copies', 'Two copies of one secret do not agree', /same secret|new ?line|trailing|\\n\b|one byte|whitespace|base64.{0,40}secret|(app_?key|secret|\.env).{0,60}(differ|regenerat|recreat|new (one|value)|chang|not the same|random)|(helm|\bchart (upgrad|updat|v?\d)|compose|redeploy|reinstall|recreat|regenerat).{0,60}(secret|key|token|logged out|invalid)|payload is invalid|mac is invalid|signature is invalid|invalid signature/)
export const saysLoggedOutAll = says('says-all-logged-out', 'Everybody was signed out at once', /(all|every|everyone|everybody).{0,30}(logged|signed|kicked|thrown) out|logged everyone out|sessions? (all )?(lost|gone|invalid)/)
export const saysRandomly = says('says-by-chance', 'It works by chance, now yes, now no', /works? only sometimes|only (works )?sometimes|sometimes|intermittent|at random|randomly|irregular|by chance|every (second|other) (time|try|attempt)|once in a while|several times a day|now and then/)
export const saysOneInstance = says('says-one-instance', 'With one instance it works', /(one|single|only one|1) (server|node|instance|replica|pod)|cluster|sticky|replicas?\b|instances\b|nodes\b|load.?balanc/)
export const saysManyTabs = says('says-many-tabs', 'It happens with several tabs or requests at once', /(several|multiple|many|two|more than one|second|parallel|concurrent) (browser )?(tabs?|windows?|requests?|calls?)|\btabs\b/)
export const saysRestartHelps = says('says-restart-helps', 'A restart helps', /restart(ing|ed)?.{0,40}(help|fix|cure|work|solve|does)|(fixed|cured|helped|solved|works).{0,20}(by|after) .{0,10}restart|until (we|i|it) restart/)
export const saysSignInAgainNoHelp = says('says-new-login-no-help', 'A new sign-in does not help', /(log(ging)? ?in|sign(ing)? ?in|new login|new sign-in|re-?login).{0,20}(again )?(does ?n.t|does not|no) help/)
export const saysHiddenInDocker = says('says-container', 'It happens in containers or behind a host name of its own', /docker|container|kubernetes|k8s|heroku|compose|localhost|(my|development|dev) machines?|locally/)
export const saysApple = says('says-apple', 'Sign in with Apple is used', /\bapple\b/)
export const saysHalfYear = says('says-after-months', 'It stopped by itself after months', /(half a|a|one|two) year|six months|6 months|12 months|24 months|nothing (was )?changed|worked (fine )?for (months|years|half)/)
export const saysDiscovery = text('text-discovery', 'The provider’s own description is read', /well-known|discovery|openid-configuration|oidc_issuer|issuer_url|provider\.discover|realm/)
export const saysLinkOpened = text('text-other-context', 'The flow ends in another browser or window than it began in', /(another|different|other|second) (browser|tab|window|device)|code[ _]verifier|pkce|confirmation link|email link|in-app|pwa|standalone|home ?screen|back button|bookmark|server[- ]side|moved .{0,40}to (the )?server/)
export const saysLostBeforeTime = text('text-session-gone', 'A session is gone before its time', /session (was |is )?(not found|gone|missing|lost|expired early)|before its ttl|evict|logged out (several|many|at random)|irregular times|session store|redis/)
export const saysSetSwitch = says('says-since-restriction', 'It began when access was narrowed', /since (we )?(restrict|limit|enabl|turn|add|requir|enforc)[a-z]*/)
export const textAdminPage = says('says-blank-page', 'The page stays blank or ends in “not found”', /white page|blank|404|not found page|empty page|spins|loading forever/)
export const saysBulkReset = says('says-bulk-reset', 'The provider reset passwords of many', /(your|the) password (has been|was) (reset|cleared|invalidated)|we (have )?reset your password|password.{0,30}(cleared|invalidated) by|forced reset|reset by (the )?provider/)
