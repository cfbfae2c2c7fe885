import { spawnSync } from 'node:child_process'

/** Runs a program of this repository with these variables and no other of ours. */
export const runProgram = (env: Readonly<Record<string, string>>, script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env } })
