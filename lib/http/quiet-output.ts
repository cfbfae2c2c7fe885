import { maskText } from '@/lib/core/mask'

type Write = typeof process.stdout.write

const shared = globalThis as typeof globalThis & { latchkeyQuiet?: boolean }

/** Everything that this process prints passes the mask, whoever prints it: the framework writes errors of its own with whatever they hold. */
export function maskOutput(): void {
  if (shared.latchkeyQuiet) return
  shared.latchkeyQuiet = true
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (...given: unknown[]) => boolean // One of write's overloads for all.
    stream.write = ((chunk: unknown, ...rest: unknown[]) => write(typeof chunk === 'string' ? maskText(chunk) : chunk, ...rest)) as Write
  }
}
