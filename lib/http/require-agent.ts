import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { currentAgent, type AgentContext } from './current-agent'

/** The context of a page: who looks. Leads to the sign-in page, and back afterwards, when nobody is signed in. */
export async function requireAgent(): Promise<AgentContext> {
  const agent = await currentAgent()
  if (agent) return agent
  const path = (await headers()).get('x-path')
  redirect(path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in')
}
