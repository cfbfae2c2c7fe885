import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import type { Configuration } from 'oidc-provider'

/** What the provider says of a person. */
export type Subject = { sub: string; email?: string; name?: string; groups?: string[]; acr?: string; amr?: string[] }

export type IdentityProvider = { issuer: string; clientId: string; clientSecret: string; subjects: Map<string, Subject>; close: () => Promise<void> }

/**
 * A real OpenID provider on a spare port, for tests. Whoever comes is signed in at once as the subject that `login_hint` names,
 * or the first one: what is tested is what the console makes of the answer.
 */
export async function startIdentityProvider(redirectUri: string, port = 0): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const subjects = new Map<string, Subject>()
  const client = { clientId: 'latchkey', clientSecret: 'a client secret of these tests' }
  const provider = new Provider(issuer, configuration(client, redirectUri, subjects))
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname.startsWith('/interaction/')) void finish(provider, subjects, request, response)
    else void provider.callback()(request, response)
  })
  return { issuer, ...client, subjects, close: () => closed(server) }
}

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })

type Client = { clientId: string; clientSecret: string }

function configuration({ clientId, clientSecret }: Client, redirectUri: string, subjects: Map<string, Subject>): Configuration {
  return {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri], response_types: ['code'], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email'], profile: ['name', 'groups'], auth_time: null },
    conformIdTokenClaims: false,
    acrValues: ['urn:example:mfa'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['of these tests'] },
    ttl: { Session: 3600, Interaction: 600, Grant: 600, AuthorizationCode: 600, IdToken: 300, AccessToken: 300 },
    findAccount: (_ctx, sub) => {
      const subject = subjects.get(sub)
      return subject && { accountId: sub, claims: () => ({ ...subject }) }
    },
  }
}

type Call = Parameters<Provider['interactionDetails']>

async function finish(provider: Provider, subjects: Map<string, Subject>, request: Call[0], response: Call[1]) {
  const details = await provider.interactionDetails(request, response)
  const accountId = String(details.params.login_hint ?? [...subjects.keys()][0])
  if (details.prompt.name === 'login') {
    const { acr, amr } = subjects.get(accountId) ?? {}
    return provider.interactionFinished(request, response, { login: { accountId, ...(acr ? { acr } : {}), ...(amr ? { amr } : {}) } }, { mergeWithLastSubmission: false })
  }
  const grant = new provider.Grant({ accountId: details.session?.accountId, clientId: String(details.params.client_id) })
  grant.addOIDCScope('openid email profile')
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
}
