import type { Metadata } from 'next'
import Link from 'next/link'
import { NotYours } from '@/components/shell/not-yours'
import { AgentForm } from '@/components/shell/agent-form'
import { ActionForm } from '@/components/ticket/action-form'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Pager } from '@/components/ui/pager'
import { ROLES } from '@/lib/evidence/vocabulary'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { listAgents } from '@/lib/services/settings/agents'
import { addAgent, editAgent } from '../actions'

export const metadata: Metadata = { title: 'Agents' }

export default async function AgentsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  if (!may(ctx.actor, 'settings:write')) return <NotYours role="administrator" />
  const { after } = await readParams(searchParams)
  const { rows: agents, next } = await listAgents(ctx, after)
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
              {agent.id === ctx.actor.id ? (
                <span className="text-text-2">{agent.role}, you</span>
              ) : (
                <ActionForm action={editAgent} className="flex items-center gap-2">
                  <input type="hidden" name="id" value={agent.id} />
                  <label>
                    <span className="sr-only">Role of {agent.name}</span>
                    <select name="role" defaultValue={agent.role} className="h-7 rounded-control border border-control bg-surface px-2 text-meta max-nav:h-11">
                      {ROLES.map((role) => (
                        <option key={role}>{role}</option>
                      ))}
                    </select>
                  </label>
                  <Button type="submit" size="small">
                    Set role
                  </Button>
                  <Button type="submit" size="small" name="disabled" value={agent.disabledAt ? 'no' : 'yes'}>
                    {agent.disabledAt ? 'Enable' : 'Disable'}
                  </Button>
                </ActionForm>
              )}
            </li>
          ))}
        </Rows>
        {(after || next) && (
          <div className="border-t border-line px-4 pb-2">
            <Pager first={after ? '/settings/agents' : null} next={next ? withParams('/settings/agents', {}, { after: next }) : null} shown={`${agents.length} shown, newest first`} />
          </div>
        )}
      </Card>
      <AgentForm action={addAgent} roles={ROLES} />
    </div>
  )
}
