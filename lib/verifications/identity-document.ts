import { defineVerification } from './define'

export default defineVerification({
  method: 'identity_document',
  kind: 'document',
  title: 'Identity document by video',
  settledBy: 'colleague',
  how: 'Name the colleague who checks it. They see face and document live, compare with the record, and answer under Approvals. No picture is kept.',
  limits: 'Shows what a trained eye sees on a video. Forged documents and faces exist: it counts for proofing only beside another check.',
  minutes: 60,
  offer: ({ colleagues }) => ({ options: colleagues.map(({ id, name, role }) => ({ id, label: name, detail: role })), because: colleagues.length ? null : 'Nobody else has an account here' }),
  source: 'NIST SP 800-63B-4, 4.2.2.2: repeated identity proofing. Mandiant on UNC3944: live video with a document first.',
  examples: [
    { name: 'two colleagues', facts: {}, offers: ['Dana Whitfield', 'Tomasz Reuter'] },
    { name: 'nobody else', facts: { colleagues: [] }, offers: [] },
  ],
})
