/** Packages that a sign-in runs through, by their names in npm, Maven, PyPI, RubyGems, Go, NuGet, Packagist and crates.io. */
const LIBRARIES = new Set([
  'next-auth', 'passport', 'jsonwebtoken', 'jose', 'express-session', 'cookie-session', 'iron-session', 'samlify', 'openid-client', 'oidc-provider', 'oauth2-server', 'speakeasy', 'otplib', 'bcrypt', 'bcryptjs', 'argon2', '@node-rs/argon2', '@node-rs/bcrypt', 'lucia', 'better-auth', 'auth0', 'auth0-js', 'csurf', 'express-rate-limit', 'oidc-client-ts', 'react-oidc-context', 'angular-oauth2-oidc',
  'spring-boot-starter-security', 'nimbus-jose-jwt', 'oauth2-oidc-sdk', 'java-jwt', 'jwks-rsa', 'jbcrypt', 'spring-session',
  'django-allauth', 'djangorestframework-simplejwt', 'pyjwt', 'authlib', 'python-jose', 'passlib', 'python3-saml', 'pysaml2', 'flask-login', 'flask-jwt-extended', 'oauthlib', 'requests-oauthlib', 'mozilla-django-oidc', 'django-axes', 'django-otp', 'pyotp', 'fido2', 'webauthn', 'argon2-cffi', 'ldap3', 'python-ldap',
  'devise', 'omniauth', 'warden', 'doorkeeper', 'ruby-saml', 'rotp', 'rodauth', 'net-ldap', 'rack-attack',
  'golang.org/x/oauth2', 'golang.org/x/crypto', 'duende.identityserver', 'identityserver4', 'sustainsys.saml2', 'openiddict', 'microsoft.aspnetcore.identity', 'firebase/php-jwt', 'lcobucci/jwt', 'tymon/jwt-auth', 'laravel/sanctum', 'laravel/passport', 'laravel/fortify', 'laravel/socialite', 'onelogin/php-saml',
  'openidconnect', 'webauthn-rs', 'oauth2-proxy', 'keycloak', 'authelia', 'dex',
])

/** Families: every package whose name begins so. */
const FAMILIES = [
  '@auth/', '@auth0/', '@okta/', '@azure/msal', '@node-saml/', '@simplewebauthn/', '@clerk/', '@supabase/auth', '@keycloak/', 'passport-', 'keycloak-', 'supertokens-', 'spring-security', 'spring-boot-starter-oauth2', 'spring-session-', 'jjwt', 'pac4j', 'opensaml', 'shiro-', 'social-auth-', 'devise-', 'omniauth-',
  'github.com/golang-jwt/', 'github.com/coreos/go-oidc', 'github.com/crewjam/saml', 'github.com/go-webauthn/', 'github.com/ory/', 'github.com/go-ldap/', 'github.com/gorilla/sessions', 'microsoft.identity', 'microsoft.aspnetcore.authentication', 'system.identitymodel.tokens', 'league/oauth2-', 'simplesamlphp/', 'socialiteproviders/',
]

export const MANIFESTS = /(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|pom\.xml|build\.gradle(?:\.kts)?|gradle\.lockfile|libs\.versions\.toml|go\.(?:mod|sum)|Gemfile(?:\.lock)?|requirements[^/]{0,60}\.txt|poetry\.lock|uv\.lock|Pipfile(?:\.lock)?|pyproject\.toml|Cargo\.(?:toml|lock)|composer\.(?:json|lock)|packages\.lock\.json|Directory\.Packages\.props|[^/]{1,100}\.csproj)$/i

const known = (name: string) => LIBRARIES.has(name) || FAMILIES.some((family) => name.startsWith(family))

/** `next-auth@4.24.7`, `org.springframework.security:spring-security-core:6.3.1` and `(pyjwt)` as the names they may be. */
const namesIn = (token: string) => [token, ...token.split(':')].map((part) => part.replace(/^[("'`]+/, '').replace(/(?<=.)@[^/]*$/, '').replace(/[)"'`.,;]+$/, ''))

function libraryIn(text: string): string | null {
  for (const token of text.toLowerCase().split(/[\s,|=<>[\]]+/)) for (const name of namesIn(token.slice(0, 200))) if (known(name)) return name
  return null
}

/** dependency:next-auth, or a package URL such as pkg:maven/org.springframework.security/spring-security-core@6.3.1. */
const DEPENDENCY = /^(?:(?:dependency|dependencies|package|dep|lib)[:/ ]|pkg:[a-z]{1,20}\/)(.{1,200})$/is
const MOVES = /\b(?:bump|upgrade|update|downgrade|pin|move|revert)/i
const A_VERSION = /\d\.\d|\bto v?\d/

type Dependencies = { summary: string; paths: readonly string[]; labels: readonly string[]; diff: readonly { key: string }[] }

/**
 * The library of sign-in whose version a change moves, or null: by a key of what changed, or by a message that names it
 * and tells of a version, of a manifest or of dependencies. A word alone is none: "passport" is a document as well.
 */
export function authLibraryOf({ summary, paths, labels, diff }: Dependencies): string | null {
  for (const { key } of diff) {
    const [, dependency] = DEPENDENCY.exec(key) ?? []
    const named = dependency === undefined ? null : libraryIn(`${dependency} ${dependency.slice(dependency.indexOf('/') + 1)}`)
    if (named !== null) return named
  }
  const told = paths.some((path) => MANIFESTS.test(path)) || labels.some((label) => /dependenc|renovate|\bdeps\b/i.test(label)) || (MOVES.test(summary) && A_VERSION.test(summary))
  return told ? libraryIn(summary) : null
}
