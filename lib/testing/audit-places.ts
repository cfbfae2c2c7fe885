import path from 'node:path'
import { auditHome } from './audit-home'

// Vitest's set-up of each file: the key and the anchors of the audit belong to the process, not to the developer's own data.
const home = path.join(auditHome(process.ppid), String(process.pid))
process.env.AUDIT_ANCHOR_DIR = path.join(home, 'anchors')
process.env.AUDIT_ANCHOR_KEY = path.join(home, 'key', 'audit-key.pem')
