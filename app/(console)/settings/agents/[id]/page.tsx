import type { Metadata } from 'next'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { AccessForm } from '@/components/shell/access-form'
import { NotYours } from '@/components/shell/not-yours'
import { ResetSignIn } from '@/components/sign-in/reset-sign-in'
import { SessionList } from '@/components/sign-in/session-list'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Time } from '@/components/ui/time'
import { ROLES } from '@/lib/evidence/vocabulary'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { stepUpWays } from '@/lib/http/step-up'
import { may } from '@/lib/services/authorize'
import { getAgent } from '@/lib/services/settings/get-agent'
import { listSessionsOf } from '@/lib/services/settings/sessions'
import { editAgent, endTheirs, resetTheirs } from '../../actions'

export const metadata: Metadata = { title: 'Agent' }

export default async function AgentPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([requireAgent(), params])
  if (!may(ctx.actor, 'settings:write')) return <NotYours role="administrator" />
  const agent = await orNotFound(getAgent(ctx, id))
  const [sessions, ways] = await Promise.all([listSessionsOf(ctx, agent.id), stepUpWays(ctx, ctx.actor.id)])
  const prove = { ask: askStepUp, answer: answerStepUp }
  return (
    <div className="grid items-start gap-3 rail:grid-cols-[minmax(0,1fr)_360px]">
      <div className="space-y-3">
        <SessionList
          title={`Where ${agent.name} is signed in`}
          agentId={agent.id}
          end={endTheirs}
          sessions={sessions.map((session) => ({ ...session, createdAt: session.createdAt.toISOString(), lastSeenAt: session.lastSeenAt.toISOString(), current: session.id === ctx.sessionId }))}
        />
        <Card>
          <CardHead title="Factors, ever bound" end={`${agent.codesLeft} recovery codes left`} />
          {agent.factors.length === 0 && <p className="px-4 py-3 text-text-2">None yet. The next sign-in asks for one if the role needs it.</p>}
          <Rows>
            {agent.factors.map((factor) => (
              <li key={factor.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
                <span className="min-w-0 flex-1 basis-48">
                  <b>{factor.label}</b> <span className="text-meta text-text-3">{factor.kind === 'passkey' ? 'passkey' : 'authenticator app'}</span>
                </span>
                <span className="text-meta text-text-2">
                  added <Time at={factor.createdAt.toISOString()} />
                </span>
                {factor.removedAt ? <Chip>Removed</Chip> : factor.disabledAt ? <Chip tone="danger">Disabled</Chip> : <Chip tone="ok">In use</Chip>}
              </li>
            ))}
            {agent.identities.map((identity) => (
              <li key={identity.id} className="px-4 py-2">
                <b>Single sign-on</b> <span className="text-meta wrap-anywhere text-text-2">{identity.issuer}, {identity.subject}</span>
              </li>
            ))}
          </Rows>
        </Card>
      </div>
      {agent.id !== ctx.actor.id && (
        <div className="space-y-3">
          <AccessForm action={editAgent} agent={{ id: agent.id, name: agent.name, role: agent.role, isDisabled: agent.disabledAt !== null }} roles={ROLES} ways={ways} prove={prove} />
          <ResetSignIn action={resetTheirs} agent={{ id: agent.id, name: agent.name }} ways={ways} stepUp={prove} />
        </div>
      )}
    </div>
  )
}
