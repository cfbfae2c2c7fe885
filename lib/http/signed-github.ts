import { createHmac } from 'node:crypto'
import { AppError } from '@/lib/core/errors'
import { sameText } from '@/lib/core/crypto'
import { env } from '@/lib/env'
import { readGithub, type GithubChange } from '@/lib/services/changes/read-github'
import { readBody } from './read-body'

/**
 * A GitHub delivery whose signature over the raw bytes is right, as a change; null for one that changes nothing.
 * Throws AppError: unavailable without a secret, unauthenticated for a wrong signature, invalid for no JSON.
 */
export async function readSignedGithub(request: Request, now: Date): Promise<GithubChange | null> {
  const secret = env().GITHUB_WEBHOOK_SECRET
  if (!secret) throw new AppError('unavailable', 'No secret is set for this hook. Set GITHUB_WEBHOOK_SECRET to the secret of the webhook.')
  const body = await readBody(request)
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  if (!sameText(expected, request.headers.get('x-hub-signature-256') ?? '')) throw new AppError('unauthenticated', 'The signature does not fit the body.')
  return readGithub(request.headers.get('x-github-event') ?? '', parse(body), now)
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new AppError('invalid', 'The body is not JSON. Choose the content type application/json for the webhook.')
  }
}
