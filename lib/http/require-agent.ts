import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { PersonContext } from '@/lib/services/sign-in/context'
import { currentAgent, type AgentContext } from './current-agent'
import { currentSession } from './current-session'
import { safePath, withNext } from './safe-redirect'

const PLACES = { factor: '/sign-in/factor', enrol: '/sign-in/enrol', open: '/sign-in' } as const

/** Where somebody goes on who may not see the console yet. */
export const placeOf = (stage: PersonContext['session']['stage'] | undefined) => PLACES[stage ?? 'open']

/** The context of a page: who looks. Leads to the sign-in, or to the step of it that is missing, and back afterwards. */
export async function requireAgent(): Promise<AgentContext> {
  const agent = await currentAgent()
  if (agent) return agent
  const next = safePath((await headers()).get('x-path'))
  redirect(withNext(placeOf((await currentSession())?.session.stage), next))
}

/** The context of a step of the sign-in, for whoever is just there; everybody else goes where they belong. */
export async function requireStage(stage: 'factor' | 'enrol', next: string): Promise<PersonContext> {
  const person = await currentSession()
  if (person?.session.stage === stage) return person
  redirect(person?.session.stage === 'open' ? next : withNext(placeOf(person?.session.stage), next))
}
