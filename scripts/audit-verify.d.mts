export type Columns = Readonly<Record<string, string | null>>
export type Row = { seq: number; prev: string; hash: string; text: string; columns?: Columns }
/** The wrong entry, or the span in which it lies. */
export type Fault = { seq: number; why: string; from: number; to: number }
export type Anchor = { n: number; seq: number; hash: string; at: string }
export type Head = { seq: number; hash: string }

export function textOf(seq: number, columns: Columns): string
export function chainChecker(anchors: readonly { seq: number; hash: string }[], options?: { gaps?: boolean }): {
  add: (row: Row) => Fault | null
  end: (head: Head | null) => Fault | null
  state: () => { count: number; seq: number; hash: string; anchored: number }
}
export function readAnchors(lines: readonly { text: string; signature: string }[], publicKey: import('node:crypto').KeyObject): { anchors: Anchor[]; fault: string | null }
