import { env } from '@/lib/env'
import type { Database } from './client'

/** Whether the demo company is in the database and wanted: its agents, whose password is public, may sign in only then. */
export async function demoStands({ prisma }: { prisma: Pick<Database['prisma'], 'setting'> }): Promise<boolean> {
  return env().DEMO === 'yes' && (await prisma.setting.count({ where: { key: 'demo' } })) > 0
}
