import { causes } from '@/lib/causes'
import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { CATALOGUE } from '@/lib/services/diagnosis/catalogue'
const cs = causes.flatMap((c) => c.examples.map((e) => e.case))
const q = process.argv[2] === 'q'
const run = () => { for (const c of cs) judge(CATALOGUE, readCase(c, readLine), { questions: q }) }
for (let i = 0; i < 90; i++) run()
process.stdin.on('data', () => { const a = process.cpuUsage().user; let n = 0; while (process.cpuUsage().user - a < 8e4) { run(); n += cs.length } ; console.log(((process.cpuUsage().user - a) / n).toFixed(2)) })
