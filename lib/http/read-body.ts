import { createGunzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { AppError } from '@/lib/core/errors'

/** After decompression, as OTLP asks of its receivers: a small bomb must not become a large body. */
export const BODY_LIMIT = 20 * 1024 * 1024

/** Bytes that the decompression hands over at a time: every hand-over costs a turn of the event loop. */
const CHUNK = 128 * 1024

const tooLarge = () => new AppError('too_large', 'The body has more than 20 MiB after decompression. Send it in parts.')

/** The body of a request as bytes. Throws AppError: too_large, unsupported_media (encoding), invalid (broken gzip). */
export async function readBody(request: Request, limit = BODY_LIMIT): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new AppError('unsupported_media', `The content encoding ${encoding.slice(0, 40)} is not read here. Use gzip or none.`)
  }
  if (!request.body) return Buffer.alloc(0)
  const raw = Readable.fromWeb(request.body as import('node:stream/web').ReadableStream) // The two ReadableStream types differ in name only.
  const stream = encoding === 'gzip' ? raw.pipe(createGunzip({ chunkSize: CHUNK })) : raw
  // A caller that goes away must end the decompression as well: pipe does not pass errors on.
  if (stream !== raw) raw.once('error', (error) => stream.destroy(error))
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Uint8Array
      size += bytes.length
      if (size > limit) throw tooLarge()
      chunks.push(bytes)
    }
  } catch (error) {
    raw.destroy()
    if (error instanceof AppError) throw error
    throw new AppError('invalid', 'The body ends too early or is not the gzip that it says it is.', { cause: error })
  }
  return Buffer.concat(chunks)
}
