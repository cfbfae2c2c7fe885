import { notFound } from 'next/navigation'
import { AppError } from '@/lib/core/errors'

/** Reads for a page: what does not exist becomes the "not found" page, everything else the error page. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The parameters of an address as single texts; a repeated one counts once. */
export async function readParams(params: SearchParams): Promise<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(await params).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]))
}

/** An address with some parameters replaced; undefined takes one out. The cursor never survives a change of filter. */
export function withParams(path: string, params: Readonly<Record<string, string | undefined>>, change: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...params, after: undefined, ...change })) if (value) query.set(key, value)
  return query.size ? `${path}?${query}` : path
}
