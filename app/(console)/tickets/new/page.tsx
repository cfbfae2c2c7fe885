import type { Metadata } from 'next'
import { Page } from '@/components/shell/app-frame'
import { NewTicketForm } from '@/components/ticket/new-ticket-form'
import { Notice } from '@/components/ui/states'
import { requireAgent } from '@/lib/http/require-agent'
import { may } from '@/lib/services/authorize'
import { listEnvironments } from '@/lib/services/tickets/list-environments'
import { open } from '../actions'
import { readPasted } from './actions'

export const metadata: Metadata = { title: 'New ticket' }

export default async function NewTicketPage() {
  const ctx = await requireAgent()
  const environments = await listEnvironments(ctx)
  return (
    <Page back={{ href: '/queue', title: 'Queue' }} title="New ticket" lead={<span className="text-text-2">Three facts are enough. The rest is asked step by step.</span>}>
      {may(ctx.actor, 'ticket:write') ? <NewTicketForm action={open} read={readPasted} environments={environments.map(({ name }) => name)} /> : <Notice title="Your role looks only">An administrator can change it under Settings.</Notice>}
    </Page>
  )
}
