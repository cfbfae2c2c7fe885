import type { Metadata } from 'next'
import Link from 'next/link'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { NotYours } from '@/components/shell/not-yours'
import { AgentForm } from '@/components/shell/agent-form'
import { Avatar } from '@/components/ui/avatar'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Pager } from '@/components/ui/pager'
import { ROLES } from '@/lib/evidence/vocabulary'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { stepUpWays } from '@/lib/http/step-up'
import { may } from '@/lib/services/authorize'
import { listAgents } from '@/lib/services/settings/agents'
import { addAgent } from '../actions'

export const metadata: Metadata = { title: 'Agents' }

export default async function AgentsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  if (!may(ctx.actor, 'settings:write')) return <NotYours role="administrator" />
  const { after } = await readParams(searchParams)
  const [{ rows: agents, next }, ways] = await Promise.all([listAgents(ctx, after), stepUpWays(ctx, ctx.actor.id)])
  return (
    <div className="grid items-start gap-3 rail:grid-cols-[minmax(0,1fr)_360px]">
      <Card>
        <CardHead title="Who may sign in" end={after || next ? undefined : `${agents.length} people`} />
        <Rows>
          {agents.map((agent) => (
            <li key={agent.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <Avatar name={agent.name} />
              <span className="min-w-0 flex-1 basis-48">
                <Link href={`/settings/agents/${agent.id}`} className="font-medium hover:text-accent">
                  {agent.name}
                </Link>
                <span className="block text-meta wrap-anywhere text-text-2">{agent.email}</span>
              </span>
              {agent.isDemo && <Chip tone="warn">Demo</Chip>}
              {agent.disabledAt && <Chip tone="danger">Disabled</Chip>}
              <span className="text-text-2">{agent.id === ctx.actor.id ? `${agent.role}, you` : agent.role}</span>
            </li>
          ))}
        </Rows>
        {(after || next) && (
          <div className="border-t border-line px-4 pb-2">
            <Pager first={after ? '/settings/agents' : null} next={next ? withParams('/settings/agents', {}, { after: next }) : null} shown={`${agents.length} shown, newest first`} />
          </div>
        )}
      </Card>
      <AgentForm action={addAgent} roles={ROLES} ways={ways} prove={{ ask: askStepUp, answer: answerStepUp }} />
    </div>
  )
}
