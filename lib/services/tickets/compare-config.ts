type Setting = { service: string; environment: string; key: string; value: string | null; fingerprint: string | null }

export type DifferingSetting = { service: string; key: string; values: { environment: string; value: string }[] }

/** The part that differs of itself between environments: their hosts. */
const withoutHost = (value: string) => value.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')

const AUTH_KEY = /callback|redirect|return_?url|issuer|audience|acs|entity|jwks|hash|verify|samesite|cookie|ttl|skew|limit/i

/**
 * Settings of the sign-in path whose values differ between environments once the hosts are taken away: what looks the
 * same until it is compared. Pure. The first environment is the ticket's.
 */
export function differingSettings(config: readonly Setting[], environment: string): DifferingSetting[] {
  const groups = new Map<string, Setting[]>()
  for (const setting of config) if (AUTH_KEY.test(setting.key) && setting.value !== null) groups.set(`${setting.service} ${setting.key}`, [...(groups.get(`${setting.service} ${setting.key}`) ?? []), setting])
  return [...groups.values()].flatMap((settings) => {
    const here = settings.find((setting) => setting.environment === environment)
    const differs = here && settings.some((setting) => withoutHost(setting.value ?? '') !== withoutHost(here.value ?? ''))
    if (!here || !differs) return []
    const ordered = [here, ...settings.filter((setting) => setting !== here)]
    return [{ service: here.service, key: here.key, values: ordered.map((setting) => ({ environment: setting.environment, value: setting.value ?? '' })) }]
  })
}
