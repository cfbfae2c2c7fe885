import { db } from '@/lib/db/client'
import { demoAgents } from '@/lib/services/sign-in-page'
import { DEMO_PASSWORD } from '@/lib/services/demo-password'

/** What the sign-in page says while the demo data is in place; null otherwise, and when the database does not answer. */
export async function listDemoAgents() {
  const agents = await db()
    .then((database) => demoAgents(database))
    .catch(() => [])
  return agents.length ? { agents, password: DEMO_PASSWORD } : null
}
