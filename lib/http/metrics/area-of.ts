/** Parts of the console by the first word of an address. Anything else is one part, so that no caller makes series. */
const PLACES = new Set(['queue', 'tickets', 'approvals', 'accounts', 'changes', 'events', 'attempts', 'trends', 'playbook', 'audit', 'settings', 'sign-in', 'sign-out', 'find', 'metrics', 'not-me', 'stop', 'api-docs', '_next'])
const APIS = new Set(['accounts', 'changes', 'config', 'diagnose', 'events', 'hooks'])

/** The part of the console that an address belongs to. Pure. */
export function areaOf(address: string): string {
  const [first = '', second = '', third = ''] = (address.split('?')[0] ?? '').split('/').filter(Boolean)
  if (first === 'api') {
    if (second === 'v1' && APIS.has(third)) return `api/${third}`
    return second === 'health' || second === 'auth' ? `api/${second}` : 'api/other'
  }
  if (first === '_next') return 'files'
  return PLACES.has(first) ? first : 'other'
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Methods are the caller's words too. */
export const methodOf = (method: string | undefined) => (method !== undefined && METHODS.has(method) ? method : 'other')
