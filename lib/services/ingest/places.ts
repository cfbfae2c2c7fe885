import type { PoolClient } from 'pg'

/** New names that one batch of events may bring: a log in which every line names another service names none. */
const MOST_NEW = 200

/** Hops that decide on a sign-in: a service that writes there is on its path. */
const ON_PATH = new Set(['auth', 'user_store', 'idp'])
/** The same by a service's name, for changes and settings, which say nothing of hops. */
const NAMED_ON_PATH = /auth|login|sign-?in|sso|identity|keycloak|\bidp\b|\biam\b|oidc|saml/i

type Service = { name: string; onSignInPath: boolean }

/** Makes sure that the environments and services which records name are there. What is there stays as it is. */
export async function ensurePlaces(client: PoolClient, environments: Iterable<string>, services: Iterable<Service>): Promise<void> {
  const places = [...new Set(environments)].sort()
  const onPath = new Map<string, boolean>()
  for (const { name, onSignInPath } of services) onPath.set(name, onSignInPath || onPath.get(name) === true)
  const names = [...onPath.keys()].sort()
  if (places.length) {
    await client.query(
      `INSERT INTO environment (name, rank, hosts) SELECT name, CASE name WHEN 'production' THEN 0 WHEN 'staging' THEN 10 ELSE 100 END, '{}'
         FROM unnest($1::text[]) AS name ON CONFLICT DO NOTHING`,
      [places],
    )
  }
  if (names.length) {
    await client.query('INSERT INTO service (name, on_sign_in_path) SELECT * FROM unnest($1::text[], $2::boolean[]) ON CONFLICT DO NOTHING', [names, names.map((name) => onPath.get(name) ?? false)])
  }
}

/** Services as changes and settings name them. */
export const namedServices = (names: readonly string[]): Service[] => [...new Set(names)].map((name) => ({ name, onSignInPath: NAMED_ON_PATH.test(name) }))

/** Services as events name them, with what the hop says of them. */
export function writingServices(events: readonly { service: string | null; hop: string }[]): Service[] {
  const found = new Map<string, boolean>()
  for (const { service, hop } of events) {
    if (service === null || (!found.has(service) && found.size >= MOST_NEW)) continue
    found.set(service, found.get(service) === true || ON_PATH.has(hop))
  }
  return [...found].map(([name, onSignInPath]) => ({ name, onSignInPath }))
}
