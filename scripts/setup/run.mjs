// Child processes for the launchers: plain Node, no dependency, since these run before anything is installed.
import { spawn, spawnSync } from 'node:child_process'

/** Runs a command with its output shown. Throws an Error when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options })
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}

/** Runs a command silently and tells whether it went well. */
export function succeeds(command, args, options = {}) {
  return spawnSync(command, args, { stdio: 'ignore', ...options }).status === 0
}

/** What a command prints, or null when it fails. */
export function output(command, args, options = {}) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', ...options })
  return status === 0 ? stdout.trim() : null
}

/** Starts a command and passes on the signals that end this process. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return child
}

/** A local binary of node_modules, run through this very Node. */
export const bin = (path) => [process.execPath, [`node_modules/${path}`]]

export const isRoot = process.getuid?.() === 0

/** Installs a Debian package where this user may. Tells whether it is there now. */
export function aptInstall(name) {
  if (!succeeds('sh', ['-c', 'command -v apt-get'])) return false
  const prefix = isRoot ? [] : ['sudo', '-n']
  if (!isRoot && !succeeds('sudo', ['-n', 'true'])) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args]
    return succeeds(command, rest, { env })
  }
  console.log(`Installing ${name} with apt …`)
  return apt('install', '-y', '--no-install-recommends', name) || (apt('update') && apt('install', '-y', '--no-install-recommends', name))
}
