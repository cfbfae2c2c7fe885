import type { Database } from '@/lib/db/client'
import { demoStands } from '@/lib/db/demo-stands'

/** The demo agents that may sign in, for the sign-in page to name; none once the demo data is gone. */
export async function demoAgents(db: Database): Promise<{ email: string; role: string; name: string }[]> {
  if (!(await demoStands(db))) return []
  return db.prisma.agent.findMany({ where: { isDemo: true, disabledAt: null }, select: { email: true, role: true, name: true }, orderBy: { email: 'asc' }, take: 8 })
}
