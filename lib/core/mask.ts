/** "maya.okafor@example.com" → "m•••@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '•••' : `${[...email][0]}•••${email.slice(at)}`
}

/** "+44 20 7946 4471" → "•••• 71": the last two digits only. */
export const maskPhone = (phone: string) => `•••• ${phone.replace(/\D/g, '').slice(-2)}`

/** "203.0.113.24" → "203.0.113.•". */
export const maskIp = (ip: string) => (ip.includes(':') ? `${ip.split(':').slice(0, 3).join(':')}:•` : ip.replace(/\d+$/, '•'))
