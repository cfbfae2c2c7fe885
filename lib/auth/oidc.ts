import * as client from 'openid-client'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { env, publicUrl, type OidcSettings } from '@/lib/env'

/** How long the provider's metadata is believed; its keys are read anew by the library when one is not known. */
const METADATA_MS = 10 * 60 * 1000
const TIMEOUT_SECONDS = 10

/** Where the provider sends people back. */
export const REDIRECT_PATH = '/sign-in/sso'

let kept: { issuer: string; at: number; config: Promise<client.Configuration> } | undefined

const isLoopback = (url: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const url = new URL(issuer)
  // Plain http for a provider on this very machine alone.
  // The signature of the token is checked, though it comes over TLS from the provider itself: one proof more.
  const execute = [client.enableNonRepudiationChecks, ...(isLoopback(url) ? [client.allowInsecureRequests] : [])]
  return client.discovery(url, clientId, undefined, clientSecret ? client.ClientSecretBasic(clientSecret) : client.None(), { execute, timeout: TIMEOUT_SECONDS })
}

function configuration(settings: OidcSettings, now: Date): Promise<client.Configuration> {
  if (kept?.issuer === settings.issuer && now.getTime() - kept.at < METADATA_MS) return kept.config
  const config = discover(settings).catch((error: unknown) => {
    kept = undefined
    throw new AppError('unavailable', 'The single sign-on does not answer. Try again in a moment.', { retryAfterSeconds: 30, cause: error })
  })
  kept = { issuer: settings.issuer, at: now.getTime(), config }
  return config
}

/** What has to be the same on the way back. `issuer` ties the answer to the provider that was asked. */
const journey = z.object({ issuer: z.string(), state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() })
export type Journey = z.infer<typeof journey>
export const readJourney = (text: string): Journey => journey.parse(JSON.parse(text))

const required = (): OidcSettings => {
  const { oidc } = env()
  if (!oidc) throw new AppError('not_found', 'There is no single sign-on here.')
  return oidc
}

/** The address at the provider to which a browser is sent, and what to remember meanwhile. PKCE, state and nonce (RFC 9700, 2.1). */
export async function beginSso(next: string, now: Date): Promise<{ url: string; journey: Journey }> {
  const settings = required()
  const config = await configuration(settings, now)
  const verifier = client.randomPKCECodeVerifier()
  const going: Journey = { issuer: settings.issuer, state: client.randomState(), nonce: client.randomNonce(), verifier, next }
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: publicUrl() + REDIRECT_PATH,
    scope: settings.scopes,
    state: going.state,
    nonce: going.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    max_age: String(settings.maxAge),
    ...(settings.acr.length ? { acr_values: settings.acr.join(' ') } : {}),
  })
  return { url: url.href, journey: going }
}

const claimsSchema = z.object({
  iss: z.string().max(2000),
  sub: z.string().min(1).max(255),
  auth_time: z.number(),
  email: z.string().max(320).optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  name: z.string().max(200).optional(),
  acr: z.string().max(500).optional().catch(undefined),
  amr: z.array(z.string().max(100)).max(20).optional().catch(undefined),
})

/** Who the provider says it is: issuer and subject name the person, the rest is written beside it. */
export type SsoClaims = { issuer: string; subject: string; email: string | null; name: string | null; groups: string[]; strong: boolean; provider: string }

/** `code` for tokens, checked: signature, issuer, audience, times, state, nonce, PKCE, auth_time. Throws AppError('unauthenticated'). */
export async function finishSso(query: URLSearchParams, going: Journey, now: Date): Promise<SsoClaims> {
  const settings = required()
  if (going.issuer !== settings.issuer) throw refused()
  const config = await configuration(settings, now)
  const url = new URL(`${REDIRECT_PATH}?${query}`, publicUrl())
  const tokens = await client
    .authorizationCodeGrant(config, url, { expectedState: going.state, expectedNonce: going.nonce, pkceCodeVerifier: going.verifier, maxAge: settings.maxAge, idTokenExpected: true })
    .catch((error: unknown) => {
      throw refused(error)
    })
  const raw = tokens.claims()
  const claims = claimsSchema.safeParse(raw)
  if (!raw || !claims.success) throw refused(claims.error)
  const { iss, sub, email, email_verified, name } = claims.data
  return { issuer: iss, subject: sub, email: email && email_verified !== false ? email : null, name: name ?? null, groups: groupsOf(raw[settings.groupsClaim]), strong: isStrong(claims.data, settings), provider: settings.name }
}

const refused = (cause?: unknown) => new AppError('unauthenticated', 'The single sign-on did not confirm who you are. Start again.', { cause })

const groupsOf = (claim: unknown) => z.array(z.string().max(300)).max(1000).catch([]).parse(typeof claim === 'string' ? [claim] : claim)

/**
 * Whether the provider says that more than a password was shown: an acr that is asked for, or an amr that stands for it
 * (RFC 8176). What is not said counts as a password (OWASP ASVS 5.0, 6.8.4).
 */
export function isStrong({ acr, amr }: { acr?: string | undefined; amr?: readonly string[] | undefined }, settings: Pick<OidcSettings, 'acr' | 'amr'>): boolean {
  if (settings.acr.length) return acr !== undefined && settings.acr.includes(acr)
  return (amr ?? []).some((method) => settings.amr.includes(method))
}
