'use server'

import type { Found } from '@/components/shell/command-palette'
import { actingAgent } from '@/lib/http/current-agent'
import { findAccounts } from '@/lib/services/accounts/find-accounts'
import { listCauses } from '@/lib/services/playbook/list-causes'
import { listTickets } from '@/lib/services/tickets/list-tickets'

/** Tickets, accounts and causes for the command palette. Reads only, and only for somebody who is signed in. */
export async function searchEverywhere(text: string): Promise<Found[]> {
  const ctx = await actingAgent().catch(() => null)
  if (!ctx || typeof text !== 'string') return []
  const [tickets, accounts] = await Promise.all([listTickets(ctx, { view: 'all', status: 'any', q: text.slice(0, 200) }), findAccounts(ctx, { q: text.slice(0, 200) })])
  const words = text.slice(0, 200).toLowerCase().trim()
  const causes = listCauses().flatMap((group) => group.causes).filter(({ title }) => title.toLowerCase().includes(words))
  return [
    ...tickets.rows.slice(0, 5).map(({ number, subject, step }) => ({ href: `/tickets/${number}/${step}`, title: `#${number} ${subject}`, detail: 'Ticket' })),
    ...accounts.rows.slice(0, 5).map(({ id, name, environment }) => ({ href: `/accounts/${id}`, title: name, detail: `Account, ${environment}` })),
    ...causes.slice(0, 3).map(({ slug, title }) => ({ href: `/playbook/${slug}`, title, detail: 'Playbook' })),
  ]
}
