/** The eight groups of an IPv6 address, without leading zeros (RFC 5952). An IPv4 part at its end stays one group. */
export function groupsOf(ip: string): string[] {
  const [head = '', tail = ''] = ip.toLowerCase().split('::')
  const first = head.split(':').filter(Boolean)
  const last = tail.split(':').filter(Boolean)
  const between = ip.includes('::') ? Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0') : []
  return [...first, ...between, ...last].map((group) => (group.includes('.') ? group : group.replace(/^0+(?=.)/, '')))
}
