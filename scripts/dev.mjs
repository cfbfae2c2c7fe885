// npm run dev: the same preparation as npm start, without a build, with hot reload.
import { checkNode, generate, installPackages, loadEnvFile } from './setup/prepare.mjs'
import { run, start } from './setup/run.mjs'

checkNode()
loadEnvFile()
process.env.HOST ||= '127.0.0.1'
process.env.PORT ||= '3000'
installPackages()
generate()
run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/demo.ts'])
const server = start(process.execPath, ['node_modules/next/dist/bin/next', 'dev', '-H', process.env.HOST, '-p', process.env.PORT])
server.on('exit', (code) => process.exit(code ?? 0))
