import ipaddr from 'ipaddr.js';

/** What counts as one caller: an IPv4 address, or the /64 of an IPv6 one, which a single household owns whole. */
export function addressGroup(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`;
}
