import type { Metadata } from 'next'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { NotYours } from '@/components/shell/not-yours'
import { TokenForm } from '@/components/shell/token-form'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Pager } from '@/components/ui/pager'
import { Time } from '@/components/ui/time'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { stepUpWays } from '@/lib/http/step-up'
import { may } from '@/lib/services/authorize'
import { SCOPES } from '@/lib/services/settings/schema'
import { listTokens } from '@/lib/services/settings/tokens'
import { endToken, makeToken } from '../actions'

export const metadata: Metadata = { title: 'Tokens' }

export default async function TokensPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  if (!may(ctx.actor, 'settings:write')) return <NotYours role="administrator" />
  const { after } = await readParams(searchParams)
  const [{ rows: tokens, next }, ways] = await Promise.all([listTokens(ctx, after), stepUpWays(ctx, ctx.actor.id)])
  return (
    <div className="grid items-start gap-3 rail:grid-cols-[minmax(0,1fr)_360px]">
      <Card>
        <CardHead title="Tokens of machines" />
        {tokens.length === 0 && <p className="px-4 py-3 text-text-2">None yet. A log shipper or a pipeline needs one to send.</p>}
        <Rows>
          {tokens.map((token) => (
            <li key={token.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <span className="min-w-0 flex-1 basis-48">
                <b>{token.name}</b> <code className="mono text-text-3">{token.hint}…</code>
                <span className="block text-meta text-text-2">{token.scopes.join(', ')}</span>
              </span>
              <span className="text-text-2">{token.lastUsedAt ? <>used <Time at={token.lastUsedAt.toISOString()} /></> : 'never used'}</span>
              {token.revokedAt ? (
                <Chip>Revoked</Chip>
              ) : (
                <ActionForm action={endToken}>
                  <input type="hidden" name="id" value={token.id} />
                  <Button type="submit" size="small" aria-label={`Revoke ${token.name}`}>
                    Revoke
                  </Button>
                </ActionForm>
              )}
            </li>
          ))}
        </Rows>
        {(after || next) && (
          <div className="border-t border-line px-4 pb-2">
            <Pager first={after ? '/settings/tokens' : null} next={next ? withParams('/settings/tokens', {}, { after: next }) : null} shown={`${tokens.length} shown, newest first`} />
          </div>
        )}
      </Card>
      <TokenForm action={makeToken} scopes={SCOPES} ways={ways} prove={{ ask: askStepUp, answer: answerStepUp }} />
    </div>
  )
}
