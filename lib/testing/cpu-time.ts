/**
 * Milliseconds of processor time that work takes. Elapsed time says as much about the neighbours on a busy machine as about
 * the code: a bound on it would fail by chance.
 */
export function cpuTime(work: () => void): number {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}
