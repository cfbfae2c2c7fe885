import { existsSync, fsyncSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of Emscripten's module that carries fsync. */
type FileSystemModule = {
  NODEFS?: { stream_ops: { fsync?: (stream: { nfd: number }) => void } }
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => void } } } }
}

/** PGlite's own file system answers fsync without calling it: an acknowledged write would be lost with the power. */
class DurableFS extends NodeFS {
  override async init(...[database, options]: Parameters<NodeFS['init']>) {
    const result = await super.init(database, options)
    const preRun = result.emscriptenOpts.preRun ?? []
    const syncForReal = (module: unknown) => {
      const { NODEFS, FS } = module as FileSystemModule // Emscripten hands its module untyped.
      ;(NODEFS ?? FS.filesystems.NODEFS).stream_ops.fsync = (stream) => fsyncSync(stream.nfd)
    }
    result.emscriptenOpts.preRun = [...(Array.isArray(preRun) ? preRun : [preRun]), syncForReal]
    return result
  }
}

/** Opens (or creates) the embedded database under `dataDir`, with fsync really called. The caller holds the directory's lock. */
export async function openPGlite(dataDir: string): Promise<PGlite> {
  const directory = path.join(dataDir, 'pglite')
  return PGlite.create({
    fs: new DurableFS(directory),
    extensions: { pg_trgm },
    startParams: [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'],
  })
}

/** An embedded database in memory, for tests. `loadDataDir` starts it from a dump of a migrated one. */
export async function openMemoryPGlite(loadDataDir?: Blob | File): Promise<PGlite> {
  return PGlite.create({ extensions: { pg_trgm }, ...(loadDataDir ? { loadDataDir } : {}) })
}

export const pgliteExists = (dataDir: string) => existsSync(path.join(dataDir, 'pglite', 'PG_VERSION'))
