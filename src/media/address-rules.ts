import ipaddr from 'ipaddr.js';

/** Decides which hosts and addresses a download may reach. */
export interface AddressRules {
  /** True when the operator listed this host (name or literal, with or without its port). */
  allowsHost(hostname: string, port: number): boolean;
  /** True for a public unicast address, and for one that the operator listed. */
  allowsAddress(address: string, port: number): boolean;
}

/** Unicast by its number, but answers with credentials of the machine on Azure. */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);

/** Of IPv6, only this block is given out for the public internet. */
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Public unicast addresses only: loopback, private, link-local (metadata services), carrier-grade NAT, multicast,
 * reserved, IPv4-mapped, 6to4, Teredo and NAT64 addresses are refused. `allowed` lists hosts (`minio`), hosts with a
 * port (`minio:9000`, `[::1]:9000`) and CIDRs (`10.0.0.0/8`) for which that rule is lifted.
 */
export function createAddressRules(allowed: readonly string[]): AddressRules {
  const entries = allowed.map(parseEntry);

  return {
    allowsHost(hostname, port) {
      const host = normalHost(hostname);
      return entries.some(
        (entry) => entry.kind === 'host' && entry.host === host && samePort(entry.port, port),
      );
    },
    allowsAddress(address, port) {
      const parsed = ipaddr.isValid(address) ? ipaddr.parse(address) : undefined;
      if (!parsed) return false;
      if (isPublic(parsed)) return true;
      const plain = unmapped(parsed);
      return entries.some((entry) => {
        if (entry.kind === 'host') return entry.host === plain.toString() && samePort(entry.port, port);
        return entry.network.kind() === plain.kind() && plain.match(entry.network, entry.bits);
      });
    },
  };
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Entry =
  | { kind: 'host'; host: string; port: number | undefined }
  | { kind: 'network'; network: Address; bits: number };

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || METADATA_ADDRESSES.has(address.toString())) return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST_V6);
}

/** An operator who lists 10.0.0.0/8 means it in every spelling. */
function unmapped(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function parseEntry(text: string): Entry {
  const entry = text.trim();
  if (ipaddr.isValidCIDR(entry)) {
    const [network, bits] = ipaddr.parseCIDR(entry);
    return { kind: 'network', network, bits };
  }
  if (ipaddr.isValid(entry)) return { kind: 'host', host: normalHost(entry), port: undefined };
  const colon = entry.lastIndexOf(':');
  const hasPort = colon > 0 && /^\d{1,5}$/.test(entry.slice(colon + 1));
  return {
    kind: 'host',
    host: normalHost(hasPort ? entry.slice(0, colon) : entry),
    port: hasPort ? Number(entry.slice(colon + 1)) : undefined,
  };
}

/** Lower case, without brackets and trailing dot; addresses in their shortest spelling. */
function normalHost(hostname: string): string {
  const bare = hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
  return ipaddr.isValid(bare) && bare.includes(':') ? ipaddr.parse(bare).toString() : bare;
}

function samePort(wanted: number | undefined, port: number): boolean {
  return wanted === undefined || wanted === port;
}
