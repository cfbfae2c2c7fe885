import type { Reader } from '../context'
import type { Follower } from '../announcements/announce'

/** People who get one message each at most; a console has not more who follow one pattern. */
const MOST = 200

/** Who follows a pattern and is to be told, without whoever said it themselves. */
export async function followersOf(db: Reader, patternId: string, exceptId: string | null): Promise<Follower[]> {
  const rows = await db.patternFollow.findMany({ where: { patternId, agent: { disabledAt: null }, ...(exceptId ? { agentId: { not: exceptId } } : {}) }, orderBy: { agentId: 'asc' }, take: MOST, select: { agent: { select: { id: true, email: true } } } })
  return rows.map(({ agent }) => agent)
}
