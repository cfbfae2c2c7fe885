/** The value that a JSON pointer leads to, or undefined. RFC 6901. */
export function valueAt(json: unknown, pointer: string): unknown {
  let here = json
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Readonly<Record<string, unknown>>)[key]
  }
  return here
}
