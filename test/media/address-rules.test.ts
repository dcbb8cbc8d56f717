import { describe, expect, it } from 'vitest';
import { createAddressRules } from '../../src/media/address-rules.ts';

describe('address rules', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['the rest of loopback', '127.255.255.254'],
    ['unspecified', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['private 10/8', '10.1.2.3'],
    ['private 172.16/12', '172.31.255.255'],
    ['private 192.168/16', '192.168.0.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['a cloud metadata service in it', '100.100.100.200'],
    ['link-local', '169.254.0.1'],
    ['the metadata service', '169.254.169.254'],
    ['a metadata service outside link-local', '168.63.129.16'],
    ['protocol assignments', '192.0.0.192'],
    ['documentation', '203.0.113.5'],
    ['benchmarking', '198.18.0.1'],
    ['6to4 relay', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 unique local', 'fd00:ec2::254'],
    ['IPv6 site-local', 'fec0::1'],
    ['IPv6 multicast', 'ff02::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
    ['IPv4-mapped, public inside', '::ffff:93.184.216.34'],
    ['IPv4-compatible loopback', '::127.0.0.1'],
    ['6to4 of a private address', '2002:0a00:0001::'],
    ['Teredo', '2001::1'],
    ['NAT64 of loopback', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::1'],
    ['discard', '100::1'],
    ['segment routing', '5f00::1'],
    ['not given out', '4000::1'],
    ['no address', 'localhost'],
  ])('refuses %s', (_, address) => {
    const rules = createAddressRules([]);

    expect(rules.allowsAddress(address, 80)).toBe(false);
  });

  it.each(['93.184.216.34', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    'lets the public address %s pass',
    (address) => {
      expect(createAddressRules([]).allowsAddress(address, 80)).toBe(true);
    },
  );

  it.each([
    { entry: '10.0.0.0/8', address: '10.9.8.7', port: 80, allowed: true },
    { entry: '10.0.0.0/8', address: '11.9.8.7', port: 80, allowed: true },
    { entry: '10.0.0.0/8', address: '192.168.0.1', port: 80, allowed: false },
    { entry: '10.0.0.0/8', address: '::ffff:10.0.0.1', port: 80, allowed: true },
    { entry: '127.0.0.1', address: '127.0.0.1', port: 9000, allowed: true },
    { entry: '127.0.0.1:9000', address: '127.0.0.1', port: 9000, allowed: true },
    { entry: '127.0.0.1:9000', address: '127.0.0.1', port: 9001, allowed: false },
    { entry: 'fd00::/8', address: 'fd12::1', port: 80, allowed: true },
    { entry: '[::1]:9000', address: '::1', port: 9000, allowed: true },
    { entry: '[::1]:9000', address: '::1', port: 80, allowed: false },
    { entry: '::1', address: '0:0:0:0:0:0:0:1', port: 80, allowed: true },
  ])('with $entry, allows $address at $port: $allowed', ({ entry, address, port, allowed }) => {
    expect(createAddressRules([entry]).allowsAddress(address, port)).toBe(allowed);
  });

  it.each([
    { entry: 'minio', host: 'minio', port: 9000, allowed: true },
    { entry: 'minio', host: 'MinIO.', port: 9000, allowed: true },
    { entry: 'minio:9000', host: 'minio', port: 9000, allowed: true },
    { entry: 'minio:9000', host: 'minio', port: 80, allowed: false },
    { entry: 'minio', host: 'evil-minio', port: 80, allowed: false },
    { entry: '10.0.0.0/8', host: 'minio', port: 80, allowed: false },
  ])('with $entry, trusts the host $host at $port: $allowed', ({ entry, host, port, allowed }) => {
    expect(createAddressRules([entry]).allowsHost(host, port)).toBe(allowed);
  });
});
